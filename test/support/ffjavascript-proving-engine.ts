import { buildBn128 } from 'ffjavascript'
import { BASE_FIELD_MODULUS, FIELD_MODULUS } from '../../src/rln/index.ts'
import type { SparseRows } from '../../src/rln/proving/constraint-rows.ts'
import { G1_BYTES, G2_BYTES, pointOfZkey } from '../../src/rln/proving/point-bytes.ts'
import type { ProvingEngine } from '../../src/rln/proving/proving-engine.ts'
import type { PointSetName, ProvingKey } from '../../src/rln/proving/proving-key.ts'

const FIELD_BYTES = 32
const Y_WIRE = 1
const X_WIRE = 4

/** What this oracle uses of ffjavascript. */
interface Group {
  readonly zero: Uint8Array
  add(a: Uint8Array, b: Uint8Array): Uint8Array
  timesScalar(point: Uint8Array, scalar: bigint): Uint8Array
  toAffine(point: Uint8Array): Uint8Array
  multiExpAffine(points: Uint8Array, scalars: Uint8Array): Promise<Uint8Array>
}
interface ScalarField {
  readonly w: readonly Uint8Array[]
  e(value: bigint | number): Uint8Array
  add(a: Uint8Array, b: Uint8Array): Uint8Array
  sub(a: Uint8Array, b: Uint8Array): Uint8Array
  mul(a: Uint8Array, b: Uint8Array): Uint8Array
  fft(values: Uint8Array): Promise<Uint8Array>
  ifft(values: Uint8Array): Promise<Uint8Array>
  batchApplyKey(values: Uint8Array, first: Uint8Array, factor: Uint8Array): Promise<Uint8Array>
  toRprLE(target: Uint8Array, offset: number, value: Uint8Array): void
}
interface Curve {
  readonly G1: Group
  readonly G2: Group
  readonly Fr: ScalarField
  terminate(): Promise<void>
}

/** Every operation asynchronous, because ffjavascript's are. */
type Promised<Engine> = {
  [Name in keyof Engine]: Engine[Name] extends (...parameters: infer Parameters) => infer Result
    ? (...parameters: Parameters) => Promise<Result>
    : never
}

const at = (bytes: Uint8Array, index: number, size = FIELD_BYTES) => bytes.subarray(index * size, (index + 1) * size)
const toBigInt = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)
const fromBigInt = (value: bigint) =>
  Uint8Array.from(Buffer.from((value % FIELD_MODULUS).toString(16).padStart(64, '0'), 'hex')).reverse()

/** The other way round than `pointOfZkey`. */
function toMontgomery(point: Uint8Array): Uint8Array {
  const coordinates = Array.from({ length: point.length / FIELD_BYTES }, (_, index) => toBigInt(at(point, index)))
  const hex = (value: bigint) => ((value << 256n) % BASE_FIELD_MODULUS).toString(16).padStart(64, '0')
  return Uint8Array.from(Buffer.concat(coordinates.map((value) => Buffer.from(hex(value), 'hex').reverse())))
}

/**
 * The oracle of our own engine: ffjavascript's arithmetic, used as snarkjs uses it. The polynomial in x is taken from
 * whole quotients at x = 0, 1 and 2, by finite differences.
 */
export class FfjavascriptProvingEngine implements Promised<ProvingEngine> {
  readonly #curve: Curve
  readonly #key: ProvingKey

  private constructor(curve: Curve, key: ProvingKey) {
    this.#curve = curve
    this.#key = key
  }

  static async create(key: ProvingKey): Promise<FfjavascriptProvingEngine> {
    return new FfjavascriptProvingEngine((await buildBn128(true)) as unknown as Curve, key)
  }

