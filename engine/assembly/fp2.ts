/**
 * Fp2 = Fp[u] / (u^2 + 1): what the coordinates of G2 are. An element is c0 | c1, 72 bytes, both below 2p. Pointers may be
 * equal.
 */
import * as fp from './generated/fp'

// xi = 9 + u is what the tower above is built on, as it is neither a square nor a cube.
export { add, double, multiplyByXi, negate, subtract } from './generated/fp2-sums'

/** Bytes of an element. */
export const SIZE: usize = 72
/** Where c1 begins. */
const C1: usize = fp.SIZE

// What the functions of this file keep for the length of a call; none of them calls another that uses the same.
const product0: usize = memory.data(36)
const product1: usize = memory.data(36)
/** Columns of products. */
const wide0: usize = memory.data(136)
const wide1: usize = memory.data(136)
const wide2: usize = memory.data(136)

/** c0 - c1 * u, which is a^p. */
export function conjugate(result: usize, a: usize): void {
  fp.copy(result, a)
  fp.subtract(result + C1, fp.ZERO, a + C1)
}

/** Karatsuba: three products, and a reduction for each part. */
export function multiply(result: usize, a: usize, b: usize): void {
  fp.wideProduct(wide0, a, b)
  fp.wideProduct(wide1, a + C1, b + C1)
  fp.wideProductOfSums(wide2, a, b)
  fp.reduceDifference(result, wide0, wide1)
  fp.reduceRest(result + C1, wide2, wide0, wide1)
}

/** result = a * (b - c). */
export function multiplyByDifference(result: usize, a: usize, b: usize, c: usize): void {
  fp.wideProductByDifference(wide0, a, b, c)
  fp.wideProductByDifference(wide1, a + C1, b + C1, c + C1)
  fp.wideProductOfSumsByDifference(wide2, a, b, c)
  fp.reduceDifference(result, wide0, wide1)
  fp.reduceRest(result + C1, wide2, wide0, wide1)
}

export function square(result: usize, a: usize): void {
  fp.realPartOfSquare(product0, a)
  fp.imaginaryPartOfSquare(result + C1, a)
  fp.copy(result, product0)
}

/** result = a * b with b in Fp. */
export function multiplyByFp(result: usize, a: usize, b: usize): void {
  fp.copy(product0, b)
  fp.multiply(result, a, product0)
  fp.multiply(result + C1, a + C1, product0)
}

export function isZero(a: usize): bool {
  return fp.isZero(a) && fp.isZero(a + C1)
}

export function equals(a: usize, b: usize): bool {
  fp.subtract(product0, a, b)
  fp.subtract(product1, a + C1, b + C1)
  return fp.isZero(product0) && fp.isZero(product1)
}

export function copy(result: usize, a: usize): void {
  memory.copy(result, a, SIZE)
}

/** Both parts become canonical, below p. */
export function reduce(result: usize, a: usize): void {
  fp.reduce(result, a)
  fp.reduce(result + C1, a + C1)
}
