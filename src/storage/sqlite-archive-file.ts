import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { PRUNE_STEP_LENGTH } from './archive-bounds.ts'
import { contentKeyOf, isIntact, type ReadMessage } from './archive-integrity.ts'
import { cutPage, pageOf } from './archive-page.ts'
import { compareInArchive } from './archive-range.ts'
import type {
  ArchivedMessage,
  ArchiveEntry,
  ArchiveLimits,
  ArchivePage,
  ArchiveQuery,
  ArchiveStats,
  PruneStep,
} from './message-archive.ts'
import { type FoundRow, foundRowOf, SqliteArchiveSearch } from './sqlite-archive-search.ts'
import { inTransaction, pragma } from './sqlite-file.ts'
import { StorageError } from './storage-error.ts'

/** A page, and how many damaged messages were deleted on the way to it. */
export interface ReadPage {
  readonly page: ArchivePage
  readonly damaged: number
}

const MAX_TIMESTAMP = 2n ** 63n - 1n

/** An archive in an open SQLite file that this process alone has locked. Its calls block. They throw what SQLite throws. */
export class SqliteArchiveFile {
  readonly #database: DatabaseSync
  readonly #search: SqliteArchiveSearch
  readonly #insert: StatementSync
  readonly #read: StatementSync
  readonly #delete: StatementSync
  readonly #count: StatementSync
  readonly #oldest: StatementSync
  readonly #ends: StatementSync
  /** Messages by pubsub topic, as in the table of totals. */
  readonly #totals: Map<string, number>

