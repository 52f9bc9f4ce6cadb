import type { CurveEngine } from '../bn254/curve-engine.ts'
import type { PointSet } from '../bn254/curve-group.ts'
import type { EvaluationDomain } from '../bn254/evaluation-domain.ts'
import type { ConstraintTerms, ScalarVectors } from '../bn254/scalar-vectors.ts'
import { FIELD_BYTES } from '../field.ts'
import { CIRCUIT } from '../zkey-header.ts'
import { CurveArithmetic } from './curve-arithmetic.ts'
import { movedRowsOf } from './moved-rows.ts'
import type { ProvingEngine } from './proving-engine.ts'
import type { PointSetName, ProvingKey } from './proving-key.ts'

/** A prover's arithmetic on our own engine, which it holds alone. What was secret in a vector of its own is wiped. */
export class CurveProvingEngine extends CurveArithmetic implements ProvingEngine {
  readonly #vectors: ScalarVectors
  readonly #domain: EvaluationDomain
  readonly #terms: ConstraintTerms
  readonly #g1Sets: Readonly<Record<Exclude<PointSetName, 'b2'>, PointSet<'g1'>>>
  readonly #b2: PointSet<'g2'>
  readonly #moved: MovedVectors

  constructor(engine: CurveEngine, key: ProvingKey) {
    super(engine)
    const { a, b1, b2, l, h } = key.points
    this.#vectors = engine.vectors
    this.#domain = engine.domain(Math.log2(CIRCUIT.domainSize))
    this.#terms = engine.vectors.loadTerms(key.terms, CIRCUIT.domainSize, CIRCUIT.wires)
    this.#g1Sets = {
      a: engine.g1.load(a),
      b1: engine.g1.load(b1),
      l: engine.g1.load(l),
      h: engine.g1.load(h),
    }
    this.#b2 = engine.g2.load(b2)
    this.#moved = movedVectorsOf(key, this.#domain)
  }

  sum(set: PointSetName, scalars: Uint8Array, indices?: Uint32Array): Uint8Array {
    return set === 'b2'
      ? this.engine.g2.msm(this.#b2, scalars, indices)
      : this.engine.g1.msm(this.#g1Sets[set], scalars, indices)
  }

  quotient(witness: Uint8Array, quotient: Uint8Array): void {
    const { a, b } = this.#vectors.evaluate(this.#terms, witness)
    const values = this.#domain.quotient(a, b)
    quotient.set(values)
    wipe(a, b, values)
  }

  /**
   * With A, B, C = A B row by row, and x moving one row of B and two of A whose partners are zero, the linear part of
   * A B - C on the coset is L_b (A - A_b) + (slope L_y + L_x) B, where L are the rows' Lagrange polynomials.
   */
  quotientInX(witness: Uint8Array, slope: Uint8Array, constant: Uint8Array, linear: Uint8Array): void {
    const { row, ofRow, ofY, ofX } = this.#moved
    const secrets: Uint8Array[] = []
    const kept = (vector: Uint8Array): Uint8Array => {
      secrets.push(vector)
      return vector
    }
    const vectors = this.#vectors
    const { a, b } = vectors.evaluate(this.#terms, witness)
    const c = vectors.multiply(kept(a), kept(b))
    const [aOdd, bOdd, cOdd] = [a, b, kept(c)].map((values) => kept(this.#domain.toOddCoset(values)))
    const product = kept(vectors.multiply(aOdd!, bOdd!))
    constant.set(kept(vectors.subtract(product, cOdd!)))
    const ofA = kept(vectors.multiply(ofRow, aOdd!))
    const ofRowOfA = kept(vectors.scale(ofRow, a.subarray(row * FIELD_BYTES, (row + 1) * FIELD_BYTES)))
    const ofBoth = kept(vectors.add(kept(vectors.scale(ofY, slope)), ofX))
    const ofB = kept(vectors.multiply(ofBoth, bOdd!))
    linear.set(kept(vectors.add(kept(vectors.subtract(ofA, ofRowOfA)), ofB)))
    wipe(...secrets)
  }

  quotientCurvature(): { readonly fixed: Uint8Array; readonly perSlope: Uint8Array } {
    const { ofRow, ofY, ofX } = this.#moved
    return { fixed: this.#vectors.multiply(ofRow, ofX), perSlope: this.#vectors.multiply(ofRow, ofY) }
  }
}

/** The Lagrange polynomials of the rows that x moves, as values on the odd coset. */
interface MovedVectors {
  /** The row of B with x. */
  readonly row: number
  readonly ofRow: Uint8Array
  /** Those of the rows of A with y and with x. */
  readonly ofY: Uint8Array
  readonly ofX: Uint8Array
}

function movedVectorsOf(key: ProvingKey, domain: EvaluationDomain): MovedVectors {
  const { xInB, yInA, xInA } = movedRowsOf(key.rows)
  const [ofRow, ofY, ofX] = [xInB, yInA, xInA].map((row) => {
    const unit = new Uint8Array(domain.size * FIELD_BYTES)
    unit[row * FIELD_BYTES] = 1
    return domain.toOddCoset(unit)
  })
  return { row: xInB, ofRow: ofRow!, ofY: ofY!, ofX: ofX! }
}

function wipe(...secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0)
}
