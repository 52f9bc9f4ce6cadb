import { FIELD_MODULUS } from '../field.ts'
import type { VerificationKey } from '../verification-key.ts'
import { Engine, type EngineFunction } from './engine.ts'
import { type KeyExports, KeyInEngine, LINES_BYTES } from './key-in-engine.ts'

/** Proofs that are kept at once. */
export const MAX_PROOFS = 64
/** Of a weight: two halves, little-endian, low first. */
export const WEIGHT_BYTES = 16

const ELEMENT_BYTES = 36
const G1_BYTES = 2 * ELEMENT_BYTES
const G2_BYTES = 4 * ELEMENT_BYTES
const JACOBIAN_BYTES = 3 * ELEMENT_BYTES
const GT_BYTES = 12 * ELEMENT_BYTES
const PROOF_BYTES = 128
const POINTER_BYTES = 4

// A slot holds A | B | C, affine, then the lines of B, then A times its weight.
const B_IN_SLOT = G1_BYTES
const C_IN_SLOT = B_IN_SLOT + G2_BYTES
const LINES_IN_SLOT = C_IN_SLOT + G1_BYTES
const WEIGHTED_A_IN_SLOT = LINES_IN_SLOT + LINES_BYTES
const SLOT_BYTES = WEIGHTED_A_IN_SLOT + G1_BYTES

/** The factor a weight's high half stands for: lambda times a point of G1 costs one product. lambda^2 + lambda + 1 = 0. */
const LAMBDA = 21888242871839275217838484774961031246154997185409878258781734729429964517155n

type CheckerExports = KeyExports &
  Readonly<
    Record<
      | 'decompressProof'
      | 'finalExponentiation'
      | 'fp12IsOne'
      | 'multiplyFp12'
      | 'normalize'
      | 'prepareLines'
      | 'toJacobian'
      | 'toNegatedUnitPoints'
      | 'weightedSum'
      | 'weightedSumScratchBytes',
      EngineFunction
    >
  >

/** A proof with what it is weighted by in a batch. */
export interface WeightedProof {
  /** Where it was loaded, below {@link MAX_PROOFS}. */
  readonly slot: number
  /** The public signals, below r. */
  readonly signals: readonly bigint[]
  /** Not 0. Little-endian: that of the low half, then that of the high one. */
  readonly weight: Uint8Array
}

/**
 * Checks Groth16 proofs under one key, one alone or many as one, in an engine of its own:
 *
 *     e(w A, B) .. * e(-sum of w IC, gamma) * e(-sum of w C, delta) * e(-(sum of w) alpha, beta) = 1
 *
 * holds for proofs that hold each, and for others with a chance of one in 2^128, when the weights w are drawn after the
 * proofs are known.
 */
export class Groth16Checker {
  readonly #engine: Engine<CheckerExports>
  readonly #key: KeyInEngine
  readonly #slots: number

  private constructor(engine: Engine<CheckerExports>, key: KeyInEngine) {
    this.#engine = engine
    this.#key = key
    this.#slots = engine.allocate(MAX_PROOFS * SLOT_BYTES)
  }

  /** @param key as `parseVerificationKey` gives it: its points are taken to be valid */
  static async create(key: VerificationKey): Promise<Groth16Checker> {
    const engine = await Engine.create<CheckerExports>()
    return new Groth16Checker(engine, new KeyInEngine(engine, key))
  }

