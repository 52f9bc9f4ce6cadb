import type { MembershipCredential } from './credential.ts'
import type { MembershipSyncOptions } from './membership-sync-options.ts'

/** What a sync needs to follow this member: with the rate limit, so that it finds the leaf itself and asks nobody for it. */
export function followedMember({
  identity,
  userMessageLimit,
}: MembershipCredential): Pick<Required<MembershipSyncOptions>, 'idCommitments' | 'rateLimits'> {
  const { commitment } = identity
  return { idCommitments: [commitment], rateLimits: new Map([[commitment, userMessageLimit]]) }
}
