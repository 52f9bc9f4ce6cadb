/**
 * Fp6 = Fp2[v] / (v^3 - xi), xi = 9 + u: half of what the pairing computes in. An element is c0 | c1 | c2, 216 bytes.
 * Pointers may be equal.
 */
import { inverseFp2 } from './fp-power'
import * as fp2 from './fp2'

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

/** result = v * a. */
export function multiplyByV(result: usize, a: usize): void {
  fp2.multiplyByXi(sumA, a + C2)
  fp2.copy(result + C2, a + C1)
  fp2.copy(result + C1, a)
  fp2.copy(result, sumA)
}

/** Karatsuba: six products. */
export function multiply(result: usize, a: usize, b: usize): void {
  fp2.multiply(product0, a, b)
  fp2.multiply(product1, a + C1, b + C1)
  fp2.multiply(product2, a + C2, b + C2)
  crossProduct(cross0, a + C1, a + C2, b + C1, b + C2, product1, product2)
  crossProduct(cross1, a, a + C1, b, b + C1, product0, product1)
  crossProduct(sumA, a, a + C2, b, b + C2, product0, product2)
  fp2.add(result + C2, sumA, product1)
  fp2.multiplyByXi(sumA, cross0)
  fp2.add(result, sumA, product0)
  fp2.multiplyByXi(sumA, product2)
  fp2.add(result + C1, sumA, cross1)
}

/** result = a0 * b1 + a1 * b0, from the products of the equals. */
function crossProduct(result: usize, a0: usize, a1: usize, b0: usize, b1: usize, p0: usize, p1: usize): void {
  fp2.add(sumA, a0, a1)
  fp2.add(sumB, b0, b1)
  fp2.multiply(result, sumA, sumB)
  fp2.subtract(result, result, p0)
  fp2.subtract(result, result, p1)
}

/** result = a * (b0 + b1 * v): five products. */
export function multiplyBy01(result: usize, a: usize, b0: usize, b1: usize): void {
  fp2.multiply(product0, a, b0)
  fp2.multiply(product1, a + C1, b1)
  crossProduct(cross1, a, a + C1, b0, b1, product0, product1)
  fp2.multiply(cross0, a + C2, b1)
  fp2.multiply(product2, a + C2, b0)
  fp2.multiplyByXi(cross0, cross0)
  fp2.add(result, product0, cross0)
  fp2.copy(result + C1, cross1)
  fp2.add(result + C2, product2, product1)
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
  fp2.multiplyByXi(cross0, cross0)
  fp2.multiply(cross1, a, product0)
  fp2.add(cross0, cross0, cross1)
  inverseFp2(cross0, cross0)
  fp2.multiply(result, product0, cross0)
  fp2.multiply(result + C1, product1, cross0)
  fp2.multiply(result + C2, product2, cross0)
}
