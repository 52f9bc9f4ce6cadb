/** Sums of multiples of few points: all share one chain of doublings, which is half as long as a scalar has bits. */
import { isInfinity, pointSize } from './affine-point'
import * as field from './curve-field'
import { addAffine, doubleJacobian, setJacobianInfinity } from './jacobian-point'
import { addPair, finishPairs } from './point-pairs'
import { DIGITS, foldX, writeDigits } from './scalar-halves'

const SCALAR_BYTES: usize = 32
/** Multiples of a point by 1 to 15, those that are needed, then those by lambda of the odd ones. */
const MULTIPLES: usize = 15
const FOLDS: usize = 15

@inline function tableSize<Curve>(): usize {
  return (MULTIPLES + FOLDS) * pointSize<Curve>()
}

/** Bytes of scratch memory that `sumOfFewMultiples` needs. */
export function fewScratchBytes<Curve>(count: usize): usize {
  return count * (tableSize<Curve>() + 2 * DIGITS)
}

/**
 * result = the sum of scalars[i] * points[i], a Jacobian point.
 * @param points affine, of the group: lambda does not do for others on the curve
 * @param scalars 32 bytes each, little-endian, canonical
 */
export function sumOfFewMultiples<Curve>(result: usize, points: usize, scalars: usize, count: usize, scratch: usize): void {
  const digits = scratch + count * tableSize<Curve>()
  for (let i: usize = 0; i < count; i++) writeDigits(digits + 2 * i * DIGITS, scalars + i * SCALAR_BYTES)
  makeTables<Curve>(points, count, scratch)
  setJacobianInfinity<Curve>(result)
  let started = false
  for (let position = <i32>DIGITS - 1; position >= 0; position--) {
    if (started) doubleJacobian<Curve>(result, result)
    for (let half: usize = 0; half < 2 * count; half++) {
      const digit = <i32>load<i8>(digits + half * DIGITS + position)
      if (digit == 0) continue
      started = true
      const table = scratch + (half >> 1) * tableSize<Curve>() + (half & 1) * MULTIPLES * pointSize<Curve>()
      addAffine<Curve>(result, result, multipleIn<Curve>(table, abs(digit)), digit < 0)
    }
  }
}

@inline function multipleIn<Curve>(table: usize, factor: usize): usize {
  return table + (factor - 1) * pointSize<Curve>()
}

/** Writes 1, 3, .., 15 times each point and the folds of these, with four inversions for all points together. */
function makeTables<Curve>(points: usize, count: usize, tables: usize): void {
  const end = tables + count * tableSize<Curve>()
  for (let table = tables; table < end; table += tableSize<Curve>(), points += pointSize<Curve>()) {
    memory.copy(table, points, pointSize<Curve>())
    // Infinity's multiples are infinity, which is all zeros.
    memory.fill(table + pointSize<Curve>(), 0, tableSize<Curve>() - pointSize<Curve>())
  }
  for (let power: usize = 1; power < MULTIPLES; power <<= 1) {
    for (let table = tables; table < end; table += tableSize<Curve>()) {
      if (!isInfinity<Curve>(table)) addPower<Curve>(table, power)
    }
    finishPairs<Curve>()
  }
  for (let table = tables; table < end; table += tableSize<Curve>()) {
    for (let factor: usize = 1; factor <= MULTIPLES; factor += 2) foldMultiple<Curve>(table, factor)
  }
}

/** From the odd multiples below a power of two and that itself to those below twice the power, and that. */
@inline function addPower<Curve>(table: usize, power: usize): void {
  const powerAt = <u32>multipleIn<Curve>(table, power)
  if (power << 1 < MULTIPLES) addPair<Curve>(multipleIn<Curve>(table, power << 1), powerAt, powerAt)
  for (let factor: usize = 1; factor < power; factor += 2) {
    addPair<Curve>(multipleIn<Curve>(table, power + factor), powerAt, <u32>multipleIn<Curve>(table, factor))
  }
}

@inline function foldMultiple<Curve>(table: usize, factor: usize): void {
  const multiple = multipleIn<Curve>(table, factor)
  const fold = multiple + MULTIPLES * pointSize<Curve>()
  foldX<Curve>(fold, multiple)
  field.copy<Curve>(fold + field.size<Curve>(), multiple + field.size<Curve>())
}
