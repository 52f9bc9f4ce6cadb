import { bn254 } from '@noble/curves/bn254.js'
import { decodeProof, encodeProof, type G2Point, type Groth16Proof } from '../../src/rln/index.ts'

const { Fp, Fp2 } = bn254.fields

function decoded(proofBytes: Uint8Array): Groth16Proof {
  const result = decodeProof(proofBytes)
  if (!result.ok) throw new Error(`not a proof: ${result.defect}`)
  return result.proof
}

/** The proof with another B: the sum of its own and `point`, which may lie outside the subgroup. */
export function addToB(proofBytes: Uint8Array, point: InstanceType<typeof bn254.G2.Point>): Uint8Array {
  const proof = decoded(proofBytes)
  const b = bn254.G2.Point.fromAffine({ x: Fp2.fromBigTuple([...proof.b.x]), y: Fp2.fromBigTuple([...proof.b.y]) })
  const { x, y } = b.add(point).toAffine()
  return encodeProof({ ...proof, b: { x: [x.c0, x.c1], y: [y.c0, y.c1] } satisfies G2Point })
}

/** The proof with A or C negated. */
export function negatePoint(proofBytes: Uint8Array, name: 'a' | 'c'): Uint8Array {
  const proof = decoded(proofBytes)
  return encodeProof({ ...proof, [name]: { x: proof[name].x, y: Fp.neg(proof[name].y) } })
}
