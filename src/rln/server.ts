/**
 * What of the rln room needs Node: provers, verifiers and the computation of a convict's nullifiers on worker threads,
 * and artifacts from files.
 */
export * from './file-artifact-source.ts'
export * from './nullifier-calculator.ts'
export * from './thread-proofs.ts'
export type { WorkerOptions } from './worker-proofs.ts'