  constructor(database: DatabaseSync) {
    this.#database = database
    const prepare = (sql: string): StatementSync => {
      const statement = database.prepare(sql)
      statement.setReadBigInts(true)
      return statement
    }
    this.#search = new SqliteArchiveSearch(prepare)
    this.#insert = prepare(`
      INSERT INTO messages (hash, timestamp, pubsub_topic, content_key, size, data) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (hash) DO NOTHING`)
    this.#read = prepare('SELECT hash, timestamp, pubsub_topic, data FROM messages WHERE id = ?')
    this.#delete = prepare('DELETE FROM messages WHERE id = ? RETURNING pubsub_topic')
    this.#count = prepare(`
      INSERT INTO totals (pubsub_topic, messages) VALUES (?, ?)
      ON CONFLICT (pubsub_topic) DO UPDATE SET messages = messages + excluded.messages`)
    this.#oldest = prepare(`
      SELECT id, timestamp, hash, size FROM messages WHERE pubsub_topic = ? AND timestamp < ?
      ORDER BY timestamp, hash LIMIT ?`)
    this.#ends = prepare(
      'SELECT min(timestamp) AS oldest, max(timestamp) AS newest FROM messages WHERE pubsub_topic = ?',
    )
    const totals = database.prepare('SELECT pubsub_topic, messages FROM totals').all()
    this.#totals = new Map(totals.map(({ pubsub_topic, messages }) => [pubsub_topic as string, Number(messages)]))
  }

  put(messages: readonly ArchivedMessage[]): void {
    this.#change((count) => {
      for (const { messageHash, timestampNs, pubsubTopic, contentTopic, data } of messages) {
        const key = contentKeyOf(contentTopic)
        const { changes } = this.#insert.run(messageHash, timestampNs, pubsubTopic, key, data.length, data)
        if (changes > 0) count(pubsubTopic, 1)
      }
    })
  }

  query(query: ArchiveQuery): ReadPage {
    const cursor = query.cursor && this.#search.positionOf(query.cursor)
    if (query.cursor && cursor === undefined) return { page: { ok: false, reason: 'unknown_cursor' }, damaged: 0 }
    for (let damaged = 0; ; ) {
      const { kept, hasMore } = cutPage(this.#search.find(query, cursor, [...this.#totals.keys()]), query)
      if (!query.includeData) return { page: pageOf(kept.map(bareEntryOf), hasMore, query), damaged }
      const { entries, damagedRows } = this.#readEntries(kept, query)
      if (damagedRows.length === 0) return { page: pageOf(entries, hasMore, query), damaged }
      // A page with holes would end too early for a client that goes on from its last message: fill it anew.
      this.#deleteRows(damagedRows)
      damaged += damagedRows.length
    }
  }

  has(hashes: readonly Uint8Array[]): boolean[] {
    return hashes.map((hash) => this.#search.positionOf(hash) !== undefined)
  }

  stats(): ArchiveStats {
    const topics = [...this.#totals].filter(([, messages]) => messages > 0)
    const ends = topics.map(([topic]) => this.#ends.get(topic)!)
    const oldest = ends.map((row) => row.oldest as bigint).sort(compareBigints)[0]
    const newest = ends
      .map((row) => row.newest as bigint)
      .sort(compareBigints)
      .at(-1)
    return {
      messages: this.#messages(),
      sizeBytes: this.#sizeBytes(),
      ...(oldest !== undefined && newest !== undefined && { oldestNs: oldest, newestNs: newest }),
      messagesByPubsubTopic: new Map(topics),
    }
  }

  prune({ oldestNs, maxMessages = Number.POSITIVE_INFINITY, maxSizeBytes }: ArchiveLimits): PruneStep {
    const tooOld = oldestNs === undefined ? 0 : this.#deleteOldest(PRUNE_STEP_LENGTH, oldestNs)
    const wanted = Math.max(this.#messages() - maxMessages, this.#countOver(maxSizeBytes))
    const beyond = this.#deleteOldest(Math.min(wanted, PRUNE_STEP_LENGTH - tooOld), MAX_TIMESTAMP)
    const deleted = tooOld + beyond
    return { deleted, isDone: deleted === 0 || (deleted < PRUNE_STEP_LENGTH && this.#countOver(maxSizeBytes) === 0) }
  }

  /** Gives the space that deleted messages left behind back to the disk. Takes as long as copying the whole file. */
  vacuum(): void {
    this.#database.exec('VACUUM')
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close()
  }

  #messages(): number {
    return [...this.#totals.values()].reduce((sum, count) => sum + count, 0)
  }

  #sizeBytes(): number {
    const pages = pragma(this.#database, 'page_count') - pragma(this.#database, 'freelist_count')
    return pages * pragma(this.#database, 'page_size')
  }

  /** About how many messages must go for the size to come down to a limit. */
  #countOver(maxSizeBytes = Number.POSITIVE_INFINITY): number {
    const sizeBytes = this.#sizeBytes()
    const messages = this.#messages()
    if (sizeBytes <= maxSizeBytes || messages === 0) return 0
    return Math.max(1, Math.floor((messages * (sizeBytes - maxSizeBytes)) / sizeBytes))
  }

  #deleteOldest(count: number, beforeNs: bigint): number {
    if (count <= 0) return 0
    const candidates = [...this.#totals.keys()].flatMap((topic) =>
      this.#oldest.all(topic, beforeNs, count).map(foundRowOf),
    )
    const oldest = candidates.sort(compareInArchive).slice(0, count)
    if (oldest.length > 0) this.#deleteRows(oldest)
    return oldest.length
  }

  #deleteRows(rows: readonly FoundRow[]): void {
    this.#change((count) => {
      for (const { id } of rows) {
        const row = this.#delete.get(id)
        if (row) count(row.pubsub_topic as string, -1)
      }
    })
  }

  #readEntries(rows: readonly FoundRow[], query: ArchiveQuery) {
    const entries: ArchiveEntry[] = []
    const damagedRows: FoundRow[] = []
    for (const row of rows) {
      const entry = this.#readEntry(row)
      if (isIntact(entry, query)) entries.push(entry)
      else damagedRows.push(row)
    }
    return { entries, damagedRows }
  }

  #readEntry({ id, hash, timestampNs }: FoundRow): ReadMessage {
    const row = this.#read.get(id)
    if (row === undefined) throw new StorageError('store_corrupt', 'An index has a message that is not there')
    // Hash and time as the index has them, to be compared with what the data says.
    return { messageHash: hash, timestampNs, pubsubTopic: row.pubsub_topic as string, data: row.data as Uint8Array }
  }

  /** One transaction, in which `work` counts what it added and deleted. */
  #change(work: (count: (pubsubTopic: string, messages: number) => void) => void): void {
    const changes = new Map<string, number>()
    inTransaction(this.#database, () => {
      work((topic, messages) => changes.set(topic, (changes.get(topic) ?? 0) + messages))
      for (const [topic, messages] of changes) this.#count.run(topic, messages)
    })
    for (const [topic, messages] of changes) this.#totals.set(topic, (this.#totals.get(topic) ?? 0) + messages)
  }
}

/** What a page holds of a message when its data is not asked for. */
function bareEntryOf({ hash, timestampNs }: FoundRow): ArchiveEntry {
  return { messageHash: hash, timestampNs }
}

function compareBigints(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
