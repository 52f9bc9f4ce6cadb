import { invert } from '@noble/curves/abstract/modular.js'
import { FIELD_MODULUS, poseidon, type Share } from '../rln/index.ts'

/** A message's share, and the nullifier of the message id it was made under. All canonical field elements. */
export interface NullifierShare extends Share {
  readonly nullifier: bigint
}

/**
 * Whether a share lies on a line of this identity, under any message id and in any epoch: the slope that the secret and
 * the share determine must be the nullifier's preimage. One inversion and one hash.
 */
export function isShareOf(identitySecret: bigint, share: NullifierShare): boolean {
  if (share.x === 0n) return false
  const slope = ((share.y - identitySecret) * invert(share.x, FIELD_MODULUS)) % FIELD_MODULUS
  return poseidon([slope < 0n ? slope + FIELD_MODULUS : slope]) === share.nullifier
}
