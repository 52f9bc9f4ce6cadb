import { bn254 } from '@noble/curves/bn254.js'
import { bytesToBigIntLE, type Random } from '../../src/foundation/index.ts'
import { decodeProof, encodeProof, FIELD_MODULUS } from '../../src/rln/index.ts'

/** Another valid proof of the same statement, as anybody can make one: (kA, B/k, C). */
export function rerandomizedProof(proofBytes: Uint8Array, random: Random): Uint8Array {
  const decoded = decodeProof(proofBytes)
  if (!decoded.ok) throw new Error(decoded.defect)
  const { a, b, c } = decoded.proof
  const factor = 1n + (bytesToBigIntLE(random.bytes(32)) % (FIELD_MODULUS - 1n))
  const g2 = bn254.G2.Point.fromAffine({ x: { c0: b.x[0], c1: b.x[1] }, y: { c0: b.y[0], c1: b.y[1] } })
  const scaled = g2.multiply(bn254.fields.Fr.inv(factor)).toAffine()
  return encodeProof({
    a: bn254.G1.Point.fromAffine(a).multiply(factor).toAffine(),
    b: { x: [scaled.x.c0, scaled.x.c1], y: [scaled.y.c0, scaled.y.c1] },
    c,
  })
}
