import { BASE_FIELD_MODULUS, invert, power, reduce } from './field.ts'

const q = BASE_FIELD_MODULUS
const HALF_Q = (q - 1n) / 2n
/** q = 3 mod 4, so a square's root is its ((q + 1) / 4)-th power. */
const ROOT_EXPONENT = (q + 1n) / 4n

/** c0 + c1 * u with u^2 = -1: a coordinate of a point of G2. */
export type Fq2 = readonly [c0: bigint, c1: bigint]

export function negateFq2([c0, c1]: Fq2): Fq2 {
  return [reduce(-c0, q), reduce(-c1, q)]
}

export function addFq2(a: Fq2, b: Fq2): Fq2 {
  return [(a[0] + b[0]) % q, (a[1] + b[1]) % q]
}

export function multiplyFq2(a: Fq2, b: Fq2): Fq2 {
  return [reduce(a[0] * b[0] - a[1] * b[1], q), (a[0] * b[1] + a[1] * b[0]) % q]
}

/** Which of the two roots arkworks' sign flag names: whether y > -y. */
export function isLargerRootFq(y: bigint): boolean {
  return y > HALF_Q
}

/** The same in Fq2, where c1 is compared first, then c0. */
export function isLargerRootFq2([c0, c1]: Fq2): boolean {
  return c1 === 0n ? isLargerRootFq(c0) : isLargerRootFq(c1)
}

/** One of the two square roots, or undefined when there is none. */
export function squareRootFq(value: bigint): bigint | undefined {
  const candidate = power(value, ROOT_EXPONENT, q)
  return (candidate * candidate) % q === reduce(value, q) ? candidate : undefined
}

/**
 * One of the two square roots, or undefined when there is none. With n = sqrt(a0^2 + a1^2), one of (a0 + n) / 2 and
 * (a0 - n) / 2 is a square c^2. Their product is -(a1 / 2)^2, so the one candidate power of the first serves both:
 * it is c, or it is the other part of the root.
 */
export function squareRootFq2([a0, a1]: Fq2): Fq2 | undefined {
  if (a1 === 0n) {
    const root = squareRootFq(a0)
    return root === undefined ? [0n, squareRootFq(-a0)!] : [root, 0n]
  }
  const norm = squareRootFq(a0 * a0 + a1 * a1)
  if (norm === undefined) return undefined
  const half = reduce((a0 + norm) * invert(2n, q), q)
  const candidate = power(half, ROOT_EXPONENT, q)
  const other = (a1 * invert(2n * candidate, q)) % q
  return (candidate * candidate) % q === half ? [candidate, other] : [other, candidate]
}
