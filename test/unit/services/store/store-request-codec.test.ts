import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import fc from 'fast-check'
import { bytesToHex, hexToBytes } from '../../../../src/foundation/index.ts'
import { pageSizeOf, queryDefect, type StoreRequest } from '../../../../src/services/store/store-query.ts'
import {
  decodeStoreRequest,
  encodeStoreRequest,
  MAX_REQUEST_ID_LENGTH,
} from '../../../../src/services/store/store-request-codec.ts'

const vectors = JSON.parse(readFileSync('test/vectors/store-v3.json', 'utf8'))
const hash = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)

const bare: StoreRequest = { requestId: 'r1', includeData: true, contentTopics: [], messageHashes: [], forward: false }
const byContent: StoreRequest = {
  requestId: 'r2',
  includeData: true,
  pubsubTopic: '/waku/2/rs/1/0',
  contentTopics: ['/a/1/b/proto', '/a/1/c/proto'],
  startTimeNs: 1_700_000_000_000_000_000n,
  endTimeNs: 1_700_000_001_000_000_000n,
  messageHashes: [],
  cursor: hash(9),
  forward: true,
  limit: 20,
}
const byHash: StoreRequest = {
  requestId: 'r3',
  includeData: false,
  contentTopics: [],
  messageHashes: [hash(1), hash(2)],
  forward: true,
}

const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
const hashes = fc.uint8Array({ minLength: 32, maxLength: 32 })
const requests: fc.Arbitrary<StoreRequest> = fc.record(
  {
    requestId: texts,
    includeData: fc.boolean(),
    pubsubTopic: texts,
    contentTopics: fc.array(texts, { maxLength: 12 }),
    startTimeNs: fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
    endTimeNs: fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
    messageHashes: fc.array(hashes, { maxLength: 12 }),
    cursor: hashes,
    forward: fc.boolean(),
    limit: fc.nat(),
  },
  { requiredKeys: ['requestId', 'includeData', 'contentTopics', 'messageHashes', 'forward'] },
)

describe('a store request', () => {
  for (const [name, request] of Object.entries({ bare, byContent, byHash })) {
    it(`of js-waku is read: ${name}`, () => {
      expect(decodeStoreRequest(hexToBytes(vectors.requests[name]))).to.deep.equal(request)
    })
  }

  it('is written as nwaku writes it: booleans also when they are false, everything else when there is something', () => {
    expect(bytesToHex(encodeStoreRequest(bare))).to.equal('0a0272311001a00300')
    expect(bytesToHex(encodeStoreRequest(byContent))).to.equal(vectors.requests.byContent)
  })

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(requests, (request) => {
        expect(decodeStoreRequest(encodeStoreRequest(request))).to.deep.equal(request)
      }),
    )
  })

  const unreadable: readonly (readonly [what: string, hex: string])[] = [
    ['no protobuf', '0a'],
    ['no request id', '1001'],
    ['a request id that is not UTF-8', '0a01ff'],
    ['a request id of more than 128 characters', `0a8101${'61'.repeat(MAX_REQUEST_ID_LENGTH + 1)}`],
    ['a content topic that is not UTF-8', '0a0161 5a01ff'],
    ['a pubsub topic that is not UTF-8', '0a0161 5201ff'],
    ['a flag of more than 32 bits', '0a0161 10ffffffffff01'],
  ]
  for (const [what, hex] of unreadable) {
    it(`is none with ${what}`, () => {
      expect(decodeStoreRequest(hexToBytes(hex.replaceAll(' ', '')))).to.equal(undefined)
    })
  }

  it('may ask for more than any page has', () => {
    const huge = decodeStoreRequest(hexToBytes('0a0161a803ffffffffffffffffff01'))!
    expect([pageSizeOf(huge), pageSizeOf({ limit: 0 }), pageSizeOf({}), pageSizeOf({ limit: 7 })]).to.deep.equal([
      100, 20, 20, 7,
    ])
  })

  it('of random and of damaged bytes is read or refused, never an exception', () => {
    const damaged = fc.tuple(requests, fc.nat(), fc.nat(0xff)).map(([request, place, byte]) => {
      const bytes = encodeStoreRequest(request)
      bytes[place % bytes.length] = byte
      return bytes
    })
    let read = 0
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 512 }), damaged), (bytes) => {
        const request = decodeStoreRequest(bytes)
        if (request !== undefined) read++
        if (request !== undefined) queryDefect(request)
      }),
      { numRuns: 10_000 },
    )
    expect(read, 'damage that leaves something to read is among them').to.be.greaterThan(1_000)
  })
})

describe('a store query', () => {
  const content = { pubsubTopic: '/waku/2/rs/1/0', contentTopics: ['/a/1/b/proto'] }
  const accepted: readonly (readonly [what: string, change: Partial<StoreRequest>])[] = [
    ['everything', {}],
    ['content', content],
    ['content and times', { ...content, startTimeNs: 1n, endTimeNs: 1n }],
    ['times alone', { startTimeNs: 1n }],
    ['ten content topics', { ...content, contentTopics: Array.from({ length: 10 }, (_, index) => `/a/1/${index}/p`) }],
    ['hashes, with a cursor', { messageHashes: [hash(1)], cursor: hash(2) }],
  ]
  for (const [what, change] of accepted) {
    it(`may ask for ${what}`, () => expect(queryDefect({ ...bare, ...change })).to.equal(undefined))
  }

  const refused: readonly (readonly [what: string, change: Partial<StoreRequest>])[] = [
    ['a pubsub topic without content topics', { pubsubTopic: content.pubsubTopic }],
    ['content topics without a pubsub topic', { contentTopics: content.contentTopics }],
    [
      'eleven content topics',
      { ...content, contentTopics: Array.from({ length: 11 }, (_, index) => `/a/1/${index}/p`) },
    ],
    ['hashes and content', { ...content, messageHashes: [hash(1)] }],
    ['hashes and times', { endTimeNs: 1n, messageHashes: [hash(1)] }],
    ['1001 hashes', { messageHashes: Array.from({ length: 1_001 }, () => hash(1)) }],
    ['a short hash', { messageHashes: [new Uint8Array(31)] }],
    ['a long cursor', { cursor: new Uint8Array(33) }],
    ['a time that ends before it starts', { startTimeNs: 2n, endTimeNs: 1n }],
  ]
  for (const [what, change] of refused) {
    it(`is refused for ${what}`, () => expect(queryDefect({ ...bare, ...change })).to.be.a('string'))
  }
})
