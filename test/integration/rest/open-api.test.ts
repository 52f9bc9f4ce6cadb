import { expect } from 'chai'
import Fastify from 'fastify'
import { silentLogger } from '../../../src/foundation/index.ts'
import { EventLog } from '../../../src/rest/event-log.ts'
import { RestServer } from '../../../src/rest/index.ts'
import { MessageCache } from '../../../src/rest/message-cache.ts'
import { NodeWatch } from '../../../src/rest/node-watch.ts'
import { openApiDocument } from '../../../src/rest/openapi/document.ts'
import { schemas } from '../../../src/rest/openapi/schemas.ts'
import { addRoutes } from '../../../src/rest/routes.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { FAKE_PUBSUB_TOPIC, FakeWakuNode } from '../../support/fake-waku-node.ts'
import { FAKE_REMOTE_PEER_ID, fullWakuNode } from '../../support/full-waku-node.ts'
import { OpenApiJudge, operationsOf } from '../../support/open-api.ts'

const OPTIONS = { version: '1.2.3', servesAdmin: true }
const STRANGER_ID = '16Uiu2HAmPLe7Mzm8TsYUubgCAW1aJoeFScxrLj8ppHFivPo97bUZ'
const ADDRESS = `/ip4/127.0.0.1/tcp/60000/p2p/${FAKE_REMOTE_PEER_ID}`
const TOPIC = '/my-app/1/chat/proto'

