import { bn254 } from '@noble/curves/bn254.js'
import { decodeProof, encodeProof, FIELD_MODULUS } from '../../src/rln/index.ts'

const { Fp2, Fr } = bn254.fields
const [G1, G2] = [bn254.G1.Point, bn254.G2.Point]

/** Another proof of the same statement: k A, B / k, C. @throws Error for bytes that are no proof */
export function rerandomized(proofBytes: Uint8Array, k: bigint): Uint8Array {
  const decoded = decodeProof(proofBytes)
  if (!decoded.ok) throw new Error(`not a proof: ${decoded.defect}`)
  const { a, b, c } = decoded.proof
  const scaledA = G1.fromAffine(a)
    .multiply(k % FIELD_MODULUS)
    .toAffine()
  const scaledB = G2.fromAffine({ x: Fp2.fromBigTuple([...b.x]), y: Fp2.fromBigTuple([...b.y]) })
    .multiply(Fr.inv(k % FIELD_MODULUS))
    .toAffine()
  const { x, y } = scaledB
  return encodeProof({ a: scaledA, b: { x: [x.c0, x.c1], y: [y.c0, y.c1] }, c })
}
