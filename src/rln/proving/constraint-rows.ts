import { invalidKey } from '../zkey-header.ts'

/** The rows of one matrix of the constraint system, one after the other. */
export interface SparseRows {
  /** Where each row's terms begin; one more than there are rows. */
  readonly starts: Uint32Array
  /** The wire of each term, ascending inside a row. */
  readonly wires: Uint32Array
  /** The coefficient of each term, 32 bytes little-endian, times 2^512 mod r, as a `.zkey` stores it. */
  readonly coefficients: Uint8Array
}

/** A and B, with a row for each element of the domain; behind the constraints come rows for one and the public signals. */
export interface ConstraintRows {
  readonly a: SparseRows
  readonly b: SparseRows
}

interface Term {
  readonly wire: number
  readonly coefficient: Uint8Array
}

const COEFFICIENT_BYTES = 32
/** matrix u32, row u32, wire u32, coefficient. */
const TERM_BYTES = 3 * 4 + COEFFICIENT_BYTES

/**
 * Section 4 of a `.zkey`: a count, then terms in any order.
 * @throws RlnError `key_invalid`
 */
export function readRows(section: Uint8Array, wireCount: number, rowCount: number): ConstraintRows {
  const view = new DataView(section.buffer, section.byteOffset, section.byteLength)
  const count = section.length < 4 ? 0 : view.getUint32(0, true)
  if (section.length !== 4 + count * TERM_BYTES) throw invalidKey('its coefficients do not fill their section')
  const matrices: Term[][][] = [0, 1].map(() => Array.from({ length: rowCount }, () => []))
  for (let offset = 4; offset < section.length; offset += TERM_BYTES) {
    const [matrix, row, wire] = [0, 4, 8].map((at) => view.getUint32(offset + at, true))
    const terms = matrices[matrix!]?.[row!]
    if (terms === undefined || wire! >= wireCount) throw invalidKey('a coefficient is outside of its matrices')
    terms.push({ wire: wire!, coefficient: section.subarray(offset + 12, offset + TERM_BYTES) })
  }
  return { a: packed(matrices[0]!), b: packed(matrices[1]!) }
}

/** The same bytes for the same rows, whatever the order of their terms in a file. */
export function rowsDigestInput({ a, b }: ConstraintRows): Uint8Array[] {
  return [a, b].flatMap(({ starts, wires, coefficients }) => [bytesOf(starts), bytesOf(wires), coefficients])
}

function packed(rows: readonly Term[][]): SparseRows {
  const terms = rows.flatMap((row) => row.sort((left, right) => left.wire - right.wire))
  const starts = new Uint32Array(rows.length + 1)
  rows.forEach((row, index) => {
    starts[index + 1] = starts[index]! + row.length
  })
  const coefficients = new Uint8Array(terms.length * COEFFICIENT_BYTES)
  terms.forEach(({ coefficient }, index) => {
    coefficients.set(coefficient, index * COEFFICIENT_BYTES)
  })
  return { starts, wires: Uint32Array.from(terms, ({ wire }) => wire), coefficients }
}

function bytesOf(numbers: Uint32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
}
