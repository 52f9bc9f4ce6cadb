import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { expect } from 'chai'
import { bytesEqual, bytesToHex } from '../../src/foundation/index.ts'
import { type ArchivedMessage, StorageError } from '../../src/storage/index.ts'
import { openSqliteMessageArchive } from '../../src/storage/server.ts'
import { archiveMessage } from './archive-messages.ts'
import { RecordingLogger } from './recording-logger.ts'

const PAGE_BYTES = 4_096

/**
 * What an archive made of damage: `movedAside` when it was found, at the opening or by a read, and the file kept beside
 * the new one; `deletedMessages` when messages no longer fitted their hash; `refused` when the file seemed to be another
 * program's or a newer one's; `unnoticed` when nothing is read from the byte, or messages are missing without a trace.
 */
export type DamageOutcome = 'movedAside' | 'deletedMessages' | 'refused' | 'unnoticed'

/** Flips one bit of one byte in a page. */
export function flipByte(path: string, page: number, offset: number): void {
  const bytes = readFileSync(path)
  const at = page * PAGE_BYTES + (offset % PAGE_BYTES)
  bytes[at]! ^= 1 << (offset & 7)
  writeFileSync(path, bytes)
}

export function pagesOf(path: string): number {
  return readFileSync(path).length / PAGE_BYTES
}

/**
 * Reads everything from an archive that was damaged, then archives another message. No message may come back other than
 * it was put, whatever else happened, and the archive must work again.
 * @returns what the archive made of it
 */
export async function useDamaged(path: string, put: readonly ArchivedMessage[]): Promise<DamageOutcome> {
  const logger = new RecordingLogger()
  const archive = await openSqliteMessageArchive(path, { logger }).catch(expectRefused)
  if (archive === undefined) return 'refused'
  const known = new Map(put.map((message) => [bytesToHex(message.messageHash), message]))
  try {
    for (const forward of [true, false]) {
      for (let cursor: Uint8Array | undefined; ; ) {
        const query = { forward, limit: 100, includeData: true, ...(cursor && { cursor }) }
        const page = await archive.query(query).catch(expectCorrupt)
        if (page === undefined || !page.ok) break
        for (const { messageHash, data } of page.entries) {
          const message = known.get(bytesToHex(messageHash))
          expect(message && bytesEqual(message.data, data!), 'a wrong message came back').to.equal(true)
        }
        cursor = page.cursor
        if (cursor === undefined) break
      }
    }
    const another = archiveMessage({ number: 999_999 })
    await archive.put([another]).catch(async (error) => {
      expectCorrupt(error)
      await archive.put([another])
    })
    expect(await archive.has([another.messageHash])).to.deep.equal([true])
  } finally {
    await archive.close()
  }
  const aside = logger.lines.find(({ message }) => message.startsWith('archive was damaged'))
  if (aside) {
    expect(existsSync(aside.fields.asidePath as string)).to.equal(true)
    return 'movedAside'
  }
  return logger.lines.some(({ message }) => message.startsWith('deleted messages')) ? 'deletedMessages' : 'unnoticed'
}

/** A copy of an archive's file without anything beside it. */
export function copyArchive(from: string, to: string): void {
  copyFileSync(from, to)
  rmSync(`${to}-wal`, { force: true })
}

function expectRefused(error: unknown): undefined {
  expect(error).to.be.instanceOf(StorageError).with.property('code').that.is.oneOf(['store_foreign', 'store_too_new'])
  return undefined
}

function expectCorrupt(error: unknown): undefined {
  expect(error).to.be.instanceOf(StorageError).with.property('code', 'store_corrupt')
  return undefined
}
