/**
 * Scalars as two halves: k = low + lambda * high modulo r, each half below 2^127 and signed. lambda times a point is one
 * product away (see `foldX`), so that half of the doublings do. The halves come from k's place in the lattice of all pairs
 * that stand for 0, whose short vectors are (A, -B) and (B, C): Gallant, Lambert and Vanstone's method.
 */
import * as field from './curve-field'
import * as fp from './generated/fp'
import { BETA } from './generated/pairing-constants'

const SCALAR_WORDS: usize = 8
/** Of a half with its sign, and of what it comes from modulo 2^160. */
const HALF_WORDS: usize = 5
const HALF_BYTES: usize = 20

// Integers of 32-bit words, lowest first.
const A: usize = memory.data<u32>([0x7d4f1128, 0x8211bbeb, 0xeeb859fc, 0x6f4d8248])
const B: usize = memory.data<u32>([0x94d213e3, 0x89d32568])
const C: usize = memory.data<u32>([0x1221250b, 0x0be4e154, 0xeeb859fd, 0x6f4d8248])
/** 2^256 * C / r and 2^256 * B / r, rounded. */
const C_BY_R: usize = memory.data<u32>([0x00ff6565, 0x5398fd03, 0xa773d2d2, 0x4ccef014, 0x00000002])
const B_BY_R: usize = memory.data<u32>([0xc7e0b3d7, 0xd91d232e, 0x00000002])

/** Of a product of a scalar and `C_BY_R`; the words from the ninth on are its quotient by 2^256. */
const wide: usize = memory.data(52)
const quotient1: usize = memory.data(20)
const quotient2: usize = memory.data(20)
const term: usize = memory.data(20)
const half: usize = memory.data(20)

/** How many signed digits a half has: 127 bits and a carry. */
export const DIGITS: usize = 128
/** Digits are odd and below 16, at least five apart, or 0. */
const DIGIT_BITS: i32 = 5

/**
 * Writes the digits of both halves of a scalar, an i8 for each bit: the half is the sum of digits[i] * 2^i.
 * @param digits room for both halves, low first
 * @param scalar 32 bytes, little-endian, canonical
 */
export function writeDigits(digits: usize, scalar: usize): void {
  multiplyWords(wide, 13, scalar, SCALAR_WORDS, C_BY_R, 5)
  memory.copy(quotient1, wide + 32, HALF_BYTES)
  multiplyWords(wide, 13, scalar, SCALAR_WORDS, B_BY_R, 3)
  memory.copy(quotient2, wide + 32, HALF_BYTES)
  // low = k - quotient1 * A - quotient2 * B
  memory.copy(half, scalar, HALF_BYTES)
  multiplyWords(term, HALF_WORDS, quotient1, HALF_WORDS, A, 4)
  subtractWords(half, term)
  multiplyWords(term, HALF_WORDS, quotient2, HALF_WORDS, B, 2)
  subtractWords(half, term)
  writeHalf(digits)
  // high = quotient1 * B - quotient2 * C
  multiplyWords(half, HALF_WORDS, quotient1, HALF_WORDS, B, 2)
  multiplyWords(term, HALF_WORDS, quotient2, HALF_WORDS, C, 4)
  subtractWords(half, term)
  writeHalf(digits + DIGITS)
  // Scalars may be secret: nothing of them stays outside of what the caller clears.
  memory.fill(wide, 0, 52)
  memory.fill(quotient1, 0, HALF_BYTES)
  memory.fill(quotient2, 0, HALF_BYTES)
  memory.fill(term, 0, HALF_BYTES)
  memory.fill(half, 0, HALF_BYTES)
}

/** result = a * b modulo 2^(32 * words). */
function multiplyWords(result: usize, words: usize, a: usize, aWords: usize, b: usize, bWords: usize): void {
  memory.fill(result, 0, 4 * words)
  for (let i: usize = 0; i < aWords; i++) {
    const word = <u64>load<u32>(a + 4 * i)
    let carry: u64 = 0
    for (let j: usize = 0; i + j < words; j++) {
      const at = result + 4 * (i + j)
      carry += <u64>load<u32>(at) + (j < bWords ? word * <u64>load<u32>(b + 4 * j) : 0)
      store<u32>(at, <u32>carry)
      carry >>= 32
    }
  }
}

/** a = a - b modulo 2^160. */
function subtractWords(a: usize, b: usize): void {
  let borrow: i64 = 0
  for (let i: usize = 0; i < HALF_BYTES; i += 4) {
    borrow += <i64>load<u32>(a + i) - <i64>load<u32>(b + i)
    store<u32>(a + i, <u32>borrow)
    borrow >>= 32
  }
}

/** The digits of `half`: whenever it is odd, the one that leaves it divisible by 32. */
function writeHalf(digits: usize): void {
  const negative = load<i32>(half, 16) < 0
  if (negative) {
    memory.fill(term, 0, HALF_BYTES)
    subtractWords(term, half)
    memory.copy(half, term, HALF_BYTES)
  }
  memory.fill(digits, 0, DIGITS)
  let carry: i32 = 0
  for (let i: i32 = 0; i < <i32>DIGITS; i++) {
    if (((bitsAt(i) & 1) ^ carry) == 0) continue
    let digit = (bitsAt(i) & 31) + carry
    carry = digit > 16 ? 1 : 0
    digit -= carry << DIGIT_BITS
    store<i8>(digits + i, <i8>(negative ? -digit : digit))
    i += DIGIT_BITS - 1
  }
}

/** The bits of `half` from some place on. */
@inline function bitsAt(place: i32): i32 {
  return <i32>(load<u32>(half + (place >> 3)) >> (place & 7))
}

/** result = the x of lambda times the point with this x: times a third root of 1, in G2 the other one. */
export function foldX<Curve>(result: usize, x: usize): void {
  if (field.size<Curve>() == fp.SIZE) return fp.multiply(result, x, BETA)
  fp.square(otherRoot, BETA)
  fp.multiply(result, x, otherRoot)
  fp.multiply(result + fp.SIZE, x + fp.SIZE, otherRoot)
}

const otherRoot: usize = memory.data(36)
