import type { WakuMessage } from '../message/index.ts'

/** What gossipsub does with a message: relay it, drop it silently, or drop it and count it against who sent it. */
export type VerdictAction = 'accept' | 'ignore' | 'reject'

/**
 * Every reason a message is judged by, with what follows from it. Rejected is only what every relaying implementation
 * refuses too, because a Reject costs the forwarder; docs/decisions/0007-verdicts.md has the whole argument.
 */
export const verdictActions = {
  /** A member's message inside its rate limit: delivered and relayed. */
  valid: 'accept',

  /** Not a WakuMessage: not protobuf, or without payload or content topic. */
  malformed_message: 'reject',
  /** The encoded message is larger than 150 KiB. */
  message_too_large: 'reject',
  /** No RateLimitProof, on a shard that needs one. */
  proof_missing: 'reject',
  /** The timestamp is more than 60 s away from our clock. */
  timestamp_too_far: 'reject',
  /** The proof's epoch is not the epoch of the message's timestamp. */
  epoch_mismatch: 'reject',
  /** The proof is for another message: its x is not the hash of this one's signal. */
  signal_mismatch: 'reject',
  /** The proof does not hold for this message under a root of the membership tree. */
  proof_invalid: 'reject',
  /** On a protected shard: `meta` holds no signature. */
  signature_missing: 'reject',
  /** On a protected shard: `meta` is not the signature of one of its keys for this message. */
  signature_invalid: 'reject',

  /** Protobuf that implementations read differently: some relaying nodes refuse it, others forward it. */
  ambiguous_encoding: 'ignore',
  /** A field of the RateLimitProof has a wrong length or is not the canonical form of its value. */
  malformed_proof: 'ignore',
  /** The proof is made for another application's rate limit. */
  foreign_rln_identifier: 'ignore',
  /** The content topic belongs to another shard, or to none. */
  wrong_shard: 'ignore',
  /** The content topic's bytes are not UTF-8. */
  content_topic_not_utf8: 'ignore',
  /** The meta field is longer than 64 bytes. */
  meta_too_long: 'ignore',
  /** The timestamp is more than 20 s, but not more than 60 s, away from our clock. */
  timestamp_out_of_range: 'ignore',
  /** Our own clock seems to be wrong: nearly all peers disagree with it, or it went back to an epoch long over. */
  clock_suspect: 'ignore',
  /** The membership tree is not synced, so nothing can be said about any proof. */
  not_synced: 'ignore',
  /** The proof's root is not one of the tree's recent roots, also after asking the chain again. */
  unknown_root: 'ignore',
  /** The same share was accepted before: a copy, perhaps in other bytes. */
  duplicate_share: 'ignore',
  /** The nullifier belongs to a member convicted of signalling twice: dropped unverified. */
  burned_nullifier: 'ignore',
  /** The peer, its address or all unproven peers together spent their allowance of bad messages. */
  over_budget: 'ignore',
  /** Too many messages wait for their root or for verification. */
  queue_full: 'ignore',
  /** More nullifiers than are remembered: whether the message is inside its rate limit cannot be told. */
  nullifier_log_full: 'ignore',
  /** Another copy was verified while this one waited, or too many wait for the same nullifier. */
  duplicate_in_flight: 'ignore',
  /** A valid proof whose nullifier was used for another message: the member exceeded its rate limit. */
  double_signal: 'ignore',
  /** The message was in time when it came and too old when it was its turn. */
  expired_while_queued: 'ignore',
  /** We failed to judge the message; the log says why. */
  internal_error: 'ignore',
} as const satisfies Record<string, VerdictAction>

export type ReasonCode = keyof typeof verdictActions

/** Every reason code, in the order of `verdictActions`. */
export const reasonCodes = Object.keys(verdictActions) as ReasonCode[]

/** Why a message is not accepted. */
export type RefusalCode = Exclude<ReasonCode, 'valid'>

/**
 * Whom a double signal is laid to: the `sender` of the message, because it sent both halves itself; or the sender if it is
 * a `mesh_peer` of ours, because it then has had the other half from us for some time and forwarded this one all the same.
 */
export type Blame = 'sender' | 'mesh_peer'

/** Why a message is refused, and who is to blame beyond that. */
export interface Refusal {
  readonly reason: RefusalCode
  readonly blame?: Blame
}

export type Verdict =
  | { readonly action: 'accept'; readonly reason: 'valid'; readonly message: WakuMessage }
  | (Refusal & {
      readonly action: 'ignore' | 'reject'
      /** The reason passes: a copy that comes later is worth judging. */
      readonly transient?: true
    })

export interface VerdictPolicy {
  /**
   * Judge by the letter of 64/WAKU2-NETWORK: an invalid proof is ignored, a double signal rejected. Default: false,
   * because the letter lets one member cut the links between honest nodes.
   */
  readonly strictSpec64: boolean
}

const strictActions: Partial<Record<RefusalCode, 'ignore' | 'reject'>> = {
  proof_invalid: 'ignore',
  signal_mismatch: 'ignore',
  double_signal: 'reject',
}

/** What is true of us and not of the message, or only of what overtook it. */
const transientReasons: ReadonlySet<RefusalCode> = new Set([
  'clock_suspect',
  'not_synced',
  'unknown_root',
  'over_budget',
  'queue_full',
  'nullifier_log_full',
  'duplicate_in_flight',
  'internal_error',
])

/** The verdict on a message that is refused. */
export function refuse(refusal: Refusal, policy: VerdictPolicy): Verdict {
  const { reason } = refusal
  const action = (policy.strictSpec64 ? strictActions[reason] : undefined) ?? verdictActions[reason]
  return { ...refusal, action, ...(transientReasons.has(reason) && { transient: true }) }
}
