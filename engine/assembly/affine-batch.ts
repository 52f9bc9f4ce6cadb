/** Jacobian points of G1 made affine, many with one inversion (Montgomery's trick). */
import { inverse } from './fp-inverse'
import * as fp from './generated/fp'

const POINT_BYTES: usize = 72
const JACOBIAN_BYTES: usize = 108
const Y: usize = fp.SIZE
const Z: usize = 2 * fp.SIZE

const rest: usize = memory.data(36)
const inverseOfY: usize = memory.data(36)
const inverseOfZ: usize = memory.data(36)
const square: usize = memory.data(36)

/**
 * affine[i] = points[i] for points none of which is at infinity. `scratch` holds an element for each: the product of the
 * denominators before it.
 */
export function normalize(affine: usize, points: usize, count: usize, scratch: usize): void {
  fp.copy(rest, fp.ONE)
  for (let i: usize = 0; i < count; i++) {
    fp.copy(scratch + i * fp.SIZE, rest)
    fp.multiply(rest, rest, points + i * JACOBIAN_BYTES + Z)
  }
  inverse(rest, rest)
  for (let i = count; i-- > 0; ) {
    const point = points + i * JACOBIAN_BYTES
    const target = affine + i * POINT_BYTES
    fp.multiply(inverseOfZ, rest, scratch + i * fp.SIZE)
    fp.multiply(rest, rest, point + Z)
    fp.square(square, inverseOfZ)
    fp.multiply(target, point, square)
    fp.multiply(square, square, inverseOfZ)
    fp.multiply(target + Y, point + Y, square)
  }
}

/**
 * results[i] = x / y | 1 / y of -points[i], as the Miller loop takes points whose lines were divided; 0 | 0 for the point at
 * infinity, with which every line is 1, as it should be.
 */
export function toNegatedUnitPoints(results: usize, points: usize, count: usize, scratch: usize): void {
  fp.copy(rest, fp.ONE)
  for (let i: usize = 0; i < count; i++) {
    const y = points + i * JACOBIAN_BYTES + Y
    fp.copy(scratch + i * fp.SIZE, rest)
    if (!fp.isZero(y)) fp.multiply(rest, rest, y)
  }
  inverse(rest, rest)
  for (let i = count; i-- > 0; ) {
    const point = points + i * JACOBIAN_BYTES
    const result = results + i * POINT_BYTES
    if (fp.isZero(point + Y)) {
      memory.fill(result, 0, POINT_BYTES)
      continue
    }
    fp.multiply(inverseOfY, rest, scratch + i * fp.SIZE)
    fp.multiply(rest, rest, point + Y)
    fp.subtract(inverseOfY, fp.ZERO, inverseOfY)
    fp.multiply(square, point, point + Z) // x / y = X Z / Y
    fp.multiply(result, square, inverseOfY)
    fp.square(square, point + Z)
    fp.multiply(square, square, point + Z) // 1 / y = Z^3 / Y
    fp.multiply(result + Y, square, inverseOfY)
  }
}
