/**
 * Rate-limiting nullifiers, version 2: identities, the membership tree, shares, proofs, and what a node must remember of
 * them. Knows field elements and bytes, nothing of messages, peers or contracts. Refuses what is not canonical instead
 * of reducing it, never hands out a line's slope, and never reads the wall clock, the disk or the network by itself.
 *
 * The types keep a sender from giving its secret away: a witness is made of a reservation, a reservation by the allocator,
 * x out of a signal, an external nullifier under our own identifier. `unsafe` is the one way around them.
 */
export * from './artifacts.ts'
export { markFresh, markImported } from './credential-state.ts'
export * from './epoch.ts'
export {
  type ExternalNullifier,
  type ExternalNullifierMode,
  externalNullifierOf,
  RLN_IDENTIFIER,
  type RlnIdentifier,
  rlnIdentifierOf,
} from './external-nullifier.ts'
export { BASE_FIELD_MODULUS, FIELD_MODULUS, fieldFromBytesLE, fieldToBytesLE, isFieldElement } from './field.ts'
export * from './identity.ts'
export * from './membership-tree.ts'
export * from './message-id-allocator.ts'
export type { MessageIdRange } from './message-id-range.ts'
export { type MessageX, messageX } from './message-x.ts'
export * from './nullifier-log.ts'
export { MAX_NULLIFIERS_PER_CALL, nullifiersOf } from './nullifier-range.ts'
export * from './poseidon.ts'
export type { PreparingProver, SlotRequest } from './preparing-prover.ts'
export * from './proof.ts'
export * from './proof-codec.ts'
export { createProver } from './prover.ts'
export type { ProvingArtifacts } from './proving/proving-key.ts'
export type { PreparedSlot } from './proving/slot-store.ts'
export { MAX_RATE_LIMIT, rateCommitment } from './rate-commitment.ts'
export * from './rln-error.ts'
export * from './secret-recovery.ts'
export * from './seeded-identity.ts'
export { sha256Hex } from './sha256-hex.ts'
export { isShareOf, type NullifierShare, type Share } from './share.ts'
export * from './snarkjs-proof.ts'
export { type WebWorker, webWorkerSpawner } from './spawn-web-worker.ts'
export * as unsafe from './unsafe.ts'
export * from './verification-key.ts'
export { createVerifier, type VerifierOptions } from './verifier.ts'
export { type ProvingMember, witnessOf } from './witness.ts'
export { createProverOnWorkers, createVerifierOnWorkers } from './worker-proofs.ts'
export type { SpawnWorker } from './worker-thread.ts'
