/**
 * Sums of points of G1 times weights of 128 bits. A weight is two halves of 64 bits, low first, and stands for the factor
 * low + lambda * high: lambda times a point is one product away, so that 64 doublings serve 128 bits. No two weights stand
 * for one factor: the norm d^2 - d e + e^2 of a difference would be a multiple of r, and is below 3 * 2^128.
 */
import { G1 } from './curve-field'
import * as fp from './generated/fp'
import { BETA } from './generated/pairing-constants'
import { addJacobian, doubleJacobian, fromAffine, setJacobianInfinity } from './jacobian-point'

/** Bytes of a weight. */
export const WEIGHT_BYTES: usize = 16
const HALF_BYTES: usize = 8
const POINT_BYTES: usize = 108
const Y: usize = 36

/** Digits of a half are of four bits and signed, -8 to 8, and its carry is one more. */
const DIGIT_BITS: i32 = 4
const DIGITS: i32 = 17
const LARGEST_DIGIT: usize = 8
/** The multiples of a point by 1 to 8, then those of its lambda-fold. */
const TABLE_BYTES: usize = 16 * POINT_BYTES

const term: usize = memory.data(108)

/** What `weightedSum` needs of memory to work in. */
export function weightedSumScratchBytes(count: usize): usize {
  return count * (TABLE_BYTES + 2 * <usize>DIGITS)
}

/** result = the sum of weights[i] * points[i], Jacobian; points are a list of pointers to affine points. */
export function weightedSum(result: usize, points: usize, weights: usize, count: usize, scratch: usize): void {
  const digits = scratch + count * TABLE_BYTES
  for (let i: usize = 0; i < count; i++) {
    makeTable(scratch + i * TABLE_BYTES, <usize>load<u32>(points + 4 * i))
    writeDigits(digits + 2 * i * DIGITS, weights + i * WEIGHT_BYTES)
    writeDigits(digits + (2 * i + 1) * DIGITS, weights + i * WEIGHT_BYTES + HALF_BYTES)
  }
  setJacobianInfinity<G1>(result)
  for (let position = DIGITS - 1; position >= 0; position--) {
    for (let i = 0; i < DIGIT_BITS; i++) doubleJacobian<G1>(result, result)
    for (let half: usize = 0; half < 2 * count; half++) {
      const table = scratch + half * (TABLE_BYTES / 2)
      addMultiple(result, table, load<i8>(digits + half * DIGITS + position))
    }
  }
}

function makeTable(table: usize, point: usize): void {
  fromAffine<G1>(table, point)
  doubleJacobian<G1>(table + POINT_BYTES, table)
  for (let k: usize = 2; k < LARGEST_DIGIT; k++) {
    addJacobian<G1>(table + k * POINT_BYTES, table + (k - 1) * POINT_BYTES, table)
  }
  const folds = table + LARGEST_DIGIT * POINT_BYTES
  memory.copy(folds, table, LARGEST_DIGIT * POINT_BYTES)
  for (let k: usize = 0; k < LARGEST_DIGIT; k++) fp.multiply(folds + k * POINT_BYTES, folds + k * POINT_BYTES, BETA)
}

function writeDigits(digits: usize, half: usize): void {
  const value = load<u64>(half)
  let carry: i32 = 0
  for (let position = 0; position < DIGITS - 1; position++) {
    let digit = <i32>((value >> (DIGIT_BITS * position)) & 15) + carry
    carry = digit > <i32>LARGEST_DIGIT ? 1 : 0
    digit -= carry << DIGIT_BITS
    store<i8>(digits + position, <i8>digit)
  }
  store<i8>(digits + DIGITS - 1, <i8>carry)
}

function addMultiple(result: usize, table: usize, digit: i8): void {
  if (digit == 0) return
  const multiple = table + <usize>(abs<i32>(digit) - 1) * POINT_BYTES
  memory.copy(term, multiple, POINT_BYTES)
  if (digit < 0) fp.subtract(term + Y, fp.ZERO, multiple + Y)
  addJacobian<G1>(result, result, term)
}
