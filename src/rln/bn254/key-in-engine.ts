import { FIELD_BYTES } from '../field.ts'
import type { VerificationKey } from '../verification-key.ts'
import type { Engine, EngineFunction } from './engine.ts'

const ELEMENT_BYTES = 36
const G1_BYTES = 2 * ELEMENT_BYTES
const G2_BYTES = 4 * ELEMENT_BYTES
const JACOBIAN_BYTES = 3 * ELEMENT_BYTES
const GT_BYTES = 12 * ELEMENT_BYTES
const PAIR_BYTES = 8
/** Lines of a point of G2: of six elements each, and of four when divided. */
const LINES = 88
export const LINES_BYTES = LINES * 6 * ELEMENT_BYTES
const DIVIDED_LINES_BYTES = LINES * 4 * ELEMENT_BYTES

export type KeyExports = Readonly<
  Record<
    | 'divideLines'
    | 'fixedBaseSum'
    | 'fixedTableBytes'
    | 'g1Read'
    | 'g2Read'
    | 'makeFixedTable'
    | 'millerLoop'
    | 'prepareLines'
    | 'toJacobian'
    | 'toNegatedUnitPoints',
    EngineFunction
  >
>

/** A verification key as its proofs need it: everything that is the same for all of them is computed here, once. */
export class KeyInEngine {
  /** Lines of gamma, delta and beta, divided. */
  readonly fixedLines: readonly number[]
  /** The Miller loop's value for -alpha and beta. */
  readonly millerOfAlphaBeta: number
  readonly #engine: Engine<KeyExports>
  /** Tables of the IC points, then that of alpha. */
  readonly #tables: number
  readonly #inputCount: number

  constructor(engine: Engine<KeyExports>, key: VerificationKey) {
    this.#engine = engine
    this.fixedLines = [key.vk_gamma_2, key.vk_delta_2, key.vk_beta_2].map((point) => this.#dividedLines(point))
    const points = [...key.IC, key.vk_alpha_1]
    this.#inputCount = key.IC.length
    const tableBytes = engine.exports.fixedTableBytes()
    this.#tables = engine.allocate(points.length * tableBytes)
    points.forEach((point, index) => {
      engine.scoped(() => engine.exports.makeFixedTable(this.#tables + index * tableBytes, this.#g1(point)))
    })
    this.millerOfAlphaBeta = engine.allocate(GT_BYTES)
    engine.scoped(() => this.#computeAlphaBeta(key.vk_alpha_1))
  }

  /** result = the sum of inputs[i] * IC[i], Jacobian; inputs below r. */
  sumOfInputs(result: number, inputs: readonly bigint[]): void {
    this.#fixedBaseSum(result, this.#tables, inputs)
  }

  /** result = factor * alpha, Jacobian; factor below r. */
  multipleOfAlpha(result: number, factor: bigint): void {
    const table = this.#tables + this.#inputCount * this.#engine.exports.fixedTableBytes()
    this.#fixedBaseSum(result, table, [factor])
  }

  #fixedBaseSum(result: number, tables: number, factors: readonly bigint[]): void {
    this.#engine.scoped(() => {
      const scalars = this.#engine.allocate(factors.length * FIELD_BYTES)
      factors.forEach((factor, index) => {
        this.#engine.writeInteger(scalars + index * FIELD_BYTES, factor)
      })
      this.#engine.exports.fixedBaseSum(result, tables, scalars, factors.length)
    })
  }

  #dividedLines(point: readonly (readonly string[])[]): number {
    const divided = this.#engine.allocate(DIVIDED_LINES_BYTES)
    this.#engine.scoped(() => {
      const lines = this.#engine.allocate(LINES_BYTES)
      const affine = this.#engine.allocate(G2_BYTES)
      this.#engine.exports.g2Read(affine, this.#integers(point.slice(0, 2).flat()), 1)
      this.#engine.exports.prepareLines(lines, affine)
      this.#engine.exports.divideLines(divided, lines)
    })
    return divided
  }

  #computeAlphaBeta(alpha: readonly string[]): void {
    const { exports } = this.#engine
    const jacobian = this.#engine.allocate(JACOBIAN_BYTES)
    exports.toJacobian(jacobian, this.#g1(alpha))
    const unitPoint = this.#engine.allocate(G1_BYTES)
    exports.toNegatedUnitPoints(unitPoint, jacobian, 1, this.#engine.allocate(ELEMENT_BYTES))
    const pair = this.#engine.allocate(PAIR_BYTES)
    this.#engine.write(pair, new Uint8Array(Uint32Array.of(unitPoint, this.fixedLines[2]!).buffer))
    exports.millerLoop(this.millerOfAlphaBeta, 0, 0, pair, 1)
  }

  /** An affine point of the key, in the engine. */
  #g1(point: readonly string[]): number {
    const affine = this.#engine.allocate(G1_BYTES)
    this.#engine.exports.g1Read(affine, this.#integers(point.slice(0, 2)), 1)
    return affine
  }

  #integers(decimals: readonly string[]): number {
    const pointer = this.#engine.allocate(decimals.length * FIELD_BYTES)
    decimals.forEach((decimal, index) => {
      this.#engine.writeInteger(pointer + index * FIELD_BYTES, BigInt(decimal))
    })
    return pointer
  }
}
