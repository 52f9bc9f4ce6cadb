import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { generateRLNProofWithWitness, initSync, newRLN, verifyWithRoots } from '@waku/zerokit-rln-wasm'
import { concatBytes } from '../../src/foundation/index.ts'
import { fieldToBytesLE, type RlnWitness } from '../../src/rln/index.ts'

/** Of a proof without its public signals. */
const PROOF_BYTES = 128

/** The network's proving key, which is not ours to ship: zerokit verifies with nothing else. */
export const networkKeyFile = new URL('../../../shared/artifacts/rln-20-network.zkey', import.meta.url)

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

/** Undefined where the network's key is absent. Takes seconds. */
export function openZerokit(): Zerokit | undefined {
  if (!existsSync(networkKeyFile)) return undefined
  const wasm = new URL('rln_wasm_bg.wasm', import.meta.resolve('@waku/zerokit-rln-wasm'))
  initSync({ module: readFileSync(fileURLToPath(wasm)) })
  const context = newRLN(readFileSync(networkKeyFile))
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