  async sum(set: PointSetName, scalars: Uint8Array, indices?: Uint32Array): Promise<Uint8Array> {
    const [group, size] = set === 'b2' ? [this.#curve.G2, G2_BYTES] : [this.#curve.G1, G1_BYTES]
    const points = this.#key.points[set]
    const chosen = indices ? [...indices] : Array.from({ length: points.length / size }, (_, index) => index)
    const gather = (bytes: Uint8Array, width: number) =>
      Uint8Array.from(Buffer.concat(chosen.map((index) => at(bytes, index, width))))
    return pointOfZkey(group.toAffine(await group.multiExpAffine(gather(points, size), gather(scalars, FIELD_BYTES))))
  }

  async combineG1(points: readonly Uint8Array[], scalars: readonly Uint8Array[]): Promise<Uint8Array> {
    return combine(this.#curve.G1, points, scalars)
  }

  async combineG2(points: readonly Uint8Array[], scalars: readonly Uint8Array[]): Promise<Uint8Array> {
    return combine(this.#curve.G2, points, scalars)
  }

  async quotient(witness: Uint8Array, quotient: Uint8Array): Promise<void> {
    const { Fr } = this.#curve
    const { a, b } = this.#key.rows
    const [aValues, bValues] = [this.#evaluate(a, witness), this.#evaluate(b, witness)]
    const cValues = new Uint8Array(aValues.length)
    for (let row = 0; row < aValues.length / FIELD_BYTES; row++) {
      cValues.set(Fr.mul(at(aValues, row), at(bValues, row)), row * FIELD_BYTES)
    }
    const [aOdd, bOdd, cOdd] = [
      await this.#toCoset(aValues),
      await this.#toCoset(bValues),
      await this.#toCoset(cValues),
    ]
    for (let row = 0; row < aValues.length / FIELD_BYTES; row++) {
      const value = Fr.sub(Fr.mul(at(aOdd, row), at(bOdd, row)), at(cOdd, row))
      Fr.toRprLE(quotient, row * FIELD_BYTES, value)
    }
  }

  async quotientInX(witness: Uint8Array, slope: Uint8Array, constant: Uint8Array, linear: Uint8Array): Promise<void> {
    const [h0, h1, h2] = await Promise.all([0n, 1n, 2n].map((x) => this.#quotientAt(witness, toBigInt(slope), x)))
    const half = (FIELD_MODULUS + 1n) / 2n
    constant.set(h0!)
    for (let index = 0; index < h0!.length / FIELD_BYTES; index++) {
      const [c0, c1, c2] = [h0!, h1!, h2!].map((values) => toBigInt(at(values, index)))
      const square = ((c0! - 2n * c1! + c2!) * half) % FIELD_MODULUS
      linear.set(fromBigInt(((c1! - c0! - square) % FIELD_MODULUS) + 2n * FIELD_MODULUS), index * FIELD_BYTES)
    }
  }

  /** The quotient's second difference, of any witness: one of zeros, with slope 0 and slope 1. */
  async quotientCurvature(): Promise<{ fixed: Uint8Array; perSlope: Uint8Array }> {
    const witness = new Uint8Array((this.#key.points.a.length / G1_BYTES) * FIELD_BYTES)
    const half = (FIELD_MODULUS + 1n) / 2n
    const curvatureWith = async (slope: bigint): Promise<bigint[]> => {
      const values = await Promise.all([0n, 1n, 2n].map((x) => this.#quotientAt(witness, slope, x)))
      return Array.from({ length: values[0]!.length / FIELD_BYTES }, (_, index) => {
        const [c0, c1, c2] = values.map((list) => toBigInt(at(list, index)))
        return ((((c0! - 2n * c1! + c2!) * half) % FIELD_MODULUS) + FIELD_MODULUS) % FIELD_MODULUS
      })
    }
    const [fixed, withSlope] = [await curvatureWith(0n), await curvatureWith(1n)]
    const bytesOf = (values: bigint[]) => Uint8Array.from(Buffer.concat(values.map(fromBigInt)))
    const perSlope = withSlope.map((value, index) => (value - fixed[index]! + FIELD_MODULUS) % FIELD_MODULUS)
    return { fixed: bytesOf(fixed), perSlope: bytesOf(perSlope) }
  }

  async #quotientAt(witness: Uint8Array, slope: bigint, x: bigint): Promise<Uint8Array> {
    const moved = witness.slice()
    moved.set(fromBigInt(toBigInt(at(witness, Y_WIRE)) + slope * x), Y_WIRE * FIELD_BYTES)
    moved.set(fromBigInt(toBigInt(at(witness, X_WIRE)) + x), X_WIRE * FIELD_BYTES)
    const quotient = new Uint8Array(this.#key.points.h.length / 2)
    await this.quotient(moved, quotient)
    return quotient
  }

  /** Coefficients carry R^2, so that one Montgomery product with a plain scalar is in Montgomery form. */
  #evaluate({ starts, wires, coefficients }: SparseRows, witness: Uint8Array): Uint8Array {
    const { Fr } = this.#curve
    const values = new Uint8Array((starts.length - 1) * FIELD_BYTES)
    for (let row = 0; row < starts.length - 1; row++) {
      let sum = Fr.e(0)
      for (let term = starts[row]!; term < starts[row + 1]!; term++) {
        sum = Fr.add(sum, Fr.mul(at(coefficients, term), at(witness, wires[term]!)))
      }
      values.set(sum, row * FIELD_BYTES)
    }
    return values
  }

  async #toCoset(values: Uint8Array): Promise<Uint8Array> {
    const { Fr } = this.#curve
    const power = Math.log2(values.length / FIELD_BYTES)
    return Fr.fft(await Fr.batchApplyKey(await Fr.ifft(values), Fr.e(1), Fr.w[power + 1]!))
  }

  async end(): Promise<void> {
    await this.#curve.terminate()
  }
}

function combine(group: Group, points: readonly Uint8Array[], scalars: readonly Uint8Array[]): Uint8Array {
  const terms = points.map((point, index) => group.timesScalar(toMontgomery(point), toBigInt(scalars[index]!)))
  return pointOfZkey(group.toAffine(terms.reduce((sum, term) => group.add(sum, term), group.zero)))
}
