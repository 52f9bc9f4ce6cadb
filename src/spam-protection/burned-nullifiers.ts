import { BoundedMap, type Clock, type Logger } from '../foundation/index.ts'
import type { MembershipView } from '../membership/index.ts'
import { epochOf, isShareOf, MAX_RATE_LIMIT, type NullifierShare } from '../rln/index.ts'
import { MAX_CLOCK_GAP_MS, msToNs } from './time-window.ts'

/** Nullifiers held at once, over all convicts and epochs: 20 MB at most. */
export const MAX_BURNED_NULLIFIERS = 2 ** 18
/** Message ids one job covers: a tenth of a second of a thread, so that several convicts take turns. */
export const NULLIFIERS_PER_JOB = 1024
/** Convicts remembered. Each of them cost its owner a deposit; the oldest is forgotten first. */
export const MAX_CONVICTS = 1024
/**
 * How long a convict that has left the tree still burns. Old roots prove its leaf for at most ten minutes after they
 * were superseded, and a proof may be a while on its way.
 */
export const BURNING_AFTER_REMOVAL_MS = 900_000
/** Convicts whose nullifiers are not computed yet and whose lines are tried instead: 0.1 ms each, for every message. */
const MAX_LINES_TRIED = 64

export interface Convict {
  readonly idCommitment: bigint
  /** Poseidon's preimage of the commitment: public by what its owner did, and still not to be logged. */
  readonly identitySecret: bigint
}

interface ConvictState extends Convict {
  /** Epochs whose nullifiers are in the tables, and the rate limit up to which they are. */
  readonly burnedEpochs: Map<bigint, number>
  removedSinceMs: number | undefined
}

/** Computes, off the main thread, the nullifiers of the message ids `from <= id < to`. */
export type NullifierJob = (
  identitySecret: bigint,
  externalNullifier: bigint,
  from: number,
  to: number,
) => Promise<readonly bigint[]>

export interface BurnedNullifiersComponents {
  readonly clock: Clock
  readonly view: Pick<MembershipView, 'isSynced' | 'memberOf' | 'highestRateLimitOf'>
  readonly nullifiersOf: NullifierJob
  readonly logger: Logger
}

export interface BurnedNullifiersOptions {
  readonly epochSizeSeconds: number
  readonly externalNullifierOf: (epoch: bigint) => bigint
}

/**
 * The nullifiers of convicted members in every epoch a message may have now: what carries one is dropped without
 * verifying it. They are computed in the background; until then a share is tried against the convict's secret itself.
 */
export class BurnedNullifiers {
  readonly #components: BurnedNullifiersComponents
  readonly #options: BurnedNullifiersOptions
  readonly #convicts = new BoundedMap<bigint, ConvictState>(MAX_CONVICTS)
  readonly #tables = new Map<bigint, Set<bigint>>()
  #size = 0
  #isWorking = false
  #worked: Promise<void> = Promise.resolve()
  #isClosed = false

  constructor(components: BurnedNullifiersComponents, options: BurnedNullifiersOptions) {
    this.#components = components
    this.#options = options
  }

  /** Nullifiers held. */
  get size(): number {
    return this.#size
  }

  /** Identity commitments of the convicts. */
  get convicted(): readonly bigint[] {
    return [...this.#convicts.values()].map((convict) => convict.idCommitment)
  }

  isConvicted(idCommitment: bigint): boolean {
    return this.#convicts.has(idCommitment)
  }

  /** Burns everything the convict can send. */
  convict(convict: Convict): void {
    if (this.#convicts.has(convict.idCommitment)) return
    const forgotten = this.#convicts.set(convict.idCommitment, {
      ...convict,
      burnedEpochs: new Map(),
      removedSinceMs: undefined,
    })
    if (forgotten !== undefined) this.#components.logger.warn('too many convicts: the oldest was forgotten')
    this.advance()
    this.#work()
  }

  /** Burns one nullifier at once. */
  burn(epoch: bigint, nullifier: bigint): void {
    this.advance()
    this.#add(epoch, [nullifier])
  }

