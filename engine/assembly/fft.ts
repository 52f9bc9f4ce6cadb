/**
 * Fourier transforms over Fr of a power of two of elements, in place. `roots` holds w^0, ..., w^(n/2 - 1) for a primitive
 * n-th root of unity w: the transform of a is A[k] = sum of a[i] * w^(i * k).
 */
import * as fr from './generated/fr'

const SIZE = fr.SIZE
const factor: usize = memory.data(36)
const swapped: usize = memory.data(36)

/** result = first, first * ratio, first * ratio^2, ... */
export function geometricSeries(result: usize, count: u32, first: usize, ratio: usize): void {
  if (count == 0) return
  fr.copy(result, first)
  for (const end = result + <usize>(count - 1) * SIZE; result < end; result += SIZE) {
    fr.multiply(result + SIZE, result, ratio)
  }
}

/** The transform of values in their order; the result's indices have their bits reversed. */
export function transformToReversed(values: usize, logSize: u32, roots: usize): void {
  const end = values + (SIZE << logSize)
  for (let level: u32 = 0; level < logSize; level++) {
    const half = SIZE << (logSize - 1 - level)
    const rootStep = SIZE << level
    for (let block = values; block < end; block += 2 * half) {
      // The first root is 1.
      fr.subtract(factor, block, block + half)
      fr.add(block, block, block + half)
      fr.copy(block + half, factor)
      let root = roots + rootStep
      for (let a = block + SIZE; a < block + half; a += SIZE, root += rootStep) {
        const b = a + half
        fr.multiplyByDifference(factor, root, a, b)
        fr.add(a, a, b)
        fr.copy(b, factor)
      }
    }
  }
}

/** The transform of values whose indices have their bits reversed; the result is in order. */
export function transformFromReversed(values: usize, logSize: u32, roots: usize): void {
  const end = values + (SIZE << logSize)
  for (let level: u32 = 0; level < logSize; level++) {
    const half = SIZE << level
    const rootStep = SIZE << (logSize - 1 - level)
    for (let block = values; block < end; block += 2 * half) {
      // The first root is 1.
      fr.copy(factor, block + half)
      fr.subtract(block + half, block, factor)
      fr.add(block, block, factor)
      let root = roots + rootStep
      for (let a = block + SIZE; a < block + half; a += SIZE, root += rootStep) {
        const b = a + half
        fr.multiply(factor, b, root)
        fr.subtract(b, a, factor)
        fr.add(a, a, factor)
      }
    }
  }
}

@inline function swap(a: usize, b: usize): void {
  fr.copy(swapped, a)
  fr.copy(a, b)
  fr.copy(b, swapped)
}

@inline function bitReverse(index: u32, bits: u32): u32 {
  let reversed: u32 = 0
  for (let bit: u32 = 0; bit < bits; bit++) reversed |= ((index >> bit) & 1) << (bits - 1 - bit)
  return reversed
}

/** Reverses the bits of the values' indices. */
export function reorder(values: usize, logSize: u32): void {
  for (let index: u32 = 0; index < <u32>1 << logSize; index++) {
    const other = bitReverse(index, logSize)
    if (index < other) swap(values + <usize>index * SIZE, values + <usize>other * SIZE)
  }
}

/** Negates the values' indices modulo their number: the transform of a transform, but for the factor n, is that. */
export function negateIndices(values: usize, logSize: u32): void {
  let low = values + SIZE
  let high = values + (SIZE << logSize) - SIZE
  for (; low < high; low += SIZE, high -= SIZE) swap(low, high)
}

/**
 * From the values of a polynomial at the roots to those at their multiples with a shift. `factors` holds shift^i / n,
 * i being an index with its bits reversed, negated modulo n: so nothing needs to be reordered but the result.
 */
export function shiftDomain(values: usize, logSize: u32, roots: usize, factors: usize): void {
  transformToReversed(values, logSize, roots)
  multiplyEach(values, values, factors, <u32>1 << logSize)
  transformFromReversed(values, logSize, roots)
  negateIndices(values, logSize)
}

/** What `shiftDomain` multiplies by. `inverseSize` is 1 / n. */
export function prepareShift(factors: usize, logSize: u32, shift: usize, inverseSize: usize): void {
  geometricSeries(factors, <u32>1 << logSize, inverseSize, shift)
  negateIndices(factors, logSize)
  reorder(factors, logSize)
}

export function multiplyEach(result: usize, a: usize, b: usize, count: u32): void {
  for (const end = result + <usize>count * SIZE; result < end; result += SIZE, a += SIZE, b += SIZE) {
    fr.multiply(result, a, b)
  }
}
