import { RoomError } from '../foundation/index.ts'

export const spamProtectionErrorCodes = [
  /** The credential is not in the membership tree: not registered yet, erased or slashed. */
  'not_a_member',
  /** The membership tree is not synced with the chain, so there is no root to prove against. */
  'not_synced',
  /** Every message id of the message's epoch is spent. */
  'message_limit_reached',
  /** The credential must not send yet: what it sent before in this epoch is not known here. */
  'credential_cooling_down',
  /** A message of this credential that was not sent from here was seen in this epoch. */
  'credential_used_elsewhere',
  /** The message's timestamp is more than 20 s away from the clock, or in an epoch that is closed for sending. */
  'timestamp_out_of_range',
  /** The message cannot be signed: its signal hashes to 0, which would reveal the identity secret. */
  'signal_not_provable',
  /** The allocator of message ids refused for another reason, which `cause` carries. */
  'message_id_refused',
  /** The message id could not be written to disk, so nothing may be sent. */
  'message_id_not_stored',
  /** The prover failed. */
  'proving_failed',
] as const

export type SpamProtectionErrorCode = (typeof spamProtectionErrorCodes)[number]

export interface SpamProtectionErrorOptions extends ErrorOptions {
  readonly retryAtMs?: number
}

/** Why no proof can be attached to a message. */
export class SpamProtectionError extends RoomError<SpamProtectionErrorCode> {
  /** When trying again can succeed, in milliseconds since the Unix epoch; missing when waiting does not help. */
  readonly retryAtMs: number | undefined

  constructor(code: SpamProtectionErrorCode, message: string, options: SpamProtectionErrorOptions = {}) {
    super(code, message, options)
    this.retryAtMs = options.retryAtMs
  }
}
