import { type LightPushFailureStatus, lightPushStatus, type PushVerdict } from '../services/lightpush/index.ts'
import type { RefusalCode, SpamProtectionError, SpamProtectionErrorCode } from '../spam-protection/index.ts'

/** Why a pushed message is not relayed. */
export type PushRefusal = Exclude<PushVerdict, { ok: true }>

/** The words by which nwaku and js-waku know that a message was refused for its RLN proof. */
const RLN_REFUSED = 'RLN validation failed'

/** The words by which js-waku knows that no proof was made. */
const NO_PROOF = 'could not generate rln proof'

/** The message is at fault and not the member who was to prove for it. */
const messageFaults: ReadonlySet<SpamProtectionErrorCode> = new Set(['timestamp_out_of_range', 'signal_not_provable'])

/** How light push says what the validator says. */
interface Wording {
  readonly status: LightPushFailureStatus
  /** Whether it is the proof that is wrong. */
  readonly isRln: boolean
}

const malformed: Wording = { status: lightPushStatus.badRequest, isRln: false }
const refusedProof: Wording = { status: lightPushStatus.invalidMessage, isRln: true }
const refusedMessage: Wording = { status: lightPushStatus.invalidMessage, isRln: false }
/** True of this node and not of the message: another node, or this one later, may take it. */
const notNow: Wording = { status: lightPushStatus.serviceUnavailable, isRln: false }

const wordings: Readonly<Record<RefusalCode, Wording>> = {
  malformed_message: malformed,
  ambiguous_encoding: malformed,
  content_topic_not_utf8: malformed,
  meta_too_long: malformed,
  message_too_large: { status: lightPushStatus.payloadTooLarge, isRln: false },
  wrong_shard: { status: lightPushStatus.unsupportedPubsubTopic, isRln: false },
  proof_missing: refusedProof,
  malformed_proof: refusedProof,
  foreign_rln_identifier: refusedProof,
  timestamp_too_far: refusedProof,
  timestamp_out_of_range: refusedProof,
  epoch_mismatch: refusedProof,
  signal_mismatch: refusedProof,
  proof_invalid: refusedProof,
  unknown_root: refusedProof,
  duplicate_share: refusedProof,
  burned_nullifier: refusedProof,
  double_signal: refusedProof,
  expired_while_queued: refusedProof,
  signature_missing: refusedMessage,
  signature_invalid: refusedMessage,
  over_budget: { status: lightPushStatus.tooManyRequests, isRln: false },
  clock_suspect: notNow,
  not_synced: notNow,
  queue_full: notNow,
  nullifier_log_full: notNow,
  duplicate_in_flight: notNow,
  internal_error: { status: lightPushStatus.internalServerError, isRln: false },
}

/** A refusal that is read by programs too: the validator's reason code stands in it. */
export function refusalOf(reason: RefusalCode): PushRefusal {
  const { status, isRln } = wordings[reason]
  return refused(status, isRln ? `${RLN_REFUSED}: ${reason}` : `the message is not relayed: ${reason}`)
}

export function refused(status: LightPushFailureStatus, description: string): PushRefusal {
  return { ok: false, status, description }
}

/** Why no proof was attached; without the message of an error, which is for the operator. */
export function unprovenOf({ code }: Pick<SpamProtectionError, 'code'>): PushRefusal {
  const status = messageFaults.has(code) ? lightPushStatus.invalidMessage : lightPushStatus.outOfRlnProof
  return refused(status, `${NO_PROOF}: ${code}`)
}

/** What is kept for others is spent. */
export const NOTHING_LEFT_FOR_OTHERS = refused(
  lightPushStatus.outOfRlnProof,
  `${NO_PROOF}: none is left for others in this epoch`,
)
