import type { BlockHeader, ChainReader } from './chain-reader.ts'
import { MembershipError } from './membership-error.ts'
import type { MembershipSet } from './membership-set.ts'
import type { Member } from './membership-view.ts'

/** Looks a member up at the set's block and believes the answer only if it is the leaf there. */
export async function resolveMember(
  reader: ChainReader,
  set: MembershipSet,
  idCommitment: bigint,
): Promise<Member | undefined> {
  const position = set.position!
  const found = await reader.memberAt(position.hash, idCommitment)
  if (found === undefined) return undefined
  const member = { idCommitment, ...found }
  if (set.position?.hash !== position.hash || !set.holds(member)) {
    throw inconsistent(reader, 'a membership it reports is not in the tree', position)
  }
  set.learn(member)
  return member
}

/** Looks those members up that the set does not know, in its tree where the rate limit is known. Returns who was found. */
export async function resolveMembers(
  reader: ChainReader,
  set: MembershipSet,
  { tracked, rateLimits }: { readonly tracked: Iterable<bigint>; readonly rateLimits: ReadonlyMap<bigint, number> },
): Promise<Member[]> {
  const learnt: Member[] = []
  for (const idCommitment of tracked) {
    if (set.members.has(idCommitment)) continue
    const rateLimit = rateLimits.get(idCommitment)
    const found = rateLimit === undefined ? undefined : set.find(idCommitment, rateLimit)
    if (found !== undefined) set.learn(found)
    const member = found ?? (await resolveMember(reader, set, idCommitment))
    if (member !== undefined) learnt.push(member)
  }
  return learnt
}

export function inconsistent(reader: ChainReader, why: string, { number }: BlockHeader): MembershipError {
  return new MembershipError(
    'rpc_inconsistent',
    `RPC ${reader.endpoint.origin} contradicts itself at block ${number}: ${why}`,
  )
}
