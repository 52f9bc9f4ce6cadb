import type { Engine, EngineFunction } from './engine.ts'
import { windowBitsFor } from './window-bits.ts'

export type GroupName = 'g1' | 'g2'

type GroupFunction =
  | 'ReadZkey'
  | 'Read'
  | 'Write'
  | 'AddAffine'
  | 'ScratchBytes'
  | 'SumOfMultiples'
  | 'FewScratchBytes'
  | 'SumOfFewMultiples'

export type GroupExports = Readonly<Record<`${GroupName}${GroupFunction}`, EngineFunction>>

const ELEMENT_BYTES = 36
const PART_BYTES = 32
const SCALAR_BYTES = 32
/** Elements of Fp in a coordinate. */
const PARTS = { g1: 1, g2: 2 } as const

/**
 * A point outside of the engine: x then y, each 32 bytes (G1), or c0 then c1 of 32 bytes (G2), little-endian, canonical; all
 * zero at infinity. 64 or 128 bytes in all.
 */
export type PointBytes = Uint8Array

/** Points that stay in the engine's memory, for as long as the engine lives. */
export interface PointSet<Name extends GroupName> {
  readonly group: Name
  readonly count: number
  readonly pointer: number
}

/** One of BN254's two groups in an engine. Scalars are canonical, 32 bytes each, little-endian, and may be secret. */
export class CurveGroup<Name extends GroupName> {
  readonly name: Name
  readonly #engine: Engine<GroupExports>
  /** Of a point outside of the engine. */
  readonly #bytes: number
  /** Of a coordinate inside. */
  readonly #coordinate: number

  constructor(engine: Engine<GroupExports>, name: Name) {
    this.name = name
    this.#engine = engine
    this.#bytes = 2 * PARTS[name] * PART_BYTES
    this.#coordinate = PARTS[name] * ELEMENT_BYTES
  }

