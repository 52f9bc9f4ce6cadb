import { expect } from 'chai'
import { bytesToHex, varintToBytes } from '../../../src/foundation/index.ts'

describe('varintToBytes', () => {
  it('writes seven bits a byte, lowest first', () => {
    const vectors: readonly (readonly [number, string])[] = [
      [0, '00'],
      [1, '01'],
      [127, '7f'],
      [128, '8001'],
      [300, 'ac02'],
      [2 ** 32, '8080808010'],
      [Number.MAX_SAFE_INTEGER, 'ffffffffffffff0f'],
    ]
    for (const [value, hex] of vectors) expect(bytesToHex(varintToBytes(value)), `${value}`).to.equal(hex)
  })

  it('writes nothing but unsigned integers', () => {
    for (const value of [-1, 0.5, Number.NaN, 2 ** 53]) expect(() => varintToBytes(value)).to.throw(RangeError)
  })
})
