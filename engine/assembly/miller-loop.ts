/** The half of the Miller loop that meets the points of G1, for many pairs at once: they share the squarings. */

import { inverseFp2 } from './fp-power'
import * as fp2 from './fp2'
import * as fp12 from './fp12'
import { LINE_BYTES, LINES } from './g2-lines'
import * as fp from './generated/fp'
import { LOOP, LOOP_LENGTH } from './generated/pairing-constants'

/** Bytes of a line divided by its first coefficient, which is not kept. */
const UNIT_LINE_BYTES: usize = 2 * fp2.SIZE
/** Bytes of a pair in a list: two pointers. */
const PAIR_BYTES: usize = 8

const line: usize = memory.data(216)
const factor: usize = memory.data(72)
const inverse: usize = memory.data(72)

/**
 * result = the product of the Miller loops of two lists of pairs; a pair is a pointer to a point and one to lines.
 * In the first list points are affine, x | y, and lines are as `prepareLines` leaves them. In the second, of points of G2
 * that come again, points are x / y | 1 / y, and lines are as `divideLines` leaves them. What the lines were divided by
 * the final exponentiation makes 1.
 */
export function millerLoop(result: usize, pairs: usize, count: usize, unitPairs: usize, unitCount: usize): void {
  fp12.setOne(result)
  let step: usize = 0
  for (let digit = LOOP_LENGTH - 2; digit >= 0; digit--) {
    fp12.square(result, result)
    multiplyByLines(result, pairs, count, unitPairs, unitCount, step++)
    if (load<i8>(LOOP + digit) != 0) multiplyByLines(result, pairs, count, unitPairs, unitCount, step++)
  }
  multiplyByLines(result, pairs, count, unitPairs, unitCount, step++)
  multiplyByLines(result, pairs, count, unitPairs, unitCount, step++)
}

function multiplyByLines(
  result: usize,
  pairs: usize,
  count: usize,
  unitPairs: usize,
  unitCount: usize,
  step: usize,
): void {
  for (let i: usize = 0; i < count; i++) {
    const point = <usize>load<u32>(pairs + i * PAIR_BYTES)
    const source = <usize>load<u32>(pairs + i * PAIR_BYTES, 4) + step * LINE_BYTES
    fp2.multiplyByFp(line, source, point + fp.SIZE)
    fp2.multiplyByFp(line + fp2.SIZE, source + fp2.SIZE, point)
    fp2.copy(line + 2 * fp2.SIZE, source + 2 * fp2.SIZE)
    fp12.multiplyByLine(result, result, line)
  }
  for (let i: usize = 0; i < unitCount; i++) {
    const point = <usize>load<u32>(unitPairs + i * PAIR_BYTES)
    const source = <usize>load<u32>(unitPairs + i * PAIR_BYTES, 4) + step * UNIT_LINE_BYTES
    fp2.multiplyByFp(line, source, point)
    fp2.multiplyByFp(line + fp2.SIZE, source + fp2.SIZE, point + fp.SIZE)
    fp12.multiplyByUnitLine(result, result, line)
  }
}

/** Divides lines by their first coefficient; `unitLines` may be `lines`. None is 0 for points of the subgroup. */
export function divideLines(unitLines: usize, lines: usize): void {
  for (let step: usize = 0; step < LINES; step++) {
    inverseFp2(inverse, lines)
    fp2.multiply(factor, lines + 2 * fp2.SIZE, inverse)
    fp2.multiply(unitLines, lines + fp2.SIZE, inverse)
    fp2.copy(unitLines + fp2.SIZE, factor)
    lines += LINE_BYTES
    unitLines += UNIT_LINE_BYTES
  }
}
