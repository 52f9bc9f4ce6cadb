import { secp256k1 } from '@noble/curves/secp256k1.js'
import * as theirEcies from '@waku/message-encryption/ecies'
import * as theirSymmetric from '@waku/message-encryption/symmetric'
import { expect } from 'chai'
import fc from 'fast-check'
import {
  EncryptionError,
  MAX_PAYLOAD_BYTES,
  type OpenedPayload,
  openEcies,
  openSymmetric,
  Secp256k1PrivateKey,
  SymmetricKey,
  sealEcies,
  sealSymmetric,
} from '../../../src/encryption/index.ts'
import { bigIntToBytesBE, bytesEqual, bytesToBigIntBE, concatBytes } from '../../../src/foundation/index.ts'
import { damagedPayloads } from '../../support/damaged-payloads.ts'
import { FakeRandom } from '../../support/fake-random.ts'

const random = new FakeRandom(26)
const signer = Secp256k1PrivateKey.generate(random)
const symKey = SymmetricKey.generate(random)
const receiver = Secp256k1PrivateKey.generate(random)

/** A scheme, with js-waku's as the peer. */
interface Scheme {
  readonly name: string
  readonly overhead: number
  readonly fuzzRuns: number
  readonly seal: (payload: Uint8Array, signWith?: Secp256k1PrivateKey) => Uint8Array
  readonly open: (sealed: Uint8Array) => OpenedPayload | undefined
  readonly openWithOtherKey: (sealed: Uint8Array) => OpenedPayload | undefined
  readonly theySeal: (envelope: Uint8Array) => Promise<Uint8Array>
  readonly theyOpen: (sealed: Uint8Array) => Promise<Uint8Array>
}

const schemes: readonly Scheme[] = [
  {
    name: 'AES-256-GCM',
    overhead: 16 + 12,
    fuzzRuns: 10_000,
    seal: (payload, signWith) => sealSymmetric(payload, symKey, random, signWith),
    open: (sealed) => openSymmetric(sealed, symKey),
    openWithOtherKey: (sealed) => openSymmetric(sealed, SymmetricKey.generate(random)),
    theySeal: (envelope) => theirSymmetric.encryptSymmetric(envelope, symKey.expose()),
    theyOpen: (sealed) => theirSymmetric.decryptSymmetric(sealed, symKey.expose()),
  },
  {
    name: 'ECIES',
    overhead: 65 + 16 + 32,
    fuzzRuns: 1000,
    seal: (payload, signWith) => sealEcies(payload, receiver.publicKey, random, signWith),
    open: (sealed) => openEcies(sealed, receiver),
    openWithOtherKey: (sealed) => openEcies(sealed, Secp256k1PrivateKey.generate(random)),
    theySeal: (envelope) => theirEcies.encryptAsymmetric(envelope, receiver.publicKey),
    theyOpen: (sealed) => theirEcies.decryptAsymmetric(sealed, receiver.expose()),
  },
]

/** Around the multiples of 256, unsigned and signed, and where the length field takes a byte more. */
const SIZES = [0, 1, 2, 187, 188, 189, 190, 191, 252, 253, 254, 255, 256, 257, 444, 445, 508, 509, 510, 511, 512, 513]
const LARGE_SIZES = [65_534, 65_535, 65_536, 65_537, 153_600]

const envelopeBytes = (size: number, isSigned: boolean): number => {
  const lengthSize = size < 256 ? 1 : size < 65_536 ? 2 : 3
  return (Math.floor((1 + lengthSize + size + (isSigned ? 65 : 0)) / 256) + 1) * 256
}

