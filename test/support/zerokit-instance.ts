import { generateRLNProofWithWitness, newRLN, verifyWithRoots } from '@waku/zerokit-rln-wasm'
import { concatBytes } from '../../src/foundation/index.ts'
import { fieldToBytesLE, type RlnWitness } from '../../src/rln/index.ts'

/** Of a proof without its public signals. */
const PROOF_BYTES = 128

/** zerokit-rln-wasm 0.2.1 under the network's key: the oracle and the yardstick. */
export interface Zerokit {
  /**
   * @param wires the calculated witness
   * @returns a proof of 128 bytes
   */
  prove(witness: RlnWitness, wires: bigint[]): Uint8Array
  /**
   * @param proofBytes 128 bytes
   * @param signals y, root, nullifier, x, external nullifier, 32 bytes each, as they are: nothing is checked before
   * @param signal what x is the hash of; zerokit computes it again
   * @throws what zerokit throws, for a point that is not on its curve for instance
   */
  verify(proofBytes: Uint8Array, signals: readonly Uint8Array[], signal: Uint8Array): boolean
}

/** Under a key, once the package's module was initialised; in Node and in a page. Takes seconds. */
export function zerokitWithKey(provingKey: Uint8Array): Zerokit {
  const context = newRLN(provingKey)
  return {
    prove: (witness, wires) => generateRLNProofWithWitness(context, wires, serialize(witness)).subarray(0, PROOF_BYTES),
    verify: (proofBytes, [y, root, nullifier, x, externalNullifier], signal) => {
      const blob = concatBytes(proofBytes, root!, externalNullifier!, x!, y!, nullifier!, u64(signal.length), signal)
      return verifyWithRoots(context, blob, root!)
    },
  }
}

/** Fields little-endian, lists behind their length. */
function serialize(witness: RlnWitness): Uint8Array {
  const { identitySecret, userMessageLimit, messageId, pathElements, identityPathIndex, x, externalNullifier } = witness
  return concatBytes(
    ...[identitySecret, userMessageLimit, messageId].map(fieldToBytesLE),
    u64(pathElements.length),
    ...pathElements.map(fieldToBytesLE),
    u64(identityPathIndex.length),
    Uint8Array.from(identityPathIndex),
    ...[x, externalNullifier].map(fieldToBytesLE),
  )
}

function u64(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true)
  return bytes
}
