import { bytesToHex } from '../foundation/index.ts'
import { PRUNE_STEP_LENGTH, refuseUnboundedHashes, refuseUnboundedPut, refuseUnboundedQuery } from './archive-bounds.ts'
import { cutPage, type FoundMessage, pageOf } from './archive-page.ts'
import { type ArchivePosition, compareInArchive, rangeOf } from './archive-range.ts'
import type {
  ArchivedMessage,
  ArchiveLimits,
  ArchivePage,
  ArchiveQuery,
  ArchiveStats,
  MessageArchive,
  PruneStep,
} from './message-archive.ts'
import { StorageError } from './storage-error.ts'

/** nwaku's bound for the same. */
const MAX_MESSAGES = 25_000
const MAX_SIZE_BYTES = 256 * 1024 * 1024

/**
 * An archive that forgets everything with the process: for tests, and for nodes without a disk. It never has more than
 * 25,000 messages or 256 MiB: the oldest make room.
 */
export function createMemoryMessageArchive(): MessageArchive {
  return new MemoryMessageArchive()
}

type Kept = FoundMessage & { readonly message: ArchivedMessage }

/** What a message takes besides its data: about what the objects around it take. */
const OVERHEAD_BYTES = 400

class MemoryMessageArchive implements MessageArchive {
  /** In the archive's order. */
  #ordered: Kept[] = []
  readonly #byHash = new Map<string, Kept>()
  #sizeBytes = 0
  #closed = false

  async put(messages: readonly ArchivedMessage[]): Promise<void> {
    this.#refuseWhenClosed()
    refuseUnboundedPut(messages)
    for (const message of messages) this.#add(message)
    this.#deleteOldest({ maxMessages: MAX_MESSAGES, maxSizeBytes: MAX_SIZE_BYTES }, Number.POSITIVE_INFINITY)
  }

  async query(query: ArchiveQuery): Promise<ArchivePage> {
    this.#refuseWhenClosed()
    refuseUnboundedQuery(query)
    const cursor = query.cursor && this.#byHash.get(bytesToHex(query.cursor))
    if (query.cursor && cursor === undefined) return { ok: false, reason: 'unknown_cursor' }
    const { after, before } = rangeOf(query, cursor)
    const found = this.#find(this.#indexBeyond(after), this.#indexOf(before), query)
    const { kept, hasMore } = cutPage(found, query)
    const entries = kept.map(({ message: { messageHash, timestampNs, pubsubTopic, data } }) => {
      return {
        messageHash: messageHash.slice(),
        timestampNs,
        ...(query.includeData && { pubsubTopic, data: data.slice() }),
      }
    })
    return pageOf(entries, hasMore, query)
  }

  async has(hashes: readonly Uint8Array[]): Promise<boolean[]> {
    this.#refuseWhenClosed()
    refuseUnboundedHashes(hashes)
    return hashes.map((hash) => this.#byHash.has(bytesToHex(hash)))
  }

  async stats(): Promise<ArchiveStats> {
    this.#refuseWhenClosed()
    const [oldest, newest] = [this.#ordered[0], this.#ordered.at(-1)]
    const messagesByPubsubTopic = new Map<string, number>()
    for (const { message } of this.#ordered) {
      messagesByPubsubTopic.set(message.pubsubTopic, (messagesByPubsubTopic.get(message.pubsubTopic) ?? 0) + 1)
    }
    return {
      messages: this.#ordered.length,
      sizeBytes: this.#sizeBytes,
      ...(oldest && newest && { oldestNs: oldest.timestampNs, newestNs: newest.timestampNs }),
      messagesByPubsubTopic,
    }
  }

  async prune(limits: ArchiveLimits): Promise<PruneStep> {
    this.#refuseWhenClosed()
    const deleted = this.#deleteOldest(limits, PRUNE_STEP_LENGTH)
    return { deleted, isDone: !this.#isBeyond(limits) }
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#ordered = []
    this.#byHash.clear()
  }

  /** One more than fit on the page, in the direction of the query, of those from one index to before another. */
  #find(from: number, to: number, query: ArchiveQuery): Kept[] {
    const fits = matcherOf(query)
    const found: Kept[] = []
    for (let count = 0; count < to - from && found.length <= query.limit; count++) {
      const kept = this.#ordered[query.forward ? from + count : to - 1 - count]!
      if (fits(kept)) found.push(kept)
    }
    return found
  }

  #isBeyond({ oldestNs, maxMessages, maxSizeBytes }: ArchiveLimits): boolean {
    const oldest = this.#ordered[0]
    if (oldest === undefined) return false
    if (oldestNs !== undefined && oldest.timestampNs < oldestNs) return true
    if (maxMessages !== undefined && this.#ordered.length > maxMessages) return true
    return maxSizeBytes !== undefined && this.#sizeBytes > maxSizeBytes
  }

  #deleteOldest(limits: ArchiveLimits, atMost: number): number {
    let deleted = 0
    for (; deleted < atMost && this.#isBeyond(limits); deleted++) this.#forget(this.#ordered.shift()!)
    return deleted
  }

  #add(message: ArchivedMessage): void {
    const key = bytesToHex(message.messageHash)
    if (this.#byHash.has(key)) return
    const own = { ...message, messageHash: message.messageHash.slice(), data: message.data.slice() }
    const { messageHash: hash, timestampNs, data } = own
    const kept = { hash, timestampNs, sizeBytes: data.length, message: own }
    this.#byHash.set(key, kept)
    this.#ordered.splice(this.#indexOf(kept), 0, kept)
    this.#sizeBytes += data.length + OVERHEAD_BYTES
  }

  #forget({ hash, sizeBytes }: Kept): void {
    this.#byHash.delete(bytesToHex(hash))
    this.#sizeBytes -= sizeBytes + OVERHEAD_BYTES
  }

  /** Index of the first message that lies beyond a place: how many are before it, the message at it included. */
  #indexBeyond(position: ArchivePosition): number {
    return this.#countWhile((kept) => compareInArchive(kept, position) <= 0)
  }

  #indexOf(position: ArchivePosition): number {
    return this.#countWhile((kept) => compareInArchive(kept, position) < 0)
  }

  /** How many messages from the oldest on hold `condition`, which those after them do not. */
  #countWhile(condition: (kept: Kept) => boolean): number {
    let low = 0
    let high = this.#ordered.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (condition(this.#ordered[middle]!)) low = middle + 1
      else high = middle
    }
    return low
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new StorageError('store_closed', 'The archive in memory was closed before')
  }
}

function matcherOf({ pubsubTopic, contentTopics = [], hashes = [] }: ArchiveQuery): (kept: Kept) => boolean {
  const wantedTopics = new Set(contentTopics)
  const wantedHashes = new Set(hashes.map(bytesToHex))
  return ({ message }) =>
    (pubsubTopic === undefined || message.pubsubTopic === pubsubTopic) &&
    (wantedTopics.size === 0 || wantedTopics.has(message.contentTopic)) &&
    (wantedHashes.size === 0 || wantedHashes.has(bytesToHex(message.messageHash)))
}