for (const { name, overhead, fuzzRuns, seal, open, openWithOtherKey, theySeal, theyOpen } of schemes) {
  describe(`${name} of 26/WAKU2-PAYLOAD`, () => {
    for (const key of [undefined, signer]) {
      const signed = key === undefined ? 'unsigned' : 'signed'
      const signaturePublicKey = key?.publicKey

      it(`gives back what was sealed, ${signed}, in a multiple of 256 bytes`, () => {
        for (const size of [...SIZES, ...LARGE_SIZES]) {
          const payload = random.bytes(size)
          const sealed = seal(payload, key)
          expect(sealed.length - overhead, `${size}`).to.equal(envelopeBytes(size, key !== undefined))
          const opened = open(sealed)!
          expect(bytesEqual(opened.payload, payload), `${size}`).to.equal(true)
          expect(opened.signaturePublicKey).to.deep.equal(signaturePublicKey)
        }
      })

      it(`is opened by js-waku, ${signed}, with the same public key`, async () => {
        for (const size of [...SIZES, ...LARGE_SIZES]) {
          const payload = random.bytes(size)
          const theirs = theirEcies.postCipher(await theyOpen(seal(payload, key)))!
          expect(bytesEqual(theirs.payload, payload), `${size}`).to.equal(true)
          expect(theirs.sig?.publicKey).to.deep.equal(signaturePublicKey)
        }
      })

      it(`opens what js-waku sealed, ${signed}, with the same public key and signature`, async () => {
        for (const size of [...SIZES, ...LARGE_SIZES]) {
          const payload = random.bytes(size)
          const envelope = await theirEcies.preCipher(payload, key?.expose())
          const opened = open(await theySeal(envelope))!
          expect(bytesEqual(opened.payload, payload), `${size}`).to.equal(true)
          expect(opened.signaturePublicKey).to.deep.equal(signaturePublicKey)
          expect(opened.signature).to.deep.equal(key && envelope.slice(-65))
        }
      })
    }

    it('is not opened by another key', () => {
      for (let round = 0; round < 20; round++) expect(openWithOtherKey(seal(random.bytes(100)))).to.equal(undefined)
    })

    it('is never sealed twice to the same bytes', () => {
      const payload = Uint8Array.of(1)
      expect(new Set(Array.from({ length: 50 }, () => seal(payload).toString())).size).to.equal(50)
    })

    // All 10 000 of the slower scheme: test/long/ciphertext-fuzz.test.ts.
    it(`opens nothing of ${fuzzRuns} damaged, cut, spliced and invented payloads, and throws nothing`, () => {
      const genuine = [seal(Uint8Array.of(1, 2, 3)), seal(new Uint8Array(300), signer)]
      fc.assert(
        fc.property(damagedPayloads(genuine), (sealed) => {
          expect(open(sealed)).to.equal(undefined)
        }),
        { numRuns: fuzzRuns },
      )
    })

    it('opens no envelope that is none: flags without a length, a length beyond the end, a signature of nobody', async () => {
      const envelopes = [
        new Uint8Array(256),
        Uint8Array.of(1),
        Uint8Array.of(1, 5, 0),
        Uint8Array.of(3, 0, 0, 1, 9),
        // Signed, but shorter than a signature; then signatures that nobody can have made.
        Uint8Array.of(5, 0),
        concatBytes(Uint8Array.of(5, 0), new Uint8Array(254)),
        concatBytes(Uint8Array.of(5, 0), new Uint8Array(254).fill(0xff)),
        concatBytes(Uint8Array.of(5, 0), new Uint8Array(253).fill(1), Uint8Array.of(9)),
      ]
      for (const envelope of envelopes) {
        expect(open(await theySeal(envelope)), `${envelope.subarray(0, 5)}`).to.equal(undefined)
      }
    })

    it('does not look at more than the largest payload takes', () => {
      expect(open(seal(new Uint8Array(MAX_PAYLOAD_BYTES), signer))?.payload.length).to.equal(MAX_PAYLOAD_BYTES)
      expect(open(new Uint8Array(MAX_PAYLOAD_BYTES + 1000).fill(4))).to.equal(undefined)
      expect(() => seal(new Uint8Array(MAX_PAYLOAD_BYTES + 1)))
        .to.throw(EncryptionError)
        .with.property('code', 'payload_too_large')
    })
  })
}

