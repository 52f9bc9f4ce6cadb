/**
 * A process that opens the archive in the SQLite file of its options and puts messages numbered from `firstNumber` on,
 * until it is killed. Prints `open <milliseconds>`, then the last number of each put when that is acknowledged.
 */
import { writeSync } from 'node:fs'
import { openSqliteMessageArchive } from '../../src/storage/server.ts'
import { archiveMessages } from './archive-messages.ts'

export interface ArchiveWriterOptions {
  readonly path: string
  readonly firstNumber: number
  /** Messages in each put; two puts are under way at any time. */
  readonly perPut: number
  readonly payloadBytes: number
}

const { path, firstNumber, perPut, payloadBytes } = JSON.parse(process.argv[2]!) as ArchiveWriterOptions
const startedAtMs = performance.now()
const archive = await openSqliteMessageArchive(path)
writeSync(1, `open ${Math.round(performance.now() - startedAtMs)}\n`)

let next = firstNumber
const putOn = async (): Promise<never> => {
  for (;;) {
    const first = next
    next += perPut
    await archive.put(archiveMessages(perPut, { firstNumber: first, payloadBytes }))
    writeSync(1, `${first} ${first + perPut - 1}\n`)
  }
}
await Promise.all([putOn(), putOn()])
