import type { Counter, Gauge, Histogram, Logger, Metrics } from '../foundation/index.ts'
import { shardLabelOf } from '../message/index.ts'
import { type ReasonCode, reasonCodes, type Verdict } from './verdict.ts'

/** Verifications the median is taken over. */
const RECENT_VERIFICATIONS = 64

type NwakuCounter = 'valid' | 'spam' | { readonly invalid: string } | 'none'

/** Under which of nwaku's counters, which dashboards know, a reason is found. */
const nwakuCounters: Record<ReasonCode, NwakuCounter> = {
  valid: 'valid',
  malformed_message: 'none',
  message_too_large: 'none',
  proof_missing: { invalid: 'invalid_proof' },
  timestamp_too_far: { invalid: 'invalid_timestamp' },
  epoch_mismatch: { invalid: 'timestamp_mismatch' },
  signal_mismatch: { invalid: 'invalid_proof' },
  proof_invalid: { invalid: 'invalid_proof' },
  // Counted by `waku_msg_validator_signed_outcome`.
  signature_missing: 'none',
  signature_invalid: 'none',
  ambiguous_encoding: 'none',
  malformed_proof: { invalid: 'invalid_proof' },
  foreign_rln_identifier: { invalid: 'invalid_proof' },
  wrong_shard: 'none',
  content_topic_not_utf8: 'none',
  meta_too_long: 'none',
  timestamp_out_of_range: { invalid: 'invalid_timestamp' },
  clock_suspect: { invalid: 'invalid_timestamp' },
  not_synced: { invalid: 'invalid_root' },
  unknown_root: { invalid: 'invalid_root' },
  duplicate_share: 'none',
  burned_nullifier: 'spam',
  over_budget: 'none',
  queue_full: 'none',
  nullifier_log_full: 'none',
  duplicate_in_flight: 'none',
  double_signal: 'spam',
  expired_while_queued: { invalid: 'invalid_timestamp' },
  // Counted among the errors where it is caught.
  internal_error: 'none',
}

const errorTypes = ['validation', 'nullifier_log'] as const

/** The one place where a verdict becomes figures, and a failure of our own a log line. */
export class VerdictRecorder {
  readonly #logger: Logger
  readonly #counts = Object.fromEntries(reasonCodes.map((reason) => [reason, 0])) as Record<ReasonCode, number>
  readonly #recentMs: number[] = []
  readonly #messages: Counter
  readonly #verdicts: Counter
  readonly #valid: Counter
  readonly #spam: Counter
  readonly #invalid: Counter
  readonly #errors: Counter
  readonly #verifications: Counter
  readonly #lastVerification: Gauge
  readonly #verificationSeconds: Histogram

  constructor(components: { logger: Logger; metrics: Metrics }) {
    const { logger, metrics } = components
    this.#logger = logger
    this.#messages = metrics.counter('waku_rln_messages_total', 'Messages judged')
    this.#verdicts = metrics.counter('waku_rln_verdicts_total', 'Messages judged, by reason', ['reason'])
    this.#valid = metrics.counter('waku_rln_valid_messages_total', 'Messages accepted, by shard', ['shard'])
    this.#spam = metrics.counter('waku_rln_spam_messages_total', 'Messages beyond a rate limit')
    this.#invalid = metrics.counter('waku_rln_invalid_messages_total', 'Messages refused, by type', ['type'])
    this.#errors = metrics.counter('waku_rln_errors_total', 'Failures of our own, by type', ['type'])
    this.#verifications = metrics.counter('waku_rln_proof_verification_total', 'Proofs verified')
    this.#lastVerification = metrics.gauge(
      'waku_rln_proof_verification_duration_seconds',
      'Wall time of the last verification, waiting for the verifier included',
    )
    this.#verificationSeconds = metrics.histogram(
      'waku_rln_proof_verification_seconds',
      'Wall time of verifying one proof, waiting for the verifier included',
    )
    this.#showZeros()
  }

  /** From 0 to 1 is an increase that an alert sees; from nothing to 1 is none. */
  #showZeros(): void {
    for (const reason of reasonCodes) {
      this.#verdicts.add(0, { reason })
      const counter = nwakuCounters[reason]
      if (typeof counter === 'object') this.#invalid.add(0, { type: counter.invalid })
    }
    for (const type of errorTypes) this.#errors.add(0, { type })
  }

  /** Messages judged since the start, by reason. */
  counts(): Record<ReasonCode, number> {
    return { ...this.#counts }
  }

  /** Median wall time of the last verifications in milliseconds; undefined before the first. */
  get verificationMs(): number | undefined {
    return this.#recentMs.toSorted((a, b) => a - b)[this.#recentMs.length >> 1]
  }

  /** @param pubsubTopic where the message came from */
  record({ reason }: Verdict, pubsubTopic: string): void {
    this.#counts[reason]++
    this.#messages.add()
    this.#verdicts.add(1, { reason })
    const counter = nwakuCounters[reason]
    if (counter === 'valid') this.#valid.add(1, { shard: shardLabelOf(pubsubTopic) })
    else if (counter === 'spam') this.#spam.add()
    else if (counter !== 'none') this.#invalid.add(1, { type: counter.invalid })
  }

  recordVerification(durationMs: number): void {
    this.#verifications.add()
    this.#lastVerification.set(durationMs / 1000)
    this.#verificationSeconds.observe(durationMs / 1000)
    this.#recentMs.push(durationMs)
    if (this.#recentMs.length > RECENT_VERIFICATIONS) this.#recentMs.shift()
  }

  /** A failure of our own, with what is needed to look into it. */
  recordError(type: (typeof errorTypes)[number], message: string, error: unknown): void {
    this.#errors.add(1, { type })
    this.#logger.error(message, { error })
  }
}
