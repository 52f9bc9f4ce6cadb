import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import fc from 'fast-check'
import { bytesToHex, hexToBytes } from '../../../../src/foundation/index.ts'
import type { StoreEntry, StoreResponse } from '../../../../src/services/store/store-query.ts'
import { decodeStoreResponse, encodeStoreResponse } from '../../../../src/services/store/store-response-codec.ts'

const vectors = JSON.parse(readFileSync('test/vectors/store-v3.json', 'utf8'))
const hash = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)

const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
const hashes = fc.uint8Array({ minLength: 32, maxLength: 32 })
const entries: fc.Arbitrary<StoreEntry> = fc.record(
  { messageHash: hashes, content: fc.record({ data: fc.uint8Array({ maxLength: 60 }), pubsubTopic: texts }) },
  { requiredKeys: ['messageHash'] },
)
const responses: fc.Arbitrary<StoreResponse> = fc.record(
  {
    requestId: texts,
    statusCode: fc.nat(),
    statusDesc: texts,
    entries: fc.array(entries, { maxLength: 10 }),
    cursor: hashes,
  },
  { requiredKeys: ['requestId', 'statusCode', 'statusDesc', 'entries'] },
)

describe('a store response', () => {
  const response: StoreResponse = {
    requestId: 'r4',
    statusCode: 200,
    statusDesc: 'OK',
    entries: [
      {
        messageHash: hash(1),
        content: {
          data: hexToBytes('0a020102120c2f612f312f622f70726f746f508080d0e2c6bfce972f'),
          pubsubTopic: '/waku/2/rs/1/0',
        },
      },
      { messageHash: hash(2) },
    ],
    cursor: hash(2),
  }

  it('is written and read as js-waku has it', () => {
    expect(bytesToHex(encodeStoreResponse(response))).to.equal(vectors.response)
    expect(decodeStoreResponse(hexToBytes(vectors.response))).to.deep.equal(response)
  })

  it('has a description, even an empty one: nwaku requires it', () => {
    const bytes = encodeStoreResponse({ requestId: '', statusCode: 503, statusDesc: '', entries: [] })
    expect(bytesToHex(bytes)).to.equal('0a0050f7035a00')
  })

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(responses, (written) => {
        expect(decodeStoreResponse(encodeStoreResponse(written))).to.deep.equal(written)
      }),
    )
  })

  const unreadable: readonly (readonly [what: string, hex: string])[] = [
    ['no protobuf', '0a'],
    ['no status code', '0a0161'],
    ['an entry without a hash', '50c801 a20100'],
    ['a hash of 31 bytes', `50c801 a20121 0a1f${'00'.repeat(31)}`],
    ['a message without its topic', `50c801 a20124 0a20${'00'.repeat(32)} 1200`],
    ['a topic without its message', `50c801 a20124 0a20${'00'.repeat(32)} 1a00`],
    ['a cursor of 31 bytes', `50c801 9a031f${'00'.repeat(31)}`],
    ['101 entries', `50c801 ${`a201220a20${'00'.repeat(32)}`.repeat(101)}`],
  ]
  for (const [what, hex] of unreadable) {
    it(`is none with ${what}`, () => {
      expect(decodeStoreResponse(hexToBytes(hex.replaceAll(' ', '')))).to.equal(undefined)
    })
  }

  it('of random and of damaged bytes is read or refused, never an exception', () => {
    const damaged = fc.tuple(responses, fc.nat(), fc.nat(0xff)).map(([written, place, byte]) => {
      const bytes = encodeStoreResponse(written)
      bytes[place % bytes.length] = byte
      return bytes
    })
    let read = 0
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 512 }), damaged), (bytes) => {
        if (decodeStoreResponse(bytes) !== undefined) read++
      }),
      { numRuns: 10_000 },
    )
    expect(read, 'damage that leaves something to read is among them').to.be.greaterThan(1_000)
  })
})
