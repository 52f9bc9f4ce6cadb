import { expect } from 'chai'
import fc from 'fast-check'
import { Engine } from '../../../../src/rln/bn254/engine.ts'
import { BASE_FIELD_MODULUS } from '../../../../src/rln/field.ts'
import { FP_BYTES, putFp, takeFp } from './engine-elements.ts'

const engine = await Engine.create<{ fpInverse(result: number, a: number): number }>()
const pointer = engine.allocate(FP_BYTES)

describe('the inverse in Fp', () => {
  it('times its element is 1, for small, large and any elements', () => {
    const small = fc.bigInt(1n, 1000n)
    const powers = fc.nat({ max: 253 }).map((exponent) => 1n << BigInt(exponent))
    const element = fc.oneof(small, powers, fc.bigInt(1n, BASE_FIELD_MODULUS - 1n))
    fc.assert(
      fc.property(element, fc.boolean(), (value, negative) => {
        const signed = negative ? BASE_FIELD_MODULUS - value : value
        putFp(engine, pointer, signed)
        engine.exports.fpInverse(pointer, pointer)
        const [inverse] = takeFp(engine, pointer, 1)
        expect((inverse! * signed) % BASE_FIELD_MODULUS).to.equal(1n)
      }),
      { numRuns: 2000 },
    )
  })

  it('of 0 is 0', () => {
    putFp(engine, pointer, 0n)
    engine.exports.fpInverse(pointer, pointer)
    expect(takeFp(engine, pointer, 1)).to.deep.equal([0n])
  })
})
