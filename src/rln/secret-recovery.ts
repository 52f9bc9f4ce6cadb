import { FIELD_MODULUS, invert, reduce, requireFieldElement } from './field.ts'
import { idCommitmentOf } from './identity.ts'
import { RlnError } from './rln-error.ts'
import type { Share } from './share.ts'

/**
 * The identity secret behind two shares of one nullifier and external nullifier. Says nothing of membership: only when
 * the commitment is a member's were the shares really of one line.
 * @throws RlnError `shares_of_one_message` when x is equal, `not_canonical`
 */
export function recoverSecret(a: Share, b: Share): { identitySecret: bigint; idCommitment: bigint } {
  for (const share of [a, b]) {
    requireFieldElement(share.x, "a share's x")
    requireFieldElement(share.y, "a share's y")
  }
  if (a.x === b.x) {
    throw new RlnError(
      'shares_of_one_message',
      'both shares have the same x: one message seen twice is no double signal',
    )
  }
  const a1 = reduce((a.y - b.y) * invert(a.x - b.x, FIELD_MODULUS), FIELD_MODULUS)
  const identitySecret = reduce(a.y - a1 * a.x, FIELD_MODULUS)
  return { identitySecret, idCommitment: idCommitmentOf(identitySecret) }
}
