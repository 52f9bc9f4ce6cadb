import { bigIntToBytesLE } from '../../foundation/index.ts'
import { FIELD_BYTES, FIELD_MODULUS } from '../field.ts'
import { G1_BYTES, G2_BYTES } from './point-bytes.ts'
import type { GroupArithmetic } from './proving-engine.ts'

/** Bytes of a proof's points before compression: A | B | C, canonical affine. */
export const PROOF_POINTS_BYTES = 2 * G1_BYTES + G2_BYTES

const ONE = bigIntToBytesLE(1n, FIELD_BYTES)

/** A(x) = a0 + x a1, B(x) = b0 + x b1, C(x) = c0 + x c1 + x^2 c2, as views of 576 bytes. */
export function coefficientsIn(bytes: Uint8Array): Record<'a0' | 'a1' | 'c0' | 'c1' | 'c2' | 'b0' | 'b1', Uint8Array> {
  const g1 = (index: number) => bytes.subarray(index * G1_BYTES, (index + 1) * G1_BYTES)
  const g2 = (index: number) => bytes.subarray(5 * G1_BYTES + index * G2_BYTES, 5 * G1_BYTES + (index + 1) * G2_BYTES)
  return { a0: g1(0), a1: g1(1), c0: g1(2), c1: g1(3), c2: g1(4), b0: g2(0), b1: g2(1) }
}

/** The proof's points A | B | C at x. */
export function evaluateAt(arithmetic: GroupArithmetic, coefficients: Uint8Array, x: bigint): Uint8Array {
  const { a0, a1, b0, b1, c0, c1, c2 } = coefficientsIn(coefficients)
  const power = (value: bigint) => bigIntToBytesLE(value, FIELD_BYTES)
  const [ofX, ofSquare] = [power(x), power((x * x) % FIELD_MODULUS)]
  const points = new Uint8Array(PROOF_POINTS_BYTES)
  points.set(arithmetic.combineG1([a0, a1], [ONE, ofX]))
  points.set(arithmetic.combineG2([b0, b1], [ONE, ofX]), G1_BYTES)
  points.set(arithmetic.combineG1([c0, c1, c2], [ONE, ofX, ofSquare]), G1_BYTES + G2_BYTES)
  return points
}
