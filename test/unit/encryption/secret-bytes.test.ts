import { inspect } from 'node:util'
import { expect } from 'chai'
import {
  type EncryptionError,
  Secp256k1PrivateKey,
  SymmetricKey,
  secp256k1PublicKey,
} from '../../../src/encryption/index.ts'
import { bytesToHex } from '../../../src/foundation/index.ts'
import { toLoggable } from '../../../src/telemetry/loggable.ts'
import { FakeRandom } from '../../support/fake-random.ts'

const keys = [SymmetricKey.generate(new FakeRandom(1)), Secp256k1PrivateKey.generate(new FakeRandom(2))]

describe('keys', () => {
  it('print themselves nowhere: not in JSON, text, an inspector, a log line or a clone', () => {
    for (const key of keys) {
      const secret = bytesToHex(key.expose())
      const shown = [
        JSON.stringify({ key }),
        `${key}`,
        inspect(key, { depth: 10, showHidden: true }),
        inspect({ nested: [key] }, { depth: 10, showHidden: true, customInspect: false }),
        JSON.stringify(toLoggable({ room: key })),
        JSON.stringify(Object.entries(key)),
        inspect(structuredClone(key)),
      ].join('\n')
      expect(shown).to.not.contain(secret)
      expect(shown).to.not.contain(Buffer.from(key.expose()).toString('base64'))
      expect(shown).to.not.contain(inspect(key.expose()).slice(13, 40))
    }
  })

  it('are copied in and out: who changes the bytes does not change the key', () => {
    const bytes = new Uint8Array(32).fill(7)
    const key = SymmetricKey.from(bytes)
    bytes.fill(0)
    key.expose().fill(0)
    expect(key.expose()).to.deep.equal(new Uint8Array(32).fill(7))
  })

  it('come back from hexadecimal', () => {
    for (const key of keys) {
      const Kind = key.constructor as typeof SymmetricKey
      expect(Kind.from(`0x${bytesToHex(key.expose())}`).expose()).to.deep.equal(key.expose())
    }
  })

  it('that are none are refused, and the error does not repeat them', () => {
    const wrong: [(key: string) => unknown, string[]][] = [
      [SymmetricKey.from, ['', '00', '11'.repeat(31), '11'.repeat(33), 'zz'.repeat(32)]],
      [Secp256k1PrivateKey.from, ['', '00'.repeat(32), 'ff'.repeat(32), '11'.repeat(31), 'zz'.repeat(32)]],
      [secp256k1PublicKey, ['', '04', `02${'ff'.repeat(32)}`, `04${'11'.repeat(64)}`, 'zz'.repeat(33)]],
    ]
    for (const [from, texts] of wrong) {
      for (const text of texts) {
        try {
          from(text)
          expect.fail(`took ${text}`)
        } catch (error) {
          expect((error as EncryptionError).code, String(error)).to.equal('key_invalid')
          if (text.length > 4) expect(String(error)).to.not.contain(text)
        }
      }
    }
  })

  it('of secp256k1 are drawn again when the dice give none', () => {
    const draws = [new Uint8Array(32), new Uint8Array(32).fill(0xff), new Uint8Array(32).fill(1)]
    const key = Secp256k1PrivateKey.generate({ bytes: () => draws.shift()! })
    expect(key.expose()).to.deep.equal(new Uint8Array(32).fill(1))
  })
})
