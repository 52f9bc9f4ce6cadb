import type { Random } from '../foundation/index.ts'
import { type MembershipCredential, planRegistration, type RegistrationPlanRequest } from '../membership/server.ts'
import { createIdentity } from '../rln/index.ts'
import type { RegistrationToCome } from './enrolment.ts'
import { EnrolmentFiles } from './enrolment-files.ts'

export interface OfflineEnrolmentRequest extends Omit<RegistrationPlanRequest, 'idCommitment'> {
  readonly keystorePath: string
  readonly password: string
}

export type OfflineEnrolment =
  | { readonly status: 'already_enrolled' | 'registered'; readonly credential: MembershipCredential }
  | { readonly status: 'to_sign'; readonly idCommitment: bigint; readonly plan: RegistrationToCome }

/**
 * As `enrolMember`, for an account whose key is elsewhere. The identity is kept on disk, then the transactions are handed
 * out; run again once the wallet has sent them, it finds the membership and writes the keystore.
 * @throws MembershipError for the keystore and the chain; StorageError `store_in_use` while a node uses the keystore
 */
export async function enrolMemberOffline(
  { random }: { readonly random: Random },
  request: OfflineEnrolmentRequest,
): Promise<OfflineEnrolment> {
  const { keystorePath, password, contractAddress, chainId, rateLimit } = request
  const membershipContract = { chainId: BigInt(chainId), address: contractAddress }
  const files = new EnrolmentFiles({ keystorePath, password, membershipContract })
  const present = await files.enrolled()
  if (present !== undefined) return { status: 'already_enrolled', credential: present }

  const pending = await files.pendingIdentity()
  const identity = pending ?? createIdentity(random)
  const plan = await planRegistration({ ...request, idCommitment: identity.commitment })
  if (plan.status === 'already_member') {
    return { status: 'registered', credential: await files.finish(identity, plan, true) }
  }
  if (pending === undefined) await files.keepPending(identity, rateLimit)
  return { status: 'to_sign', idCommitment: identity.commitment, plan }
}
