import { bn254 } from '@noble/curves/bn254.js'
import { expect } from 'chai'
import fc from 'fast-check'
import { Engine } from '../../../../src/rln/bn254/engine.ts'
import { BASE_FIELD_MODULUS } from '../../../../src/rln/field.ts'
import { FP_BYTES, putFp, takeFp } from './engine-elements.ts'

const { Fp, Fp2 } = bn254.fields
type Fq2 = ReturnType<typeof Fp2.fromBigTuple>

const unary = ['fp2Double', 'fp2Negate', 'fp2Conjugate', 'fp2Square', 'fp2MultiplyByXi', 'fp2Inverse'] as const
const binary = ['fp2Add', 'fp2Subtract', 'fp2Multiply', 'fp2MultiplyByFp'] as const
type Name = (typeof unary)[number] | (typeof binary)[number] | 'fp2SquareRoot' | 'fpSquareRoot' | 'fpInverse'
type Exports = Record<Name, (result: number, a: number, b?: number) => number> &
  Record<'fp2Equals', (a: number, b: number) => number> &
  Record<'fp2IsZero', (a: number) => number>

const engine = await Engine.create<Exports>()
const [left, right, result] = [0, 0, 0].map(() => engine.allocate(2 * FP_BYTES)) as [number, number, number]

const p = BASE_FIELD_MODULUS
const element = fc.oneof(fc.constantFrom(0n, 1n, 2n, p - 1n, (p - 1n) / 2n), fc.bigInt({ min: 0n, max: p - 1n }))
const pair = fc.tuple(element, element).map(([c0, c1]) => Fp2.fromBigTuple([c0, c1]))

function put(pointer: number, { c0, c1 }: Fq2): void {
  putFp(engine, pointer, c0, c1)
}

/** Calls with the result beside the inputs, over the first and over the second: all three must agree. */
function run(name: Name, a: Fq2, b: Fq2): Fq2 {
  const results = [result, left, right].map((target) => {
    put(left, a)
    put(right, b)
    engine.exports[name](target, left, right)
    return takeFp(engine, target, 2)
  })
  expect(results[1]).to.deep.equal(results[0])
  if ((binary as readonly string[]).includes(name)) expect(results[2]).to.deep.equal(results[0])
  return Fp2.fromBigTuple(results[0] as [bigint, bigint])
}

const oracles: Record<Exclude<Name, 'fp2SquareRoot' | 'fpSquareRoot' | 'fpInverse'>, (a: Fq2, b: Fq2) => Fq2> = {
  fp2Add: (a, b) => Fp2.add(a, b),
  fp2Conjugate: (a) => Fp2.fromBigTuple([a.c0, Fp.neg(a.c1)]),
  fp2Double: (a) => Fp2.add(a, a),
  fp2Inverse: (a) => (Fp2.is0(a) ? a : Fp2.inv(a)),
  fp2Multiply: (a, b) => Fp2.mul(a, b),
  fp2MultiplyByFp: (a, b) => Fp2.mul(a, Fp2.fromBigTuple([b.c0, 0n])),
  fp2MultiplyByXi: (a) => Fp2.mul(a, Fp2.fromBigTuple([9n, 1n])),
  fp2Negate: (a) => Fp2.neg(a),
  fp2Square: (a) => Fp2.sqr(a),
  fp2Subtract: (a, b) => Fp2.sub(a, b),
}

describe('engine arithmetic in Fp2', () => {
  for (const name of [...unary, ...binary]) {
    it(`${name} agrees with noble, also over its own inputs`, () => {
      fc.assert(
        fc.property(pair, pair, (a, b) => {
          expect(run(name, a, b)).to.deep.equal(oracles[name](a, b))
        }),
        { numRuns: 50 },
      )
    })
  }

  it('compares and knows zero', () => {
    fc.assert(
      fc.property(pair, pair, (a, b) => {
        put(left, a)
        put(right, b)
        expect(engine.exports.fp2Equals(left, right)).to.equal(Fp2.eql(a, b) ? 1 : 0)
        expect(engine.exports.fp2Equals(left, left)).to.equal(1)
        expect(engine.exports.fp2IsZero(left)).to.equal(Fp2.is0(a) ? 1 : 0)
      }),
    )
  })

  it('finds a root of every square and none of anything else', () => {
    fc.assert(
      fc.property(pair, fc.boolean(), (a, squared) => {
        const value = squared ? Fp2.sqr(a) : a
        put(left, value)
        const found = engine.exports.fp2SquareRoot(result, left) === 1
        const norm = Fp.add(Fp.sqr(value.c0), Fp.sqr(value.c1))
        // An element of Fp2 is a square when its norm is one in Fp.
        expect(found).to.equal(Fp.eql(Fp.pow(norm, (p + 1n) / 2n), norm))
        if (found) expect(Fp2.sqr(Fp2.fromBigTuple(takeFp(engine, result, 2) as [bigint, bigint]))).to.deep.equal(value)
        if (squared) expect(found).to.equal(true)
      }),
      { numRuns: 50 },
    )
  })

  it('inverts in Fp and finds roots of a or of -a', () => {
    fc.assert(
      fc.property(element, (a) => {
        putFp(engine, left, a)
        engine.exports.fpInverse(result, left)
        expect(takeFp(engine, result, 1)).to.deep.equal([a === 0n ? 0n : Fp.inv(a)])
        const isSquare = engine.exports.fpSquareRoot(result, left) === 1
        const [root] = takeFp(engine, result, 1)
        expect(Fp.sqr(root!)).to.equal(isSquare ? a : Fp.neg(a))
      }),
      { numRuns: 50 },
    )
  })
})
