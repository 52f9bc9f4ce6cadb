/**
 * The cyclotomic subgroup of Fp12, in which the final exponentiation goes on after its easy part: squares are cheaper
 * there (Granger and Scott, eprint 2009/565), and the conjugate is the inverse.
 */
import * as fp2 from './fp2'
import * as fp12 from './fp12'
import * as sums from './generated/fp2-sums'
import { X, X_LENGTH } from './generated/pairing-constants'

// Powers of w, as fp12 lays them out.
const W0: usize = 0
const W2: usize = 72
const W4: usize = 144
const W1: usize = 216
const W3: usize = 288
const W5: usize = 360

// For each of three elements a + b s of Fp4, s^2 = xi: a * b, and (a + b)(a + xi b).
const product0: usize = memory.data(72)
const product1: usize = memory.data(72)
const product2: usize = memory.data(72)
const whole0: usize = memory.data(72)
const whole1: usize = memory.data(72)
const whole2: usize = memory.data(72)
const sum: usize = memory.data(72)
/** a, a^3, a^5 and a^7. */
const ODD_POWERS: usize = 4
const oddPowers: usize = memory.data(1728)
const factor: usize = memory.data(432)

/** What a square in Fp4 is made of: a^2 + xi b^2 = whole - product - xi product, and 2 product. */
function halvesOfSquare(whole: usize, product: usize, a: usize, b: usize): void {
  fp2.multiply(product, a, b)
  fp2.add(sum, a, b)
  sums.addXi(whole, a, b)
  fp2.multiply(whole, whole, sum)
}

/** result = a^2, for a of the cyclotomic subgroup. */
export function square(result: usize, a: usize): void {
  halvesOfSquare(whole0, product0, a + W0, a + W3)
  halvesOfSquare(whole1, product1, a + W1, a + W4)
  halvesOfSquare(whole2, product2, a + W2, a + W5)
  sums.tripleRestMinusTwice(result + W0, whole0, product0, a + W0)
  sums.sixfoldPlusTwice(result + W3, product0, a + W3)
  sums.tripleRestMinusTwice(result + W2, whole1, product1, a + W2)
  sums.sixfoldPlusTwice(result + W5, product1, a + W5)
  sums.tripleRestMinusTwice(result + W4, whole2, product2, a + W4)
  sums.sixfoldXiPlusTwice(result + W1, product2, a + W1)
}

/** result = a^x, for a of the cyclotomic subgroup and x the curve's parameter. */
export function powerOfX(result: usize, a: usize): void {
  square(factor, a)
  fp12.copy(oddPowers, a)
  for (let i: usize = 1; i < ODD_POWERS; i++) {
    fp12.multiply(oddPowers + i * fp12.SIZE, oddPowers + (i - 1) * fp12.SIZE, factor)
  }
  fp12.copy(result, oddPower(load<i8>(X + X_LENGTH - 1)))
  for (let position = X_LENGTH - 2; position >= 0; position--) {
    square(result, result)
    const digit = load<i8>(X + position)
    if (digit == 0) continue
    if (digit > 0) fp12.copy(factor, oddPower(digit))
    else fp12.conjugate(factor, oddPower(-digit))
    fp12.multiply(result, result, factor)
  }
}

function oddPower(exponent: i8): usize {
  return oddPowers + <usize>(exponent >> 1) * fp12.SIZE
}
