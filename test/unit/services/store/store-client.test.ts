import type { Libp2p } from '@libp2p/interface'
import { expect } from 'chai'
import { silentLogger, systemClock, systemRandom } from '../../../../src/foundation/index.ts'
import { encodeWakuMessage, messageHash } from '../../../../src/message/index.ts'
import { RequestServer } from '../../../../src/network/index.ts'
import { type PartialStoreQuery, StoreClient, type StorePage } from '../../../../src/services/store/store-client.ts'
import { StoreError } from '../../../../src/services/store/store-error.ts'
import { storeProtocol } from '../../../../src/services/store/store-protocol.ts'
import type { StoreEntry, StoreRequest, StoreResponse } from '../../../../src/services/store/store-query.ts'
import type { StoredProofCheck } from '../../../../src/services/store/stored-message.ts'
import { Hosts } from '../../../support/hosts.ts'
import { RecordingMetrics } from '../../../support/recording-metrics.ts'

const TOPIC = '/waku/2/rs/1/0'
const CONTENT = '/store/1/test/proto'
const START_NS = 1_700_000_000_000_000_000n
const plenty = { capacity: 1e6, refillPerSecond: 1e6 }

function entry(number: number, changes: { pubsubTopic?: string; contentTopic?: string } = {}): StoreEntry {
  const { pubsubTopic = TOPIC, contentTopic = CONTENT } = changes
  const message = {
    payload: Uint8Array.of(number),
    contentTopic,
    version: 0,
    timestampNs: START_NS + BigInt(number),
    meta: new Uint8Array(),
    ephemeral: false,
  }
  return {
    messageHash: messageHash(pubsubTopic, message),
    content: { data: encodeWakuMessage(message), pubsubTopic },
  }
}

const CONTENT_QUERY = { pubsubTopic: TOPIC, contentTopics: [CONTENT] }

