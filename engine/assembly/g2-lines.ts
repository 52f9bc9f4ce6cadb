/**
 * The half of the Miller loop that depends on the point of G2 alone: the lines through its multiples. Made once for a
 * point that comes again, and before the loop for one that does not, as it tells whether the point is in the subgroup.
 *
 * A line is three coefficients in Fp2, for y and x of the point of G1 and for neither.
 */
import * as fp2 from './fp2'
import * as fp from './generated/fp'
import * as sums from './generated/fp2-sums'
import { FROBENIUS_1, G2_3B, LOOP, LOOP_LENGTH } from './generated/pairing-constants'

/** Bytes of a line. */
export const LINE_BYTES: usize = 3 * fp2.SIZE
/** Lines of a point: one for each doubling and addition of the loop, and two after it. */
export const LINES: usize = 88

const Y: usize = fp2.SIZE

// The multiple of the point in homogeneous coordinates: x = X / Z, y = Y / Z.
const x: usize = memory.data(72)
const y: usize = memory.data(72)
const z: usize = memory.data(72)
/** The point itself, its negative, and its images under the endomorphism. */
const negative: usize = memory.data(144)
const image: usize = memory.data(144)
const image2: usize = memory.data(144)
const image3: usize = memory.data(144)

const a: usize = memory.data(72)
const b: usize = memory.data(72)
const c: usize = memory.data(72)
const d: usize = memory.data(72)
const e: usize = memory.data(72)
const f: usize = memory.data(72)

/**
 * Writes the point's lines and tells whether it is in the group of order r, for any affine point on the curve.
 *
 * The loop ends at T = [6x + 2] Q + psi(Q) - psi^2(Q), psi being the untwisted Frobenius, and points of the subgroup are
 * those with T + psi^3(Q) = 0. They all are: psi acts on them as p. No others are: psi^2 - t psi + p = 0 on the whole curve
 * makes the left side (m + n psi) Q, which the norm m^2 + m n t + n^2 p kills, and the greatest common divisor of the norm
 * and the curve's order is r. An addition that its formulas cannot do leaves Z = 0 for good, which no point of the
 * subgroup meets.
 */
export function prepareLines(lines: usize, point: usize): bool {
  fp2.copy(x, point)
  fp2.copy(y, point + Y)
  memory.fill(z, 0, fp2.SIZE)
  fp.copy(z, fp.ONE)
  fp2.copy(negative, point)
  fp2.negate(negative + Y, point + Y)
  let line = lines
  for (let digit = LOOP_LENGTH - 2; digit >= 0; digit--) {
    doubling(line)
    line += LINE_BYTES
    const sign = load<i8>(LOOP + digit)
    if (sign == 0) continue
    addition(line, sign > 0 ? point : negative)
    line += LINE_BYTES
  }
  endomorphism(image, point)
  endomorphism(image2, image)
  endomorphism(image3, image2)
  fp2.negate(image2 + Y, image2 + Y)
  fp2.negate(image3 + Y, image3 + Y)
  addition(line, image)
  addition(line + LINE_BYTES, image2)
  return isMultipleAt(image3)
}

/** psi(x, y) = (x^p xi^((p-1)/3), y^p xi^((p-1)/2)). */
function endomorphism(result: usize, point: usize): void {
  fp2.conjugate(result, point)
  fp2.multiply(result, result, FROBENIUS_1 + fp2.SIZE)
  fp2.conjugate(result + Y, point + Y)
  fp2.multiply(result + Y, result + Y, FROBENIUS_1 + 2 * fp2.SIZE)
}

function isMultipleAt(point: usize): bool {
  fp2.multiply(a, point, z)
  fp2.multiply(b, point + Y, z)
  return !fp2.isZero(z) && fp2.equals(a, x) && fp2.equals(b, y)
}

/** T = 2 T and the tangent's line (Costello, Lange and Naehrig, eprint 2009/615, the coordinates times 4). */
function doubling(line: usize): void {
  const line1 = line + fp2.SIZE
  const line2 = line + 2 * fp2.SIZE
  fp2.multiply(a, x, y)
  fp2.square(b, y)
  fp2.square(c, z)
  fp2.add(d, y, z)
  fp2.square(d, d)
  sums.subtractTwo(d, d, b, c) // 2 YZ
  fp2.negate(line, d)
  fp2.square(e, x)
  sums.triple(line1, e) // 3 X^2
  fp2.multiply(c, c, G2_3B) // E = 3b' Z^2
  fp2.subtract(line2, c, b) // E - Y^2
  sums.doubleMinusSix(f, b, c)
  fp2.multiply(x, a, f) // 2 XY (Y^2 - 3 E)
  sums.addTriple(f, b, c)
  fp2.square(f, f)
  fp2.square(c, c)
  sums.subtractTwelve(y, f, c) // (Y^2 + 3 E)^2 - 12 E^2
  sums.quadruple(d, d)
  fp2.multiply(z, b, d) // 8 Y^3 Z
}

/** T = T + point and the line through both. */
function addition(line: usize, point: usize): void {
  fp2.multiply(a, point + Y, z)
  fp2.subtract(a, y, a) // theta = Y - y Z
  fp2.multiply(b, point, z)
  fp2.subtract(b, x, b) // lambda = X - x Z
  fp2.copy(line, b)
  fp2.negate(line + fp2.SIZE, a)
  fp2.multiply(c, a, point)
  fp2.multiply(d, b, point + Y)
  fp2.subtract(line + 2 * fp2.SIZE, c, d)
  fp2.square(c, a)
  fp2.multiply(c, c, z) // theta^2 Z
  fp2.square(d, b)
  fp2.multiply(e, d, b) // lambda^3
  fp2.multiply(d, d, x) // lambda^2 X
  sums.addMinusTwice(c, c, e, d) // H
  fp2.multiply(x, b, c)
  fp2.subtract(d, d, c)
  fp2.multiply(d, d, a)
  fp2.multiply(y, y, e)
  fp2.subtract(y, d, y)
  fp2.multiply(z, z, e)
}
