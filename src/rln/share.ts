import { FIELD_MODULUS, invert, reduce } from './field.ts'
import { requireShareX } from './message-x.ts'
import { poseidon } from './poseidon.ts'
import { MAX_RATE_LIMIT } from './rate-commitment.ts'
import { RlnError } from './rln-error.ts'

/** A point of a member's line. Two of one nullifier give the identity secret away. */
export interface Share {
  readonly x: bigint
  readonly y: bigint
}

/**
 * y and nullifier of a message. The slope a1 = Poseidon(secret, externalNullifier, messageId) stays inside: whoever has
 * it and one share has the secret. y = secret + a1 * x; nullifier = Poseidon(a1).
 * @throws RlnError `x_is_zero`, `not_canonical`, `message_id_out_of_range`
 */
export function computeShare(
  identitySecret: bigint,
  externalNullifier: bigint,
  messageId: number | bigint,
  x: bigint,
): { y: bigint; nullifier: bigint } {
  requireShareX(x)
  const a1 = slope(identitySecret, externalNullifier, requireMessageId(messageId))
  return { y: (identitySecret + a1 * x) % FIELD_MODULUS, nullifier: poseidon([a1]) }
}

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
  const a1 = reduce((share.y - identitySecret) * invert(share.x, FIELD_MODULUS), FIELD_MODULUS)
  return poseidon([a1]) === share.nullifier
}

/** The nullifier every message under this message id has. Arguments as in {@link computeShare}, already checked. */
export function nullifierOf(identitySecret: bigint, externalNullifier: bigint, messageId: bigint): bigint {
  return poseidon([slope(identitySecret, externalNullifier, messageId)])
}

function slope(identitySecret: bigint, externalNullifier: bigint, messageId: bigint): bigint {
  return poseidon([identitySecret, externalNullifier, messageId])
}

function requireMessageId(messageId: number | bigint): bigint {
  if (typeof messageId === 'bigint' || Number.isSafeInteger(messageId)) {
    const id = BigInt(messageId)
    if (id >= 0n && id < BigInt(MAX_RATE_LIMIT)) return id
  }
  throw new RlnError('message_id_out_of_range', `message id ${messageId} is not an integer in 0..${MAX_RATE_LIMIT - 1}`)
}
