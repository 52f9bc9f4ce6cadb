import { expect } from 'chai'
import { silentLogger } from '../../../src/foundation/index.ts'
import { encodeRateLimitProof } from '../../../src/message/index.ts'
import { RestServer } from '../../../src/rest/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { FakeWakuNode } from '../../support/fake-waku-node.ts'

const TOPIC = '/my-app/1/chat/proto'
const PATH = encodeURIComponent(TOPIC)

describe('the REST routes of filter and light push', () => {
  let node: FakeWakuNode
  let server: RestServer

  beforeEach(async () => {
    node = new FakeWakuNode()
    const options = { version: '1', address: '127.0.0.1', port: 0, cacheCapacity: 2, allowedOrigins: [] }
    server = new RestServer({ node, clock: new FakeClock(), logger: silentLogger }, options)
    await server.start()
  })
  afterEach(() => server.stop())

  async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: string }> {
    const response = await fetch(server.url + path, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    })
    return { status: response.status, body: await response.text() }
  }

  const json = async (...request: Parameters<typeof ask>): Promise<unknown> => {
    const { status, body } = await ask(...request)
    return { status, ...JSON.parse(body) }
  }
  const subscription = { requestId: 'mine', contentFilters: [TOPIC] }
  const payload = (text: string) => Buffer.from(text).toString('base64')

  it('keep what came for a subscribed content topic, the newest, until it is taken', async () => {
    expect(await json('POST', '/filter/v2/subscriptions', subscription)).to.deep.equal({
      status: 200,
      requestId: 'mine',
      statusDesc: 'OK',
    })
    for (const text of ['1', '2', '3']) node.deliver({ payload: Buffer.from(text), contentTopic: TOPIC })
    node.deliver({ payload: Buffer.from('x'), contentTopic: '/other/1/chat/proto' })
    const taken = JSON.parse((await ask('GET', `/filter/v2/messages/${PATH}`)).body)
    expect(taken.map((message: { payload: string }) => message.payload)).to.deep.equal([payload('2'), payload('3')])
    expect(taken[0]).to.include({ contentTopic: TOPIC, version: 0, ephemeral: false })
    expect((await ask('GET', `/filter/v2/messages/${PATH}`)).body).to.equal('[]')
  })

  it('forget them when they are unsubscribed, one or all', async () => {
    await ask('PUT', '/filter/v2/subscriptions', subscription)
    await ask('DELETE', '/filter/v2/subscriptions', subscription)
    expect(await ask('GET', `/filter/v2/messages/${PATH}`)).to.deep.equal({
      status: 400,
      body: `Not subscribed to topic: ${TOPIC}`,
    })
    await ask('POST', '/filter/v2/subscriptions', subscription)
    expect(await json('DELETE', '/filter/v2/subscriptions/all', { requestId: 'all' })).to.include({ requestId: 'all' })
    expect((await ask('GET', `/filter/v2/messages/${PATH}`)).status).to.equal(400)
    expect(node.filtered.size).to.equal(0)
  })

  it('keep nothing for what no filter node accepted', async () => {
    node.filterOutcome = { ok: false, status: 503, description: 'No suitable service peer' }
    expect(await json('POST', '/filter/v2/subscriptions', subscription)).to.deep.equal({
      status: 503,
      requestId: 'mine',
      statusDesc: 'SERVICE_UNAVAILABLE: No suitable service peer',
    })
    expect((await ask('GET', `/filter/v2/messages/${PATH}`)).status).to.equal(400)
    node.filterOutcome = { ok: true }
    await ask('POST', '/filter/v2/subscriptions', subscription)
    node.filterOutcome = { ok: false, status: 503, description: 'busy' }
    await ask('POST', '/filter/v2/subscriptions', subscription)
    expect((await ask('GET', `/filter/v2/messages/${PATH}`)).status, 'what was there before stays').to.equal(200)
  })

  it('answer a ping under the name it was given', async () => {
    node.filterOutcome = { ok: false, status: 404, description: 'peer has no subscriptions' }
    expect(await json('GET', '/filter/v2/subscriptions/abc')).to.deep.equal({
      status: 404,
      requestId: 'abc',
      statusDesc: 'NOT_FOUND: peer has no subscriptions',
    })
  })

  const bodies: readonly (readonly [what: string, body: unknown])[] = [
    ['no JSON', '{'],
    ['a list', []],
    ['without a request id', { contentFilters: [TOPIC] }],
    ['without content filters', { requestId: 'a' }],
    ['with no content filter', { requestId: 'a', contentFilters: [] }],
    ['with a content filter that is no text', { requestId: 'a', contentFilters: [1] }],
    ['with a pubsub topic that is no text', { ...subscription, pubsubTopic: 1 }],
  ]
  for (const [what, body] of bodies) {
    it(`refuse a subscription ${what}`, async () => {
      for (const method of ['POST', 'PUT', 'DELETE']) {
        const answer = await json(method, '/filter/v2/subscriptions', body)
        expect(answer, method).to.include({ status: 400, requestId: 'unknown' })
      }
    })
  }

  it('refuse a content topic that has no shard, under the name of the request', async () => {
    const answer = await json('POST', '/filter/v2/subscriptions', { requestId: 'a', contentFilters: ['chat'] })
    expect(answer).to.include({ status: 400, requestId: 'a' })
    expect((await ask('GET', '/filter/v2/messages/chat')).status).to.equal(400)
  })

  it('hand a message on to be pushed, with its proof if it has one', async () => {
    const proof = {
      proof: new Uint8Array(128).fill(1),
      merkleRoot: new Uint8Array(32).fill(2),
      epoch: new Uint8Array(32).fill(3),
      shareX: new Uint8Array(32).fill(4),
      shareY: new Uint8Array(32).fill(5),
      nullifier: new Uint8Array(32).fill(6),
      rlnIdentifier: new Uint8Array(32).fill(7),
    }
    const message = { payload: payload('hi'), contentTopic: TOPIC, timestamp: 7 }
    expect(await json('POST', '/lightpush/v3/message', { message })).to.deep.equal({ status: 200, relayPeerCount: 3 })
    const proven = { ...message, proof: Buffer.from(encodeRateLimitProof(proof)).toString('base64') }
    const request = { pubsubTopic: '/waku/2/rs/0/0', message: proven }
    expect(await ask('POST', '/lightpush/v1/message', request)).to.deep.equal({ status: 200, body: 'OK' })
    expect(node.pushed[0]).to.not.have.property('rateLimitProof')
    expect(node.pushed[0]).to.deep.include({ contentTopic: TOPIC, timestampNs: 7n })
    expect(node.pushed[1]).to.deep.include({ pubsubTopic: '/waku/2/rs/0/0', rateLimitProof: proof })
  })

  it('say why a message was not pushed', async () => {
    const message = { payload: payload('hi'), contentTopic: TOPIC }
    node.pushOutcome = { ok: false, status: 420, description: 'RLN validation failed: proof_invalid' }
    expect(await json('POST', '/lightpush/v3/message', { message })).to.deep.equal({
      status: 420,
      statusDesc: 'RLN validation failed: proof_invalid',
    })
    expect(await ask('POST', '/lightpush/v1/message', { message })).to.deep.equal({
      status: 503,
      body: 'Failed to request a message push: RLN validation failed: proof_invalid',
    })
  })

  it('refuse what is no message to push', async () => {
    const wrong = [
      '{',
      [],
      {},
      { message: 1 },
      { message: { payload: payload('hi') } },
      { message: { payload: '?', contentTopic: TOPIC } },
      { message: { payload: payload('hi'), contentTopic: TOPIC, proof: 'gA==' } },
      { message: { payload: payload('hi'), contentTopic: TOPIC }, pubsubTopic: 1 },
      { message: { payload: payload('hi'), contentTopic: 'chat' } },
    ]
    for (const body of wrong) {
      expect((await ask('POST', '/lightpush/v3/message', body)).status, JSON.stringify(body)).to.equal(400)
      expect((await ask('POST', '/lightpush/v1/message', body)).status, JSON.stringify(body)).to.equal(400)
    }
    expect(node.pushed).to.deep.equal([])
  })
})
