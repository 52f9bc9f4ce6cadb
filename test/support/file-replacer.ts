/** A process that replaces the file of its first argument by one large text after the other until it is killed. */
import { writeSync } from 'node:fs'
import { replaceFile } from '../../src/membership/replace-file.ts'

const [path] = process.argv.slice(2)

for (let count = 0; ; count++) {
  await replaceFile(path!, `${count % 10}`.repeat(200_000))
  writeSync(1, `${count}\n`)
}
