import { DatabaseSync } from 'node:sqlite'
import { expect } from 'chai'
import { bytesToHex } from '../../src/foundation/index.ts'
import type { MessageArchive } from '../../src/storage/index.ts'
import { openSqliteMessageArchive } from '../../src/storage/server.ts'
import { archiveMessage } from './archive-messages.ts'
import type { ArchiveWriterOptions } from './archive-writer-process.ts'
import { runAndKill } from './killed-process.ts'

const PAYLOAD_BYTES = 1_024
/** Two of them are under way at any time. */
const PER_PUT = 5

export interface KillRoundsReport {
  readonly acknowledged: number
  readonly kept: number
  /** Acknowledged messages a second while the writers wrote. */
  readonly messagesPerSecond: number
  readonly slowestOpenMs: number
}

/**
 * Kills a process that writes an archive, time after time, each at another moment of its writing. Whatever it has
 * acknowledged must be there, once, and the file be whole.
 */
export async function killArchiveWriters(
  path: string,
  kills: number,
  killAfterMs: (round: number) => number,
): Promise<KillRoundsReport> {
  const acknowledged = new Set<number>()
  let firstNumber = 0
  let writtenMs = 0
  let slowestOpenMs = 0
  for (let round = 0; round < kills; round++) {
    const options: ArchiveWriterOptions = { path, firstNumber, perPut: PER_PUT, payloadBytes: PAYLOAD_BYTES }
    await runAndKill('archive-writer-process.ts', options, {
      killAfterMs: killAfterMs(round),
      onLine: (line) => {
        const [first, last] = line.split(' ')
        if (first === 'open') slowestOpenMs = Math.max(slowestOpenMs, Number(last))
        else for (let number = Number(first); number <= Number(last); number++) acknowledged.add(number)
      },
    })
    writtenMs += killAfterMs(round)
    firstNumber += 1_000_000
    refuseDamaged(path)
  }
  const startedAtMs = performance.now()
  const archive = await openSqliteMessageArchive(path)
  slowestOpenMs = Math.max(slowestOpenMs, Math.round(performance.now() - startedAtMs))
  const kept = await hashesOf(archive)
  await archive.close()
  expect(new Set(kept).size, 'different messages').to.equal(kept.length)
  const there = new Set(kept)
  const lost = [...acknowledged].filter((number) => !there.has(hashOf(number)))
  expect(lost, 'acknowledged messages lost').to.deep.equal([])
  const messagesPerSecond = Math.round((acknowledged.size * 1000) / writtenMs)
  return { acknowledged: acknowledged.size, kept: kept.length, messagesPerSecond, slowestOpenMs }
}

/** Every message's hash, as pages give them. */
export async function hashesOf(archive: MessageArchive): Promise<string[]> {
  const hashes: string[] = []
  for (let cursor: Uint8Array | undefined; ; ) {
    const page = await archive.query({ forward: true, limit: 100, includeData: false, ...(cursor && { cursor }) })
    if (!page.ok) throw new Error(page.reason)
    hashes.push(...page.entries.map(({ messageHash }) => bytesToHex(messageHash)))
    if (page.cursor === undefined) return hashes
    cursor = page.cursor
  }
}

function hashOf(number: number): string {
  return bytesToHex(archiveMessage({ number, payloadBytes: PAYLOAD_BYTES }).messageHash)
}

function refuseDamaged(path: string): void {
  const database = new DatabaseSync(path)
  const finding = database.prepare('PRAGMA quick_check').get()?.quick_check
  database.close()
  expect(finding).to.equal('ok')
}
