import type { Share } from '../rln/index.ts'

/**
 * Proof that a member exceeded its rate limit: two shares, both verified, under one nullifier. Anyone who has both can
 * compute the member's identity secret (`recoverSecret`), so evidence is stored and handed on, and never logged.
 */
export interface DoubleSignalEvidence {
  readonly idCommitment: bigint
  readonly epoch: bigint
  readonly nullifier: bigint
  /** The one accepted first, then the one that conflicts with it. */
  readonly shares: readonly [Share, Share]
  /** The peers they came from; the first is missing when it was not kept (a restart, or long ago). */
  readonly peers: readonly [string | undefined, string]
  readonly detectedAtMs: number
  /** Leaf of the member; missing when it had left the tree already. */
  readonly memberIndex?: number
}

/** Where evidence is kept over restarts. */
export interface EvidenceStore {
  save(evidence: DoubleSignalEvidence): Promise<void>
  /** Everything saved, oldest first. */
  list(): Promise<readonly DoubleSignalEvidence[]>
}
