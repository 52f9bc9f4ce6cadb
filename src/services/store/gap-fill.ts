import { bytesToHex, type Clock, type Logger, sleep } from '../../foundation/index.ts'
import { type ArchivedMessage, archivedMessageOf, type MessageArchive } from '../../storage/index.ts'
import type { PartialStoreQuery, StoreClient, StorePage } from './store-client.ts'
import { StoreError } from './store-error.ts'
import { MAX_PAGE_SIZE } from './store-query.ts'
import type { StoredMessage } from './stored-message.ts'

/** A store node that has had enough of this node is left alone for so long, this many times in a row. */
const BREATHER_MS = 3_000
const MAX_BREATHERS = 20

/** The log tells of progress this often. */
const PROGRESS_INTERVAL_MS = 10_000

/** Messages of one time that a store node may name: at the most that a shard carries in six hours, and a bound anyhow. */
const MAX_PAGES = 100_000

/**
 * Messages that a store node names and then has not. A page's worth may be deleted between the two questions; who goes on
 * inventing hashes would keep this node asking for ever.
 */
const MAX_UNDELIVERED = 1_000

/** Of a cursor, what tells it from others of one walk. */
const REMEMBERED_CURSOR_BYTES = 8

export type GapFillOutcome =
  /** Fetched and archived. */
  | 'stored'
  /** It was there already. */
  | 'present'
  /** Not for this archive: of another network, ephemeral, or no store keeps it. */
  | 'unwanted'
  /** Its proof does not hold, or holds under a root that is unknown and the store node is nobody's choice. */
  | 'unproven'

export type GapFillReport = Readonly<Record<GapFillOutcome, number>>

export interface GapFillComponents {
  readonly client: Pick<StoreClient, 'queryPage'>
  readonly archive: Pick<MessageArchive, 'put' | 'has'>
  readonly clock: Clock
  readonly logger: Logger
  readonly count: (outcome: GapFillOutcome, amount: number) => void
}

export interface GapFillOptions {
  readonly peer: string
  /** Whether messages whose root is unknown are taken from it. */
  readonly isTrusted: boolean
  readonly pubsubTopics: readonly string[]
  readonly fromNs: bigint
  readonly untilNs: bigint
  readonly signal: AbortSignal
}

/** One walk through a time in the archive of one store node: hashes page by page, then the messages that are missing. */
export class GapFill {
  readonly #components: GapFillComponents
  readonly #options: GapFillOptions
  readonly #counts = { stored: 0, present: 0, unwanted: 0, unproven: 0 }
  #undelivered = 0
  #toldAtMs: number

  constructor(components: GapFillComponents, options: GapFillOptions) {
    this.#components = components
    this.#options = options
    this.#toldAtMs = components.clock.nowMs()
  }

  /** What was done so far. */
  get report(): GapFillReport {
    return { ...this.#counts }
  }

  /** @throws StoreError when the store node fails or lies; StorageError when the archive does */
  async run(): Promise<GapFillReport> {
    const { fromNs: startTimeNs, untilNs: endTimeNs } = this.#options
    const criteria = { includeData: false, startTimeNs, endTimeNs, limit: MAX_PAGE_SIZE }
    for await (const { messageHashes } of this.#pages(criteria)) {
      const isThere = await this.#components.archive.has(messageHashes)
      const missing = messageHashes.filter((_, index) => !isThere[index])
      this.#count('present', messageHashes.length - missing.length)
      if (missing.length > 0) await this.#fetch(missing)
      this.#tellProgress()
    }
    return this.report
  }

  async #fetch(messageHashes: readonly Uint8Array[]): Promise<void> {
    let delivered = 0
    for await (const { messages } of this.#pages({ messageHashes, limit: MAX_PAGE_SIZE })) {
      delivered += messages.length
      const kept = messages.map((message) => this.#judge(message)).filter((message) => message !== undefined)
      if (kept.length > 0) await this.#components.archive.put(kept)
      this.#count('stored', kept.length)
    }
    this.#undelivered += messageHashes.length - delivered
    if (this.#undelivered > MAX_UNDELIVERED) {
      throw new StoreError('bad_response', `the store node named ${this.#undelivered} messages that it does not have`)
    }
  }

  #judge({ message, pubsubTopic, data, proof }: StoredMessage): ArchivedMessage | undefined {
    const { fromNs, untilNs } = this.#options
    if (message.timestampNs < fromNs || message.timestampNs > untilNs) {
      throw new StoreError('bad_response', 'the store node answered with a message of another time than was asked for')
    }
    const archived = archivedMessageOf(pubsubTopic, data)
    if (archived === undefined || message.ephemeral || !this.#options.pubsubTopics.includes(pubsubTopic)) {
      this.#count('unwanted', 1)
      return undefined
    }
    if (proof === 'valid' || (proof === 'root_unknown' && this.#options.isTrusted)) return archived
    this.#count('unproven', 1)
    return undefined
  }

  async *#pages(query: PartialStoreQuery): AsyncGenerator<StorePage> {
    let cursor: Uint8Array | undefined
    /** Bounded by the pages. */
    const passed = new Set<string>()
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const page = await this.#askPatiently({ ...query, ...(cursor && { cursor }) })
      yield page
      cursor = page.cursor
      if (cursor === undefined) return
      const place = bytesToHex(cursor.subarray(0, REMEMBERED_CURSOR_BYTES))
      if (passed.has(place)) throw new StoreError('bad_response', 'the store node sends this one round in a circle')
      passed.add(place)
    }
    throw new StoreError('bad_response', `the store node has more than ${MAX_PAGES} pages of a few hours`)
  }

  async #askPatiently(query: PartialStoreQuery): Promise<StorePage> {
    const { client, clock } = this.#components
    const { peer, signal } = this.#options
    for (let breathers = 0; ; breathers++) {
      try {
        return await client.queryPage(peer, query, { signal })
      } catch (error) {
        const isBusy = error instanceof StoreError && error.code === 'too_many_requests'
        if (!isBusy || breathers >= MAX_BREATHERS) throw error
        await sleep(clock, BREATHER_MS, signal)
      }
    }
  }

  #count(outcome: GapFillOutcome, amount: number): void {
    this.#counts[outcome] += amount
    if (amount > 0) this.#components.count(outcome, amount)
  }

  #tellProgress(): void {
    const { clock, logger } = this.#components
    if (clock.nowMs() - this.#toldAtMs < PROGRESS_INTERVAL_MS) return
    this.#toldAtMs = clock.nowMs()
    logger.info('store resume goes on', { peer: this.#options.peer, ...this.#counts })
  }
}
