import { expect } from 'chai'
import fc from 'fast-check'
import { bigIntToBytesLE } from '../../../src/foundation/index.ts'
import { FIELD_MODULUS, fieldFromBytesLE, fieldToBytesLE, invert, power, reduce } from '../../../src/rln/field.ts'
import { rlnErrorOf } from './rln-error-of.ts'

const element = fc.bigInt({ min: 0n, max: FIELD_MODULUS - 1n })

describe('field elements', () => {
  it('come back from their 32 bytes', () => {
    fc.assert(fc.property(element, (value) => fieldFromBytesLE(fieldToBytesLE(value)) === value))
  })

  it('are little-endian', () => {
    expect(fieldToBytesLE(1n)[0]).to.equal(1)
  })

  it('are refused when not canonical: every alias value + k * r', () => {
    const aliases = fc.tuple(element, fc.bigInt({ min: 1n, max: 5n })).map(([value, k]) => value + k * FIELD_MODULUS)
    const fitting = aliases.filter((alias) => alias < 1n << 256n)
    fc.assert(fc.property(fitting, (alias) => fieldFromBytesLE(bigIntToBytesLE(alias, 32)) === undefined))
  })

  it('are refused in any length but 32', () => {
    for (const length of [0, 31, 33, 64]) expect(fieldFromBytesLE(new Uint8Array(length))).to.equal(undefined)
  })

  it('are not encoded when negative or too large, and the error does not show the value', async () => {
    for (const value of [-1n, FIELD_MODULUS]) {
      const error = await rlnErrorOf(() => fieldToBytesLE(value))
      expect(error.code).to.equal('not_canonical')
      expect(error.message).not.to.contain(value.toString())
    }
  })

  it('have inverses', () => {
    fc.assert(
      fc.property(
        element.filter((value) => value !== 0n),
        (value) => {
          return (value * invert(value, FIELD_MODULUS)) % FIELD_MODULUS === 1n
        },
      ),
    )
  })

  it('are raised to powers as by repeated multiplication', () => {
    fc.assert(
      fc.property(element, fc.nat(20), (base, exponent) => {
        const product = Array<bigint>(exponent)
          .fill(base)
          .reduce((sofar, factor) => (sofar * factor) % FIELD_MODULUS, 1n)
        return power(base, BigInt(exponent), FIELD_MODULUS) === product
      }),
    )
  })

  it('represent negative integers', () => {
    expect(reduce(-1n, FIELD_MODULUS)).to.equal(FIELD_MODULUS - 1n)
  })
})
