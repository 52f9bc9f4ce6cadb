import { buildBn128 } from 'ffjavascript'
import { groth16 } from 'snarkjs'
import {
  decodeProof,
  FIELD_MODULUS,
  type G2Point,
  isFieldElement,
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

/** r * B = infinity. G1 has no other subgroup, G2 has: its cofactor is 2q - r. */
async function isInSubgroup(point: G2Point): Promise<boolean> {
  const { G2 } = await buildBn128()
  return G2.isZero(G2.timesScalar(G2.fromObject([point.x, point.y, [1n, 0n]]), FIELD_MODULUS))
}
