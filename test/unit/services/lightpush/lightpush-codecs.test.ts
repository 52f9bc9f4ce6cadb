import { expect } from 'chai'
import fc from 'fast-check'
import { bytesToHex, hexToBytes } from '../../../../src/foundation/index.ts'
import {
  decodeLightPushRequest,
  decodeLightPushResponse,
  encodeLightPushRequest,
  encodeLightPushResponse,
} from '../../../../src/services/lightpush/lightpush-codec.ts'
import {
  decodeLightPushV2Request,
  decodeLightPushV2Response,
  encodeLightPushV2Request,
  encodeLightPushV2Response,
} from '../../../../src/services/lightpush/lightpush-v2-codec.ts'
import { damagedBytes } from '../../../support/damaged-bytes.ts'

const bytesOf = (hex: string): Uint8Array => hexToBytes(hex.replaceAll(' ', ''))
const FUZZED = { numRuns: 10_000 }
const TOO_LONG_ID = `0a8101${'61'.repeat(129)}`

const texts = fc.string({ unit: 'grapheme', maxLength: 20 })
const data = fc.uint8Array({ maxLength: 200 })
const counts = fc.nat(0xffff_ffff)

/** Comes and goes: a field that may be missing. */
const maybe = <T>(name: string, values: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.option(values, { nil: undefined }).map((value) => (value === undefined ? {} : { [name]: value }))

const requestsV2 = fc.record({ requestId: texts, pubsubTopic: texts, data })
const requests = fc
  .tuple(fc.record({ requestId: texts, data }), maybe('pubsubTopic', texts))
  .map(([request, topic]) => ({ ...request, ...topic }))
const responses = fc
  .tuple(
    fc.record({ requestId: texts, statusCode: counts }),
    maybe('statusDesc', texts),
    maybe('relayPeerCount', counts),
  )
  .map(([response, desc, count]) => ({ ...response, ...desc, ...count }))
const responsesV2 = fc
  .tuple(fc.record({ requestId: texts, isSuccess: fc.boolean() }), maybe('info', texts))
  .map(([response, info]) => ({ ...response, ...info }))

describe('light push on the wire, version 3', () => {
  const request = { requestId: 'a', pubsubTopic: '/p', data: Uint8Array.of(1, 2) }
  const response = { requestId: 'a', statusCode: 200, statusDesc: 'OK', relayPeerCount: 3 }

  it('has its fields as the specification numbers them', () => {
    expect(bytesToHex(encodeLightPushRequest(request))).to.equal('0a0161' + 'a201022f70' + 'aa01020102')
    expect(decodeLightPushRequest(bytesOf('aa01020102 a201022f70 0a0161'))).to.deep.equal(request)
    expect(bytesToHex(encodeLightPushResponse(response))).to.equal('0a0161' + '50c801' + '5a024f4b' + '6003')
    expect(decodeLightPushResponse(bytesOf('6003 5a024f4b 50c801 0a0161'))).to.deep.equal(response)
  })

  it('may leave out the pubsub topic, the description and the count', () => {
    expect(decodeLightPushRequest(bytesOf('0a0161 aa01020102'))).to.deep.equal({ requestId: 'a', data: request.data })
    expect(decodeLightPushResponse(bytesOf('0a0161 50a403'))).to.deep.equal({ requestId: 'a', statusCode: 420 })
  })

  const refused: readonly (readonly [what: string, hex: string])[] = [
    ['without a request id', 'a201022f70 aa01020102'],
    ['without a message', '0a0161 a201022f70'],
    ['with a request id of over 128 characters', `${TOO_LONG_ID} aa01020102`],
    ['with a pubsub topic that is not UTF-8', '0a0161 a20101ff aa01020102'],
    ['that ends within a field', '0a0161 aa010201'],
  ]
  for (const [what, hex] of refused) {
    it(`is refused as a request ${what}`, () => expect(decodeLightPushRequest(bytesOf(hex))).to.equal(undefined))
  }

  it('is refused as a response without a request id or a status', () => {
    for (const hex of ['50c801', '0a0161', '0a0161 50c801 5a01ff', '0a0161 50ffffffffffff01']) {
      expect(decodeLightPushResponse(bytesOf(hex)), hex).to.equal(undefined)
    }
  })

  it('comes back as it was written, and never throws', () => {
    fc.assert(
      fc.property(requests, (each) => {
        expect(decodeLightPushRequest(encodeLightPushRequest(each))).to.deep.equal(each)
      }),
    )
    fc.assert(
      fc.property(responses, (each) => {
        expect(decodeLightPushResponse(encodeLightPushResponse(each))).to.deep.equal(each)
      }),
    )
    fc.assert(
      fc.property(damagedBytes(requests.map(encodeLightPushRequest)), (bytes) => {
        const decoded = decodeLightPushRequest(bytes)
        expect(decoded === undefined || decoded.data.length <= bytes.length).to.equal(true)
      }),
      FUZZED,
    )
    fc.assert(
      fc.property(damagedBytes(responses.map(encodeLightPushResponse)), (bytes) => {
        const decoded = decodeLightPushResponse(bytes)
        expect(decoded === undefined || decoded.statusCode >= 0).to.equal(true)
      }),
      FUZZED,
    )
  })
})

describe('light push on the wire, version 2', () => {
  const request = { requestId: 'a', pubsubTopic: '/p', data: Uint8Array.of(1, 2) }

  it('has its fields as 19/WAKU2-LIGHTPUSH numbers them', () => {
    expect(bytesToHex(encodeLightPushV2Request(request))).to.equal('0a0161' + '1208' + '0a022f70' + '12020102')
    expect(decodeLightPushV2Request(bytesOf('1208 12020102 0a022f70 0a0161'))).to.deep.equal(request)
    const response = { requestId: 'a', isSuccess: true, info: 'OK' }
    expect(bytesToHex(encodeLightPushV2Response(response))).to.equal('0a0161' + '1a06' + '0801' + '12024f4b')
    expect(decodeLightPushV2Response(bytesOf('0a0161 1a06 080112024f4b'))).to.deep.equal(response)
  })

  it('takes a response without its flag, which writers of proto3 leave out, for a no', () => {
    const response = { requestId: 'a', isSuccess: false }
    expect(decodeLightPushV2Response(bytesOf('0a0161 1a00'))).to.deep.equal(response)
    expect(decodeLightPushV2Response(bytesOf('0a0161 1a020800'))).to.deep.equal(response)
  })

  const refused: readonly (readonly [what: string, hex: string])[] = [
    ['without a request', '0a0161'],
    ['without a request id', '1208 0a022f70 12020102'],
    ['without a pubsub topic', '0a0161 1204 12020102'],
    ['without a message', '0a0161 1204 0a022f70'],
    ['with a request that is no protobuf', '0a0161 120108'],
    ['with a request id of over 128 characters', `${TOO_LONG_ID} 1208 0a022f70 12020102`],
  ]
  for (const [what, hex] of refused) {
    it(`is refused as a request ${what}`, () => expect(decodeLightPushV2Request(bytesOf(hex))).to.equal(undefined))
  }

  it('comes back as it was written, and never throws', () => {
    fc.assert(
      fc.property(requestsV2, (each) => {
        expect(decodeLightPushV2Request(encodeLightPushV2Request(each))).to.deep.equal(each)
      }),
    )
    fc.assert(
      fc.property(responsesV2, (each) => {
        expect(decodeLightPushV2Response(encodeLightPushV2Response(each))).to.deep.equal(each)
      }),
    )
    fc.assert(
      fc.property(damagedBytes(requestsV2.map(encodeLightPushV2Request)), (bytes) => {
        const decoded = decodeLightPushV2Request(bytes)
        expect(decoded === undefined || decoded.data.length <= bytes.length).to.equal(true)
      }),
      FUZZED,
    )
    fc.assert(
      fc.property(damagedBytes(responsesV2.map(encodeLightPushV2Response)), (bytes) => {
        const decoded = decodeLightPushV2Response(bytes)
        expect(decoded === undefined || typeof decoded.isSuccess === 'boolean').to.equal(true)
      }),
      FUZZED,
    )
  })
})
