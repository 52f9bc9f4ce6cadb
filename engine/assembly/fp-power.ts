/** Inverses in Fp2, and square roots in Fp and in Fp2. Not constant-time. */
import { inverse } from './fp-inverse'
import * as fp2 from './fp2'
import * as fp from './generated/fp'
import { HALF } from './generated/pairing-constants'

const C1: usize = fp.SIZE

/** (p - 3) / 4, 64 bits a word, lowest first. */
const ROOT_EXPONENT: usize = memory.data<u64>([
  0x4f082305b61f3f51, 0x65e05aa45a1c72a3, 0x6e14116da0605617, 0x0c19139cb84c680a,
])

/** a, a^2, ..., a^15. */
const powers: usize = memory.data(15 * 36)
const accumulator: usize = memory.data(36)
const rootPower: usize = memory.data(36)
const square: usize = memory.data(36)
const radicand: usize = memory.data(36)
const candidate: usize = memory.data(36)
const other: usize = memory.data(36)

/** result = a^exponent, four bits of the 256 a step. */
function power(result: usize, a: usize, exponent: usize): void {
  fp.copy(powers, a)
  for (let i: usize = 1; i < 15; i++) fp.multiply(powers + i * fp.SIZE, powers + (i - 1) * fp.SIZE, powers)
  fp.copy(accumulator, fp.ONE)
  let started = false
  for (let nibble: i32 = 63; nibble >= 0; nibble--) {
    if (started) for (let i = 0; i < 4; i++) fp.square(accumulator, accumulator)
    const digit: usize = (load<u8>(exponent + (nibble >> 1)) >> ((nibble & 1) << 2)) & 15
    if (digit == 0) continue
    fp.multiply(accumulator, accumulator, powers + (digit - 1) * fp.SIZE)
    started = true
  }
  fp.copy(result, accumulator)
}

/** result = 1 / a, and 0 for 0: (c0 - c1 * u) / (c0^2 + c1^2). */
export function inverseFp2(result: usize, a: usize): void {
  fp.square(radicand, a)
  fp.square(square, a + C1)
  fp.add(radicand, radicand, square)
  inverse(radicand, radicand)
  fp2.conjugate(result, a)
  fp2.multiplyByFp(result, result, radicand)
}

/**
 * result = a root of a, or of -a when a has none, which it tells by false. p = 3 mod 4, so the power of a is one.
 * Leaves in `rootPower` its inverse, negated when it is a root of -a.
 */
export function squareRoot(result: usize, a: usize): bool {
  power(rootPower, a, ROOT_EXPONENT)
  fp.copy(radicand, a)
  fp.multiply(result, a, rootPower)
  fp.square(square, result)
  fp.subtract(square, square, radicand)
  return fp.isZero(square)
}

/**
 * result = a root of a; false when there is none. With n = sqrt(c0^2 + c1^2), one of (c0 + n) / 2 and (c0 - n) / 2 is a
 * square, and their product is -(c1 / 2)^2. So the root of the first or of its negative is one part of the root of a, and
 * c1 / 2 by it the other.
 */
export function squareRootFp2(result: usize, a: usize): bool {
  if (fp.isZero(a + C1)) return squareRootOfFp(result, a)
  fp.square(candidate, a)
  fp.square(other, a + C1)
  fp.add(candidate, candidate, other)
  if (!squareRoot(candidate, candidate)) return false
  fp.add(candidate, candidate, a)
  fp.multiply(candidate, candidate, HALF)
  const isSquare = squareRoot(candidate, candidate)
  fp.multiply(other, a + C1, HALF)
  fp.multiply(other, other, rootPower)
  if (isSquare) {
    fp.copy(result, candidate)
    fp.copy(result + C1, other)
  } else {
    fp.subtract(result, fp.ZERO, other)
    fp.copy(result + C1, candidate)
  }
  return true
}

/** Of an element with c1 = 0: when c0 has no root, -c0 has one, and u^2 = -1. */
function squareRootOfFp(result: usize, a: usize): bool {
  const isSquare = squareRoot(candidate, a)
  fp.copy(isSquare ? result : result + C1, candidate)
  fp.copy(isSquare ? result + C1 : result, fp.ZERO)
  return true
}
