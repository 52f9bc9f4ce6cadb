import type { Member, MembershipView } from '../membership/index.ts'
import { type MerklePath, rateCommitment } from '../rln/index.ts'

/** A member and the path of its leaf, both out of the local tree. */
export interface OwnLeaf {
  readonly member: Member
  readonly path: MerklePath
}

/** Undefined when the identity is not in the tree. */
export function ownLeaf(view: Pick<MembershipView, 'memberOf' | 'pathOf'>, idCommitment: bigint): OwnLeaf | undefined {
  const member = view.memberOf(idCommitment)
  const path = member && view.pathOf(member.index)
  if (member === undefined || path?.leaf !== rateCommitment(idCommitment, member.rateLimit)) return undefined
  return { member, path }
}
