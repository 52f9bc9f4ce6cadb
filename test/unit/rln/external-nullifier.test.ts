import { expect } from 'chai'
import { bytesToHex } from '../../../src/foundation/index.ts'
import { externalNullifierOfBytes } from '../../../src/rln/external-nullifier.ts'
import { hashToField } from '../../../src/rln/hash-to-field.ts'
import {
  externalNullifierOf,
  FIELD_MODULUS,
  fieldToBytesLE,
  RLN_IDENTIFIER,
  rlnIdentifierOf,
} from '../../../src/rln/index.ts'
import { rlnErrorOf } from './rln-error-of.ts'

describe('externalNullifierOf', () => {
  const epoch = 2_833_333n

  it("gives nwaku's value in hashed mode", () => {
    const bytes = fieldToBytesLE(externalNullifierOf(epoch, RLN_IDENTIFIER, 'hashed'))
    expect(bytesToHex(bytes)).to.equal('02650fe36a31fa31e49d556d6854b9dc3433fa0bb0f1f934dce411010ff1c91c')
  })

  it("gives nwaku's value in plain mode", () => {
    const bytes = fieldToBytesLE(externalNullifierOf(epoch, RLN_IDENTIFIER, 'plain'))
    expect(bytesToHex(bytes)).to.equal('b4e15652c177082460ffecb6f389bd8f3462a07ba162f5cb2a3f581a60e3da02')
  })

  it('refuses in plain mode what is no 32-byte field element', async () => {
    const tooLarge = new Uint8Array(32).fill(0xff)
    for (const identifier of [new Uint8Array(31), tooLarge]) {
      const error = await rlnErrorOf(() => externalNullifierOfBytes(new Uint8Array(32), identifier, 'plain'))
      expect(error.code).to.equal('not_canonical')
    }
  })
})

describe('rlnIdentifierOf', () => {
  it('is the name padded with zeros to 32 bytes', () => {
    const bytes = rlnIdentifierOf('my-app/v1')
    expect(new TextDecoder().decode(bytes)).to.equal(`my-app/v1${'\0'.repeat(23)}`)
    expect(rlnIdentifierOf('x'.repeat(32))).to.have.length(32)
  })

  it('refuses what is no name: nothing, too much, and what bytes from the wire would decode to', async () => {
    for (const name of ['', 'x'.repeat(33), 'with space', 'naïve', 'null\0']) {
      expect((await rlnErrorOf(() => rlnIdentifierOf(name))).code).to.equal('rln_identifier_invalid')
    }
  })
})

describe('hashToField', () => {
  it("gives the specification's value for Hello", () => {
    const expected = 0x107b479ac11cb7b6a96613d9243b5e5546b620ed0a80ee6d0c737271eedfb302n
    expect(hashToField(new TextEncoder().encode('Hello'))).to.equal(expected)
  })

  it('gives field elements', () => {
    for (let byte = 0; byte < 256; byte++) expect(hashToField(Uint8Array.of(byte)) < FIELD_MODULUS).to.equal(true)
  })
})
