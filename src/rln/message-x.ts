import { requireFieldElement } from './field.ts'
import { hashToField } from './hash-to-field.ts'
import { RlnError } from './rln-error.ts'

declare const ofSignal: unique symbol

/**
 * x, the point at which a message's share is evaluated. It comes from a signal ({@link messageX}) and from nowhere else:
 * whoever may choose x can choose 0, where the share is the secret, or the x of another message.
 */
export type MessageX = bigint & { readonly [ofSignal]: true }

/** The signal hashed to the field. */
export function messageX(signal: Uint8Array): MessageX {
  return hashToField(signal) as MessageX
}

/**
 * The x itself when a share may be computed at it.
 * @throws RlnError `x_is_zero`, `not_canonical`
 */
export function requireShareX(x: bigint): bigint {
  if (requireFieldElement(x, 'x') !== 0n) return x
  throw new RlnError('x_is_zero', 'x is zero, so y would be the identity secret: x must be the hash of a signal')
}
