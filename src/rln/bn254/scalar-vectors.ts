import type { Engine, EngineFunction } from './engine.ts'

type VectorFunction =
  | 'readScalars'
  | 'writeScalars'
  | 'addScalars'
  | 'subtractScalars'
  | 'scaleScalars'
  | 'multiplyEach'
  | 'readTerms'
  | 'evaluateTerms'

export type VectorExports = Readonly<Record<VectorFunction, EngineFunction>>

export const ELEMENT_BYTES = 36
export const SCALAR_BYTES = 32
const TERM_BYTES = 48
const ZKEY_TERM_BYTES = 44
const COUNT_BYTES = 4

/** The rows of a constraint system's matrices A and B for one witness: 32 bytes each, little-endian, canonical. */
export interface ConstraintRows {
  readonly a: Uint8Array
  readonly b: Uint8Array
}

/** A constraint system in the engine, for as long as that lives. */
export interface ConstraintTerms {
  readonly pointer: number
  readonly count: number
  readonly rows: number
  readonly wires: number
}

/** Vectors of elements of Fr: 32 bytes each, little-endian, canonical. They may be secret. */
export class ScalarVectors {
  readonly #engine: Engine<VectorExports>

  constructor(engine: Engine<VectorExports>) {
    this.#engine = engine
  }

  /** Term by term. */
  add(a: Uint8Array, b: Uint8Array): Uint8Array {
    return this.#termByTerm('addScalars', a, b)
  }

  /** Term by term. */
  subtract(a: Uint8Array, b: Uint8Array): Uint8Array {
    return this.#termByTerm('subtractScalars', a, b)
  }

  /** Term by term. */
  multiply(a: Uint8Array, b: Uint8Array): Uint8Array {
    return this.#termByTerm('multiplyEach', a, b)
  }

  /** Every term times one factor of 32 bytes. */
  scale(a: Uint8Array, factor: Uint8Array): Uint8Array {
    return this.#engine.scoped(() => {
      const values = readScalars(this.#engine, a)
      this.#engine.exports.scaleScalars(values, values, readScalars(this.#engine, factor), countOf(a))
      return writeScalars(this.#engine, values, countOf(a))
    })
  }

  /**
   * Keeps a constraint system in the engine.
   * @param section the fourth section of a .zkey: the number of terms, then matrix, row, wire (u32) and coefficient of each
   * @param rows of a matrix: the size of the domain
   * @throws RangeError for a section of another length, and for rows, wires or matrices that are out of range
   */
  loadTerms(section: Uint8Array, rows: number, wires: number): ConstraintTerms {
    const count = checkTerms(section, rows, wires)
    const pointer = this.#engine.allocate(count * TERM_BYTES)
    this.#engine.scoped(() => {
      const bytes = this.#engine.allocate(section.length)
      this.#engine.write(bytes, section)
      this.#engine.exports.readTerms(pointer, bytes + COUNT_BYTES, count)
    })
    return { pointer, count, rows, wires }
  }

  /** The rows of both matrices for a witness: the values of all wires. */
  evaluate(terms: ConstraintTerms, witness: Uint8Array): ConstraintRows {
    if (witness.length !== terms.wires * SCALAR_BYTES)
      throw new RangeError(`the witness must have ${terms.wires} wires`)
    return this.#engine.scoped(() => {
      const wires = this.#engine.allocate(witness.length)
      this.#engine.write(wires, witness)
      const [a, b] = [0, 0].map(() => this.#zeros(terms.rows)) as [number, number]
      this.#engine.exports.evaluateTerms(a, b, terms.pointer, terms.count, wires)
      return { a: writeScalars(this.#engine, a, terms.rows), b: writeScalars(this.#engine, b, terms.rows) }
    })
  }

  #zeros(count: number): number {
    const pointer = this.#engine.allocate(count * ELEMENT_BYTES)
    this.#engine.write(pointer, new Uint8Array(count * ELEMENT_BYTES))
    return pointer
  }

  #termByTerm(name: 'addScalars' | 'subtractScalars' | 'multiplyEach', a: Uint8Array, b: Uint8Array): Uint8Array {
    if (a.length !== b.length) throw new RangeError('the vectors have different lengths')
    return this.#engine.scoped(() => {
      const values = readScalars(this.#engine, a)
      this.#engine.exports[name](values, values, readScalars(this.#engine, b), countOf(a))
      return writeScalars(this.#engine, values, countOf(a))
    })
  }
}

/** Brings scalars into the engine, inside of a scope. @returns where their Montgomery forms are */
export function readScalars(engine: Engine<Pick<VectorExports, 'readScalars'>>, scalars: Uint8Array): number {
  const bytes = engine.allocate(scalars.length)
  engine.write(bytes, scalars)
  const values = engine.allocate(countOf(scalars) * ELEMENT_BYTES)
  engine.exports.readScalars(values, bytes, countOf(scalars))
  return values
}

/** Takes scalars out of the engine, inside of a scope. */
export function writeScalars(
  engine: Engine<Pick<VectorExports, 'writeScalars'>>,
  values: number,
  count: number,
): Uint8Array {
  const bytes = engine.allocate(count * SCALAR_BYTES)
  engine.exports.writeScalars(bytes, values, count)
  return engine.read(bytes, count * SCALAR_BYTES)
}

function countOf(scalars: Uint8Array): number {
  if (scalars.length % SCALAR_BYTES === 0) return scalars.length / SCALAR_BYTES
  throw new RangeError(`${scalars.length} bytes are no scalars of ${SCALAR_BYTES} bytes each`)
}

function checkTerms(section: Uint8Array, rows: number, wires: number): number {
  const view = new DataView(section.buffer, section.byteOffset, section.byteLength)
  const count = (section.length - COUNT_BYTES) / ZKEY_TERM_BYTES
  if (section.length < COUNT_BYTES || view.getUint32(0, true) !== count) {
    throw new RangeError(`${section.length} bytes are no terms of a constraint system`)
  }
  for (let at = COUNT_BYTES; at < section.length; at += ZKEY_TERM_BYTES) {
    const [matrix, row, wire] = [0, 4, 8].map((offset) => view.getUint32(at + offset, true)) as [number, number, number]
    if (matrix > 1 || row >= rows || wire >= wires)
      throw new RangeError(`a term is out of range: ${[matrix, row, wire]}`)
  }
  return count
}