  /**
   * Keeps points in the engine.
   * @param zkeyPoints as a section of a .zkey holds them: affine, coordinates times 2^256. Taken to be on the curve.
   */
  load(zkeyPoints: Uint8Array): PointSet<Name> {
    const count = this.#countOf(zkeyPoints, this.#bytes, 'points')
    const pointer = this.#engine.allocate(count * 2 * this.#coordinate)
    this.#engine.scoped(() => {
      const bytes = this.#engine.allocate(zkeyPoints.length)
      this.#engine.write(bytes, zkeyPoints)
      this.#call('ReadZkey', pointer, bytes, count)
    })
    return { group: this.name, count, pointer }
  }

  /** A point as it lies in a .zkey: affine, coordinates times 2^256. Taken to be on the curve. */
  zkeyPoint(zkeyBytes: Uint8Array): PointBytes {
    return this.#engine.scoped(() => {
      const stored = this.#engine.allocate(2 * this.#coordinate)
      this.#store('ReadZkey', stored, zkeyBytes)
      return this.#sumOf([{ stored, negative: false }])
    })
  }

  /**
   * The sum of scalars[i] * set[i] over all i, or over those in `indices`. Zero scalars cost nothing.
   * @param scalars one for each point of the set
   * @throws RangeError for another number of scalars or an index that is none of the set
   */
  msm(set: PointSet<Name>, scalars: Uint8Array, indices?: Uint32Array): PointBytes {
    this.#requireLength(scalars, set.count * SCALAR_BYTES, 'the scalars')
    if (indices?.some((index) => index >= set.count)) throw new RangeError(`the set has ${set.count} points`)
    return this.#engine.scoped(() => this.#sumOfMultiples(set, scalars, indices))
  }

  /**
   * The sum of scalars[i] * points[i] for a few points, such as a proof's last steps take.
   * @param points of the group: others on G2's curve give nonsense
   */
  combine(points: readonly PointBytes[], scalars: Uint8Array): PointBytes {
    this.#requireLength(scalars, points.length * SCALAR_BYTES, 'the scalars')
    return this.#engine.scoped(() => {
      const pointer = this.#engine.allocate(points.length * 2 * this.#coordinate)
      points.forEach((bytes, index) => {
        this.#store('Read', pointer + index * 2 * this.#coordinate, bytes)
      })
      const scalarsAt = this.#engine.allocate(scalars.length)
      this.#engine.write(scalarsAt, scalars)
      const sum = this.#engine.allocate(3 * this.#coordinate)
      const scratch = this.#engine.allocate(this.#call('FewScratchBytes', points.length))
      this.#call('SumOfFewMultiples', sum, pointer, scalarsAt, points.length, scratch)
      return this.#take(sum)
    })
  }

  multiply(point: PointBytes, scalar: Uint8Array): PointBytes {
    return this.combine([point], scalar)
  }

  add(...points: readonly PointBytes[]): PointBytes {
    return this.#addSigned(points.map((point) => ({ point, negative: false })))
  }

  subtract(left: PointBytes, right: PointBytes): PointBytes {
    return this.#addSigned([
      { point: left, negative: false },
      { point: right, negative: true },
    ])
  }

  negate(point: PointBytes): PointBytes {
    return this.#addSigned([{ point, negative: true }])
  }

  #addSigned(terms: readonly { readonly point: PointBytes; readonly negative: boolean }[]): PointBytes {
    return this.#engine.scoped(() => {
      const operands = terms.map(({ point, negative }) => {
        const stored = this.#engine.allocate(2 * this.#coordinate)
        this.#store('Read', stored, point)
        return { stored, negative }
      })
      return this.#sumOf(operands)
    })
  }

  #sumOf(terms: readonly { readonly stored: number; readonly negative: boolean }[]): PointBytes {
    const sum = this.#engine.allocate(3 * this.#coordinate)
    this.#engine.write(sum, new Uint8Array(3 * this.#coordinate))
    for (const { stored, negative } of terms) this.#call('AddAffine', sum, sum, stored, negative ? 1 : 0)
    return this.#take(sum)
  }

  #sumOfMultiples(set: PointSet<Name>, scalars: Uint8Array, indices: Uint32Array | undefined): PointBytes {
    const count = indices?.length ?? set.count
    const bits = windowBitsFor(count)
    const scalarsAt = this.#engine.allocate(scalars.length)
    this.#engine.write(scalarsAt, scalars)
    const indicesAt = indices ? this.#engine.allocate(indices.byteLength) : 0
    if (indices) this.#engine.write(indicesAt, new Uint8Array(indices.buffer, indices.byteOffset, indices.byteLength))
    const sum = this.#engine.allocate(3 * this.#coordinate)
    const scratch = this.#engine.allocate(this.#call('ScratchBytes', count, bits))
    this.#call('SumOfMultiples', sum, set.pointer, indicesAt, scalarsAt, count, bits, scratch)
    return this.#take(sum)
  }

  /** Brings a point's 32-byte parts into the engine. */
  #store(reader: 'Read' | 'ReadZkey', stored: number, bytes: Uint8Array): void {
    this.#requireLength(bytes, this.#bytes, 'a point')
    const copied = this.#engine.allocate(bytes.length)
    this.#engine.write(copied, bytes)
    this.#call(reader, stored, copied, 1)
  }

  /** The Jacobian point at a pointer. */
  #take(point: number): PointBytes {
    const bytes = this.#engine.allocate(this.#bytes)
    this.#call('Write', bytes, point)
    return this.#engine.read(bytes, this.#bytes)
  }

  #call(name: GroupFunction, ...parameters: number[]): number {
    return this.#engine.exports[`${this.name}${name}`](...parameters)
  }

  #countOf(bytes: Uint8Array, each: number, what: string): number {
    if (bytes.length % each === 0) return bytes.length / each
    throw new RangeError(`${bytes.length} bytes are no ${what} of ${each} bytes each`)
  }

  #requireLength(bytes: Uint8Array, length: number, what: string): void {
    if (bytes.length !== length) throw new RangeError(`${what} must have ${length} bytes, not ${bytes.length}`)
  }
}
