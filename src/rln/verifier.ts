import { type Clock, type Random, systemClock, systemRandom } from '../foundation/index.ts'
import { Groth16Checker } from './bn254/groth16-checker.ts'
import type { Verifier } from './proof.ts'
import { BatchingVerifier } from './verification/batching-verifier.ts'
import { runTask } from './verification/verification-task.ts'
import type { VerificationKey } from './verification-key.ts'

export interface VerifierOptions {
  readonly clock?: Clock
  /** Where the weights of batches come from. Default: the platform's secure generator. */
  readonly random?: Random
}

/**
 * A verifier in this process, on the calling thread, which a batch of 64 proofs holds up for some fifty milliseconds.
 * @param verificationKey as `parseVerificationKey` or `loadVerificationKey` gives it
 */
export async function createVerifier(
  verificationKey: VerificationKey,
  { clock = systemClock, random = systemRandom }: VerifierOptions = {},
): Promise<Verifier> {
  const checker = await Groth16Checker.create(verificationKey)
  const lane = {
    isBroken: false,
    run: async (task: Parameters<typeof runTask>[1]) => runTask(checker, task),
    close: async () => {},
  }
  return new BatchingVerifier({ clock, random }, [lane])
}
