import { expect } from 'chai'
import fc from 'fast-check'
import { bytesToHex, hexToBytes } from '../../../src/foundation/index.ts'
import {
  LENGTH_DELIMITED,
  readFields,
  uint32Value,
  VARINT,
  varintValue,
  zigzagOf,
  zigzagValue,
} from '../../../src/message/protobuf-fields.ts'

function read(hex: string): Record<number, string> | string {
  const fields = readFields(hexToBytes(hex), { 1: LENGTH_DELIMITED, 3: VARINT })
  return typeof fields === 'string'
    ? fields
    : Object.fromEntries([...fields].map(([number, value]) => [number, bytesToHex(value)]))
}

describe('readFields', () => {
  it('hands out the content of wanted fields', () => {
    expect(read('0a0201021807')).to.deep.equal({ 1: '0102', 3: '07' })
  })

  it('lets the last of several values count', () => {
    expect(read('0a01aa0a01bb')).to.deep.equal({ 1: 'bb' })
  })

  it('skips unknown fields of every wire type', () => {
    expect(read('a00601' + 'a1060102030405060708' + 'a206021122' + 'a50601020304' + '1801')).to.deep.equal({ 3: '01' })
  })

  it('skips known fields of another wire type', () => {
    expect(read('0801' + '1a0101')).to.deep.equal({})
  })

  const refused: Record<string, [hex: string, defect: string]> = {
    'a truncated tag': ['80', 'malformed'],
    'a truncated varint': ['18', 'malformed'],
    'a truncated varint of several bytes': ['18808080', 'malformed'],
    'a varint of 11 bytes': ['18ffffffffffffffffffff01', 'malformed'],
    'a varint of more than 64 bits': ['18ffffffffffffffffff02', 'ambiguous'],
    'content beyond the end': ['0a03aabb', 'malformed'],
    'a length of 2^64 - 1': ['0affffffffffffffffff01aa', 'malformed'],
    'a truncated fixed64': ['a10601020304050607', 'malformed'],
    'a truncated fixed32': ['a506010203', 'malformed'],
    'wire type 6': ['0e', 'malformed'],
    'wire type 7': ['0f', 'malformed'],
    'a group': ['0b0c', 'ambiguous'],
    'field number 0': ['0201aa', 'ambiguous'],
    'a field number of 2^29': ['8080808010' + '01', 'ambiguous'],
  }
  for (const [name, [hex, defect]] of Object.entries(refused)) {
    it(`finds ${name} ${defect}`, () => expect(read(hex)).to.equal(defect))
  }
})

describe('varint values', () => {
  it('know their 64 bits', () => {
    expect(varintValue(hexToBytes('ac02'))).to.equal(300n)
    expect(varintValue(hexToBytes('ffffffffffffffffff01'))).to.equal(2n ** 64n - 1n)
  })

  it('are zigzag where the field is', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const zigzag = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n))
        expect(zigzagOf(value)).to.equal(zigzag)
        const bytes = Array.from({ length: 10 }, (_, index) => Number((zigzag >> BigInt(7 * index)) & 0x7fn) | 0x80)
        bytes[9]! &= 0x7f
        expect(zigzagValue(Uint8Array.from(bytes))).to.equal(value)
      }),
    )
  })

  it('are refused where nwaku and Go would read different 32 bits', () => {
    expect(uint32Value(hexToBytes('ffffffff0f'))).to.equal(0xffff_ffff)
    expect(uint32Value(hexToBytes('8080808010'))).to.equal(undefined)
    expect(uint32Value(hexToBytes('808080808000'))).to.equal(undefined)
  })
})
