import type { SQLOutputValue, StatementSync } from 'node:sqlite'
import { bytesEqual, bytesToHex } from '../foundation/index.ts'
import { contentKeyOf } from './archive-integrity.ts'
import type { FoundMessage } from './archive-page.ts'
import { type ArchivePosition, type ArchiveRange, compareInArchive, rangeOf } from './archive-range.ts'
import type { ArchiveQuery } from './message-archive.ts'

/** A message by its row. */
export interface FoundRow extends FoundMessage {
  readonly id: bigint
}

type Row = Record<string, SQLOutputValue>

const COLUMNS = 'id, timestamp, hash, size'
const IN_RANGE = '(timestamp, hash) > (?, ?) AND (timestamp, hash) < (?, ?)'
const FORWARD = 'ORDER BY timestamp, hash LIMIT ?'
const BACKWARD = 'ORDER BY timestamp DESC, hash DESC LIMIT ?'

/** Finds messages in the indices of an archive's file: a page's length of entries for each topic of a query. */
export class SqliteArchiveSearch {
  readonly #byHash: StatementSync
  readonly #ofPubsubTopic: Readonly<Record<'forward' | 'backward', StatementSync>>
  readonly #ofContentTopic: Readonly<Record<'forward' | 'backward', StatementSync>>

  constructor(prepare: (sql: string) => StatementSync) {
    const select = (condition: string) => {
      const sql = `SELECT ${COLUMNS} FROM messages WHERE ${condition} AND ${IN_RANGE}`
      return { forward: prepare(`${sql} ${FORWARD}`), backward: prepare(`${sql} ${BACKWARD}`) }
    }
    this.#byHash = prepare(`SELECT ${COLUMNS}, pubsub_topic, content_key FROM messages WHERE hash = ?`)
    this.#ofPubsubTopic = select('pubsub_topic = ?')
    this.#ofContentTopic = select('content_key = ? AND pubsub_topic = ?')
  }

  positionOf(hash: Uint8Array): ArchivePosition | undefined {
    const row = this.#byHash.get(hash)
    return row && foundRowOf(row)
  }

  /** At least the first of a query and one more, in any order. */
  find(query: ArchiveQuery, cursor: ArchivePosition | undefined, pubsubTopics: readonly string[]): FoundRow[] {
    const range = rangeOf(query, cursor)
    const { hashes = [], pubsubTopic } = query
    if (hashes.length > 0) return this.#findByHashes(query, range)
    return (pubsubTopic === undefined ? pubsubTopics : [pubsubTopic]).flatMap((topic) =>
      this.#findInTopic(topic, query, range),
    )
  }

  #findInTopic(pubsubTopic: string, query: ArchiveQuery, { after, before }: ArchiveRange): FoundRow[] {
    const { contentTopics = [], limit, forward } = query
    const direction = forward ? 'forward' : 'backward'
    const range = [after.timestampNs, after.hash, before.timestampNs, before.hash, limit + 1]
    if (contentTopics.length === 0) return this.#ofPubsubTopic[direction].all(pubsubTopic, ...range).map(foundRowOf)
    return [...new Set(contentTopics)].flatMap((contentTopic) =>
      this.#ofContentTopic[direction].all(contentKeyOf(contentTopic), pubsubTopic, ...range).map(foundRowOf),
    )
  }

  #findByHashes({ hashes = [], pubsubTopic, contentTopics = [] }: ArchiveQuery, range: ArchiveRange): FoundRow[] {
    const keys = contentTopics.map(contentKeyOf)
    const different = new Map(hashes.map((hash) => [bytesToHex(hash), hash]))
    return [...different.values()]
      .map((hash) => this.#byHash.get(hash))
      .filter((row) => row !== undefined)
      .filter((row) => pubsubTopic === undefined || row.pubsub_topic === pubsubTopic)
      .filter((row) => keys.length === 0 || keys.some((key) => bytesEqual(key, row.content_key as Uint8Array)))
      .map(foundRowOf)
      .filter((row) => compareInArchive(row, range.after) > 0 && compareInArchive(row, range.before) < 0)
  }
}

/** A row of those columns that every search selects. */
export function foundRowOf({ id, timestamp, hash, size }: Row): FoundRow {
  return {
    id: id as bigint,
    timestampNs: timestamp as bigint,
    hash: hash as Uint8Array,
    sizeBytes: Number(size),
  }
}