describe('StoreClient', () => {
  const hosts = new Hosts()
  let storeHost: Libp2p
  let own: Libp2p
  let server: RequestServer<StoreRequest, StoreResponse>
  let answer: (request: StoreRequest) => Partial<StoreResponse>
  let asked: StoreRequest[]
  let metrics: RecordingMetrics

  /** A store node that answers what it is told to. */
  before(async () => {
    storeHost = await hosts.start()
    server = new RequestServer(
      { host: storeHost, clock: systemClock, logger: silentLogger, metrics: new RecordingMetrics() },
      {
        protocol: storeProtocol,
        quota: { perPeer: plenty, global: plenty },
        handle: async (request) => {
          asked.push(request)
          return { requestId: request.requestId, statusCode: 200, statusDesc: 'OK', entries: [], ...answer(request) }
        },
      },
    )
    await server.start()
    own = await hosts.start([])
    await own.dial(storeHost.getMultiaddrs())
  })
  after(async () => {
    await server.stop()
    await hosts.stop()
  })
  beforeEach(() => {
    asked = []
    metrics = new RecordingMetrics()
  })

  function client(checkProof?: StoredProofCheck): StoreClient {
    const components = { host: own, clock: systemClock, random: systemRandom, metrics }
    return new StoreClient({ ...components, ...(checkProof && { checkProof }) })
  }

  const storePeer = (): string => storeHost.peerId.toString()

  async function page(query: PartialStoreQuery, checkProof?: StoredProofCheck): Promise<StorePage> {
    return client(checkProof).queryPage(storePeer(), query)
  }

  async function failure(promise: Promise<unknown>): Promise<string> {
    try {
      await promise
    } catch (error) {
      if (error instanceof StoreError) return error.code
      throw error
    }
    return 'none'
  }

  it('brings messages with their hashes, bytes and what is known of their proofs', async () => {
    answer = () => ({ entries: [entry(1), entry(2)], cursor: entry(2).messageHash })
    const { messages, messageHashes, cursor } = await page(CONTENT_QUERY, async (_topic, data) =>
      data.includes(2) ? 'root_unknown' : 'valid',
    )
    expect(asked[0]).to.include({ pubsubTopic: TOPIC, forward: true, includeData: true })
    expect(messages.map(({ message }) => message.payload[0])).to.deep.equal([1, 2])
    expect(messages[0]!.data).to.deep.equal(entry(1).content!.data)
    expect(messages[0]!.proof).to.equal('valid')
    expect(messageHashes).to.deep.equal([entry(1).messageHash, entry(2).messageHash])
    expect(cursor).to.deep.equal(entry(2).messageHash)
  })

  it('says that nobody checked proofs when nobody can', async () => {
    answer = () => ({ entries: [entry(1)] })
    expect((await page({})).messages[0]!.proof).to.equal('unchecked')
  })

  it('brings hashes alone when that is all that was asked for', async () => {
    answer = () => ({ entries: [{ messageHash: entry(1).messageHash }] })
    const { messages, messageHashes } = await page({ includeData: false })
    expect(messages).to.deep.equal([])
    expect(messageHashes).to.deep.equal([entry(1).messageHash])
  })

  const lies: readonly (readonly [what: string, query: PartialStoreQuery, answer: Partial<StoreResponse>])[] = [
    ['a message of another hash', {}, { entries: [{ ...entry(1), messageHash: entry(2).messageHash }] }],
    ['the same message twice', {}, { entries: [entry(1), entry(1)] }],
    ['a message of another content topic', CONTENT_QUERY, { entries: [entry(1, { contentTopic: '/b/1/c/proto' })] }],
    ['a message of another pubsub topic', CONTENT_QUERY, { entries: [entry(1, { pubsubTopic: '/waku/2/rs/1/1' })] }],
    ['a message before the time', { startTimeNs: START_NS + 2n }, { entries: [entry(1)] }],
    ['a message after the time', { endTimeNs: START_NS }, { entries: [entry(1)] }],
    ['a hash that was not asked for', { messageHashes: [entry(1).messageHash] }, { entries: [entry(2)] }],
    ['hashes for messages', {}, { entries: [{ messageHash: entry(1).messageHash }] }],
    ['more than was asked for', { limit: 1 }, { entries: [entry(1), entry(2)] }],
    ['an empty page with a cursor', {}, { entries: [], cursor: entry(1).messageHash }],
    ['the answer to another request', {}, { requestId: 'another' }],
    [
      'bytes that are no message',
      {},
      { entries: [{ messageHash: entry(1).messageHash, content: { data: Uint8Array.of(9), pubsubTopic: TOPIC } }] },
    ],
  ]
  for (const [what, query, lie] of lies) {
    it(`does not believe a store that answers with ${what}`, async () => {
      answer = () => lie
      expect(await failure(page(query))).to.equal('bad_response')
      expect(metrics.value('waku_store_errors', { type: 'bad_response' })).to.equal(1)
    })
  }

  const statuses = { 300: 'bad_response', 400: 'bad_request', 429: 'too_many_requests', 503: 'service_unavailable' }
  for (const [statusCode, code] of Object.entries({ ...statuses, 504: 'peer_dial_failure', 999: 'bad_response' })) {
    it(`tells status ${statusCode} as ${code}`, async () => {
      answer = () => ({ requestId: 'N/A', statusCode: Number(statusCode), statusDesc: 'why' })
      expect(await failure(page({}))).to.equal(code)
    })
  }

  it('tells a peer that is gone or does not speak the protocol', async () => {
    const plain = await hosts.start()
    expect(await failure(client().queryPage(plain.getMultiaddrs()[0]!.toString(), {}))).to.equal('peer_dial_failure')
    expect(await failure(client().queryPage(plain.peerId.toString(), {}, { connectedOnly: true }))).to.equal(
      'peer_dial_failure',
    )
  })

  it('sends no query that makes no sense', async () => {
    answer = () => ({})
    expect(await failure(page({ pubsubTopic: TOPIC }))).to.equal('bad_request')
    expect(asked).to.deep.equal([])
  })

  it('goes through all pages by their cursors', async () => {
    const all = [1, 2, 3, 4, 5].map((number) => entry(number))
    answer = ({ cursor }) => {
      const from = cursor === undefined ? 0 : 1 + all.findIndex(({ messageHash: [first] }) => first === cursor[0])
      const entries = all.slice(from, from + 2)
      return { entries, ...(from + 2 < all.length && { cursor: entries.at(-1)!.messageHash }) }
    }
    const payloads: number[] = []
    for await (const { messages } of client().query(storePeer(), { limit: 2 })) {
      payloads.push(...messages.map(({ message }) => message.payload[0]!))
    }
    expect(payloads).to.deep.equal([1, 2, 3, 4, 5])
    expect(asked).to.have.length(3)
  })

  it('does not go round in circles', async () => {
    answer = () => ({ entries: [entry(1), entry(2)], cursor: entry(2).messageHash })
    const walk = client().query(storePeer(), {})
    await walk.next()
    expect(await failure(walk.next())).to.equal('bad_response')
    expect(asked).to.have.length(2)
  })
})
