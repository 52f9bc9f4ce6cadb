import type { Member, MembershipView, SlashedMember } from '../../../src/membership/index.ts'
import { type Identity, MembershipTree, type MerklePath, rateCommitment } from '../../../src/rln/index.ts'

/** A membership set that a test fills by hand. */
export class FakeView implements MembershipView {
  readonly roots = new Set<bigint>()
  readonly members = new Map<bigint, Member>()
  readonly tree = new MembershipTree()
  isSynced = true
  refreshes = 0
  onRefresh: () => Promise<void> = () => Promise.resolve()
  readonly #slashed = new Set<(member: SlashedMember) => void>()

  get listeners(): number {
    return this.#slashed.size
  }

  acceptsRoot(root: bigint): boolean {
    return this.isSynced && this.roots.has(root)
  }

  newestRoot(): bigint {
    return this.tree.root
  }

  refresh(): Promise<void> {
    this.refreshes++
    return this.onRefresh()
  }

  memberOf(idCommitment: bigint): Member | undefined {
    return this.members.get(idCommitment)
  }

  pathOf(index: number): MerklePath {
    return this.tree.path(index)
  }

  highestRateLimitOf(idCommitment: bigint): number {
    return this.members.get(idCommitment)?.rateLimit ?? 20
  }

  onSlashed(listener: (member: SlashedMember) => void): () => void {
    this.#slashed.add(listener)
    return () => this.#slashed.delete(listener)
  }

  slash(member: SlashedMember): void {
    for (const listener of this.#slashed) listener(member)
  }

  /** Registers an identity as the next leaf; the new root becomes acceptable. */
  register(identity: Identity, rateLimit: number): Member {
    const member = { idCommitment: identity.commitment, index: this.tree.size, rateLimit }
    this.tree.set(member.index, rateCommitment(identity.commitment, rateLimit))
    this.members.set(identity.commitment, member)
    this.roots.add(this.tree.root)
    return member
  }
}
