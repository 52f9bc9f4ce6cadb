import { expect } from 'chai'
import fc from 'fast-check'
import { buildBn128 } from 'ffjavascript'
import { bigIntToBytesLE, concatBytes } from '../../../../src/foundation/index.ts'
import { createCurveEngine } from '../../../../src/rln/bn254/curve-engine.ts'
import { FIELD_MODULUS, power } from '../../../../src/rln/field.ts'

/** What the tests take of ffjavascript. */
interface ScalarField {
  readonly w: readonly Uint8Array[]
  e(value: bigint): Uint8Array
  toObject(element: Uint8Array): bigint
  fft(values: Uint8Array): Promise<Uint8Array>
  ifft(values: Uint8Array): Promise<Uint8Array>
  batchApplyKey(values: Uint8Array, first: Uint8Array, factor: Uint8Array): Promise<Uint8Array>
  batchToMontgomery(values: Uint8Array): Promise<Uint8Array>
  batchFromMontgomery(values: Uint8Array): Promise<Uint8Array>
}

const ROOT = power(5n, (FIELD_MODULUS - 1n) >> 28n, FIELD_MODULUS)
const engine = await createCurveEngine()
const bytesOf = (values: readonly bigint[]): Uint8Array =>
  concatBytes(...values.map((value) => bigIntToBytesLE(value, 32)))
const scalar = fc.oneof(fc.constantFrom(0n, 1n, FIELD_MODULUS - 1n), fc.bigInt({ min: 0n, max: FIELD_MODULUS - 1n }))
const vector = (length: number): fc.Arbitrary<bigint[]> => fc.array(scalar, { minLength: length, maxLength: length })

/** The polynomial's values at shift * w^k, by definition. */
function valuesAt(coefficients: readonly bigint[], shift: bigint, root: bigint): bigint[] {
  return coefficients.map((_, k) => {
    const point = (shift * power(root, BigInt(k), FIELD_MODULUS)) % FIELD_MODULUS
    return coefficients.reduceRight((value, coefficient) => (value * point + coefficient) % FIELD_MODULUS, 0n)
  })
}

describe('a domain of roots of unity', () => {
  for (const logSize of [1, 2, 3, 6]) {
    it(`of ${2 ** logSize} evaluates, interpolates and shifts polynomials as their definition says`, () => {
      const domain = engine.domain(logSize)
      const root = power(ROOT, 1n << BigInt(28 - logSize), FIELD_MODULUS)
      const shift = power(ROOT, 1n << BigInt(27 - logSize), FIELD_MODULUS)
      fc.assert(
        fc.property(vector(domain.size), (coefficients) => {
          const values = bytesOf(valuesAt(coefficients, 1n, root))
          expect(domain.evaluate(bytesOf(coefficients))).to.deep.equal(values)
          expect(domain.interpolate(values)).to.deep.equal(bytesOf(coefficients))
          expect(domain.toOddCoset(values)).to.deep.equal(bytesOf(valuesAt(coefficients, shift, root)))
        }),
        { numRuns: 10 },
      )
    })
  }

  it('of the size of the circuit does as ffjavascript does', async () => {
    const curve = (await buildBn128(true)) as unknown as { readonly Fr: ScalarField; terminate(): Promise<void> }
    try {
      const { Fr } = curve
      const domain = engine.domain(13)
      const values = bytesOf(Array.from({ length: 8192 }, (_, index) => power(7n, BigInt(index + 1), FIELD_MODULUS)))
      const coefficients = await Fr.ifft(await Fr.batchToMontgomery(values))
      const odd = await Fr.fft(await Fr.batchApplyKey(coefficients, Fr.e(1n), Fr.w[14]!))
      expect(domain.interpolate(values)).to.deep.equal(await Fr.batchFromMontgomery(coefficients))
      expect(domain.toOddCoset(values)).to.deep.equal(await Fr.batchFromMontgomery(odd))
      expect(domain.evaluate(domain.interpolate(values))).to.deep.equal(values)
    } finally {
      await curve.terminate()
    }
  })

  it('computes the quotient from values of A and B', () => {
    const domain = engine.domain(3)
    const { vectors } = engine
    fc.assert(
      fc.property(vector(8), vector(8), (left, right) => {
        const [a, b] = [bytesOf(left), bytesOf(right)]
        const product = domain.toOddCoset(vectors.multiply(a, b))
        const expected = vectors.subtract(vectors.multiply(domain.toOddCoset(a), domain.toOddCoset(b)), product)
        expect(domain.quotient(a, b)).to.deep.equal(expected)
      }),
      { numRuns: 10 },
    )
  })

  it('refuses other sizes', () => {
    expect(() => engine.domain(0)).to.throw(RangeError)
    expect(() => engine.domain(17)).to.throw(RangeError)
    expect(() => engine.domain(2).evaluate(new Uint8Array(96))).to.throw(RangeError)
  })
})