describe('a signed payload', () => {
  it('whose envelope was changed names another signer, if any', async () => {
    const envelope = await theirEcies.preCipher(Uint8Array.of(1, 2, 3), signer.expose())
    for (const at of [0, 1, 2, 100, envelope.length - 66]) {
      const changed = envelope.slice()
      changed[at]! ^= at === 0 ? 0b1000 : 1
      const opened = openSymmetric(await theirSymmetric.encryptSymmetric(changed, symKey.expose()), symKey)
      expect(opened?.signaturePublicKey, `${at}`).to.not.deep.equal(signer.publicKey)
    }
  })
})

describe('the signature of a payload', () => {
  it('has one form: with n - s in the place of s, or another recovery id, the payload is not opened', async () => {
    const envelope = await theirEcies.preCipher(Uint8Array.of(1, 2, 3), signer.expose())
    const reopen = async (changed: Uint8Array) =>
      openSymmetric(await theirSymmetric.encryptSymmetric(changed, symKey.expose()), symKey)
    expect((await reopen(envelope))?.signaturePublicKey).to.deep.equal(signer.publicKey)
    const sAt = envelope.length - 33
    const order = secp256k1.Point.Fn.ORDER
    const mirrored = envelope.slice()
    mirrored.set(bigIntToBytesBE(order - bytesToBigIntBE(envelope.subarray(sAt, sAt + 32)), 32), sAt)
    mirrored[envelope.length - 1]! ^= 1
    expect(await reopen(mirrored)).to.equal(undefined)
    for (let id = 2; id < 256; id++) expect(await reopen(envelope.with(-1, id)), `${id}`).to.equal(undefined)
  })
})

describe('ECIES', () => {
  it('opens nothing under a public key that is no point, of another form, or at infinity', () => {
    const sealed = sealEcies(Uint8Array.of(7), receiver.publicKey, random)
    const flippedY = sealed.with(64, sealed[64]! ^ 1)
    const points = [
      new Uint8Array(65),
      new Uint8Array(65).fill(0xff),
      sealed.slice(0, 65).with(0, 6),
      sealed.slice(0, 65).with(0, 7),
    ]
    // The curve's points with x = 0 and x = the field's order do not exist, and a shifted coordinate is not reduced.
    points.push(Uint8Array.of(4, ...new Uint8Array(64)), Uint8Array.of(4, ...new Uint8Array(64).fill(0xff)))
    for (const point of points) expect(openEcies(concatBytes(point, sealed.slice(65)), receiver)).to.equal(undefined)
    expect(openEcies(flippedY, receiver)).to.equal(undefined)
    expect(openEcies(sealed, receiver)?.payload).to.deep.equal(Uint8Array.of(7))
  })

  it('opens also under the mirrored point, as the scheme has it: other bytes, the same payload (docs/encryption.md)', () => {
    const sealed = sealEcies(Uint8Array.of(7), receiver.publicKey, random)
    const mirrored = secp256k1.Point.fromBytes(sealed.subarray(0, 65)).negate().toBytes(false)
    const other = concatBytes(mirrored, sealed.subarray(65))
    expect(other).to.not.deep.equal(sealed)
    expect(openEcies(other, receiver)?.payload).to.deep.equal(Uint8Array.of(7))
  })

  it('takes a compressed public key, and refuses what is no point', () => {
    const point = receiver.publicKey
    const compressed = concatBytes(Uint8Array.of(2 + (point[64]! & 1)), point.subarray(1, 33))
    expect(openEcies(sealEcies(Uint8Array.of(7), compressed, random), receiver)?.payload).to.deep.equal(
      Uint8Array.of(7),
    )
    expect(() => sealEcies(Uint8Array.of(7), new Uint8Array(65).fill(4), random))
      .to.throw(EncryptionError)
      .with.property('code', 'key_invalid')
  })
})
