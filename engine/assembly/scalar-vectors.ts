/** Vectors of elements of Fr: in and out of the engine, term by term, and the rows of a constraint system. */
import * as fr from './generated/fr'
import { pack, unpack } from './limb-packing'

const SIZE = fr.SIZE
const BYTES: usize = 32
/** Cleared after use: it may hold what is secret. */
const element: usize = memory.data(36)
/** 2^10 in Montgomery form: from the form of a .zkey's coefficients, twice Montgomery's with R = 2^256, to twice ours. */
const FROM_COEFFICIENT: usize = memory.data<u32>([
  268262109, 223975601, 492627914, 522739689, 150938553, 164142673, 394138283, 408892696, 2020216,
])

/** Plain values of 32 bytes, little-endian, into Montgomery form. */
export function readScalars(result: usize, bytes: usize, count: u32): void {
  for (const end = result + <usize>count * SIZE; result < end; result += SIZE, bytes += BYTES) {
    unpack(result, bytes)
    fr.multiply(result, result, fr.R_SQUARED)
  }
}

/** Canonical values of 32 bytes, little-endian. */
export function writeScalars(bytes: usize, values: usize, count: u32): void {
  for (const end = bytes + <usize>count * BYTES; bytes < end; values += SIZE, bytes += BYTES) {
    fr.multiply(element, values, fr.PLAIN_ONE)
    fr.reduce(element, element)
    pack(bytes, element)
  }
  fr.copy(element, fr.ZERO)
}

export function addScalars(result: usize, a: usize, b: usize, count: u32): void {
  for (const end = result + <usize>count * SIZE; result < end; result += SIZE, a += SIZE, b += SIZE) {
    fr.add(result, a, b)
  }
}

export function subtractScalars(result: usize, a: usize, b: usize, count: u32): void {
  for (const end = result + <usize>count * SIZE; result < end; result += SIZE, a += SIZE, b += SIZE) {
    fr.subtract(result, a, b)
  }
}

/** result = a * factor, the factor the same for all. */
export function scaleScalars(result: usize, a: usize, factor: usize, count: u32): void {
  for (const end = result + <usize>count * SIZE; result < end; result += SIZE, a += SIZE) fr.multiply(result, a, factor)
}

/** Bytes of a term of a constraint system in a .zkey: matrix (0 or 1), row, wire (u32 each), coefficient. */
const ZKEY_TERM_BYTES: usize = 44
/** And here: the coefficient has 36 bytes. */
const TERM_BYTES: usize = 48

/** Reads the terms of a .zkey's fourth section, which begins with their number. */
export function readTerms(result: usize, section: usize, count: u32): void {
  for (const end = result + <usize>count * TERM_BYTES; result < end; result += TERM_BYTES, section += ZKEY_TERM_BYTES) {
    store<u32>(result, load<u32>(section))
    store<u32>(result, load<u32>(section, 4), 4)
    store<u32>(result, load<u32>(section, 8), 8)
    unpack(result + 12, section + 12)
    fr.multiply(result + 12, result + 12, FROM_COEFFICIENT)
  }
}

/**
 * The rows of both matrices for a witness: each the sum of coefficient * wire.
 * @param a rows of matrix 0, in Montgomery form, cleared before
 * @param b rows of matrix 1
 * @param witness the wires as `count` of 32 bytes, canonical
 */
export function evaluateTerms(a: usize, b: usize, terms: usize, count: u32, witness: usize): void {
  for (const end = terms + <usize>count * TERM_BYTES; terms < end; terms += TERM_BYTES) {
    const row = (load<u32>(terms) == 0 ? a : b) + <usize>load<u32>(terms, 4) * SIZE
    unpack(element, witness + <usize>load<u32>(terms, 8) * BYTES)
    fr.multiply(element, element, terms + 12)
    fr.add(row, row, element)
  }
  fr.copy(element, fr.ZERO)
}
