import { expect } from 'chai'
import fc from 'fast-check'
import { bytesToHex, hexToBytes } from '../../../../src/foundation/index.ts'
import type { FilterRequestType, FilterSubscribeRequest } from '../../../../src/services/filter/filter-messages.ts'
import { decodeFilterPush, encodeFilterPush } from '../../../../src/services/filter/filter-push-codec.ts'
import {
  decodeFilterRequest,
  decodeFilterResponse,
  encodeFilterRequest,
  encodeFilterResponse,
} from '../../../../src/services/filter/filter-subscribe-codec.ts'
import { damagedBytes } from '../../../support/damaged-bytes.ts'

const bytesOf = (hex: string): Uint8Array => hexToBytes(hex.replaceAll(' ', ''))
const FUZZED = { numRuns: 10_000 }

const texts = fc.string({ unit: 'grapheme', maxLength: 20 })
const requests: fc.Arbitrary<FilterSubscribeRequest> = fc
  .record({
    requestId: texts,
    type: fc.constantFrom<FilterRequestType>('ping', 'subscribe', 'unsubscribe', 'unsubscribe_all'),
    pubsubTopic: fc.option(texts, { nil: undefined }),
    contentTopics: fc.array(texts, { maxLength: 10 }),
  })
  .map(({ pubsubTopic, ...rest }) => ({ ...rest, ...(pubsubTopic !== undefined && { pubsubTopic }) }))
const responses = fc
  .record({ requestId: texts, statusCode: fc.nat(0xffff_ffff), statusDesc: fc.option(texts, { nil: undefined }) })
  .map(({ statusDesc, ...rest }) => ({ ...rest, ...(statusDesc !== undefined && { statusDesc }) }))
const pushes = fc.record({ data: fc.uint8Array({ maxLength: 200 }), pubsubTopic: texts })

describe('filter requests on the wire', () => {
  const subscribe: FilterSubscribeRequest = {
    requestId: 'a',
    type: 'subscribe',
    pubsubTopic: '/p',
    contentTopics: ['/c', '/d'],
  }

  it('have their fields as 12/WAKU2-FILTER numbers them', () => {
    expect(bytesToHex(encodeFilterRequest(subscribe))).to.equal('0a0161' + '1001' + '52022f70' + '5a022f635a022f64')
    expect(bytesToHex(encodeFilterRequest({ requestId: 'a', type: 'ping', contentTopics: [] }))).to.equal('0a01611000')
    const types = ['unsubscribe', 'unsubscribe_all'] as const
    const hexes = types.map((type) => bytesToHex(encodeFilterRequest({ requestId: '', type, contentTopics: [] })))
    expect(hexes).to.deep.equal(['0a001002', '0a001003'])
  })

  it('are read in any order of fields and among unknown ones', () => {
    expect(decodeFilterRequest(bytesOf('5a022f63 2801 52022f70 1001 5a022f64 0a0161'))).to.deep.equal(subscribe)
  })

  it('without a type are pings, and with one nobody knows are told apart from garbage', () => {
    expect(decodeFilterRequest(bytesOf('0a0161'))).to.deep.equal({ requestId: 'a', type: 'ping', contentTopics: [] })
    expect(decodeFilterRequest(bytesOf('0a0161 1004'))?.type).to.equal('unknown')
  })

  const refused: readonly (readonly [what: string, hex: string])[] = [
    ['without a request id', '1001 52022f70 5a022f63'],
    ['whose request id has over 128 characters', `0a8101${'61'.repeat(129)}`],
    ['that end within a field', '0a0161 5a0561'],
    ['whose content topic is not UTF-8', '0a0161 1001 52022f70 5a01ff'],
    ['whose pubsub topic is not UTF-8', '0a0161 1001 5201ff'],
  ]
  for (const [what, hex] of refused) {
    it(`are refused ${what}`, () => expect(decodeFilterRequest(bytesOf(hex))).to.equal(undefined))
  }

  it('come back as they were written', () => {
    fc.assert(
      fc.property(requests, (request) => {
        expect(decodeFilterRequest(encodeFilterRequest(request))).to.deep.equal(request)
      }),
    )
  })

  it('of random and of damaged bytes are read or refused, never an exception', () => {
    fc.assert(
      fc.property(damagedBytes(requests.map(encodeFilterRequest)), (bytes) => {
        const request = decodeFilterRequest(bytes)
        expect(request === undefined || request.requestId.length <= 128).to.equal(true)
      }),
      FUZZED,
    )
  })
})

describe('filter responses on the wire', () => {
  it('have their fields as 12/WAKU2-FILTER numbers them', () => {
    const response = { requestId: 'a', statusCode: 200, statusDesc: 'OK' }
    expect(bytesToHex(encodeFilterResponse(response))).to.equal('0a0161' + '50c801' + '5a024f4b')
    expect(decodeFilterResponse(bytesOf('0a0161 50c801 5a024f4b'))).to.deep.equal(response)
    expect(decodeFilterResponse(bytesOf('0a0161 50c801'))).to.deep.equal({ requestId: 'a', statusCode: 200 })
  })

  it('are refused without a request id or a status', () => {
    expect(decodeFilterResponse(bytesOf('0a0161'))).to.equal(undefined)
    expect(decodeFilterResponse(bytesOf('50c801'))).to.equal(undefined)
    expect(decodeFilterResponse(bytesOf('0a0161 50c801 5a01ff'))).to.equal(undefined)
  })

  it('come back as they were written, and never throw', () => {
    fc.assert(
      fc.property(responses, (response) => {
        expect(decodeFilterResponse(encodeFilterResponse(response))).to.deep.equal(response)
      }),
    )
    fc.assert(
      fc.property(damagedBytes(responses.map(encodeFilterResponse)), (bytes) => {
        const response = decodeFilterResponse(bytes)
        expect(response === undefined || response.statusCode >= 0).to.equal(true)
      }),
      FUZZED,
    )
  })
})

describe('filter pushes on the wire', () => {
  it('have the message as it came, and the pubsub topic', () => {
    const push = { data: Uint8Array.of(1, 2), pubsubTopic: '/p' }
    expect(bytesToHex(encodeFilterPush(push))).to.equal('0a020102' + '12022f70')
    expect(decodeFilterPush(bytesOf('12022f70 0a020102'))).to.deep.equal(push)
  })

  it('are refused without one of the two', () => {
    expect(decodeFilterPush(bytesOf('0a020102'))).to.equal(undefined)
    expect(decodeFilterPush(bytesOf('12022f70'))).to.equal(undefined)
    expect(decodeFilterPush(bytesOf('0a020102 1201ff'))).to.equal(undefined)
  })

  it('come back as they were written, and never throw', () => {
    fc.assert(
      fc.property(pushes, (push) => {
        expect(decodeFilterPush(encodeFilterPush(push))).to.deep.equal(push)
      }),
    )
    fc.assert(
      fc.property(damagedBytes(pushes.map(encodeFilterPush)), (bytes) => {
        const push = decodeFilterPush(bytes)
        expect(push === undefined || push.data.length <= bytes.length).to.equal(true)
      }),
      FUZZED,
    )
  })
})
