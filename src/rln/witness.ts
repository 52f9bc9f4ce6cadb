import type { Identity } from './identity.ts'
import type { MerklePath } from './membership-tree.ts'
import type { Reservation } from './message-id-allocator.ts'
import type { RlnWitness } from './proof.ts'

/** Who proves: the identity's secret, its rate limit, and where its leaf is in the tree. */
export interface ProvingMember {
  readonly identitySecret: Identity['secretHash']
  readonly rateLimit: number
  readonly path: Pick<MerklePath, 'pathElements' | 'identityPathIndex'>
}

/** The witness of a message whose id is reserved. */
export function witnessOf(
  { messageId, x, externalNullifier }: Reservation,
  { identitySecret, rateLimit, path }: ProvingMember,
): RlnWitness {
  return {
    identitySecret,
    userMessageLimit: BigInt(rateLimit),
    messageId: BigInt(messageId),
    pathElements: path.pathElements,
    identityPathIndex: path.identityPathIndex,
    x,
    externalNullifier,
  } as RlnWitness
}
