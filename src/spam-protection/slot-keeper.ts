import type { Clock, Gauge, Logger, Metrics, Startable } from '../foundation/index.ts'
import type { MembershipView } from '../membership/index.ts'
import {
  type ExternalNullifier,
  epochOf,
  idCommitmentOf,
  type MessageIdAllocator,
  type PreparingProver,
  type ProvingMember,
  RlnError,
} from '../rln/index.ts'
import { type OwnLeaf, ownLeaf } from './own-leaf.ts'
import { ExternalNullifiers, type RateLimitRules } from './rate-limit-rules.ts'
import { RootSuccession } from './root-succession.ts'
import { msToNs } from './time-window.ts'

/** How often it looks: a new root is usable for a block's time at least, and a look costs next to nothing. */
const LOOK_INTERVAL_MS = 1_000
/** Of one processor, on average: what relaying and sending need comes first. */
const PROCESSOR_SHARE = 0.25
/** Made earlier, proofs for the next epoch would be made again with every new root until it begins. */
const NEXT_EPOCH_LEAD_MS = 60_000
/** After a failure: whatever it was, it is not worth the time of an attempt every second. */
const PAUSE_AFTER_FAILURE_MS = 60_000

export interface SlotKeeperComponents {
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  readonly view: Pick<MembershipView, 'isSynced' | 'newestRoot' | 'memberOf' | 'pathOf'>
  /** The block that the view follows the chain to. */
  readonly blockNumber: () => number | undefined
  readonly allocator: Pick<MessageIdAllocator, 'peek'>
  readonly prover: Pick<
    PreparingProver,
    'isIdle' | 'slots' | 'preparePath' | 'prepareSlot' | 'retainRoots' | 'dropSlots'
  >
}

export interface SlotKeeperOptions extends RateLimitRules {
  /** The member's secretHash. */
  readonly identitySecret: bigint
  /** How many proofs are kept ready for an epoch; 0 keeps the sums of the own path only. */
  readonly slotsPerEpoch: number
}

interface WantedSlot {
  readonly externalNullifier: ExternalNullifier
  readonly messageId: number
}

/**
 * Has the prover compute ahead while nothing is sent: what hangs on the own path, and proofs for the message ids that come
 * next, in this epoch and, near its end, in the next. Drops what is outdated: proofs of another epoch, of spent ids, and
 * under roots that more than one block superseded.
 */
export class SlotKeeper implements Startable {
  readonly #components: SlotKeeperComponents
  readonly #options: SlotKeeperOptions
  readonly #idCommitment: bigint
  readonly #externalNullifiers: ExternalNullifiers
  readonly #roots = new RootSuccession()
  readonly #ready: Gauge
  #stopLooking: () => void = () => undefined
  #work: Promise<void> | undefined
  #restsUntilMs = 0
  /** The root whose path the prover has summed up. */
  #preparedRoot: bigint | undefined

  constructor(components: SlotKeeperComponents, options: SlotKeeperOptions) {
    this.#components = components
    this.#options = options
    this.#idCommitment = idCommitmentOf(options.identitySecret)
    this.#externalNullifiers = new ExternalNullifiers(options)
    this.#ready = components.metrics.gauge('waku_rln_prepared_proofs', 'Proofs that wait for their message')
  }

  async start(): Promise<void> {
    this.#ready.set(0)
    this.#stopLooking = this.#components.clock.every(LOOK_INTERVAL_MS, () => this.#look())
    this.#look()
  }

  async stop(): Promise<void> {
    this.#stopLooking()
    await this.#work
    this.#components.prover.dropSlots(() => true)
    this.#ready.set(0)
  }

  #look(): void {
    const { clock, prover, view } = this.#components
    const leaf = view.isSynced ? ownLeaf(view, this.#idCommitment) : undefined
    const wanted = leaf ? this.#wantedSlots() : []
    this.#dropOutdated(wanted)
    this.#ready.set(prover.slots.length)
    const mayWork = this.#work === undefined && prover.isIdle && clock.monotonicMs() >= this.#restsUntilMs
    const job = leaf && mayWork ? this.#nextJob(leaf, wanted) : undefined
    if (job) this.#work = this.#run(job)
  }

  #dropOutdated(wanted: readonly WantedSlot[]): void {
    const { blockNumber, prover, view } = this.#components
    prover.retainRoots(this.#roots.follow(view.newestRoot(), blockNumber()))
    prover.dropSlots((slot) => !wanted.some((other) => isSameId(slot, other)))
  }

  /** The message ids that come next, the most urgent first. */
  #wantedSlots(): WantedSlot[] {
    const { clock, allocator } = this.#components
    const { epochSizeSeconds, slotsPerEpoch } = this.#options
    const epoch = epochOf(msToNs(clock.nowMs()), epochSizeSeconds)
    const untilNextMs = Number(epoch + 1n) * epochSizeSeconds * 1000 - clock.nowMs()
    const epochs = untilNextMs <= NEXT_EPOCH_LEAD_MS ? [epoch, epoch + 1n] : [epoch]
    return epochs.flatMap((each) => {
      const externalNullifier = this.#externalNullifiers.of(each)
      const ids = allocator.peek({ epoch: each, externalNullifier }, slotsPerEpoch)
      return ids.map((messageId) => ({ externalNullifier, messageId }))
    })
  }

  /** The next piece of work, which tells how long it took; undefined when everything is ready. */
  #nextJob({ member, path }: OwnLeaf, wanted: readonly WantedSlot[]): (() => Promise<number>) | undefined {
    const { prover } = this.#components
    const { root } = path
    const provingMember: ProvingMember = {
      identitySecret: this.#options.identitySecret,
      rateLimit: member.rateLimit,
      path,
    }
    const missing = wanted.find((each) => !prover.slots.some((slot) => slot.root === root && isSameId(slot, each)))
    if (missing === undefined && this.#preparedRoot === root) return undefined
    return async () => {
      const busyMs = missing
        ? await prover.prepareSlot({ member: provingMember, ...missing })
        : await prover.preparePath(provingMember)
      this.#preparedRoot = root
      return busyMs
    }
  }

  async #run(job: () => Promise<number>): Promise<void> {
    const { clock, logger, prover } = this.#components
    try {
      const busyMs = await job()
      this.#restsUntilMs = clock.monotonicMs() + busyMs * (1 / PROCESSOR_SHARE - 1)
      this.#ready.set(prover.slots.length)
    } catch (error) {
      this.#restsUntilMs = clock.monotonicMs() + PAUSE_AFTER_FAILURE_MS
      const code = error instanceof RlnError ? error.code : 'unknown'
      if (code !== 'closed')
        logger.warn('a proof could not be prepared; messages are proven when they are sent', { code })
    } finally {
      this.#work = undefined
    }
  }
}

function isSameId(a: { externalNullifier: bigint; messageId: number }, b: WantedSlot): boolean {
  return a.externalNullifier === b.externalNullifier && a.messageId === b.messageId
}
