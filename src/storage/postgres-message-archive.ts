import { bytesToHex, type Logger } from '../foundation/index.ts'
import { PRUNE_STEP_LENGTH, refuseUnboundedHashes, refuseUnboundedPut, refuseUnboundedQuery } from './archive-bounds.ts'
import { contentKeyOf, isIntact } from './archive-integrity.ts'
import { cutPage, type FoundMessage, pageOf } from './archive-page.ts'
import { type ArchivePosition, rangeOf } from './archive-range.ts'
import { GroupedPuts } from './grouped-puts.ts'
import type {
  ArchivedMessage,
  ArchiveEntry,
  ArchiveLimits,
  ArchivePage,
  ArchiveQuery,
  ArchiveStats,
  MessageArchive,
  PruneStep,
} from './message-archive.ts'
import {
  DELETE,
  DELETE_OLDEST,
  findByHashes,
  findOfContentTopics,
  findOfPubsubTopics,
  HAS,
  POSITION,
  PUT,
  STATS,
  TRY_LOCK,
} from './postgres-archive-sql.ts'
import type { PostgresConnections } from './postgres-connections.ts'
import { inPortions, plainBytes, readTogether } from './postgres-portions.ts'
import { PRUNE_LOCK } from './postgres-schema.ts'
import { StorageError } from './storage-error.ts'

/** What a message takes besides its data, indices included: measured with a million messages of 1 KiB. */
const ROW_BYTES = 700
/** Between two of its messages another node may delete one: how often a page is read anew before that is no accident. */
const MAX_READS_OF_PAGE = 5
/** Reading and checking as much takes a millisecond or two; then others get their turn. A larger message comes alone. */
const MAX_BYTES_READ_AT_ONCE = 64 * 1024
const MAX_TIMESTAMP = 2n ** 63n - 1n

interface FoundRow {
  readonly timestamp: string
  readonly hash: Uint8Array
  readonly size: number
}

/** The archive in a PostgreSQL database that other nodes may share. */
export class PostgresMessageArchive implements MessageArchive {
  readonly #connections: PostgresConnections
  readonly #logger: Logger
  readonly #puts: GroupedPuts

  constructor({ connections, logger }: { readonly connections: PostgresConnections; readonly logger: Logger }) {
    this.#connections = connections
    this.#logger = logger
    this.#puts = new GroupedPuts((messages) => this.#write(messages))
  }

  async put(messages: readonly ArchivedMessage[]): Promise<void> {
    refuseUnboundedPut(messages)
    await this.#puts.put(messages)
  }