  has(epoch: bigint, share: NullifierShare): boolean {
    if (this.#tables.get(epoch)?.has(share.nullifier)) return true
    let tried = 0
    for (const convict of this.#convicts.values()) {
      if (convict.burnedEpochs.has(epoch)) continue
      if (isShareOf(convict.identitySecret, share)) return true
      if (++tried === MAX_LINES_TRIED) return false
    }
    return false
  }

  /** Moves on to the epochs that are acceptable now. Cheap when they are the same as before. */
  advance(): void {
    const { first, last } = this.#acceptableEpochs()
    let isChanged = false
    for (const [epoch, table] of this.#tables) {
      if (epoch >= first && epoch <= last) continue
      this.#size -= table.size
      this.#tables.delete(epoch)
      isChanged = true
    }
    for (let epoch = first; epoch <= last; epoch++) {
      if (this.#tables.has(epoch)) continue
      this.#tables.set(epoch, new Set())
      isChanged = true
    }
    if (!isChanged) return
    this.#releaseConvicts()
    this.#work()
  }

  /** Resolves when nothing is being computed. */
  async settled(): Promise<void> {
    await this.#worked
  }

  /** Computes nothing more; resolves when the job under way is over. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#worked
  }

  #acceptableEpochs(): { first: bigint; last: bigint } {
    const nowMs = this.#components.clock.nowMs()
    const { epochSizeSeconds } = this.#options
    return {
      first: epochOf(msToNs(nowMs - MAX_CLOCK_GAP_MS), epochSizeSeconds),
      last: epochOf(msToNs(nowMs + MAX_CLOCK_GAP_MS), epochSizeSeconds),
    }
  }

  /** Forgets the convicts that no accepted root can hold any more, and what was burned of past epochs. */
  #releaseConvicts(): void {
    const { clock, view } = this.#components
    for (const [idCommitment, convict] of this.#convicts.entries()) {
      this.#forgetBurned(convict)
      if (!view.isSynced) continue
      if (view.memberOf(idCommitment) !== undefined) convict.removedSinceMs = undefined
      else convict.removedSinceMs ??= clock.nowMs()
      const isGone =
        convict.removedSinceMs !== undefined && clock.nowMs() - convict.removedSinceMs > BURNING_AFTER_REMOVAL_MS
      if (isGone) this.#convicts.delete(idCommitment)
    }
  }

  /** Past epochs; and those of a convict that registered for more since, which are burned again. */
  #forgetBurned({ idCommitment, burnedEpochs }: ConvictState): void {
    const limit = this.#limitOf(idCommitment)
    for (const [epoch, burned] of burnedEpochs) {
      if (!this.#tables.has(epoch) || burned < limit) burnedEpochs.delete(epoch)
    }
  }

  /** All leaves of an identity share its nullifiers, so the largest limit counts, not the sum. */
  #limitOf(idCommitment: bigint): number {
    return Math.min(this.#components.view.highestRateLimitOf(idCommitment), MAX_RATE_LIMIT)
  }

  #work(): void {
    if (this.#isClosed || this.#isWorking) return
    this.#isWorking = true
    this.#worked = this.#burnAll()
  }

  async #burnAll(): Promise<void> {
    try {
      for (let next = this.#nextToBurn(); next !== undefined; next = this.#nextToBurn()) {
        const isBurned = await this.#burnEpoch(next.convict, next.epoch)
        if (!isBurned) return
      }
    } catch (error) {
      this.#components.logger.error('burning nullifiers failed; shares are tried one by one', { error })
    } finally {
      this.#isWorking = false
    }
  }

  #nextToBurn(): { convict: ConvictState; epoch: bigint } | undefined {
    if (this.#isClosed) return undefined
    for (const epoch of this.#tables.keys()) {
      for (const convict of this.#convicts.values()) {
        if (!convict.burnedEpochs.has(epoch)) return { convict, epoch }
      }
    }
    return undefined
  }

  /** False when there is no room for more. */
  async #burnEpoch(convict: ConvictState, epoch: bigint): Promise<boolean> {
    const { nullifiersOf, logger } = this.#components
    const externalNullifier = this.#options.externalNullifierOf(epoch)
    const limit = this.#limitOf(convict.idCommitment)
    for (let from = 0; from < limit; from += NULLIFIERS_PER_JOB) {
      const to = Math.min(from + NULLIFIERS_PER_JOB, limit)
      if (this.#size + to - from > MAX_BURNED_NULLIFIERS) {
        logger.warn('too many nullifiers to burn; shares are tried one by one', { held: this.#size })
        return false
      }
      this.#add(epoch, await nullifiersOf(convict.identitySecret, externalNullifier, from, to))
      // The epoch went by meanwhile: there is nothing left to burn in it.
      if (this.#isClosed || !this.#tables.has(epoch)) return true
    }
    convict.burnedEpochs.set(epoch, limit)
    return true
  }

  #add(epoch: bigint, nullifiers: readonly bigint[]): void {
    const table = this.#tables.get(epoch)
    if (table === undefined) return
    const before = table.size
    for (const nullifier of nullifiers) table.add(nullifier)
    this.#size += table.size - before
  }
}
