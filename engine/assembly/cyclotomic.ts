/**
 * The cyclotomic subgroup of Fp12, in which the final exponentiation goes on after its easy part: squares are cheaper
 * there (Granger and Scott, eprint 2009/565), and the conjugate is the inverse.
 */
import * as fp2 from './fp2'
import * as fp12 from './fp12'
import { X, X_LENGTH } from './generated/pairing-constants'

// Powers of w, as fp12 lays them out.
const W0: usize = 0
const W2: usize = 72
const W4: usize = 144
const W1: usize = 216
const W3: usize = 288
const W5: usize = 360

const product: usize = memory.data(72)
const sum: usize = memory.data(72)
const real0: usize = memory.data(72)
const real1: usize = memory.data(72)
const real2: usize = memory.data(72)
const other0: usize = memory.data(72)
const other1: usize = memory.data(72)
const other2: usize = memory.data(72)
const inverse: usize = memory.data(432)
const base: usize = memory.data(432)

/** a + b s squared, with s^2 = xi: real = a^2 + xi b^2, other = 2 a b. */
function squareFp4(real: usize, other: usize, a: usize, b: usize): void {
  fp2.multiply(product, a, b)
  fp2.add(sum, a, b)
  fp2.multiplyByXi(real, b)
  fp2.add(real, real, a)
  fp2.multiply(real, real, sum)
  fp2.subtract(real, real, product)
  fp2.double(other, product)
  fp2.multiplyByXi(product, product)
  fp2.subtract(real, real, product)
}

/** result = 3 * square - 2 * a. */
function tripleMinus(result: usize, square: usize, a: usize): void {
  fp2.subtract(sum, square, a)
  fp2.double(sum, sum)
  fp2.add(result, sum, square)
}

/** result = 3 * square + 2 * a. */
function triplePlus(result: usize, square: usize, a: usize): void {
  fp2.add(sum, square, a)
  fp2.double(sum, sum)
  fp2.add(result, sum, square)
}

/** result = a^2, for a of the cyclotomic subgroup. */
export function square(result: usize, a: usize): void {
  squareFp4(real0, other0, a + W0, a + W3)
  squareFp4(real1, other1, a + W1, a + W4)
  squareFp4(real2, other2, a + W2, a + W5)
  tripleMinus(result + W0, real0, a + W0)
  triplePlus(result + W3, other0, a + W3)
  tripleMinus(result + W2, real1, a + W2)
  triplePlus(result + W5, other1, a + W5)
  fp2.multiplyByXi(other2, other2)
  triplePlus(result + W1, other2, a + W1)
  tripleMinus(result + W4, real2, a + W4)
}

/** result = a^x, for a of the cyclotomic subgroup and x the curve's parameter. */
export function powerOfX(result: usize, a: usize): void {
  fp12.copy(base, a)
  fp12.conjugate(inverse, a)
  fp12.copy(result, base)
  for (let digit = X_LENGTH - 2; digit >= 0; digit--) {
    square(result, result)
    const sign = load<i8>(X + digit)
    if (sign != 0) fp12.multiply(result, result, sign > 0 ? base : inverse)
  }
}
