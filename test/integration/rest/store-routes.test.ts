import { expect } from 'chai'
import { bytesToHex, silentLogger } from '../../../src/foundation/index.ts'
import { NetworkError } from '../../../src/network/index.ts'
import { parseExactJson } from '../../../src/rest/exact-json.ts'
import { RestServer } from '../../../src/rest/index.ts'
import { StoreError, type StorePage, storeErrorCodes } from '../../../src/services/store/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { FAKE_PUBSUB_TOPIC, type FakeWakuNode } from '../../support/fake-waku-node.ts'
import { FAKE_REMOTE_PEER_ID, fullWakuNode } from '../../support/full-waku-node.ts'

const TOPIC = '/my-app/1/chat/proto'
const HASH = 'ab'.repeat(32)

describe('GET /store/v3/messages', () => {
  let node: FakeWakuNode
  let server: RestServer

  beforeEach(async () => {
    node = fullWakuNode()
    const options = { version: '1', address: '127.0.0.1', port: 0, cacheCapacity: 5, allowedOrigins: [] }
    server = new RestServer({ node, clock: new FakeClock(), logger: silentLogger }, options)
    await server.start()
  })
  afterEach(() => server.stop())

  async function ask(parameters: Record<string, string>): Promise<{ status: number; text: string }> {
    const response = await fetch(`${server.url}/store/v3/messages?${new URLSearchParams(parameters)}`)
    return { status: response.status, text: await response.text() }
  }

  it('asks as nwaku reads it: hashes alone, oldest first, unless told otherwise', async () => {
    await ask({})
    await ask({
      peerAddr: `/ip4/127.0.0.1/tcp/1/p2p/${FAKE_REMOTE_PEER_ID}`,
      includeData: 'true',
      pubsubTopic: FAKE_PUBSUB_TOPIC,
      contentTopics: `${TOPIC},/my-app/1/other/proto`,
      startTime: '1700000000000000001',
      endTime: '0',
      cursor: `0x${HASH}`,
      ascending: 'false',
      pageSize: '7',
    })
    await ask({ hashes: `0x${HASH},${HASH}`, pubsubTopic: '', contentTopics: '' })
    const [bare, full, byHash] = node.queries
    const plain = { includeData: false, contentTopics: [], messageHashes: [], forward: true }
    expect(bare).to.deep.equal({ query: plain, asked: { checksProofs: false } })
    expect(full!.asked?.peer).to.match(/^\/ip4/)
    expect(full!.query).to.deep.equal({
      includeData: true,
      pubsubTopic: FAKE_PUBSUB_TOPIC,
      contentTopics: [TOPIC, '/my-app/1/other/proto'],
      startTimeNs: 1_700_000_000_000_000_001n,
      cursor: new Uint8Array(32).fill(0xab),
      forward: false,
      limit: 7,
      messageHashes: [],
    })
    expect(byHash!.query).to.deep.equal({ ...plain, messageHashes: [0, 1].map(() => new Uint8Array(32).fill(0xab)) })
  })

  it("answers in nwaku's JSON, timestamps with all their digits, the proof in base64", async () => {
    const { status, text } = await ask({ includeData: 'true' })
    const hash = `0x${bytesToHex((node.history as StorePage).cursor!)}`
    const { requestId, messages, ...rest } = parseExactJson(text) as { requestId: string; messages: object[] }
    expect(status).to.equal(200)
    expect(requestId).to.match(/^[0-9a-f]{20}$/)
    expect(rest).to.deep.equal({ statusCode: 200, statusDesc: 'OK', paginationCursor: hash })
    const [{ message, ...entry }] = messages as [{ message: Record<string, unknown> }]
    expect(entry).to.deep.equal({ messageHash: hash, pubsubTopic: FAKE_PUBSUB_TOPIC })
    expect(message).to.include({ payload: 'AQ==', meta: 'Ag==', version: 1, timestamp: 1_700_000_000_000_000_001n })
    expect(Buffer.from(message.proof as string, 'base64').length).to.equal(335)
  })

  it('says what is known of proofs when it is asked to, since clients of nwaku read strictly', async () => {
    expect((await ask({ includeData: 'true' })).text).to.not.include('proofFinding')
    expect((await ask({ includeData: 'true', proofFindings: 'true' })).text).to.include('"proofFinding":"root_unknown"')
  })

  for (const [name, value] of [
    ['includeData', 'maybe'],
    ['startTime', 'yesterday'],
    ['endTime', '9223372036854775808'],
    ['hashes', 'ab'],
    ['cursor', `0x${HASH}00`],
    ['ascending', '2'],
    ['pageSize', '-1'],
  ] as const) {
    it(`refuses ${name}=${value}, and asks nobody`, async () => {
      const { status, text } = await ask({ [name]: value })
      expect(status).to.equal(400)
      expect(text).to.include(name)
      expect(node.queries).to.deep.equal([])
    })
  }

  it('has a status for everything that a store says', async () => {
    const statuses: Record<string, number> = {}
    for (const code of storeErrorCodes) {
      node.history = new StoreError(code, 'why')
      const { status, text } = await ask({})
      statuses[code] = status
      expect(JSON.parse(text)).to.deep.equal({ code, message: 'why' })
    }
    expect(statuses).to.deep.equal({
      bad_response: 500,
      bad_request: 400,
      too_many_requests: 429,
      no_store_node: 412,
      service_unavailable: 503,
      peer_dial_failure: 503,
    })
    node.history = new NetworkError('peer_id_missing', 'no id')
    expect((await ask({ peerAddr: '/ip4/127.0.0.1/tcp/1' })).status).to.equal(400)
  })
})
