import { expect } from 'chai'
import fc from 'fast-check'
import {
  bigIntToBytesBE,
  bigIntToBytesLE,
  bytesEqual,
  bytesToBigIntBE,
  bytesToBigIntLE,
  bytesToHex,
  compareBytes,
  concatBytes,
  hexToBytes,
} from '../../../src/foundation/bytes.ts'

const anyBytes = fc.uint8Array({ maxLength: 64 })

describe('hexadecimal', () => {
  it('writes lower case without a prefix', () => {
    expect(bytesToHex(Uint8Array.of(0, 0xab, 0xff))).to.equal('00abff')
  })

  it('reads either case, with and without 0x', () => {
    for (const text of ['00abff', '0x00abff', '0X00ABFF', '00AbFf']) {
      expect(hexToBytes(text)).to.deep.equal(Uint8Array.of(0, 0xab, 0xff))
    }
    expect(hexToBytes('0x')).to.deep.equal(new Uint8Array(0))
  })

  it('refuses an odd length and other characters', () => {
    for (const text of ['0', '0x0', '0g', 'zz', '0x0x', ' 00']) expect(() => hexToBytes(text), text).to.throw()
  })

  it('reads back what it wrote', () => {
    fc.assert(fc.property(anyBytes, (bytes) => bytesEqual(hexToBytes(bytesToHex(bytes)), bytes)))
  })
})

describe('comparing bytes', () => {
  it('orders as Buffer.compare does', () => {
    fc.assert(
      fc.property(anyBytes, anyBytes, (a, b) => {
        expect(Math.sign(compareBytes(a, b))).to.equal(Buffer.compare(a, b))
        expect(bytesEqual(a, b)).to.equal(Buffer.compare(a, b) === 0)
      }),
    )
  })

  it('puts a prefix before what it begins', () => {
    expect(compareBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).to.be.lessThan(0)
    expect(bytesEqual(Uint8Array.of(1), Uint8Array.of(1, 0))).to.equal(false)
  })
})

describe('integers and bytes', () => {
  it('reads both orders', () => {
    expect(bytesToBigIntBE(Uint8Array.of(1, 2))).to.equal(0x0102n)
    expect(bytesToBigIntLE(Uint8Array.of(1, 2))).to.equal(0x0201n)
    expect(bytesToBigIntBE(new Uint8Array(0))).to.equal(0n)
  })

  it('does not change what it reads', () => {
    const bytes = Uint8Array.of(1, 2, 3)
    bytesToBigIntLE(bytes)
    expect(bytes).to.deep.equal(Uint8Array.of(1, 2, 3))
  })

  it('writes exactly the asked length', () => {
    expect(bigIntToBytesBE(1n, 3)).to.deep.equal(Uint8Array.of(0, 0, 1))
    expect(bigIntToBytesLE(1n, 3)).to.deep.equal(Uint8Array.of(1, 0, 0))
    expect(bigIntToBytesLE(0n, 0)).to.deep.equal(new Uint8Array(0))
    expect(bigIntToBytesBE(0xffffn, 2)).to.deep.equal(Uint8Array.of(255, 255))
  })

  it('refuses what is negative or does not fit', () => {
    for (const write of [bigIntToBytesBE, bigIntToBytesLE]) {
      expect(() => write(-1n, 4)).to.throw(RangeError)
      expect(() => write(0x10000n, 2)).to.throw(RangeError)
      expect(() => write(1n, 0)).to.throw(RangeError)
    }
  })

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), (value) => {
        expect(bytesToBigIntLE(bigIntToBytesLE(value, 32))).to.equal(value)
        expect(bytesToBigIntBE(bigIntToBytesBE(value, 32))).to.equal(value)
      }),
    )
  })
})

describe('concatBytes', () => {
  it('joins in order', () => {
    expect(concatBytes(Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3))).to.deep.equal(Uint8Array.of(1, 2, 3))
  })
})
