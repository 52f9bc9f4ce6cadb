import { hashToField } from './hash-to-field.ts'

/** x, the point at which a message's share is evaluated: the signal hashed to the field. */
export function messageX(signal: Uint8Array): bigint {
  return hashToField(signal)
}