  async query(query: ArchiveQuery): Promise<ArchivePage> {
    refuseUnboundedQuery(query)
    const cursor = query.cursor && (await this.#positionOf(query.cursor))
    if (query.cursor && cursor === undefined) return { ok: false, reason: 'unknown_cursor' }
    for (let reads = 0; reads < MAX_READS_OF_PAGE; reads++) {
      const { kept, hasMore } = cutPage(await this.#find(query, cursor), query)
      const entries = query.includeData ? await this.#read(kept, query) : kept.map(bareEntryOf)
      // A page with holes would end too early for a client that goes on from its last message: read it anew.
      if (entries.length === kept.length) return pageOf(entries, hasMore, query)
    }
    throw new StorageError('store_corrupt', 'An index has messages that are not there: REINDEX TABLE waku_messages')
  }

  async has(hashes: readonly Uint8Array[]): Promise<boolean[]> {
    refuseUnboundedHashes(hashes)
    const rows = await this.#connections.query<{ hash: Uint8Array }>(HAS, [hashes])
    const there = new Set(rows.map(({ hash }) => bytesToHex(hash)))
    return hashes.map((hash) => there.has(bytesToHex(hash)))
  }

  async stats(): Promise<ArchiveStats> {
    const rows =
      await this.#connections.query<Record<'topic' | 'messages' | 'bytes' | 'oldest' | 'newest', string>>(STATS)
    const topics = rows.filter(({ messages, oldest }) => Number(messages) > 0 && oldest !== null)
    const messages = topics.reduce((sum, row) => sum + Number(row.messages), 0)
    const oldest = topics.map((row) => BigInt(row.oldest))
    const newest = topics.map((row) => BigInt(row.newest))
    return {
      messages,
      sizeBytes: topics.reduce((sum, { bytes }) => sum + Number(bytes), messages * ROW_BYTES),
      ...(topics.length > 0 && {
        oldestNs: oldest.reduce((a, b) => (a < b ? a : b)),
        newestNs: newest.reduce((a, b) => (a > b ? a : b)),
      }),
      messagesByPubsubTopic: new Map(topics.map((row) => [row.topic, Number(row.messages)])),
    }
  }

  async prune(limits: ArchiveLimits): Promise<PruneStep> {
    this.#connections.refuseWhenEnded()
    const { oldestNs, maxMessages = Number.POSITIVE_INFINITY, maxSizeBytes = Number.POSITIVE_INFINITY } = limits
    const tooOld = oldestNs === undefined ? 0 : await this.#deleteOldest(PRUNE_STEP_LENGTH, oldestNs)
    if (tooOld === undefined) return { deleted: 0, isDone: true }
    if (tooOld === PRUNE_STEP_LENGTH) return { deleted: tooOld, isDone: false }
    if (!Number.isFinite(maxMessages) && !Number.isFinite(maxSizeBytes)) return { deleted: tooOld, isDone: true }
    const { messages, sizeBytes } = await this.stats()
    const tooLarge = sizeBytes > maxSizeBytes ? Math.ceil((messages * (sizeBytes - maxSizeBytes)) / sizeBytes) : 0
    const wanted = Math.max(messages - maxMessages, tooLarge)
    if (wanted <= 0) return { deleted: tooOld, isDone: true }
    const deleted = await this.#deleteOldest(Math.min(wanted, PRUNE_STEP_LENGTH), MAX_TIMESTAMP)
    return deleted === undefined
      ? { deleted: tooOld, isDone: true }
      : { deleted: tooOld + deleted, isDone: deleted === 0 || (deleted === wanted && tooLarge === 0) }
  }

  async close(): Promise<void> {
    await this.#puts.settled()
    await this.#connections.end()
  }

  async #write(messages: readonly ArchivedMessage[]): Promise<void> {
    await this.#connections.query(PUT, [
      messages.map(({ messageHash }) => messageHash),
      messages.map(({ timestampNs }) => timestampNs.toString()),
      messages.map(({ pubsubTopic }) => pubsubTopic),
      messages.map(({ contentTopic }) => contentKeyOf(contentTopic)),
      messages.map(({ data }) => data),
    ])
  }

  async #positionOf(hash: Uint8Array): Promise<ArchivePosition | undefined> {
    const [row] = await this.#connections.query<{ timestamp: string; hash: Uint8Array }>(POSITION, [hash])
    return row && { timestampNs: BigInt(row.timestamp), hash: row.hash }
  }

  async #find(query: ArchiveQuery, cursor: ArchivePosition | undefined): Promise<FoundMessage[]> {
    const { after, before } = rangeOf(query, cursor)
    const { pubsubTopic = null, contentTopics = [], hashes = [], limit } = query
    const direction = query.forward ? 'forward' : 'backward'
    const keys = [...new Set(contentTopics)].map(contentKeyOf)
    const range = [after.timestampNs.toString(), after.hash, before.timestampNs.toString(), before.hash, limit + 1]
    const [sql, values] =
      hashes.length > 0
        ? [findByHashes(direction), [pubsubTopic, keys.length > 0 ? keys : null, hashes]]
        : keys.length > 0
          ? [findOfContentTopics(direction), [pubsubTopic, keys]]
          : [findOfPubsubTopics(direction), [pubsubTopic]]
    const rows = await this.#connections.query<FoundRow>(sql, [...range, ...values])
    return rows.map(({ timestamp, hash, size }) => ({ timestampNs: BigInt(timestamp), hash, sizeBytes: size }))
  }

  /** The messages found, without those that another node deleted meanwhile, or that are damaged: these are deleted. */
  async #read(found: readonly FoundMessage[], query: ArchiveQuery): Promise<ArchiveEntry[]> {
    const entries: ArchiveEntry[] = []
    const damaged: Uint8Array[] = []
    for (const portion of inPortions(found, MAX_BYTES_READ_AT_ONCE)) {
      for (const message of await readTogether(this.#connections, portion)) {
        if (isIntact(message, query)) entries.push(message)
        else damaged.push(message.messageHash)
      }
    }
    if (damaged.length > 0) await this.#deleteDamaged(damaged)
    return entries
  }

  async #deleteDamaged(hashes: readonly Uint8Array[]): Promise<void> {
    await this.#connections.query(DELETE, [hashes])
    this.#logger.error('deleted messages that do not fit their hash: check the disk', { damaged: hashes.length })
  }

  /** How many were deleted; undefined when another node is deleting. */
  #deleteOldest(count: number, beforeNs: bigint): Promise<number | undefined> {
    return this.#connections.transaction(async (client) => {
      const [lock] = (await client.query<{ locked: boolean }>(TRY_LOCK, [PRUNE_LOCK])).rows
      if (!lock?.locked) return undefined
      const { rows } = await client.query<{ deleted: number }>(DELETE_OLDEST, [count, beforeNs.toString()])
      return rows[0]?.deleted ?? 0
    })
  }
}

/** What a page holds of a message when its data is not asked for. */
function bareEntryOf({ hash, timestampNs }: FoundMessage): ArchiveEntry {
  return { messageHash: plainBytes(hash), timestampNs }
}
