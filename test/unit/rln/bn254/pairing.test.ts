import { bn254 } from '@noble/curves/bn254.js'
import { expect } from 'chai'
import fc from 'fast-check'
import { Engine } from '../../../../src/rln/bn254/engine.ts'
import { BASE_FIELD_MODULUS, FIELD_MODULUS } from '../../../../src/rln/field.ts'
import { pointOffSubgroup, pointOfOrder, times } from '../../../support/twist-points.ts'
import { FP_BYTES, putFp, takeFp } from './engine-elements.ts'

const { Fp, Fp2, Fp12 } = bn254.fields
const [G1, G2] = [bn254.G1.Point, bn254.G2.Point]
type Fq2 = ReturnType<typeof Fp2.inv>
type Fq12 = ReturnType<typeof Fp12.inv>

const FP12_BYTES = 12 * FP_BYTES
const LINES_BYTES = 88 * 6 * FP_BYTES

type Exports = Record<
  | 'cyclotomicSquare'
  | 'divideLines'
  | 'finalExponentiation'
  | 'fp12Conjugate'
  | 'fp12Frobenius'
  | 'fp12Frobenius2'
  | 'fp12Frobenius3'
  | 'fp12Inverse'
  | 'fp12IsOne'
  | 'fp12Multiply'
  | 'fp12MultiplyByLine'
  | 'fp12MultiplyByUnitLine'
  | 'fp12Square'
  | 'millerLoop'
  | 'prepareLines',
  (...parameters: number[]) => number
>

const engine = await Engine.create<Exports>()
const [left, right, result] = [0, 0, 0].map(() => engine.allocate(FP12_BYTES)) as [number, number, number]

function coefficients(value: Fq12): bigint[] {
  return [value.c0, value.c1].flatMap(({ c0, c1, c2 }) => [c0, c1, c2].flatMap((part) => [part.c0, part.c1]))
}

/** line0 + line1 * w + line2 * w^3. */
function line(line0: Fq2, line1: Fq2, line2: Fq2): Fq12 {
  return { c0: { c0: line0, c1: Fp2.ZERO, c2: Fp2.ZERO }, c1: { c0: line1, c1: line2, c2: Fp2.ZERO } }
}

function takeFp12(pointer: number): Fq12 {
  return Fp12.fromBigTwelve(takeFp(engine, pointer, 12) as unknown as Parameters<typeof Fp12.fromBigTwelve>[0])
}

const element = fc.oneof(fc.constantFrom(0n, 1n, BASE_FIELD_MODULUS - 1n), fc.bigInt(0n, BASE_FIELD_MODULUS - 1n))
const fp12Element = fc
  .tuple(...Array.from({ length: 12 }, () => element))
  .map((parts) => Fp12.fromBigTwelve(parts as unknown as Parameters<typeof Fp12.fromBigTwelve>[0]))
const scalar = fc.bigInt(1n, FIELD_MODULUS - 1n)

type G1Point = InstanceType<typeof G1>
type G2Point = InstanceType<typeof G2>

function putG1(point: G1Point): number {
  const { x, y } = point.toAffine()
  const pointer = engine.allocate(2 * FP_BYTES)
  putFp(engine, pointer, x, y)
  return pointer
}

function prepare(point: G2Point): { lines: number; isInSubgroup: boolean } {
  const { x, y } = point.toAffine()
  const pointer = engine.allocate(4 * FP_BYTES)
  putFp(engine, pointer, x.c0, x.c1, y.c0, y.c1)
  const lines = engine.allocate(LINES_BYTES)
  return { lines, isInSubgroup: engine.exports.prepareLines(lines, pointer) === 1 }
}

function list(pairs: readonly (readonly [number, number])[]): number {
  const pointer = engine.allocate(8 * pairs.length)
  engine.write(pointer, new Uint8Array(Uint32Array.from(pairs.flat()).buffer))
  return pointer
}

/** The product of the pairings; those of the second list by divided lines. */
function pairingProduct(
  pairs: readonly (readonly [G1Point, G2Point])[],
  unitPairs: readonly (readonly [G1Point, G2Point])[] = [],
): Fq12 {
  return engine.scoped(() => {
    const general = pairs.map(([p, q]) => [putG1(p), prepare(q).lines] as const)
    const units = unitPairs.map(([p, q]) => {
      const { x, y } = p.toAffine()
      const pointer = engine.allocate(2 * FP_BYTES)
      putFp(engine, pointer, Fp.div(x, y), Fp.inv(y))
      const { lines } = prepare(q)
      engine.exports.divideLines(lines, lines)
      return [pointer, lines] as const
    })
    engine.exports.millerLoop(result, list(general), general.length, list(units), units.length)
    engine.exports.finalExponentiation(result, result)
    return takeFp12(result)
  })
}

