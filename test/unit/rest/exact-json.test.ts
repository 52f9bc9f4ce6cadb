import { expect } from 'chai'
import fc from 'fast-check'
import { parseExactJson, stringifyExactJson } from '../../../src/rest/exact-json.ts'

describe('exact JSON', () => {
  it('keeps every digit of a nanosecond timestamp both ways', () => {
    const text = '{"timestamp":1735296000123456789,"version":1}'
    expect(parseExactJson(text)).to.deep.equal({ timestamp: 1735296000123456789n, version: 1 })
    expect(stringifyExactJson(parseExactJson(text))).to.equal(text)
  })

  it('leaves fractions, exponents and texts alone', () => {
    expect(parseExactJson('[1.5,1e30,"99999999999999999999"]')).to.deep.equal([1.5, 1e30, '99999999999999999999'])
  })

  it('reads back any 64-bit integer it wrote', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        expect(BigInt(parseExactJson(stringifyExactJson(value)) as bigint | number)).to.equal(value)
      }),
    )
  })
})
