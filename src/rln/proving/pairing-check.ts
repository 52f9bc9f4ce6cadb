import { bn254 } from '@noble/curves/bn254.js'
import { bigIntToBytesLE } from '../../foundation/index.ts'
import { FIELD_BYTES } from '../field.ts'
import { G1_BYTES, G2_BYTES, g1FromBytes, g2FromBytes } from './point-bytes.ts'
import type { GroupArithmetic } from './proving-engine.ts'
import type { ProvingKey } from './proving-key.ts'
import type { PointsVerifier } from './slot-check.ts'

const { Fp2, Fp12 } = bn254.fields
const ONE = bigIntToBytesLE(1n, FIELD_BYTES)

/** e(A, B) = e(alpha, beta) e(sum of the public points, gamma) e(C, delta), with the key's own points. */
export function pairingCheck(arithmetic: GroupArithmetic, { constants, publicPoints }: ProvingKey): PointsVerifier {
  const { alpha1, beta2, gamma2, delta2 } = constants
  return (points, signals) => {
    const scalars = publicPoints.map((_, index) => {
      return index === 0 ? ONE : signals.subarray((index - 1) * FIELD_BYTES, index * FIELD_BYTES)
    })
    const product = bn254.pairingBatch([
      { g1: g1Of(points.subarray(0, G1_BYTES)).negate(), g2: g2Of(points.subarray(G1_BYTES, G1_BYTES + G2_BYTES)) },
      { g1: g1Of(alpha1), g2: g2Of(beta2) },
      { g1: g1Of(arithmetic.combineG1(publicPoints, scalars)), g2: g2Of(gamma2) },
      { g1: g1Of(points.subarray(G1_BYTES + G2_BYTES)), g2: g2Of(delta2) },
    ])
    return Fp12.eql(product, Fp12.ONE)
  }
}

function g1Of(bytes: Uint8Array): InstanceType<typeof bn254.G1.Point> {
  return bn254.G1.Point.fromAffine(g1FromBytes(bytes))
}

function g2Of(bytes: Uint8Array): InstanceType<typeof bn254.G2.Point> {
  const { x, y } = g2FromBytes(bytes)
  return bn254.G2.Point.fromAffine({ x: Fp2.fromBigTuple([...x]), y: Fp2.fromBigTuple([...y]) })
}
