import { secp256k1 } from '@noble/curves/secp256k1.js'
import { expect } from 'chai'
import { bytesToHex, concatBytes, hexToBytes } from '../../../src/foundation/index.ts'
import {
  isSignedByOneOf,
  MessageError,
  parsePublicKey,
  type SignedFields,
  signedMessageHash,
  signMessage,
} from '../../../src/message/index.ts'

/** 57/STATUS-Simple-Scaling, "Test vectors"; nwaku tests the same. */
const PRIVATE_KEY = hexToBytes('5526a8990317c9b7b58d07843d270f9cd1d9aaee129294c1c478abf7261dd9e6')
const PUBLIC_KEY =
  '049c5fac802da41e07e6cdf51c3b9a6351ad5e65921527f2df5b7d59fd9b56ab02' +
  'bab736cdcfc37f25095e78127500da371947217a8cd5186ab890ea866211c3f6'
const PUBSUB_TOPIC = 'pubsub-topic'
const MESSAGE: SignedFields = {
  contentTopic: 'content-topic',
  payload: hexToBytes(
    '1a12e077d0e89f9cac11fbbb6a676c86120b5ad3e248b1f180e98f15ee43d2df' +
      'cf62f00c92737b2ff6f59b3aba02773314b991c41dc19adb0ad8c17c8e26757b',
  ),
  timestampNs: 1_683_208_172_339_052_800n,
  ephemeral: true,
}
const HASH = '662f8c20a335f170bd60abc1f02ad66f0c6a6ee285da2a53c95259e7937c0ae9'
const META =
  '127fa211b2514f0e974a055392946dc1a14052182a6abefb8a6cd7c51da1bf2e' +
  '40595d28ef1a9488797c297eed3aac45430005fb3a7f037bdd9fc4bd99f59e63'

describe('signatures of messages on protected shards', () => {
  const keys = [parsePublicKey(PUBLIC_KEY)]
  const meta = hexToBytes(META)

  it('are those of the specification', () => {
    expect(bytesToHex(signedMessageHash(PUBSUB_TOPIC, MESSAGE))).to.equal(HASH)
    expect(bytesToHex(signMessage(PUBSUB_TOPIC, MESSAGE, PRIVATE_KEY))).to.equal(META)
    expect(isSignedByOneOf(keys, PUBSUB_TOPIC, { ...MESSAGE, meta })).to.equal(true)
  })

  it('hold for the content topic as text and as the bytes that came', () => {
    const contentTopic = new TextEncoder().encode('content-topic')
    expect(isSignedByOneOf(keys, PUBSUB_TOPIC, { ...MESSAGE, contentTopic, meta })).to.equal(true)
  })

  it('hold for nothing else, on no other shard and for no other key', () => {
    const changes: readonly Partial<SignedFields>[] = [
      { payload: new Uint8Array() },
      { contentTopic: 'content-topik' },
      { timestampNs: MESSAGE.timestampNs + 1n },
      { ephemeral: false },
    ]
    for (const change of changes) {
      expect(isSignedByOneOf(keys, PUBSUB_TOPIC, { ...MESSAGE, ...change, meta })).to.equal(false)
    }
    expect(isSignedByOneOf(keys, 'another', { ...MESSAGE, meta })).to.equal(false)
    const other = secp256k1.getPublicKey(new Uint8Array(32).fill(7))
    expect(isSignedByOneOf([other], PUBSUB_TOPIC, { ...MESSAGE, meta })).to.equal(false)
    expect(isSignedByOneOf([other, ...keys], PUBSUB_TOPIC, { ...MESSAGE, meta }), 'one of several').to.equal(true)
    expect(isSignedByOneOf([], PUBSUB_TOPIC, { ...MESSAGE, meta })).to.equal(false)
  })

  it('hold in one form only: the mirrored s, other lengths and zeros are refused', () => {
    const order = secp256k1.Point.CURVE().n
    const mirrored = (order - BigInt(`0x${META.slice(64)}`)).toString(16).padStart(64, '0')
    const wrong = [
      hexToBytes(META.slice(0, 64) + mirrored),
      meta.subarray(0, 63),
      concatBytes(meta, Uint8Array.of(0)),
      new Uint8Array(64),
      new Uint8Array(64).fill(0xff),
      new Uint8Array(0),
    ]
    for (const bytes of wrong) expect(isSignedByOneOf(keys, PUBSUB_TOPIC, { ...MESSAGE, meta: bytes })).to.equal(false)
  })
})

describe('parsePublicKey', () => {
  it('reads compressed and uncompressed keys, with and without 0x', () => {
    const compressed = bytesToHex(parsePublicKey(PUBLIC_KEY))
    expect(compressed).to.equal(`02${PUBLIC_KEY.slice(2, 66)}`)
    for (const hex of [compressed, `0x${compressed}`, `0x${PUBLIC_KEY}`]) {
      expect(bytesToHex(parsePublicKey(hex))).to.equal(compressed)
    }
  })

  it('refuses what is no point of the curve', () => {
    for (const hex of ['', 'key', PUBLIC_KEY.slice(2), `02${'00'.repeat(32)}`, `${PUBLIC_KEY.slice(0, -1)}7`]) {
      expect(() => parsePublicKey(hex))
        .to.throw(MessageError)
        .with.property('code', 'public_key_invalid')
    }
  })
})
