import { verifyWithSnarkjs } from './groth16-verifier.ts'
import { InProcessLane } from './in-process-lane.ts'
import { JobPool, type Lane } from './job-pool.ts'
import type { ProofVerdict, PublicSignals, Verifier } from './proof.ts'
import { checkProofEncoding } from './proof-codec.ts'
import { leaseCurve } from './snarkjs-curve.ts'
import type { VerificationKey } from './verification-key.ts'

/** At 20 ms a verification this is 5 seconds of one thread's work; what waits longer is stale when it is decided. */
const MAX_WAITING_VERIFICATIONS = 256

export interface VerificationJob {
  readonly proofBytes: Uint8Array
  readonly signals: PublicSignals
}

/** A verifier in this process, on the calling thread: one proof at a time. */
export async function createVerifier(verificationKey: VerificationKey): Promise<Verifier> {
  const lease = await leaseCurve()
  return new PooledVerifier([
    new InProcessLane(lease, ({ proofBytes, signals }) =>
      verifyWithSnarkjs(lease.curve, verificationKey, proofBytes, signals),
    ),
  ])
}

export class PooledVerifier implements Verifier {
  readonly #pool: JobPool<VerificationJob, ProofVerdict>

  constructor(lanes: readonly Lane<VerificationJob, ProofVerdict>[]) {
    this.#pool = new JobPool(lanes, MAX_WAITING_VERIFICATIONS)
  }

  async verify(proofBytes: Uint8Array, signals: PublicSignals): Promise<ProofVerdict> {
    // What the free checks refuse must not take a place in the queue.
    const reason = checkProofEncoding(proofBytes)
    if (reason) return { valid: false, reason }
    return await this.#pool.run({ proofBytes, signals })
  }

  async close(): Promise<void> {
    await this.#pool.close()
  }
}
