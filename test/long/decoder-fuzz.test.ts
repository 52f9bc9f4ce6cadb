import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import fc from 'fast-check'
import { bigIntToBytesBE } from '../../src/foundation/index.ts'
import { decodeWakuMessage, encodeWakuMessage, type WakuMessage } from '../../src/message/index.ts'
import { decodeEnrBytes, encodeEnrBytes, NetworkError, readWakuEnr, signWakuEnr } from '../../src/network/index.ts'
import { decodeFilterPush, encodeFilterPush } from '../../src/services/filter/filter-push-codec.ts'
import {
  decodeFilterRequest,
  decodeFilterResponse,
  encodeFilterRequest,
  encodeFilterResponse,
} from '../../src/services/filter/filter-subscribe-codec.ts'
import {
  decodeLightPushRequest,
  decodeLightPushResponse,
  encodeLightPushRequest,
  encodeLightPushResponse,
} from '../../src/services/lightpush/lightpush-codec.ts'
import {
  decodeLightPushV2Request,
  decodeLightPushV2Response,
  encodeLightPushV2Request,
  encodeLightPushV2Response,
} from '../../src/services/lightpush/lightpush-v2-codec.ts'
import { decodeMetadata, encodeMetadata } from '../../src/services/metadata/metadata-codec.ts'
import {
  decodePeerExchangeRequest,
  decodePeerExchangeResponse,
  encodePeerExchangeRequest,
  encodePeerExchangeResponse,
} from '../../src/services/peer-exchange/peer-exchange-codec.ts'
import { decodeStoreRequest, encodeStoreRequest } from '../../src/services/store/store-request-codec.ts'
import { decodeStoreResponse, encodeStoreResponse } from '../../src/services/store/store-response-codec.ts'
import { archiveMessages } from '../support/archive-messages.ts'
import { damagedBytes } from '../support/damaged-bytes.ts'

const RUNS = 10_000
const HANG_MS = 50
/** An input that once took long is given to the decoder again: the machine's own pauses do not come every time. */
const REPEATS = 5
/** The proper ones below have up to some hundred kilobytes. */
const RANDOM_BYTES = fc.uint8Array({ maxLength: 1_024, size: 'max' })

const requestId = 'request'
const pubsubTopic = '/waku/2/rs/1/0'
const contentTopics = Array.from({ length: 100 }, (_, index) => `/app/1/topic-${index}/proto`)
const messages = archiveMessages(100, { payloadBytes: 1_024 })
const { data, messageHash } = messages[0]!
const record = encodeEnrBytes(
  signWakuEnr(bigIntToBytesBE(7n, 32), 1n, {
    addresses: [multiaddr('/ip4/127.0.0.1/tcp/60000'), multiaddr('/ip4/127.0.0.1/tcp/8000/ws')],
    capabilities: ['relay', 'store'],
    shards: { clusterId: 1, shards: [0, 5] },
  }),
)
const query = { requestId, includeData: true, contentTopics: [], messageHashes: [], forward: true }
const entries = messages.map((message) => ({
  messageHash: message.messageHash,
  content: { data: message.data, pubsubTopic },
}))

const decoders: readonly (readonly [what: string, decode: (bytes: Uint8Array) => unknown, proper: Uint8Array[]])[] = [
  ['message', readMessage, [data, encodeWakuMessage({ ...readMessage(data)!, payload: new Uint8Array(150_000) })]],
  [
    'store request',
    decodeStoreRequest,
    [
      encodeStoreRequest({
        ...query,
        pubsubTopic,
        contentTopics: contentTopics.slice(0, 10),
        startTimeNs: 1n,
        limit: 5,
      }),
      encodeStoreRequest({ ...query, messageHashes: messages.map((message) => message.messageHash) }),
    ],
  ],
  [
    'store response',
    decodeStoreResponse,
    [encodeStoreResponse({ requestId, statusCode: 200, statusDesc: 'OK', entries, cursor: messageHash })],
  ],
  [
    'filter request',
    decodeFilterRequest,
    [encodeFilterRequest({ requestId, type: 'subscribe', pubsubTopic, contentTopics })],
  ],
  [
    'filter response',
    decodeFilterResponse,
    [encodeFilterResponse({ requestId, statusCode: 404, statusDesc: 'peer has no subscriptions' })],
  ],
  ['filter push', decodeFilterPush, [encodeFilterPush({ data, pubsubTopic })]],
  ['light push request', decodeLightPushRequest, [encodeLightPushRequest({ requestId, pubsubTopic, data })]],
  [
    'light push response',
    decodeLightPushResponse,
    [encodeLightPushResponse({ requestId, statusCode: 420, statusDesc: 'no', relayPeerCount: 0 })],
  ],
  [
    'light push request, version 2',
    decodeLightPushV2Request,
    [encodeLightPushV2Request({ requestId, pubsubTopic, data })],
  ],
  [
    'light push response, version 2',
    decodeLightPushV2Response,
    [encodeLightPushV2Response({ requestId, isSuccess: false, info: 'no' })],
  ],
  ['peer exchange request', decodePeerExchangeRequest, [encodePeerExchangeRequest({ peers: 60 })]],
  [
    'peer exchange response',
    decodePeerExchangeResponse,
    [
      encodePeerExchangeResponse({
        records: Array.from({ length: 60 }, () => record),
        statusCode: 200,
        statusDesc: 'OK',
      }),
    ],
  ],
  [
    'metadata',
    decodeMetadata,
    [encodeMetadata({ clusterId: 1, shards: Array.from({ length: 1_024 }, (_, shard) => shard) })],
  ],
  ['node record', readRecord, [record]],
]

describe(`${RUNS} inputs, random and damaged, for the decoder of each service`, () => {
  for (const [what, decode, proper] of decoders) {
    it(`${what}: each is read or refused, none throws or takes ${HANG_MS} ms`, function () {
      this.timeout(600_000)
      let slowestMs = 0
      let readCount = 0
      for (const bytes of proper) expect(decode(bytes)).to.not.equal(undefined)
      fc.assert(
        fc.property(fc.oneof(RANDOM_BYTES, damagedBytes(fc.constantFrom(...proper))), (bytes) => {
          let tookMs = timeOf(() => {
            if (decode(bytes) !== undefined) readCount++
          })
          for (let again = 0; again < REPEATS && tookMs >= HANG_MS; again++) {
            tookMs = Math.min(
              tookMs,
              timeOf(() => decode(bytes)),
            )
          }
          slowestMs = Math.max(slowestMs, tookMs)
        }),
        { numRuns: RUNS, seed: 8 },
      )
      console.log(`      ${what}: ${readCount} of ${RUNS} read, slowest ${slowestMs.toFixed(1)} ms`)
      expect(slowestMs).to.be.lessThan(HANG_MS)
    })
  }
})

function timeOf(work: () => void): number {
  const startedAtMs = performance.now()
  work()
  return performance.now() - startedAtMs
}

function readMessage(bytes: Uint8Array): WakuMessage | undefined {
  const decoded = decodeWakuMessage(bytes)
  return decoded.ok ? decoded.message : undefined
}

/** As peer exchange reads it: whoever is not refused by this error ends the process. */
function readRecord(bytes: Uint8Array): unknown {
  try {
    return readWakuEnr(decodeEnrBytes(bytes))
  } catch (error) {
    if (error instanceof NetworkError) return undefined
    throw error
  }
}
