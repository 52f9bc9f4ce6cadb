import type { Bn128 } from 'ffjavascript'
import { groth16 } from 'snarkjs'
import { FIELD_MODULUS, isFieldElement } from './field.ts'
import type { ProofVerdict, PublicSignals } from './proof.ts'
import { decodeProof, type G2Point } from './proof-codec.ts'
import { toSnarkjsProof } from './snarkjs-proof.ts'
import type { VerificationKey } from './verification-key.ts'

/**
 * The whole of a verification, cheapest first: canonical signals, strict decoding, B in the subgroup (which snarkjs does
 * not check), then the pairing. snarkjs gets nothing but canonical decimals of what was decoded here.
 */
export async function verifyWithSnarkjs(
  curve: Bn128,
  verificationKey: VerificationKey,
  proofBytes: Uint8Array,
  signals: PublicSignals,
): Promise<ProofVerdict> {
  const inputs = [signals.y, signals.root, signals.nullifier, signals.x, signals.externalNullifier]
  if (!inputs.every(isFieldElement)) return { valid: false, reason: 'signal_not_canonical' }
  const decoded = decodeProof(proofBytes)
  if (!decoded.ok) return { valid: false, reason: decoded.defect }
  if (!isInSubgroup(curve, decoded.proof.b)) return { valid: false, reason: 'point_not_in_subgroup' }
  const valid = await groth16.verify(verificationKey, inputs.map(String), toSnarkjsProof(decoded.proof))
  return valid ? { valid: true } : { valid: false, reason: 'pairing_failed' }
}

/** r * B = infinity. G1 has no other subgroup, G2 has: its cofactor is 2q - r. */
function isInSubgroup(curve: Bn128, point: G2Point): boolean {
  const { G2 } = curve
  return G2.isZero(G2.timesScalar(G2.fromObject([point.x, point.y, [1n, 0n]]), FIELD_MODULUS))
}
