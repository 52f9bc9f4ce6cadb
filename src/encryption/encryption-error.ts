import { RoomError } from '../foundation/index.ts'

/** Every code an {@link EncryptionError} can carry. docs/errors.md says of each what it means and what to do. */
export const encryptionErrorCodes = [
  /** A key does not have the length of its kind, or is no scalar or point of its curve. */
  'key_invalid',
  /** A payload is larger than what may be sealed: split it. */
  'payload_too_large',
] as const

export type EncryptionErrorCode = (typeof encryptionErrorCodes)[number]

/** What goes wrong in a program that seals and opens payloads. What strangers send is judged by a value, never thrown. */
export class EncryptionError extends RoomError<EncryptionErrorCode> {}
