import type { Clock, Logger, Metrics } from '../foundation/index.ts'
import { inspectUnproven } from './message-inspection.ts'
import type { ProofValidatorOptions, ValidationInput } from './proof-validator.ts'
import { ProtectedShards } from './protected-shards.ts'
import { msToNs } from './time-window.ts'
import { type ReasonCode, type RefusalCode, refuse, type Verdict } from './verdict.ts'
import { VerificationBudget, type VerificationBudgetComponents } from './verification-budget.ts'

/**
 * How old or new a message on a protected shard may be: nwaku's five minutes, so that nobody can send a signed message again
 * for ever. It is the only limit there is without RLN: elsewhere a timestamp may be anything, or missing (14/WAKU2-MESSAGE).
 */
export const MAX_SIGNED_CLOCK_GAP_MS = 300_000

export interface PlainValidatorComponents extends VerificationBudgetComponents {
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
}

export type PlainValidatorOptions = Pick<ProofValidatorOptions, 'autosharding' | 'protectedShards'>

const POLICY = { strictSpec64: false }

/**
 * Judges messages of a network without RLN: by their bytes, their shard and, on protected shards, their signature. Anybody
 * may send as much as they like; a proof that a message carries is relayed with it, and says nothing.
 */
export class PlainValidator {
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #options: PlainValidatorOptions
  readonly #protectedShards: ProtectedShards
  readonly #counts: Partial<Record<ReasonCode, number>> = {}

  constructor(components: PlainValidatorComponents, options: PlainValidatorOptions) {
    const { clock, logger, metrics } = components
    this.#clock = clock
    this.#logger = logger.child('spam-protection')
    this.#options = options
    const budget = new VerificationBudget(components)
    this.#protectedShards = new ProtectedShards({ budget, metrics }, options.protectedShards ?? [])
  }

  /** Messages judged since the start, by reason. */
  counts(): Readonly<Partial<Record<ReasonCode, number>>> {
    return { ...this.#counts }
  }

  /** Judges one message. Never rejects. */
  async validate(input: ValidationInput): Promise<Verdict> {
    const verdict = this.#safelyJudged(input)
    this.#counts[verdict.reason] = (this.#counts[verdict.reason] ?? 0) + 1
    return verdict
  }

  #safelyJudged(input: ValidationInput): Verdict {
    try {
      return this.#judge(input)
    } catch (error) {
      // Our failure is not the peer's fault.
      this.#logger.error('a message could not be judged', { error })
      return refuse({ reason: 'internal_error' }, POLICY)
    }
  }

  #judge({ pubsubTopic, data, peerId }: ValidationInput): Verdict {
    const refusal = (reason: RefusalCode): Verdict => refuse({ reason }, POLICY)
    const inspection = inspectUnproven(pubsubTopic, data, this.#options)
    if (!inspection.ok) return refusal(inspection.reason)
    const { message } = inspection.inspected
    if (this.#protectedShards.has(pubsubTopic) && !this.#isTimely(message.timestampNs)) {
      return refusal('timestamp_too_far')
    }
    const signatureRefusal = this.#protectedShards.judge(pubsubTopic, inspection.inspected, peerId)
    if (signatureRefusal !== undefined) return refusal(signatureRefusal)
    return { action: 'accept', reason: 'valid', message }
  }

  #isTimely(timestampNs: bigint): boolean {
    const differenceNs = msToNs(this.#clock.nowMs()) - timestampNs
    const limitNs = msToNs(MAX_SIGNED_CLOCK_GAP_MS)
    return differenceNs <= limitNs && differenceNs >= -limitNs
  }
}
