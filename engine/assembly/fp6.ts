/**
 * Fp6 = Fp2[v] / (v^3 - xi), xi = 9 + u: half of what the pairing computes in. An element is c0 | c1 | c2, 216 bytes.
 * Pointers may be equal.
 */

import { inverseFp2 } from './fp-power'
import * as fp2 from './fp2'
import * as sums from './generated/fp2-sums'

/** Bytes of an element. */
export const SIZE: usize = 216
const C1: usize = fp2.SIZE
const C2: usize = 2 * fp2.SIZE

// What the functions of this file keep for the length of a call.
const product0: usize = memory.data(72)
const product1: usize = memory.data(72)
const product2: usize = memory.data(72)
const sumA: usize = memory.data(72)
const sumB: usize = memory.data(72)
const cross0: usize = memory.data(72)
const cross1: usize = memory.data(72)
const cross2: usize = memory.data(72)

export function add(result: usize, a: usize, b: usize): void {
  fp2.add(result, a, b)
  fp2.add(result + C1, a + C1, b + C1)
  fp2.add(result + C2, a + C2, b + C2)
}

export function subtract(result: usize, a: usize, b: usize): void {
  fp2.subtract(result, a, b)
  fp2.subtract(result + C1, a + C1, b + C1)
  fp2.subtract(result + C2, a + C2, b + C2)
}

export function double(result: usize, a: usize): void {
  fp2.double(result, a)
  fp2.double(result + C1, a + C1)
  fp2.double(result + C2, a + C2)
}

export function negate(result: usize, a: usize): void {
  fp2.negate(result, a)
  fp2.negate(result + C1, a + C1)
  fp2.negate(result + C2, a + C2)
}

export function copy(result: usize, a: usize): void {
  memory.copy(result, a, SIZE)
}

/** Karatsuba: six products. */
export function multiply(result: usize, a: usize, b: usize): void {
  fp2.multiply(product0, a, b)
  fp2.multiply(product1, a + C1, b + C1)
  fp2.multiply(product2, a + C2, b + C2)
  productOfSums(cross0, a + C1, a + C2, b + C1, b + C2)
  productOfSums(cross1, a, a + C1, b, b + C1)
  productOfSums(cross2, a, a + C2, b, b + C2)
  sums.addXiOfRest(result, product0, cross0, product1, product2)
  sums.subtractTwoAddXi(result + C1, cross1, product0, product1, product2)
  sums.subtractTwoAdd(result + C2, cross2, product0, product2, product1)
}

/** result = (a0 + a1) (b0 + b1). */
function productOfSums(result: usize, a0: usize, a1: usize, b0: usize, b1: usize): void {
  fp2.add(sumA, a0, a1)
  fp2.add(sumB, b0, b1)
  fp2.multiply(result, sumA, sumB)
}

/** result = a * (b0 + b1 * v): five products. */
export function multiplyBy01(result: usize, a: usize, b0: usize, b1: usize): void {
  fp2.multiply(product0, a, b0)
  fp2.multiply(product1, a + C1, b1)
  productOfSums(cross1, a, a + C1, b0, b1)
  fp2.multiply(cross0, a + C2, b1)
  fp2.multiply(product2, a + C2, b0)
  sums.addXi(result, product0, cross0)
  sums.subtractTwo(result + C1, cross1, product0, product1)
  fp2.add(result + C2, product2, product1)
}

/** result = a - b - c. */
export function subtractTwo(result: usize, a: usize, b: usize, c: usize): void {
  sums.subtractTwo(result, a, b, c)
  sums.subtractTwo(result + C1, a + C1, b + C1, c + C1)
  sums.subtractTwo(result + C2, a + C2, b + C2, c + C2)
}

/** result = a + v * b. `result` may be a, not b. */
export function addV(result: usize, a: usize, b: usize): void {
  sums.addXi(result, a, b + C2)
  fp2.add(result + C1, a + C1, b)
  fp2.add(result + C2, a + C2, b + C1)
}

/** result = a - (1 + v) * b. `result` may be a, not b. */
export function subtractOnePlusV(result: usize, a: usize, b: usize): void {
  sums.subtractAndXi(result, a, b, b + C2)
  sums.subtractTwo(result + C1, a + C1, b + C1, b)
  sums.subtractTwo(result + C2, a + C2, b + C2, b + C1)
}

/** result = a * b with b in Fp2. */
export function multiplyByFp2(result: usize, a: usize, b: usize): void {
  fp2.copy(sumB, b)
  fp2.multiply(result, a, sumB)
  fp2.multiply(result + C1, a + C1, sumB)
  fp2.multiply(result + C2, a + C2, sumB)
}

/** result = 1 / a, and 0 for 0: by the norm to Fp2. */
export function inverse(result: usize, a: usize): void {
  fp2.square(product0, a)
  fp2.multiply(sumA, a + C1, a + C2)
  fp2.multiplyByXi(sumA, sumA)
  fp2.subtract(product0, product0, sumA) // a0^2 - xi a1 a2
  fp2.square(product1, a + C2)
  fp2.multiplyByXi(product1, product1)
  fp2.multiply(sumA, a, a + C1)
  fp2.subtract(product1, product1, sumA) // xi a2^2 - a0 a1
  fp2.square(product2, a + C1)
  fp2.multiply(sumA, a, a + C2)
  fp2.subtract(product2, product2, sumA) // a1^2 - a0 a2
  fp2.multiply(cross0, a + C2, product1)
  fp2.multiply(cross1, a + C1, product2)
  fp2.add(cross0, cross0, cross1)
  fp2.multiply(cross1, a, product0)
  sums.addXi(cross0, cross1, cross0)
  inverseFp2(cross0, cross0)
  fp2.multiply(result, product0, cross0)
  fp2.multiply(result + C1, product1, cross0)
  fp2.multiply(result + C2, product2, cross0)
}
