/**
 * Sums of a few points of G1 that come again, times full scalars: all multiples that a byte of a scalar can ask for are
 * kept, so that a sum is additions alone.
 */
import { pointSize } from './affine-point'
import { G1 } from './curve-field'
import { addAffine, doubleJacobian, fromAffine, setJacobianInfinity, toAffine } from './jacobian-point'
import { addPair, finishPairs } from './point-pairs'

/** Bytes of a scalar, each a signed digit of a window. */
const WINDOWS: usize = 32
/** Digits go from -127 to 128: the points times 1 to 128. */
const MULTIPLES: usize = 128

/** Bytes of a window's multiples. */
const ROW_BYTES: usize = MULTIPLES * 72

const base: usize = memory.data(108)

/** Bytes of one point's table. */
export function fixedTableBytes(): usize {
  return WINDOWS * ROW_BYTES
}

/** table = the multiples of an affine point that is not at infinity. */
export function makeFixedTable(table: usize, point: usize): void {
  fromAffine<G1>(base, point)
  for (let window: usize = 0; window < WINDOWS; window++) {
    toAffine<G1>(table + window * ROW_BYTES, base)
    for (let i = 0; i < 8; i++) doubleJacobian<G1>(base, base)
  }
  // Known multiples 1 to m give m + 1 to 2m.
  for (let known: usize = 1; known < MULTIPLES; known *= 2) {
    for (let window: usize = 0; window < WINDOWS; window++) {
      const row = table + window * ROW_BYTES
      const largest = row + (known - 1) * pointSize<G1>()
      for (let k: usize = 0; k < known; k++) {
        addPair<G1>(largest + (k + 1) * pointSize<G1>(), <u32>largest, <u32>(row + k * pointSize<G1>()))
      }
    }
    finishPairs<G1>()
  }
}

/** result = the sum of scalars[i] * points[i], Jacobian, of tables and canonical scalars side by side. */
export function fixedBaseSum(result: usize, tables: usize, scalars: usize, count: usize): void {
  setJacobianInfinity<G1>(result)
  for (let i: usize = 0; i < count; i++) {
    let carry: i32 = 0
    for (let window: usize = 0; window < WINDOWS; window++) {
      const value = <i32>load<u8>(scalars++) + carry
      carry = value > <i32>MULTIPLES ? 1 : 0
      const digit = value - (carry << 8)
      const row = tables + window * ROW_BYTES
      if (digit != 0) addAffine<G1>(result, result, row + <usize>(abs(digit) - 1) * pointSize<G1>(), digit < 0)
    }
    tables += fixedTableBytes()
  }
}