describe('engine arithmetic in Fp12', () => {
  const oracles: [keyof Exports, (a: Fq12, b: Fq12) => Fq12][] = [
    ['fp12Multiply', (a, b) => Fp12.mul(a, b)],
    ['fp12Square', (a) => Fp12.sqr(a)],
    ['fp12Inverse', (a) => (Fp12.is0(a) ? a : Fp12.inv(a))],
    ['fp12Conjugate', (a) => Fp12.conjugate(a)],
    ['fp12Frobenius', (a) => Fp12.frobeniusMap(a, 1)],
    ['fp12Frobenius2', (a) => Fp12.frobeniusMap(a, 2)],
    ['fp12Frobenius3', (a) => Fp12.frobeniusMap(a, 3)],
    ['fp12MultiplyByLine', (a, { c0 }) => Fp12.mul(a, line(c0.c0, c0.c1, c0.c2))],
    ['fp12MultiplyByUnitLine', (a, { c0 }) => Fp12.mul(a, line(Fp2.ONE, c0.c0, c0.c1))],
  ]
  for (const [name, oracle] of oracles) {
    it(`${name} agrees with noble, also over its own inputs`, () => {
      const property = fc.property(fp12Element, fp12Element, (a, b) => {
        for (const target of [result, left]) {
          putFp(engine, left, ...coefficients(a))
          putFp(engine, right, ...coefficients(b))
          engine.exports[name](target, left, right)
          expect(takeFp12(target)).to.deep.equal(oracle(a, b))
        }
      })
      fc.assert(property, { numRuns: 20 })
    })
  }

  it('knows one', () => {
    putFp(engine, left, ...coefficients(Fp12.ONE))
    expect(engine.exports.fp12IsOne(left)).to.equal(1)
    putFp(engine, left, ...coefficients(Fp12.add(Fp12.ONE, Fp12.ONE)))
    expect(engine.exports.fp12IsOne(left)).to.equal(0)
  })

  it('squares in the cyclotomic subgroup as anywhere', () => {
    const value = pairingProduct([[G1.BASE, G2.BASE]])
    putFp(engine, left, ...coefficients(value))
    engine.exports.cyclotomicSquare(result, left)
    expect(takeFp12(result)).to.deep.equal(Fp12.sqr(value))
  })
})

describe("the engine's pairing", () => {
  it("agrees with noble's", () => {
    const property = fc.property(scalar, scalar, (m, n) => {
      const [p, q] = [G1.BASE.multiply(m), G2.BASE.multiply(n)]
      expect(pairingProduct([[p, q]])).to.deep.equal(bn254.pairing(p, q))
    })
    fc.assert(property, { numRuns: 5 })
  })

  it('multiplies many pairings in one loop, with lines as they are and divided', () => {
    const property = fc.property(fc.array(fc.tuple(scalar, scalar, fc.boolean()), { maxLength: 5 }), (factors) => {
      const pairs = factors.map(([m, n]) => [G1.BASE.multiply(m), G2.BASE.multiply(n)] as const)
      const product = pairingProduct(
        pairs.filter((_, index) => factors[index]![2]),
        pairs.filter((_, index) => !factors[index]![2]),
      )
      const exponent = factors.reduce((sum, [m, n]) => sum + m * n, 0n) % FIELD_MODULUS
      const expected = Fp12.pow(pairingProduct([[G1.BASE, G2.BASE]]), exponent)
      expect(product).to.deep.equal(expected)
    })
    fc.assert(property, { numRuns: 8 })
  })

  it('takes every point of the subgroup and none outside', () => {
    const property = fc.property(scalar, fc.integer({ min: 1, max: 1 << 30 }), (n, seed) => {
      const isInSubgroup = (point: G2Point): boolean => engine.scoped(() => prepare(point).isInSubgroup)
      const inside = G2.BASE.multiply(n)
      const outside = pointOffSubgroup(seed)
      expect(isInSubgroup(inside)).to.equal(true)
      expect(times(FIELD_MODULUS, outside).is0(), 'r times the point').to.equal(false)
      expect(isInSubgroup(outside)).to.equal(false)
      for (const order of [10069n, 5864401n]) {
        const small = pointOfOrder(order, seed)
        expect(isInSubgroup(small)).to.equal(false)
        expect(isInSubgroup(inside.add(small)), `plus a point of order ${order}`).to.equal(false)
      }
    })
    fc.assert(property, { numRuns: 5 })
  })
})
