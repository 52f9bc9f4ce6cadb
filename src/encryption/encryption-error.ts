import { RoomError } from '../foundation/index.ts'

/** Every code an {@link EncryptionError} can carry. docs/errors.md says of each what it means and what to do. */
export const encryptionErrorCodes = [
  /** A key does not have the length of its kind, or is no scalar or point of its curve. */
  'key_invalid',
  /** A handshake was not given a key that its pattern needs. */
  'key_missing',
  /** A payload is larger than what may be sealed: split it. */
  'payload_too_large',
  /** A handshake or a pairing was asked for a step that is not its next, or one that is over for more. */
  'out_of_turn',
  /** All 2^64 - 1 nonces of a key are used: rotate the session. */
  'nonce_exhausted',
  /** The session may receive only: another device holds the right to send. */
  'sending_right_missing',
  /** The state of a session is of another session, or not what this room writes. */
  'session_state_invalid',
  /** More messages were to be skipped than the window of nametags holds. */
  'skip_out_of_range',
  /** An index of sessions holds as many as it may: delete those that are over. */
  'too_many_sessions',
  /** The text of a QR code, a nametag or a part of a topic is not what a pairing shows. */
  'invitation_invalid',
  /** Buckets with a number of bits that is not in 0..32, a part that is no part of a topic, or of nobody. */
  'bucket_invalid',
] as const

export type EncryptionErrorCode = (typeof encryptionErrorCodes)[number]

/** What goes wrong in a program that seals and opens payloads. What strangers send is judged by a value, never thrown. */
export class EncryptionError extends RoomError<EncryptionErrorCode> {}
