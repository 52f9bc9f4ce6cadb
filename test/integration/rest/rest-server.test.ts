import { request } from 'node:http'
import { expect } from 'chai'
import { silentLogger, systemClock } from '../../../src/foundation/index.ts'
import { NodeError } from '../../../src/node/index.ts'
import { RestClient, RestError, RestServer } from '../../../src/rest/index.ts'
import { RlnError } from '../../../src/rln/index.ts'
import { FAKE_PUBSUB_TOPIC, FakeWakuNode } from '../../support/fake-waku-node.ts'

const TOPIC = '/my-app/1/chat/proto'
const ALLOWED_ORIGIN = 'http://localhost:3000'
const CACHE_CAPACITY = 3
/** Beyond what a double holds. */
const TIMESTAMP = '1735296000123456789'

interface Answer {
  readonly status: number
  readonly body: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

describe('the REST API', () => {
  let node: FakeWakuNode
  let server: RestServer

  beforeEach(async () => {
    node = new FakeWakuNode()
    const options = {
      address: '127.0.0.1',
      port: 0,
      cacheCapacity: CACHE_CAPACITY,
      allowedOrigins: [ALLOWED_ORIGIN],
      version: '1.2.3',
    }
    server = new RestServer({ node, clock: systemClock, logger: silentLogger }, options)
    await server.start()
  })
  afterEach(() => server.stop())

  /** Real HTTP, with any header: fetch would not let a test set Host or Origin. */
  function ask(
    method: string,
    path: string,
    { body, headers = {} }: { body?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    // Node sends no body with DELETE unless it is told how long it is.
    const contentType =
      body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    return new Promise((resolve, reject) => {
      const sent = request(server.url + path, { method, headers: { ...contentType, ...headers } }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('end', () => {
          resolve({ status: response.statusCode!, body: Buffer.concat(chunks).toString(), headers: response.headers })
        })
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }

  const subscribe = (...topics: string[]): Promise<Answer> =>
    ask('POST', '/relay/v1/auto/subscriptions', { body: JSON.stringify(topics) })
  const publish = (body: string, headers: Record<string, string> = {}): Promise<Answer> =>
    ask('POST', '/relay/v1/auto/messages', { body, headers })
  const drain = (topic = TOPIC): Promise<Answer> => ask('GET', `/relay/v1/auto/messages/${encodeURIComponent(topic)}`)
  const messageBody = (fields: Record<string, unknown> = {}): string =>
    JSON.stringify({ payload: 'aGk=', contentTopic: TOPIC, ...fields })

  describe('subscriptions and messages', () => {
    it('answers as nwaku does, and gives each message once, oldest first', async () => {
      expect(await subscribe(TOPIC)).to.include({ status: 200, body: 'OK' })
      expect(node.relayedFor).to.deep.equal([TOPIC])
      expect(await publish(messageBody({ version: 1 }))).to.include({ status: 200, body: 'OK' })
      expect(await publish(messageBody({ version: 2, meta: '/w==', ephemeral: true }))).to.include({ status: 200 })
      const drained = await drain()
      expect(drained.status).to.equal(200)
      expect(drained.headers['content-type']).to.include('application/json')
      expect(JSON.parse(drained.body)).to.deep.equal([
        { payload: 'aGk=', contentTopic: TOPIC, version: 1, timestamp: 0, ephemeral: false },
        { payload: 'aGk=', contentTopic: TOPIC, version: 2, timestamp: 0, meta: '/w==', ephemeral: true },
      ])
      expect(await drain()).to.include({ status: 200, body: '[]' })
    })

    it('keeps every digit of a timestamp, in and out', async () => {
      await subscribe(TOPIC)
      await publish(`{"payload":"","contentTopic":"${TOPIC}","timestamp":${TIMESTAMP}}`)
      expect(node.published[0]?.timestampNs).to.equal(BigInt(TIMESTAMP))
      expect((await drain()).body).to.include(`"timestamp":${TIMESTAMP}`)
    })

    it('gives the receipt to whoever asks for JSON', async () => {
      const { status, body } = await publish(messageBody(), { accept: 'application/json' })
      expect(status).to.equal(200)
      const { messageHash, ...receipt } = JSON.parse(body)
      expect(messageHash).to.match(/^0x[0-9a-f]{64}$/)
      expect(receipt).to.deep.equal({ pubsubTopic: FAKE_PUBSUB_TOPIC, recipients: 3, proofMs: 12.5, proofKind: 'path' })
    })

    it('does not know topics that nobody subscribed, or that were left', async () => {
      expect(await drain()).to.include({ status: 404, body: `Not subscribed to topic: ${TOPIC}` })
      await subscribe(TOPIC)
      node.deliver({ payload: new Uint8Array(), contentTopic: TOPIC })
      const body = JSON.stringify([TOPIC])
      expect(await ask('DELETE', '/relay/v1/auto/subscriptions', { body })).to.include({ status: 200, body: 'OK' })
      expect((await drain()).status).to.equal(404)
    })

    it('keeps what was not read through a second subscription, and only the newest of it', async () => {
      await subscribe(TOPIC)
      for (let version = 1; version <= CACHE_CAPACITY + 2; version++) {
        node.deliver({ payload: new Uint8Array(), contentTopic: TOPIC, version })
      }
      await subscribe(TOPIC)
      const versions = JSON.parse((await drain()).body).map(({ version }: { version: number }) => version)
      expect(versions).to.deep.equal([3, 4, 5])
    })

    it('reads base64 with and without padding, and base64url', async () => {
      for (const payload of ['_-8=', '_-8', '/+8=', '/+8']) await publish(messageBody({ payload }))
      for (const { payload } of node.published) expect([...payload]).to.deep.equal([0xff, 0xef])
      expect(node.published).to.have.length(4)
    })

    it('ignores a proof that comes with the message: the node attaches its own', async () => {
      expect(await publish(messageBody({ proof: 'AAAA' }))).to.include({ status: 200 })
      expect(node.published[0]).to.not.have.property('rateLimitProof')
    })
  })

  describe('what it refuses', () => {
    const malformedMessages: readonly (readonly [what: string, body: string])[] = [
      ['no JSON', '{'],
      ['no object', '[]'],
      ['no payload', `{"contentTopic":"${TOPIC}"}`],
      ['a payload that is no base64', `{"payload":"@@","contentTopic":"${TOPIC}"}`],
      ['no content topic', '{"payload":""}'],
      ['a null for a body', 'null'],
      ['a version that is none', messageBody({ version: -1 })],
      ['a timestamp before 1970', messageBody({ timestamp: -1 })],
      ['a timestamp beyond 64 bits', `{"payload":"","contentTopic":"${TOPIC}","timestamp":9223372036854775808}`],
      ['a timestamp in fractions', messageBody({ timestamp: 1.5 })],
      ['a timestamp as text', messageBody({ timestamp: TIMESTAMP })],
      ['an ephemeral that is neither', messageBody({ ephemeral: 'yes' })],
    ]
    for (const [what, body] of malformedMessages) {
      it(`${what}, with status 400 and a line that says why`, async () => {
        const answer = await publish(body)
        expect(answer.status).to.equal(400)
        expect(answer.body)
          .to.not.equal('')
          .and.to.not.match(/\n|at .*\.ts/)
        expect(node.published).to.have.length(0)
      })
    }

    it('subscriptions that are no list of content topics, and those to no topic at all', async () => {
      for (const body of ['{}', '[]', '[1]', JSON.stringify(Array(101).fill(TOPIC)), '["chat"]']) {
        const answer = await ask('POST', '/relay/v1/auto/subscriptions', { body })
        expect(answer.status, body).to.equal(400)
      }
      expect(node.relayedFor).to.deep.equal([])
    })

    it('bodies larger than a message can be, and takes the largest', async () => {
      const payload = (bytes: number): string => messageBody({ payload: Buffer.alloc(bytes).toString('base64') })
      expect((await publish(payload(150 * 1024))).status).to.equal(200)
      expect((await publish(payload(200 * 1024))).status).to.equal(413)
    })

    it('bodies of another type', async () => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      expect((await ask('POST', '/relay/v1/auto/messages', { body: messageBody(), headers })).status).to.equal(415)
    })

    it('routes that it does not have', async () => {
      expect((await ask('GET', '/admin/v1/peers')).status).to.equal(404)
      expect((await ask('PUT', '/health')).status).to.equal(404)
    })

    it('to publish, with status 500 when the quota is spent and 400 when the message is at fault', async () => {
      const failures: readonly [Error, number, string][] = [
        [new RlnError('message_limit_reached', 'all used'), 500, 'message_limit_reached'],
        [new NodeError('no_credential', 'only relays'), 500, 'no_credential'],
        [new NodeError('not_subscribed', 'not relayed here'), 400, 'not_subscribed'],
        [new NodeError('message_refused', 'too old'), 400, 'message_refused'],
      ]
      for (const [failure, status, code] of failures) {
        node.failure = failure
        const answer = await publish(messageBody())
        expect(answer.status, code).to.equal(status)
        expect(JSON.parse(answer.body)).to.deep.equal({ code, message: failure.message })
      }
      node.failure = new Error('a secret detail')
      const answer = await publish(messageBody())
      expect(answer.status).to.equal(500)
      expect(answer.body).to.not.include('secret')
    })
  })

  describe('guards', () => {
    it('answers to its loopback names only', async () => {
      for (const host of ['evil.example', '192.168.1.5:8645', '127.0.0.1.evil.example', 'localhost.evil.example']) {
        expect((await ask('GET', '/health', { headers: { host } })).status, host).to.be.oneOf([400, 403])
      }
      for (const host of ['localhost', 'localhost:8645', '127.0.0.1:1', '[::1]:8645']) {
        expect((await ask('GET', '/health', { headers: { host } })).status, host).to.equal(200)
      }
    })

    it('keeps web pages of other origins out, before anything happens', async () => {
      for (const origin of ['http://evil.example', 'null', `${ALLOWED_ORIGIN}.evil.example`]) {
        const answer = await publish(messageBody(), { origin, 'content-type': 'text/plain' })
        expect(answer.status, origin).to.equal(403)
        expect(answer.headers).to.not.have.property('access-control-allow-origin')
      }
      expect(node.published).to.have.length(0)
    })

    it('lets pages of an allowed origin in, after the preflight a browser makes', async () => {
      const headers = { origin: ALLOWED_ORIGIN, 'access-control-request-method': 'POST' }
      const preflight = await ask('OPTIONS', '/relay/v1/auto/messages', { headers })
      expect(preflight.status).to.equal(204)
      expect(preflight.headers).to.include({ 'access-control-allow-origin': ALLOWED_ORIGIN })
      expect(preflight.headers['access-control-allow-methods']).to.include('POST')
      const answer = await publish(messageBody(), { origin: ALLOWED_ORIGIN })
      expect(answer.status).to.equal(200)
      expect(answer.headers).to.include({ 'access-control-allow-origin': ALLOWED_ORIGIN, vary: 'origin' })
    })

    it('listens beyond loopback with a token only', async () => {
      for (const address of ['0.0.0.0', '::', '192.168.1.5', 'example.org']) {
        const options = { address, port: 0, cacheCapacity: 1, allowedOrigins: [], version: '1.2.3' }
        const exposed = new RestServer({ node, clock: systemClock, logger: silentLogger }, options)
        const error = await exposed.start().catch((reason: unknown) => reason)
        expect(error).to.be.instanceOf(RestError).with.property('code', 'token_missing')
      }
    })
  })

  describe('state', () => {
    it('tells health in the shape of nwaku', async () => {
      node.healthReport = {
        node: 'NOT_READY',
        protocols: [
          { name: 'Relay', state: 'NOT_READY', description: 'no mesh peers' },
          { name: 'Rln Relay', state: 'READY' },
        ],
      }
      expect(JSON.parse((await ask('GET', '/health')).body)).to.deep.equal({
        nodeHealth: 'NOT_READY',
        protocolsHealth: [{ Relay: 'NOT_READY', desc: 'no mesh peers' }, { 'Rln Relay': 'READY' }],
      })
    })

    it('tells besides since when, what is wrong and what to do, for protocols and topics', async () => {
      const problem = { problem: 'no mesh peers', advice: 'name peers by --staticnode' }
      const sinceMs = Date.UTC(2026, 0, 2)
      node.healthReport = {
        node: 'NOT_READY',
        sinceMs,
        protocols: [{ name: 'Relay', state: 'NOT_READY', description: 'all of it', sinceMs, ...problem }],
        topics: [{ pubsubTopic: FAKE_PUBSUB_TOPIC, health: 'unhealthy', meshPeers: 0, sinceMs, ...problem }],
      }
      const since = '2026-01-02T00:00:00.000Z'
      expect(JSON.parse((await ask('GET', '/health')).body)).to.deep.equal({
        nodeHealth: 'NOT_READY',
        protocolsHealth: [{ Relay: 'NOT_READY', desc: 'all of it' }],
        since,
        protocolsDetail: [{ protocol: 'Relay', health: 'NOT_READY', since, ...problem }],
        topicsHealth: [{ pubsubTopic: FAKE_PUBSUB_TOPIC, health: 'unhealthy', meshPeers: 0, since, ...problem }],
      })
    })

    it('tells where it is found, as nwaku', async () => {
      for (const path of ['/info', '/debug/v1/info']) {
        expect(JSON.parse((await ask('GET', path)).body)).to.deep.equal({ listenAddresses: [], enrUri: 'enr:-fake' })
      }
    })

    it('tells what the protection does, field elements in hexadecimal', async () => {
      const membership = {
        idCommitment: 0x1fn,
        rateLimit: 20,
        messagesLeftInEpoch: 19,
        messagesUsedInEpoch: 1,
        index: 2,
        state: 'grace' as const,
        expiresAtMs: 86_400_000,
      }
      node.status = { ...node.status, membership, convicted: [0xbadn] }
      const status = JSON.parse((await ask('GET', '/rln/v1/status')).body)
      expect(status).to.deep.include({
        root: `0x${'abc'.padStart(64, '0')}`,
        epoch: 29,
        convicted: [`0x${'bad'.padStart(64, '0')}`],
        verdicts: { valid: 2, proof_missing: 1 },
        meshPeers: { [FAKE_PUBSUB_TOPIC]: 2 },
        verificationMs: null,
        membership: {
          ...membership,
          idCommitment: `0x${'1f'.padStart(64, '0')}`,
          graceStartsAtMs: null,
          coolingDownUntilMs: null,
        },
        sync: { status: 'synced', reason: null, lastSyncedAtMs: 1_000, endpoints: [] },
        rootWindow: [
          { root: `0x${'abb'.padStart(64, '0')}`, blockNumber: 5, supersededAtMs: 900 },
          { root: `0x${'abc'.padStart(64, '0')}`, blockNumber: 7, supersededAtMs: null },
        ],
        secondsToNextEpoch: 0,
      })
    })

    it('tells its version, as nwaku', async () => {
      for (const path of ['/version', '/debug/v1/version']) {
        expect(await ask('GET', path)).to.include({ status: 200, body: '1.2.3' })
      }
    })

    it('lets go of the node when it stops', async () => {
      expect(node.listenerCount).to.be.greaterThan(0)
      await server.stop()
      expect(node.listenerCount).to.equal(0)
    })
  })

  describe('its client', () => {
    it('publishes, reads and tells why it was refused', async () => {
      const client = new RestClient(`${server.url}/`)
      await client.subscribe([TOPIC])
      const receipt = await client.publish({ payload: 'aGk=', contentTopic: TOPIC, timestamp: BigInt(TIMESTAMP) })
      expect(receipt).to.include({ recipients: 3, pubsubTopic: FAKE_PUBSUB_TOPIC })
      expect((await client.takeMessages(TOPIC))[0]?.timestamp).to.equal(BigInt(TIMESTAMP))
      node.failure = new NodeError('no_credential', 'this node only relays')
      const refused = await client.publish({ payload: '', contentTopic: TOPIC }).catch((reason: unknown) => reason)
      expect(refused).to.be.instanceOf(RestError).with.property('code', 'request_refused')
      expect((refused as RestError).message).to.equal('this node only relays (no_credential)')
      await server.stop()
      const gone = await client.health().catch((reason: unknown) => reason)
      expect(gone).to.be.instanceOf(RestError).with.property('code', 'node_unreachable')
    })
  })
})
