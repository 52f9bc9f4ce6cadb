import type { PreparingProver } from './preparing-prover.ts'
import type { Verifier } from './proof.ts'
import type { ProverOptions } from './prover.ts'
import type { ProvingArtifacts } from './proving/proving-key.ts'
import { threadSpawner } from './spawn-thread.ts'
import type { VerificationKey } from './verification-key.ts'
import type { VerifierOptions } from './verifier.ts'
import { createProverOnWorkers, createVerifierOnWorkers, type WorkerOptions } from './worker-proofs.ts'

/** A prover on worker threads of Node: see {@link createProverOnWorkers}. */
export function createWorkerProver(
  artifacts: ProvingArtifacts,
  options: WorkerOptions & ProverOptions = {},
): Promise<PreparingProver> {
  return createProverOnWorkers(threadSpawner(), artifacts, options)
}

/** A verifier on worker threads of Node: see {@link createVerifierOnWorkers}. */
export function createWorkerVerifier(
  verificationKey: VerificationKey,
  options: WorkerOptions & VerifierOptions = {},
): Promise<Verifier> {
  return createVerifierOnWorkers(threadSpawner(), verificationKey, options)
}
