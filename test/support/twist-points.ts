import { bn254 } from '@noble/curves/bn254.js'
import { BASE_FIELD_MODULUS, FIELD_MODULUS } from '../../src/rln/field.ts'

const { Fp2 } = bn254.fields
const G2 = bn254.G2.Point
type G2Point = InstanceType<typeof G2>

/** How many points there are on G2's curve for each of its group. 10069 and 5864401 divide it. */
export const G2_COFACTOR = 2n * BASE_FIELD_MODULUS - FIELD_MODULUS

const B = Fp2.div(Fp2.fromBigTuple([3n, 0n]), Fp2.fromBigTuple([9n, 1n]))

/** A point on G2's curve, made from the seed. That it lies in the subgroup has a chance of one in the cofactor. */
export function pointOffSubgroup(seed: number): G2Point {
  for (let c0 = BigInt(seed); ; c0++) {
    const x = Fp2.fromBigTuple([c0, 1n])
    try {
      return G2.fromAffine({ x, y: Fp2.sqrt(Fp2.add(Fp2.mul(Fp2.sqr(x), x), B)) })
    } catch {
      // No point has this x: the next one.
    }
  }
}

/** Noble's own refuses factors that are not below r. */
export function times(factor: bigint, point: G2Point): G2Point {
  let sum = G2.ZERO
  for (const bit of factor.toString(2)) {
    sum = sum.double()
    if (bit === '1') sum = sum.add(point)
  }
  return sum
}

/** A point of the small prime order, which must divide the cofactor. */
export function pointOfOrder(order: bigint, seed: number): G2Point {
  for (let next = seed; ; next++) {
    const point = times((G2_COFACTOR / order) * FIELD_MODULUS, pointOffSubgroup(next))
    if (!point.is0()) return point
  }
}
