/**
 * A reader of circom's R1CS file format, and what tests ask of a constraint system.
 *
 * Format: https://github.com/iden3/r1csfile/blob/master/doc/r1cs_bin_format.md. Own code, because the reader that
 * snarkjs carries works in Montgomery form on file handles, while tests want plain integers.
 */
import { createHash } from 'node:crypto'

/** One non-zero coefficient of a linear combination; 0 < coefficient < prime. */
export interface Term {
  readonly wire: number
  readonly coefficient: bigint
}

/** Terms sorted by wire. */
export type LinearCombination = readonly Term[]

/** a(w) * b(w) = c(w) */
export interface Constraint {
  readonly a: LinearCombination
  readonly b: LinearCombination
  readonly c: LinearCombination
}

export interface R1cs {
  readonly prime: bigint
  readonly wireCount: number
  readonly publicOutputCount: number
  readonly publicInputCount: number
  readonly privateInputCount: number
  readonly constraints: readonly Constraint[]
}

const MAGIC = 'r1cs'
const HEADER_SECTION = 1
const CONSTRAINT_SECTION = 2

class Reader {
  readonly #view: DataView
  #offset: number

  constructor(bytes: Uint8Array, offset = 0) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#offset = offset
  }

  get offset(): number {
    return this.#offset
  }

  skip(length: number): void {
    this.#offset += length
  }

  u32(): number {
    const value = this.#view.getUint32(this.#offset, true)
    this.#offset += 4
    return value
  }

  u64(): number {
    const value = this.#view.getBigUint64(this.#offset, true)
    this.#offset += 8
    return Number(value)
  }

  integer(byteLength: number): bigint {
    let value = 0n
    for (let word = byteLength / 8 - 1; word >= 0; word--) {
      value = (value << 64n) | this.#view.getBigUint64(this.#offset + 8 * word, true)
    }
    this.#offset += byteLength
    return value
  }
}

function sectionOffsets(bytes: Uint8Array): Map<number, number> {
  const reader = new Reader(bytes, MAGIC.length + 4)
  const offsets = new Map<number, number>()
  for (let remaining = reader.u32(); remaining > 0; remaining--) {
    const type = reader.u32()
    const length = reader.u64()
    offsets.set(type, reader.offset)
    reader.skip(length)
  }
  return offsets
}

function readCombination(reader: Reader, coefficientBytes: number): LinearCombination {
  const terms: Term[] = []
  for (let remaining = reader.u32(); remaining > 0; remaining--) {
    terms.push({ wire: reader.u32(), coefficient: reader.integer(coefficientBytes) })
  }
  return terms.sort((left, right) => left.wire - right.wire)
}

/** @throws Error when the bytes are no R1CS file or a section is missing. */
export function readR1cs(bytes: Uint8Array): R1cs {
  if (new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) throw new Error('not an R1CS file')
  const offsets = sectionOffsets(bytes)
  const headerOffset = offsets.get(HEADER_SECTION)
  const constraintOffset = offsets.get(CONSTRAINT_SECTION)
  if (headerOffset === undefined || constraintOffset === undefined) throw new Error('R1CS file lacks a section')

  const header = new Reader(bytes, headerOffset)
  const coefficientBytes = header.u32()
  const prime = header.integer(coefficientBytes)
  const wireCount = header.u32()
  const publicOutputCount = header.u32()
  const publicInputCount = header.u32()
  const privateInputCount = header.u32()
  header.u64() // number of labels
  const constraintCount = header.u32()

  const reader = new Reader(bytes, constraintOffset)
  const constraints = Array.from({ length: constraintCount }, () => ({
    a: readCombination(reader, coefficientBytes),
    b: readCombination(reader, coefficientBytes),
    c: readCombination(reader, coefficientBytes),
  }))
  return { prime, wireCount, publicOutputCount, publicInputCount, privateInputCount, constraints }
}

/**
 * Hexadecimal sha256 over the A and B rows: terms `wire:coefficient` in decimal joined by `,`, A and B joined by `|`,
 * rows joined by a line feed. C is left out, because a Groth16 proving key does not hold it apart.
 */
export function rowDigest(r1cs: R1cs): string {
  const text = (row: LinearCombination) => row.map(({ wire, coefficient }) => `${wire}:${coefficient}`).join(',')
  const rows = r1cs.constraints.map(({ a, b }) => `${text(a)}|${text(b)}`)
  return createHash('sha256').update(rows.join('\n')).digest('hex')
}

/** For each wire, the indices of the constraints it occurs in. */
export function constraintsByWire(r1cs: R1cs): readonly (readonly number[])[] {
  const byWire = Array.from({ length: r1cs.wireCount }, () => new Set<number>())
  r1cs.constraints.forEach(({ a, b, c }, index) => {
    for (const row of [a, b, c]) for (const { wire } of row) byWire[wire]!.add(index)
  })
  return byWire.map((indices) => [...indices])
}

const evaluate = (row: LinearCombination, witness: readonly (bigint | undefined)[]) =>
  row.reduce((sum, { wire, coefficient }) => sum + coefficient * witness[wire]!, 0n)

/** Whether a(w) * b(w) = c(w) holds modulo the prime. */
export function constraintHolds(r1cs: R1cs, index: number, witness: readonly bigint[]): boolean {
  const { a, b, c } = r1cs.constraints[index]!
  return (evaluate(a, witness) * evaluate(b, witness) - evaluate(c, witness)) % r1cs.prime === 0n
}

/** Indices of all constraints the witness breaks; empty for a satisfying witness. */
export function brokenConstraints(r1cs: R1cs, witness: readonly bigint[]): number[] {
  return [...r1cs.constraints.keys()].filter((index) => !constraintHolds(r1cs, index, witness))
}

function inverse(value: bigint, prime: bigint): bigint {
  let [result, power] = [1n, value]
  for (let exponent = prime - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * power) % prime
    power = (power * power) % prime
  }
  return result
}

/**
 * Computes every wire that the given wires determine, whatever their values: as long as a constraint has known A and B
 * and a single unknown wire, in C, that wire has exactly one possible value. Wires that no chain of such constraints
 * reaches stay undefined. Constraints among known wires are not checked: {@link brokenConstraints} does that.
 */
export function determineWires(r1cs: R1cs, given: ReadonlyMap<number, bigint>): (bigint | undefined)[] {
  const { prime } = r1cs
  const witness = Array.from({ length: r1cs.wireCount }, (_, wire) => given.get(wire))
  const isUnknown = ({ wire }: Term) => witness[wire] === undefined
  const inverses = new Map<bigint, bigint>() // a circuit repeats few coefficients
  const divide = (dividend: bigint, divisor: bigint) => {
    const factor = inverses.get(divisor) ?? inverse(divisor, prime)
    inverses.set(divisor, factor)
    return (((dividend * factor) % prime) + prime) % prime
  }
  let waiting = [...r1cs.constraints]
  for (let previous = Number.POSITIVE_INFINITY; waiting.length < previous; ) {
    previous = waiting.length
    waiting = waiting.filter(({ a, b, c }) => {
      if (a.some(isUnknown) || b.some(isUnknown)) return true
      const [unknown, ...others] = c.filter(isUnknown)
      if (unknown === undefined) return false
      if (others.length > 0) return true
      const known = c.filter((term) => term !== unknown)
      const value = evaluate(a, witness) * evaluate(b, witness) - evaluate(known, witness)
      witness[unknown.wire] = divide(value % prime, unknown.coefficient)
      return false
    })
  }
  return witness
}
