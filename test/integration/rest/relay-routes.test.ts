import { expect } from 'chai'
import Fastify, { type FastifyInstance } from 'fastify'
import { MessageCache } from '../../../src/rest/message-cache.ts'
import { addRelayRoutes, handleRouteError } from '../../../src/rest/relay-routes.ts'
import { FAKE_PUBSUB_TOPIC, FakeWakuNode } from '../../support/fake-waku-node.ts'

const OTHER_TOPIC = '/waku/2/rs/0/5'
const CONTENT_TOPIC = '/my-app/1/chat/proto'
const MESSAGE = { payload: 'aGk=', contentTopic: CONTENT_TOPIC }

describe('relay by pubsub topic, over REST', () => {
  let node: FakeWakuNode
  let server: FastifyInstance

  beforeEach(() => {
    node = new FakeWakuNode()
    server = Fastify()
    server.setErrorHandler((error, _request, reply) => handleRouteError(error, reply))
    const cache = new MessageCache(5)
    addRelayRoutes(server, node, cache)
    node.onMessage((received) => cache.add(received))
  })
  afterEach(() => server.close())

  async function ask(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: unknown) {
    const { statusCode, body } = await server.inject({
      method,
      url,
      ...(payload !== undefined && { payload }),
    } as never)
    return { status: statusCode, body }
  }
  const messagesOn = (topic: string) => ask('GET', `/relay/v1/messages/${encodeURIComponent(topic)}`)

  it('joins and leaves shards', async () => {
    expect(await ask('POST', '/relay/v1/subscriptions', [OTHER_TOPIC])).to.deep.equal({ status: 200, body: 'OK' })
    expect(node.relayed).to.deep.equal([OTHER_TOPIC])
    expect(await messagesOn(OTHER_TOPIC)).to.deep.equal({ status: 200, body: '[]' })
    expect(await ask('DELETE', '/relay/v1/subscriptions', [OTHER_TOPIC])).to.deep.equal({ status: 200, body: 'OK' })
    expect(node.relayed).to.deep.equal([])
    expect(await messagesOn(OTHER_TOPIC)).to.deep.equal({
      status: 404,
      body: `Not subscribed to topic: ${OTHER_TOPIC}`,
    })
  })

  it('gives the messages of a shard once, those of shards relayed from the start without a subscription', async () => {
    node.deliver({ payload: Uint8Array.of(1), contentTopic: CONTENT_TOPIC, version: 7 })
    const { body } = await messagesOn(FAKE_PUBSUB_TOPIC)
    expect(JSON.parse(body)).to.deep.equal([
      { payload: 'AQ==', contentTopic: CONTENT_TOPIC, version: 7, timestamp: 0, ephemeral: false },
    ])
    expect(await messagesOn(FAKE_PUBSUB_TOPIC)).to.deep.equal({ status: 200, body: '[]' })
  })

  it('publishes on the shard that is named', async () => {
    const path = `/relay/v1/messages/${encodeURIComponent(OTHER_TOPIC)}`
    expect(await ask('POST', path, MESSAGE)).to.deep.equal({ status: 200, body: 'OK' })
    expect(node.published[0]).to.include({ pubsubTopic: OTHER_TOPIC, contentTopic: CONTENT_TOPIC })
    expect((await ask('POST', path, { payload: 'aGk=' })).status).to.equal(400)
  })

  it('refuses what is no list of shards of this network', async () => {
    for (const body of [[], ['chat'], {}, [1]]) {
      expect((await ask('POST', '/relay/v1/subscriptions', body)).status, JSON.stringify(body)).to.equal(400)
    }
    expect(node.relayed).to.deep.equal([])
  })

  it('leaves the shard of a content topic when it is unsubscribed', async () => {
    await ask('POST', '/relay/v1/auto/subscriptions', [CONTENT_TOPIC])
    expect(node.relayedFor).to.deep.equal([CONTENT_TOPIC])
    await ask('DELETE', '/relay/v1/auto/subscriptions', [CONTENT_TOPIC])
    expect(node.relayedFor).to.deep.equal([])
  })
})
