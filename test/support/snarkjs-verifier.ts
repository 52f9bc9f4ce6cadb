import { buildBn128 } from 'ffjavascript'
import { groth16 } from 'snarkjs'
import { bigIntToBytesLE, bytesToBigIntLE } from '../../src/foundation/index.ts'
import {
  BASE_FIELD_MODULUS,
  decodeProof,
  FIELD_MODULUS,
  type G2Point,
  isFieldElement,
  PROOF_BYTES,
  type ProofVerdict,
  type PublicSignals,
  toSnarkjsProof,
  type VerificationKey,
} from '../../src/rln/index.ts'

/** A verification by snarkjs, of what our own strict decoding lets through and with the subgroup check it does not do. */
export async function verifyWithSnarkjs(
  verificationKey: VerificationKey,
  proofBytes: Uint8Array,
  signals: PublicSignals,
): Promise<ProofVerdict> {
  const decoded = decodeProof(proofBytes)
  if (!decoded.ok && decoded.defect !== 'point_not_on_curve') return { valid: false, reason: decoded.defect }
  const inputs = [signals.y, signals.root, signals.nullifier, signals.x, signals.externalNullifier]
  if (!inputs.every(isFieldElement)) return { valid: false, reason: 'signal_not_canonical' }
  if (!decoded.ok) return { valid: false, reason: decoded.defect }
  if (!(await isInSubgroup(decoded.proof.b))) return { valid: false, reason: 'point_not_in_subgroup' }
  const valid = await groth16.verify(verificationKey, inputs.map(String), toSnarkjsProof(decoded.proof))
  return valid ? { valid: true } : { valid: false, reason: 'pairing_failed' }
}

/**
 * What snarkjs says of a proof as it is, coordinates and signals not below their moduli included; undefined for what it
 * cannot be asked, as it takes points and not bytes: another length, infinity, no point.
 */
export async function askSnarkjs(
  verificationKey: VerificationKey,
  proofBytes: Uint8Array,
  signals: PublicSignals,
): Promise<boolean | undefined> {
  if (proofBytes.length !== PROOF_BYTES) return undefined
  const canonical = proofBytes.slice()
  const [ax, bx0, bx1, cx] = [0, 32, 64, 96].map((offset) => {
    const bytes = proofBytes.slice(offset, offset + 32)
    const flags = offset === 32 ? 0 : bytes[31]! & 0xc0
    bytes[31]! -= flags
    const value = bytesToBigIntLE(bytes)
    canonical.set(bigIntToBytesLE(value % BASE_FIELD_MODULUS, 32), offset)
    canonical[offset + 31]! |= flags
    return `${value}`
  })
  const decoded = decodeProof(canonical)
  if (!decoded.ok) return undefined
  const proof = toSnarkjsProof(decoded.proof)
  proof.pi_a[0] = ax!
  proof.pi_b[0] = [bx0!, bx1!]
  proof.pi_c[0] = cx!
  const inputs = [signals.y, signals.root, signals.nullifier, signals.x, signals.externalNullifier]
  return await groth16.verify(verificationKey, inputs.map(String), proof)
}

/** r * B = infinity. G1 has no other subgroup, G2 has: its cofactor is 2q - r. */
async function isInSubgroup(point: G2Point): Promise<boolean> {
  const { G2 } = await buildBn128()
  return G2.isZero(G2.timesScalar(G2.fromObject([point.x, point.y, [1n, 0n]]), FIELD_MODULUS))
}
