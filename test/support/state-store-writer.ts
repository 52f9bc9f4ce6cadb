/**
 * A process that opens the SQLite store of its first argument and writes 1, 2, 3, ... in a loop until it is killed. Each
 * number is a write of two entries, every other one synced; its line on stdout is the acknowledgement. Prints the error's code when refused.
 */
import { writeSync } from 'node:fs'
import { bigIntToBytesBE } from '../../src/foundation/index.ts'
import { openSqliteStateStore, StorageError } from '../../src/storage/server.ts'

const [path, firstNumber, valueSizeBytes] = process.argv.slice(2)
const value = new Uint8Array(Number(valueSizeBytes))

try {
  const store = await openSqliteStateStore(path!)
  writeSync(1, 'open\n')
  for (let number = BigInt(firstNumber!); ; number++) {
    const key = bigIntToBytesBE(number, 8)
    const entries = ['left', 'right'].map((space) => ({ space, key, value }))
    await store.write(entries, { isSynced: number % 2n === 0n })
    writeSync(1, `${number}\n`)
  }
} catch (error) {
  if (!(error instanceof StorageError)) throw error
  writeSync(1, `${error.code}\n`)
}
