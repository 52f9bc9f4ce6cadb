import { bn254 } from '@noble/curves/bn254.js'
import { expect } from 'chai'
import fc from 'fast-check'
import { bigIntToBytesLE, concatBytes } from '../../../../src/foundation/index.ts'
import { createCurveEngine } from '../../../../src/rln/bn254/curve-engine.ts'
import type { CurveGroup, GroupName } from '../../../../src/rln/bn254/curve-group.ts'
import { BASE_FIELD_MODULUS, FIELD_MODULUS } from '../../../../src/rln/field.ts'

/** What the tests take of noble's points. */
interface Oracle<Point> {
  readonly BASE: Point
  readonly ZERO: Point
}
interface OraclePoint<Point> {
  add(other: Point): Point
  double(): Point
  negate(): Point
  multiplyUnsafe(scalar: bigint): Point
  is0(): boolean
}

const { g1, g2 } = await createCurveEngine()
const { G1, G2 } = bn254
const bytesOf = (values: readonly bigint[]): Uint8Array =>
  concatBytes(...values.map((value) => bigIntToBytesLE(value, 32)))
const inMontgomeryForm = (value: bigint): bigint => (value << 256n) % BASE_FIELD_MODULUS

const scalar = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(0n, 1n, 2n, FIELD_MODULUS - 1n, (FIELD_MODULUS - 1n) / 2n, 1n << 253n) },
  { weight: 2, arbitrary: fc.bigInt({ min: 0n, max: FIELD_MODULUS - 1n }) },
)
/** Small multiples of the generator, so that equal, opposite and infinite points meet often. */
const multiples = (length: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: -4, max: 4 }), { minLength: length, maxLength: length })

function describeGroup<Name extends GroupName, Point extends OraclePoint<Point>>(
  group: CurveGroup<Name>,
  oracle: Oracle<Point>,
  coordinates: (point: Point) => bigint[],
): void {
  const plain = (point: Point): Uint8Array => bytesOf(coordinates(point))
  const zkey = (point: Point): Uint8Array => bytesOf(coordinates(point).map(inMontgomeryForm))
  const times = (factor: number): Point => {
    const multiple = oracle.BASE.multiplyUnsafe(BigInt(Math.abs(factor)))
    return factor < 0 ? multiple.negate() : multiple
  }
  const sumOf = (factors: readonly number[], scalars: readonly bigint[]): Point => {
    const total = factors.reduce((sum, factor, index) => sum + BigInt(factor) * scalars[index]!, 0n) % FIELD_MODULUS
    return oracle.BASE.multiplyUnsafe((total + FIELD_MODULUS) % FIELD_MODULUS)
  }

  describe(`sums in ${group.name}`, () => {
    it('of multiples of a set, whatever points and scalars meet', () => {
      const terms = fc.constantFrom(1, 2, 3, 20).chain((length) => {
        return fc.tuple(multiples(length), fc.array(scalar, { minLength: length, maxLength: length }))
      })
      fc.assert(
        fc.property(terms, ([factors, scalars]) => {
          const set = group.load(concatBytes(...factors.map((factor) => zkey(times(factor)))))
          expect(group.msm(set, bytesOf(scalars))).to.deep.equal(plain(sumOf(factors, scalars)))
        }),
        { numRuns: 20 },
      )
    })

    it('of 300 points, all or some of them', () => {
      const factors = Array.from({ length: 300 }, (_, index) => (index % 9) - 4)
      const set = group.load(concatBytes(...factors.map((factor) => zkey(times(factor)))))
      const scalars = fc.array(scalar, { minLength: 300, maxLength: 300 })
      const indices = fc.uniqueArray(fc.nat({ max: 299 }))
      fc.assert(
        fc.property(scalars, indices, (values, chosen) => {
          expect(group.msm(set, bytesOf(values))).to.deep.equal(plain(sumOf(factors, values)))
          const some = chosen.map((index) => values[index]!)
          const expected = sumOf(
            chosen.map((index) => factors[index]!),
            some,
          )
          expect(group.msm(set, bytesOf(values), Uint32Array.from(chosen))).to.deep.equal(plain(expected))
        }),
        { numRuns: 5 },
      )
    })

    it('of one scalar for all points of a large bucket', () => {
      const factors = Array.from({ length: 100 }, () => 1)
      const set = group.load(concatBytes(...factors.map((factor) => zkey(times(factor)))))
      const scalars = factors.map(() => FIELD_MODULUS - 1n)
      expect(group.msm(set, bytesOf(scalars))).to.deep.equal(plain(sumOf(factors, scalars)))
    })

    it('of nothing are infinity', () => {
      const infinity = plain(oracle.ZERO)
      expect(group.msm(group.load(new Uint8Array()), new Uint8Array())).to.deep.equal(infinity)
      expect(group.combine([], new Uint8Array())).to.deep.equal(infinity)
      expect(group.add()).to.deep.equal(infinity)
    })

    it('of a few points, added, subtracted, negated, multiplied', () => {
      const factor = fc.integer({ min: -3, max: 3 })
      fc.assert(
        fc.property(factor, factor, scalar, scalar, (left, right, first, second) => {
          const [a, b] = [plain(times(left)), plain(times(right))]
          expect(group.add(a, b)).to.deep.equal(plain(times(left + right)))
          expect(group.subtract(a, b)).to.deep.equal(plain(times(left - right)))
          expect(group.negate(a)).to.deep.equal(plain(times(-left)))
          expect(group.multiply(a, bytesOf([first]))).to.deep.equal(plain(sumOf([left], [first])))
          const sum = plain(sumOf([left, right], [first, second]))
          expect(group.combine([a, b], bytesOf([first, second]))).to.deep.equal(sum)
        }),
        { numRuns: 20 },
      )
    })

    it('of multiples of up to six points by any scalars, also those whose halves are short', () => {
      const any = fc.oneof(scalar, fc.bigInt({ min: 0n, max: 1n << 130n }))
      const terms = fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), any), { maxLength: 6 })
      fc.assert(
        fc.property(terms, (pairs) => {
          const [factors, scalars] = [pairs.map(([factor]) => factor), pairs.map(([, value]) => value)]
          const points = factors.map((factor) => plain(times(factor)))
          expect(group.combine(points, bytesOf(scalars))).to.deep.equal(plain(sumOf(factors, scalars)))
        }),
        { numRuns: 50 },
      )
    })

    it('refuse what does not fit', () => {
      const set = group.load(zkey(oracle.BASE))
      expect(() => group.msm(set, new Uint8Array(64))).to.throw(RangeError)
      expect(() => group.msm(set, new Uint8Array(32), Uint32Array.of(1))).to.throw(RangeError)
      expect(() => group.load(new Uint8Array(65))).to.throw(RangeError)
      expect(() => group.multiply(plain(oracle.BASE).subarray(1), new Uint8Array(32))).to.throw(RangeError)
    })
  })
}

describeGroup(g1, G1.Point, (point) => {
  const { x, y } = point.toAffine()
  return point.is0() ? [0n, 0n] : [x, y]
})
describeGroup(g2, G2.Point, (point) => {
  const { x, y } = point.toAffine()
  return point.is0() ? [0n, 0n, 0n, 0n] : [x.c0, x.c1, y.c0, y.c1]
})
