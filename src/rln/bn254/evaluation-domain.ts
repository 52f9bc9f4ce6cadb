import { bigIntToBytesLE } from '../../foundation/index.ts'
import { FIELD_MODULUS, invert, power } from '../field.ts'
import type { Engine, EngineFunction } from './engine.ts'
import { ELEMENT_BYTES, readScalars, SCALAR_BYTES, type VectorExports, writeScalars } from './scalar-vectors.ts'

type TransformFunction =
  | 'geometricSeries'
  | 'prepareShift'
  | 'reorder'
  | 'negateIndices'
  | 'transformToReversed'
  | 'shiftDomain'

export type DomainExports = VectorExports & Readonly<Record<TransformFunction, EngineFunction>>

/** r - 1 = 2^28 * odd. */
const TWO_ADICITY = 28
/** The smallest that is not a square: its power by the odd part of r - 1 is a primitive 2^28-th root of unity. */
const NON_SQUARE = 5n
const MAX_LOG_SIZE = 16

/**
 * The 2^logSize-th roots of unity in Fr, in an engine, as the domain of a polynomial's values; and the odd coset, which is
 * the domain times a square root of its generator. The roots are those that snarkjs uses. Vectors are as in
 * {@link ScalarVectors}, of the domain's size.
 */
export class EvaluationDomain {
  readonly size: number
  readonly #engine: Engine<DomainExports>
  readonly #logSize: number
  readonly #roots: number
  readonly #shiftFactors: number
  readonly #inverseSize: Uint8Array

  /** @param logSize 1 to 16 */
  constructor(engine: Engine<DomainExports>, logSize: number) {
    if (!(logSize >= 1 && logSize <= MAX_LOG_SIZE)) throw new RangeError(`there is no domain of 2^${logSize} here`)
    this.#engine = engine
    this.#logSize = logSize
    this.size = 2 ** logSize
    this.#inverseSize = bigIntToBytesLE(invert(BigInt(this.size), FIELD_MODULUS), SCALAR_BYTES)
    this.#roots = engine.allocate((this.size / 2) * ELEMENT_BYTES)
    this.#shiftFactors = engine.allocate(this.size * ELEMENT_BYTES)
    engine.scoped(() => {
      const one = readScalars(engine, bigIntToBytesLE(1n, SCALAR_BYTES))
      engine.exports.geometricSeries(this.#roots, this.size / 2, one, readScalars(engine, rootOfUnity(logSize)))
      const shift = readScalars(engine, rootOfUnity(logSize + 1))
      engine.exports.prepareShift(this.#shiftFactors, logSize, shift, readScalars(engine, this.#inverseSize))
    })
  }

  /** From coefficients to values. */
  evaluate(coefficients: Uint8Array): Uint8Array {
    return this.#transform(coefficients, () => {})
  }

  /** From values to coefficients. */
  interpolate(values: Uint8Array): Uint8Array {
    return this.#transform(values, (pointer) => {
      this.#engine.exports.negateIndices(pointer, this.#logSize)
      const factor = readScalars(this.#engine, this.#inverseSize)
      this.#engine.exports.scaleScalars(pointer, pointer, factor, this.size)
    })
  }

  /** From values on the domain to those on the odd coset. */
  toOddCoset(values: Uint8Array): Uint8Array {
    return this.#engine.scoped(() => writeScalars(this.#engine, this.#shifted(this.#read(values)), this.size))
  }

  /**
   * What Groth16 takes for its quotient, as snarkjs does: a * b - c on the odd coset, for the polynomials that have values
   * a, b and a[i] * b[i] on the domain.
   */
  quotient(a: Uint8Array, b: Uint8Array): Uint8Array {
    return this.#engine.scoped(() => {
      const [left, right] = [this.#read(a), this.#read(b)]
      const product = this.#engine.allocate(this.size * ELEMENT_BYTES)
      const { multiplyEach, subtractScalars } = this.#engine.exports
      multiplyEach(product, left, right, this.size)
      for (const values of [left, right, product]) this.#shifted(values)
      multiplyEach(left, left, right, this.size)
      subtractScalars(left, left, product, this.size)
      return writeScalars(this.#engine, left, this.size)
    })
  }

  #shifted(pointer: number): number {
    this.#engine.exports.shiftDomain(pointer, this.#logSize, this.#roots, this.#shiftFactors)
    return pointer
  }

  #transform(vector: Uint8Array, finish: (pointer: number) => void): Uint8Array {
    return this.#engine.scoped(() => {
      const pointer = this.#read(vector)
      this.#engine.exports.transformToReversed(pointer, this.#logSize, this.#roots)
      this.#engine.exports.reorder(pointer, this.#logSize)
      finish(pointer)
      return writeScalars(this.#engine, pointer, this.size)
    })
  }

  #read(vector: Uint8Array): number {
    if (vector.length === this.size * SCALAR_BYTES) return readScalars(this.#engine, vector)
    throw new RangeError(`a vector of this domain has ${this.size} scalars of ${SCALAR_BYTES} bytes`)
  }
}

/** A primitive 2^logOrder-th root of unity, 32 bytes, little-endian. */
function rootOfUnity(logOrder: number): Uint8Array {
  const root = power(NON_SQUARE, (FIELD_MODULUS - 1n) >> BigInt(TWO_ADICITY), FIELD_MODULUS)
  return bigIntToBytesLE(power(root, 1n << BigInt(TWO_ADICITY - logOrder), FIELD_MODULUS), SCALAR_BYTES)
}
