/**
 * Fp12 = Fp6[w] / (w^2 - v): where pairings take their values. An element is c0 | c1, 432 bytes. In powers of w, with
 * coefficients in Fp2, c0 is w^0 | w^2 | w^4 and c1 is w^1 | w^3 | w^5. Pointers may be equal.
 */
import * as fp2 from './fp2'
import * as fp6 from './fp6'
import * as fp from './generated/fp'
import { FROBENIUS_1, FROBENIUS_2, FROBENIUS_3 } from './generated/pairing-constants'

/** Bytes of an element. */
export const SIZE: usize = 432
const C1: usize = fp6.SIZE

// What the functions of this file keep for the length of a call.
const product0: usize = memory.data(216)
const product1: usize = memory.data(216)
const sumA: usize = memory.data(216)
const sumB: usize = memory.data(216)
const coefficient: usize = memory.data(72)

export function setOne(result: usize): void {
  memory.fill(result, 0, SIZE)
  fp.copy(result, fp.ONE)
}

export function copy(result: usize, a: usize): void {
  memory.copy(result, a, SIZE)
}

export function isOne(a: usize): bool {
  fp.subtract(coefficient, a, fp.ONE)
  if (!fp.isZero(coefficient)) return false
  for (let offset: usize = fp.SIZE; offset < SIZE; offset += fp.SIZE) if (!fp.isZero(a + offset)) return false
  return true
}

/** c0 - c1 * w, which is a^(p^6): the inverse of what lies in the cyclotomic subgroup. */
export function conjugate(result: usize, a: usize): void {
  fp6.copy(result, a)
  fp6.negate(result + C1, a + C1)
}

/** Karatsuba: three products. */
export function multiply(result: usize, a: usize, b: usize): void {
  fp6.multiply(product0, a, b)
  fp6.multiply(product1, a + C1, b + C1)
  fp6.add(sumA, a, a + C1)
  fp6.add(sumB, b, b + C1)
  fp6.multiply(sumA, sumA, sumB)
  fp6.subtractTwo(result + C1, sumA, product0, product1)
  fp6.addV(result, product0, product1)
}

/** (c0 + c1)(c0 + v c1) - (1 + v) c0 c1 and 2 c0 c1: two products. */
export function square(result: usize, a: usize): void {
  fp6.multiply(product0, a, a + C1)
  fp6.add(sumA, a, a + C1)
  fp6.addV(sumB, a, a + C1)
  fp6.multiply(sumA, sumA, sumB)
  fp6.double(result + C1, product0)
  fp6.subtractOnePlusV(result, sumA, product0)
}

/** result = a * (1 + line0 * w + line1 * w^3), the line's coefficients side by side: ten products in Fp2. */
export function multiplyByUnitLine(result: usize, a: usize, line: usize): void {
  fp6.multiplyBy01(product0, a, line, line + fp2.SIZE)
  fp6.multiplyBy01(product1, a + C1, line, line + fp2.SIZE)
  fp6.add(result + C1, a + C1, product0)
  fp6.addV(result, a, product1)
}

/** result = a * (line0 + line1 * w + line2 * w^3), the line's coefficients side by side: thirteen products in Fp2. */
export function multiplyByLine(result: usize, a: usize, line: usize): void {
  const line1 = line + fp2.SIZE
  const line2 = line + 2 * fp2.SIZE
  fp6.multiplyByFp2(product0, a, line)
  fp6.multiplyBy01(product1, a + C1, line1, line2)
  fp6.add(sumA, a, a + C1)
  fp2.add(coefficient, line, line1)
  fp6.multiplyBy01(sumA, sumA, coefficient, line2)
  fp6.subtractTwo(result + C1, sumA, product0, product1)
  fp6.addV(result, product0, product1)
}

/** result = 1 / a, and 0 for 0: (c0 - c1 w) / (c0^2 - v c1^2). */
export function inverse(result: usize, a: usize): void {
  fp6.multiply(product0, a, a)
  fp6.multiply(product1, a + C1, a + C1)
  fp6.negate(product1, product1)
  fp6.addV(product0, product0, product1)
  fp6.inverse(product0, product0)
  fp6.multiply(result, a, product0)
  fp6.multiply(product1, a + C1, product0)
  fp6.negate(result + C1, product1)
}

/** Where w^i has its coefficient. */
function coefficientOf(i: usize): usize {
  return (i & 1) * C1 + (i >> 1) * fp2.SIZE
}

/** result = a^p. */
export function frobenius(result: usize, a: usize): void {
  oddFrobenius(result, a, FROBENIUS_1)
}

/** result = a^(p^2). */
export function frobenius2(result: usize, a: usize): void {
  fp2.copy(result, a)
  for (let i: usize = 1; i < 6; i++) {
    const offset = coefficientOf(i)
    fp2.multiplyByFp(result + offset, a + offset, FROBENIUS_2 + (i - 1) * fp.SIZE)
  }
}

/** result = a^(p^3). */
export function frobenius3(result: usize, a: usize): void {
  oddFrobenius(result, a, FROBENIUS_3)
}

function oddFrobenius(result: usize, a: usize, factors: usize): void {
  fp2.conjugate(result, a)
  for (let i: usize = 1; i < 6; i++) {
    const offset = coefficientOf(i)
    fp2.conjugate(result + offset, a + offset)
    fp2.multiply(result + offset, result + offset, factors + (i - 1) * fp2.SIZE)
  }
}