describe('the OpenAPI document', () => {
  const document = openApiDocument(OPTIONS)
  const operations = operationsOf(document)

  it('has every route that is served, and no other', async () => {
    const served: string[] = []
    const server = Fastify()
    server.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) {
        if (one !== 'HEAD' && one !== 'OPTIONS') served.push(`${one} ${url.replace(/:(\w+)/g, '{$1}')}`)
      }
    })
    const parts = { node: new FakeWakuNode(), clock: new FakeClock(), log: new EventLog() }
    const watch = new NodeWatch({ ...parts, logger: silentLogger }, OPTIONS)
    addRoutes(server, { ...parts, watch, cache: new MessageCache(1) }, OPTIONS)
    await server.ready()
    expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).to.deep.equal(served.sort())
    expect(served.length).to.be.greaterThan(25)
  })

  it('names every operation once, and the parameters of its path', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).to.equal(ids.length)
    for (const { path, operation } of operations) {
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
      expect(inPath.map(({ name }) => `{${name}}`)).to.deep.equal(path.match(/\{\w+\}/g) ?? [], path)
      expect(Object.keys(operation.responses), path).to.include.members(['200', '401', '403'])
    }
  })

  it('refers only to schemas that it has, and uses all of them', () => {
    const referred = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]!)
    const names = Object.keys(schemas).map((name) => `#/components/schemas/${name}`)
    expect([...new Set(referred)].sort()).to.deep.equal(names.sort())
  })

  it('leaves the admin routes out where they are not served', () => {
    const paths = Object.keys(openApiDocument({ ...OPTIONS, servesAdmin: false }).paths)
    expect(paths.filter((path) => path.startsWith('/admin'))).to.deep.equal([])
    expect(paths.length).to.be.greaterThan(10)
  })

  describe('as served', () => {
    const judge = new OpenApiJudge(document)
    let node: FakeWakuNode
    let server: RestServer

    beforeEach(async () => {
      node = fullWakuNode()
      const options = { ...OPTIONS, address: '127.0.0.1', port: 0, cacheCapacity: 5, allowedOrigins: [] }
      const components = { node, clock: new FakeClock(), logger: silentLogger, setLogLevels: () => undefined }
      server = new RestServer(components, options)
      await server.start()
    })
    afterEach(() => server.stop())

    /** Asks, and holds the answer to the document. */
    async function ask(
      method: string,
      url: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<number> {
      const isSent = body !== undefined
      const response = await fetch(server.url + url, {
        method,
        headers: { ...headers, ...(isSent && { 'content-type': 'application/json' }) },
        ...(isSent && { body: JSON.stringify(body) }),
      })
      const contentType = response.headers.get('content-type') ?? ''
      const answer = { status: response.status, contentType, body: await response.text() }
      expect(judge.whatIsWrong({ method, url }, answer)).to.equal(undefined)
      return response.status
    }

    it('is what the node says of itself', async () => {
      expect(await (await fetch(`${server.url}/openapi.json`)).json()).to.deep.equal(
        JSON.parse(JSON.stringify(document)),
      )
    })

    it('has the shape of every answer, whether all is known or little', async () => {
      const questions = operations.filter(
        ({ method, path }) => method === 'GET' && !/^\/(events|relay|filter\/v2\/messages)/.test(path),
      )
      const values: Record<string, string> = { '{peerId}': FAKE_REMOTE_PEER_ID, '{shard}': '0', '{file}': 'page.js' }
      for (const isFull of [true, false]) {
        if (!isFull) {
          node.status = new FakeWakuNode().status
          node.healthReport = new FakeWakuNode().healthReport
          node.caught.length = 0
        }
        for (const { path } of questions) {
          expect(
            await ask(
              'GET',
              path.replace(/\{\w+\}/, (name) => values[name]!),
            ),
            path,
          ).to.equal(200)
        }
      }
    })

    it('has the shape of what is done, and of how it is refused', async () => {
      const message = { payload: 'aGk=', contentTopic: TOPIC, meta: 'AA==' }
      const [content, pubsub] = [encodeURIComponent(TOPIC), encodeURIComponent(FAKE_PUBSUB_TOPIC)]
      const json = { accept: 'application/json' }
      expect(await ask('POST', '/relay/v1/auto/subscriptions', [TOPIC])).to.equal(200)
      expect(await ask('POST', '/relay/v1/auto/subscriptions', ['chat'])).to.equal(400)
      expect(await ask('POST', '/relay/v1/auto/subscriptions', {})).to.equal(400)
      expect(await ask('POST', '/relay/v1/subscriptions', [FAKE_PUBSUB_TOPIC])).to.equal(200)
      expect(await ask('POST', '/relay/v1/auto/messages', message, json)).to.equal(200)
      expect(await ask('POST', `/relay/v1/messages/${pubsub}`, message)).to.equal(200)
      expect(await ask('POST', '/relay/v1/auto/messages', {})).to.equal(400)
      expect(await ask('POST', '/relay/v1/auto/messages', { payload: 'A'.repeat(300_000) })).to.equal(413)
      expect(await ask('POST', '/relay/v1/auto/messages', message, { origin: 'http://evil.example' })).to.equal(403)
      expect(await ask('GET', `/relay/v1/auto/messages/${content}`)).to.equal(200)
      expect(await ask('GET', `/relay/v1/messages/${pubsub}`)).to.equal(200)
      expect(await ask('DELETE', '/relay/v1/auto/subscriptions', [TOPIC])).to.equal(200)
      expect(await ask('DELETE', '/relay/v1/subscriptions', [FAKE_PUBSUB_TOPIC])).to.equal(200)
      expect(await ask('GET', `/relay/v1/auto/messages/${content}`)).to.equal(404)
      expect(await ask('GET', '/events?types=nonsense')).to.equal(400)
      const subscription = { requestId: '1', contentFilters: [TOPIC], pubsubTopic: FAKE_PUBSUB_TOPIC }
      expect(await ask('POST', '/filter/v2/subscriptions', subscription)).to.equal(200)
      expect(await ask('PUT', '/filter/v2/subscriptions', subscription)).to.equal(200)
      expect(await ask('POST', '/filter/v2/subscriptions', { requestId: '1' })).to.equal(400)
      expect(await ask('GET', '/filter/v2/subscriptions/1')).to.equal(200)
      expect(await ask('GET', `/filter/v2/messages/${content}`)).to.equal(200)
      expect(await ask('DELETE', '/filter/v2/subscriptions', subscription)).to.equal(200)
      expect(await ask('GET', `/filter/v2/messages/${content}`)).to.equal(400)
      expect(await ask('DELETE', '/filter/v2/subscriptions/all', { requestId: '1' })).to.equal(200)
      expect(await ask('DELETE', '/filter/v2/subscriptions/all', {})).to.equal(400)
      expect(await ask('POST', '/lightpush/v3/message', { message })).to.equal(200)
      expect(await ask('POST', '/lightpush/v1/message', { message })).to.equal(200)
      expect(await ask('POST', '/lightpush/v3/message', {})).to.equal(400)
      expect(await ask('POST', '/lightpush/v1/message', {})).to.equal(400)
      for (const status of [400, 413, 420, 421, 429, 500, 503, 504, 505]) {
        node.pushOutcome = { ok: false, status, description: 'as told' }
        expect(await ask('POST', '/lightpush/v3/message', { message })).to.equal(status)
        const statusV1 = status === 400 || status === 429 ? status : 503
        expect(await ask('POST', '/lightpush/v1/message', { message })).to.equal(statusV1)
      }
      for (const status of [300, 400, 404, 429, 503, 504]) {
        node.filterOutcome = { ok: false, status, description: 'as told' }
        expect(await ask('GET', '/filter/v2/subscriptions/1')).to.equal(status === 300 ? 500 : status)
      }
      expect(await ask('POST', '/admin/v1/peers', [ADDRESS])).to.equal(200)
      expect(await ask('POST', '/admin/v1/peers', ['nonsense'])).to.equal(400)
      node.subscribed = undefined
      expect(await ask('GET', '/admin/v1/filter/subscriptions')).to.equal(400)
      expect(await ask('POST', '/admin/v1/log-level/debug')).to.equal(200)
      expect(await ask('POST', '/admin/v1/log-level/loud')).to.equal(400)
      expect(await ask('GET', '/admin/v1/peer/nobody')).to.equal(400)
      expect(await ask('GET', `/admin/v1/peer/${STRANGER_ID}`)).to.equal(404)
      expect(await ask('GET', '/admin/v1/peers/mesh/on/x')).to.equal(400)
      node.failure = new Error('anything')
      expect(await ask('POST', '/relay/v1/auto/messages', message)).to.equal(500)
    })

    it('would notice a field that is missing, of another type or not in it', () => {
      const asked = { method: 'GET', url: '/info' }
      const judged = (body: object): string | undefined =>
        judge.whatIsWrong(asked, { status: 200, contentType: 'application/json', body: JSON.stringify(body) })
      expect(judged({ listenAddresses: ['a'] })).to.equal(undefined)
      expect(judged({})).to.include('listenAddresses')
      expect(judged({ listenAddresses: [1] })).to.include('string')
      expect(judged({ listenAddresses: [], more: 1 })).to.include('additional')
    })
  })
})
