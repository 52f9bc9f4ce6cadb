import { groth16 } from 'snarkjs'
import type { PublicSignals, RlnProof, RlnWitness } from './proof.ts'
import { encodeProof } from './proof-codec.ts'
import { RlnError } from './rln-error.ts'
import { fromSnarkjsProof } from './snarkjs-proof.ts'
import { signalsOfNumbers } from './unsafe.ts'

/** What a proof is made with. */
export interface ProvingArtifacts {
  /** The witness calculator that circom compiled. */
  readonly circuitWasm: Uint8Array
  /** A snarkjs `.zkey`. */
  readonly provingKey: Uint8Array
}

/**
 * Calculates the witness and proves it with snarkjs, on this thread's curve engine. The caller has checked the witness.
 * @throws RlnError `circuit_refused`
 */
export async function proveWithSnarkjs(artifacts: ProvingArtifacts, witness: RlnWitness): Promise<RlnProof> {
  const inputs = {
    ...witness,
    pathElements: [...witness.pathElements],
    identityPathIndex: [...witness.identityPathIndex],
  }
  const proved = await groth16
    .fullProve(inputs, artifacts.circuitWasm, artifacts.provingKey)
    .catch((cause: unknown) => {
      // The cause stays out: a circuit's message may quote the inputs, and those hold the secret.
      const kind = cause instanceof Error ? cause.name : typeof cause
      throw new RlnError('circuit_refused', `circuit or proving key did not take the witness (${kind}): do they fit?`)
    })
  return {
    proofBytes: encodeProof(fromSnarkjsProof(proved.proof)),
    publicSignals: signalsFromSnarkjs(proved.publicSignals),
  }
}

function signalsFromSnarkjs(values: readonly string[]): PublicSignals {
  const [y, root, nullifier, x, externalNullifier] = values.map(BigInt)
  if (values.length !== 5)
    throw new RlnError('circuit_mismatch', `the circuit has ${values.length} public signals, not 5`)
  return signalsOfNumbers([y!, root!, nullifier!, x!, externalNullifier!])
}