  /**
   * Decompresses a proof into a slot and prepares its B.
   * @param proofBytes 128 bytes that passed `checkProofEncoding`
   */
  load(slot: number, proofBytes: Uint8Array): 'point_not_on_curve' | 'point_not_in_subgroup' | undefined {
    const points = this.#slot(slot)
    return this.#engine.scoped(() => {
      const bytes = this.#engine.allocate(PROOF_BYTES)
      this.#engine.write(bytes, proofBytes)
      if (!this.#engine.exports.decompressProof(points, bytes)) return 'point_not_on_curve'
      const isInSubgroup = this.#engine.exports.prepareLines(points + LINES_IN_SLOT, points + B_IN_SLOT)
      return isInSubgroup ? undefined : 'point_not_in_subgroup'
    })
  }

  /** Multiplies each proof's A by its weight, for later calls of `hold`. */
  weigh(proofs: readonly WeightedProof[]): void {
    this.#engine.scoped(() => {
      const jacobian = this.#engine.allocate(proofs.length * JACOBIAN_BYTES)
      proofs.forEach(({ slot, weight }, index) => {
        this.#weightedSum(jacobian + index * JACOBIAN_BYTES, [this.#slot(slot)], [weight])
      })
      const affine = this.#engine.allocate(proofs.length * G1_BYTES)
      const scratch = this.#engine.allocate(proofs.length * ELEMENT_BYTES)
      this.#engine.exports.normalize(affine, jacobian, proofs.length, scratch)
      proofs.forEach(({ slot }, index) => {
        this.#engine.write(
          this.#slot(slot) + WEIGHTED_A_IN_SLOT,
          this.#engine.read(affine + index * G1_BYTES, G1_BYTES),
        )
      })
    })
  }

  /** Whether one proof that was loaded holds. */
  holds(slot: number, signals: readonly bigint[]): boolean {
    return this.#engine.scoped(() => {
      const sums = this.#engine.allocate(2 * JACOBIAN_BYTES)
      this.#key.sumOfInputs(sums, [1n, ...signals])
      this.#engine.exports.toJacobian(sums + JACOBIAN_BYTES, this.#slot(slot) + C_IN_SLOT)
      const product = this.#millerLoop([slot], (each) => this.#slot(each), sums, 2)
      this.#engine.exports.multiplyFp12(product, product, this.#key.millerOfAlphaBeta)
      return this.#isOne(product)
    })
  }

  /** Whether proofs that were loaded and weighed hold together. */
  hold(proofs: readonly WeightedProof[]): boolean {
    return this.#engine.scoped(() => {
      const factors = proofs.map(({ weight }) => factorOf(weight))
      const total = factors.reduce((sum, factor) => sum + factor, 0n) % FIELD_MODULUS
      const inputs = proofs[0]!.signals.map((_, input) => {
        return proofs.reduce((sum, { signals }, index) => sum + factors[index]! * signals[input]!, 0n) % FIELD_MODULUS
      })
      const sums = this.#engine.allocate(3 * JACOBIAN_BYTES)
      this.#key.sumOfInputs(sums, [total, ...inputs])
      const slots = proofs.map(({ slot }) => slot)
      this.#weightedSum(
        sums + JACOBIAN_BYTES,
        slots.map((slot) => this.#slot(slot) + C_IN_SLOT),
        proofs.map(({ weight }) => weight),
      )
      this.#key.multipleOfAlpha(sums + 2 * JACOBIAN_BYTES, total)
      return this.#isOne(this.#millerLoop(slots, (slot) => this.#slot(slot) + WEIGHTED_A_IN_SLOT, sums, 3))
    })
  }

  /** The product over the proofs and the first `fixedCount` of gamma, delta and beta, with the negatives of `sums`. */
  #millerLoop(slots: readonly number[], pointOf: (slot: number) => number, sums: number, fixedCount: number): number {
    const { exports } = this.#engine
    const unitPoints = this.#engine.allocate(fixedCount * G1_BYTES)
    exports.toNegatedUnitPoints(unitPoints, sums, fixedCount, this.#engine.allocate(fixedCount * ELEMENT_BYTES))
    const pairs = slots.flatMap((slot) => [pointOf(slot), this.#slot(slot) + LINES_IN_SLOT])
    const fixedPairs = this.#key.fixedLines
      .slice(0, fixedCount)
      .flatMap((lines, index) => [unitPoints + index * G1_BYTES, lines])
    const product = this.#engine.allocate(GT_BYTES)
    exports.millerLoop(product, this.#pointers(pairs), slots.length, this.#pointers(fixedPairs), fixedCount)
    return product
  }

  #isOne(product: number): boolean {
    this.#engine.exports.finalExponentiation(product, product)
    return this.#engine.exports.fp12IsOne(product) === 1
  }

  #weightedSum(result: number, points: readonly number[], weights: readonly Uint8Array[]): void {
    const { exports } = this.#engine
    const weightsAt = this.#engine.allocate(weights.length * WEIGHT_BYTES)
    weights.forEach((weight, index) => {
      this.#engine.write(weightsAt + index * WEIGHT_BYTES, weight)
    })
    const scratch = this.#engine.allocate(exports.weightedSumScratchBytes(points.length))
    exports.weightedSum(result, this.#pointers(points), weightsAt, points.length, scratch)
  }

  #pointers(pointers: readonly number[]): number {
    const list = this.#engine.allocate(pointers.length * POINTER_BYTES)
    this.#engine.write(list, new Uint8Array(Uint32Array.from(pointers).buffer))
    return list
  }

  #slot(slot: number): number {
    return this.#slots + slot * SLOT_BYTES
  }
}

/** What a weight multiplies by: low + lambda * high. */
function factorOf(weight: Uint8Array): bigint {
  const view = new DataView(weight.buffer, weight.byteOffset, WEIGHT_BYTES)
  return (view.getBigUint64(0, true) + view.getBigUint64(WEIGHT_BYTES / 2, true) * LAMBDA) % FIELD_MODULUS
}
