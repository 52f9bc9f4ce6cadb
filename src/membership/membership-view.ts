import type { MerklePath } from '../rln/index.ts'

export interface Member {
  readonly idCommitment: bigint
  readonly index: number
  /** Messages per epoch. */
  readonly rateLimit: number
}

/** A member whose secret the contract published. */
export interface SlashedMember {
  readonly idCommitment: bigint
  readonly identitySecretHash: bigint
}

/**
 * The membership set as validators and senders ask for it. Nothing here waits for the chain: the chain is followed in the
 * background, and nobody's path is ever asked of an RPC endpoint.
 */
export interface MembershipView {
  /** Whether a proof under this root counts now. Bounded by count and by time; false for every root when not synced. */
  acceptsRoot(root: bigint): boolean
  /** Whether the set follows the chain, or last did so recently enough. */
  readonly isSynced: boolean
  /** The root at the end of the newest block followed: what a sender proves under. */
  newestRoot(): bigint
  /**
   * Looks at the chain soon: at once, or 2 s after the last refresh, one look for however many callers. Resolves when the
   * set caught up or could not; never rejects.
   */
  refresh(): Promise<void>
  /** A live member, when its registration was followed or it was resolved. */
  memberOf(idCommitment: bigint): Member | undefined
  /** @throws RlnError `leaf_out_of_range` when nothing was ever registered at the index. */
  pathOf(index: number): MerklePath
  /** The highest rate limit this identity has under any accepted root; the contract's maximum when unknown. */
  highestRateLimitOf(idCommitment: bigint): number
  /** Calls `listener` once for every slashed member. Returns how to stop. */
  onSlashed(listener: (member: SlashedMember) => void): () => void
}
