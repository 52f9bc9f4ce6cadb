/**
 * Rate-limiting nullifiers, version 2: identities, the membership tree, shares, proofs, and what a node must remember of
 * them. Knows field elements and bytes, nothing of messages, peers or contracts. Refuses what is not canonical instead
 * of reducing it, never hands out a line's slope, and never reads the wall clock, the disk or the network by itself.
 */
export * from './epoch.ts'
export * from './external-nullifier.ts'
export { BASE_FIELD_MODULUS, FIELD_MODULUS, fieldFromBytesLE, fieldToBytesLE, isFieldElement } from './field.ts'
export type { ProvingArtifacts } from './groth16-prover.ts'
export * from './hash-to-field.ts'
export * from './identity.ts'
export * from './membership-tree.ts'
export * from './message-x.ts'
export { MAX_NULLIFIERS_PER_CALL, nullifiersOf } from './nullifier-range.ts'
export * from './poseidon.ts'
export * from './proof.ts'
export * from './proof-codec.ts'
export { createProver } from './prover.ts'
export { MAX_RATE_LIMIT, rateCommitment } from './rate-commitment.ts'
export * from './rln-error.ts'
export * from './secret-recovery.ts'
export * from './seeded-identity.ts'
export { computeShare, type Share } from './share.ts'
export * from './snarkjs-proof.ts'
export * from './verification-key.ts'
export { createVerifier } from './verifier.ts'
