import {
  bigIntToBytesBE,
  bytesToBigIntBE,
  type Clock,
  type Counter,
  type Logger,
  type Metrics,
  type Startable,
  type StateStore,
  sleep,
} from '../../foundation/index.ts'
import type { MessageArchive } from '../../storage/index.ts'
import { GapFill, type GapFillReport } from './gap-fill.ts'
import type { StoreClient } from './store-client.ts'
import { StoreError } from './store-error.ts'

/** As nwaku's: what is older is worth more traffic than it is likely to be asked for. */
export const RESUME_RANGE_MS = 6 * 60 * 60_000

/** Messages are archived as they arrive, up to 20 s before or after their own time. */
const OVERLAP_MS = 40_000

/** Relay needs this long to find its mesh: what was sent meanwhile is fetched in a second turn. */
const SETTLING_MS = 30_000

/** Until a store node is connected, and after a turn in which none could help: doubled each time, up to the second. */
const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 5 * 60_000

/** Holds one row, while there is a gap: its beginning as 8 bytes, big-endian nanoseconds. */
const SPACE = 'store/resume'
const KEY = new Uint8Array()

const NANOSECONDS_PER_MILLISECOND = 1_000_000n

export interface ResumePeer {
  /** A peer id, or an address that ends in one. */
  readonly peer: string
  /** Named by the operator: believed about messages whose root is too old to be known. */
  readonly isTrusted: boolean
}

export interface StoreResumeComponents {
  readonly client: Pick<StoreClient, 'queryPage'>
  readonly archive: Pick<MessageArchive, 'put' | 'has' | 'stats'>
  /** Where it is remembered that there is a gap. */
  readonly store: Pick<StateStore, 'get' | 'write'>
  /** Store nodes that may be asked, best first. */
  readonly peers: () => Promise<readonly ResumePeer[]>
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
}

export interface StoreResumeOptions {
  /** Topics whose messages are kept; of others nothing is fetched into the archive. */
  readonly pubsubTopics: readonly string[]
}

/**
 * Fills the gap that a downtime left in the archive: asks store nodes for the hashes of that time, fetches the messages
 * that are missing, checks them, and goes on with another node where one fails. A gap that was not filled is remembered
 * over restarts: new messages must not hide it.
 */
export class StoreResume implements Startable {
  readonly #components: StoreResumeComponents
  readonly #options: StoreResumeOptions
  readonly #messages: Counter
  #stopping = new AbortController()
  #running: Promise<void> = Promise.resolve()
  /** Of a gap that nobody fills yet. */
  #fromNs: bigint | undefined

  constructor(components: StoreResumeComponents, options: StoreResumeOptions) {
    this.#components = components
    this.#options = options
    this.#messages = components.metrics.counter('waku_store_resume_messages_total', 'Messages met by store resume', [
      'outcome',
    ])
  }

  /** Notes where the gap begins, which must be before relay delivers anything. */
  async start(): Promise<void> {
    this.#stopping = new AbortController()
    this.#fromNs = await this.#beginningOfGap()
    await this.#remember(this.#fromNs)
  }

  /** Fills the gap in the background. Call it once the host is started. */
  fill(): void {
    if (this.#fromNs === undefined) return
    this.#running = this.#run(this.#fromNs)
    this.#fromNs = undefined
  }

  async stop(): Promise<void> {
    this.#fromNs = undefined
    this.#stopping.abort(new StoreError('service_unavailable', 'store resume is being stopped'))
    await this.#running
  }

  async #beginningOfGap(): Promise<bigint> {
    const { archive, store, clock, logger } = this.#components
    const oldestNs = BigInt(clock.nowMs() - RESUME_RANGE_MS) * NANOSECONDS_PER_MILLISECOND
    const row = await store.get(SPACE, KEY)
    if (row?.length === 8) return later(bytesToBigIntBE(row), oldestNs)
    try {
      const { newestNs = 0n } = await archive.stats()
      return later(newestNs - BigInt(OVERLAP_MS) * NANOSECONDS_PER_MILLISECOND, oldestNs)
    } catch (error) {
      logger.warn('the archive does not tell where its gap begins: all of the last hours is looked through', { error })
      return oldestNs
    }
  }

  /** Never rejects. */
  async #run(fromNs: bigint): Promise<void> {
    const { clock, logger } = this.#components
    const { signal } = this.#stopping
    try {
      const startedAtMs = clock.nowMs()
      await this.#fill(fromNs)
      await sleep(clock, SETTLING_MS, signal)
      await this.#fill(BigInt(startedAtMs - OVERLAP_MS) * NANOSECONDS_PER_MILLISECOND)
      await this.#remember(undefined)
      logger.info('the archive has no gap any more')
    } catch (error) {
      if (!signal.aborted) logger.error('store resume gave up; the next start tries again', { error })
    }
  }

  /** Resolves when one store node was asked for everything from that time until now. */
  async #fill(fromNs: bigint): Promise<void> {
    const { clock, peers, logger } = this.#components
    const { signal } = this.#stopping
    for (let retryMs = FIRST_RETRY_MS; ; retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS)) {
      const candidates = await peers()
      for (const candidate of candidates) if (await this.#fillFrom(candidate, fromNs)) return
      const problem = candidates.length === 0 ? 'no store node is connected' : 'no store node could help'
      logger.info(`store resume waits: ${problem} (--storenode)`, { retryInMs: retryMs })
      await sleep(clock, retryMs, signal)
    }
  }

  async #fillFrom({ peer, isTrusted }: ResumePeer, fromNs: bigint): Promise<boolean> {
    const { client, archive, clock, logger } = this.#components
    const { signal } = this.#stopping
    const untilNs = BigInt(clock.nowMs() + OVERLAP_MS) * NANOSECONDS_PER_MILLISECOND
    const { pubsubTopics } = this.#options
    const gap = new GapFill(
      { client, archive, clock, logger, count: (outcome, amount) => this.#messages.add(amount, { outcome }) },
      { peer, isTrusted, pubsubTopics, fromNs, untilNs, signal },
    )
    logger.info('store resume asks a store node', { peer, from: timeOf(fromNs), until: timeOf(untilNs) })
    try {
      const report: GapFillReport = await gap.run()
      logger.info('store resume has gone through the time that was missed', { peer, ...report })
      return true
    } catch (error) {
      if (signal.aborted) throw signal.reason
      const reason = error instanceof Error ? error.message : String(error)
      logger.warn('store resume could not finish with a store node, trying another', { peer, reason, ...gap.report })
      return false
    }
  }

  async #remember(fromNs: bigint | undefined): Promise<void> {
    const value = fromNs === undefined ? undefined : bigIntToBytesBE(fromNs, 8)
    await this.#components.store.write([{ space: SPACE, key: KEY, ...(value && { value }) }])
  }
}

function later(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

function timeOf(timestampNs: bigint): string {
  return new Date(Number(timestampNs / NANOSECONDS_PER_MILLISECOND)).toISOString()
}
