/** A process that encrypts the keystore file of its first argument anew, under the same password, until it is killed. */
import { writeSync } from 'node:fs'
import { changeKeystorePassword } from '../../src/membership/keystore-file.ts'
import { FAST } from './keystore-fixtures.ts'

const [path, password] = process.argv.slice(2)

for (let count = 1; ; count++) {
  await changeKeystorePassword(path!, password!, password!, FAST)
  writeSync(1, `${count}\n`)
}
