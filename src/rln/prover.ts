import { type ProvingArtifacts, proveWithSnarkjs } from './groth16-prover.ts'
import { InProcessLane } from './in-process-lane.ts'
import { JobPool, type Lane } from './job-pool.ts'
import type { Prover, RlnProof, RlnWitness } from './proof.ts'
import { RlnError } from './rln-error.ts'
import { computeShare } from './share.ts'
import { leaseCurve } from './snarkjs-curve.ts'
import { requireProvable } from './witness-check.ts'

/** A proof takes about a second, and its message must arrive within 20: more waiting proofs would come too late. */
const MAX_WAITING_PROOFS = 64

/** A prover in this process. snarkjs splits each proof over its own threads, one for each core. */
export async function createProver(artifacts: ProvingArtifacts): Promise<Prover> {
  return new PooledProver([new InProcessLane(await leaseCurve(), (witness) => proveWithSnarkjs(artifacts, witness))])
}

/** Checks what goes into its lanes and what comes out. */
export class PooledProver implements Prover {
  readonly #pool: JobPool<RlnWitness, RlnProof>

  constructor(lanes: readonly Lane<RlnWitness, RlnProof>[]) {
    this.#pool = new JobPool(lanes, MAX_WAITING_PROOFS)
  }

  async prove(witness: RlnWitness): Promise<RlnProof> {
    requireProvable(witness)
    const proof = await this.#pool.run(witness)
    requireShareOf(witness, proof)
    return proof
  }

  async close(): Promise<void> {
    await this.#pool.close()
  }
}

/** Two hashes against artifacts that would put something else, in the worst case the secret, where the share belongs. */
function requireShareOf(witness: RlnWitness, { publicSignals }: RlnProof): void {
  const { identitySecret, externalNullifier, messageId, x } = witness
  const share = computeShare(identitySecret, externalNullifier, messageId, x)
  const matches =
    publicSignals.y === share.y &&
    publicSignals.nullifier === share.nullifier &&
    publicSignals.x === x &&
    publicSignals.externalNullifier === externalNullifier
  if (matches) return
  throw new RlnError('circuit_mismatch', 'circuit and proving key gave a share that is not of this witness: not used')
}
