import type { Libp2p } from '@libp2p/interface'
import { expect } from 'chai'
import { type Clock, silentLogger, systemClock, systemRandom } from '../../../../src/foundation/index.ts'
import { MAX_MESSAGE_SIZE_BYTES } from '../../../../src/message/index.ts'
import { NetworkError, RequestClient, RequestServer } from '../../../../src/network/index.ts'
import {
  LightPushClient,
  LightPushServer,
  type LightPushServerOptions,
  lightPushProtocol,
  lightPushStatus,
  lightPushV2Protocol,
  PUSH_RETRY_DELAY_MS,
  type PushedMessage,
  type PushVerdict,
} from '../../../../src/services/lightpush/index.ts'
import { Hosts } from '../../../support/hosts.ts'
import { RecordingMetrics } from '../../../support/recording-metrics.ts'

const SHARD = '/waku/2/rs/1/0'
const DATA = Uint8Array.of(1, 2, 3)
const plenty = { capacity: 1e6, refillPerSecond: 1e6 }

describe('light push', () => {
  const hosts = new Hosts()
  const stops: (() => Promise<void>)[] = []
  let metrics: RecordingMetrics
  let published: PushedMessage[]

  beforeEach(() => {
    metrics = new RecordingMetrics()
    published = []
  })
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop()
    await hosts.stop()
  })

  const components = () => ({ clock: systemClock, logger: silentLogger, metrics })

  async function serve(
    verdict: () => PushVerdict | Promise<PushVerdict>,
    options: LightPushServerOptions = { quota: { perPeer: plenty, global: plenty } },
  ): Promise<Libp2p> {
    const host = await hosts.start()
    const publish = async (pushed: PushedMessage): Promise<PushVerdict> => {
      published.push(pushed)
      return verdict()
    }
    const server = new LightPushServer({ ...components(), host, publish }, options)
    stops.push(() => server.stop())
    await server.start()
    return host
  }

  const refusing = (status: Exclude<PushVerdict, { ok: true }>['status']) => (): PushVerdict => {
    return { ok: false, status, description: `status ${status}` }
  }
  const taking = (): PushVerdict => ({ ok: true, relayPeerCount: 4 })
  const addressOf = (host: Libp2p): string => String(host.getMultiaddrs()[0])

  async function client(clock: Clock = systemClock): Promise<LightPushClient> {
    const host = await hosts.start([])
    return new LightPushClient({ host, clock, random: systemRandom, metrics: new RecordingMetrics() })
  }

  describe('server', () => {
    async function ask(host: Libp2p, pubsubTopic?: string) {
      const from = await hosts.start([])
      const asker = new RequestClient({ ...components(), host: from }, lightPushProtocol)
      const request = { requestId: 'mine', data: DATA, ...(pubsubTopic !== undefined && { pubsubTopic }) }
      return { from, response: await asker.request(addressOf(host), request) }
    }

    it('hands the bytes on as they came, with the client and the topic if it was named', async () => {
      const host = await serve(taking)
      const { from, response } = await ask(host, SHARD)
      expect(response).to.deep.equal({ requestId: 'mine', statusCode: 200, relayPeerCount: 4 })
      await ask(host)
      expect(published[0]).to.deep.equal({ data: DATA, pubsubTopic: SHARD, peerId: from.peerId.toString() })
      expect(published[1]).to.not.have.property('pubsubTopic')
      expect(metrics.value('waku_lightpush_v3_messages', { type: 'PushRequest' })).to.equal(2)
    })

    for (const status of Object.values(lightPushStatus)) {
      if (status === 200) continue
      it(`answers ${status} when that is the verdict`, async () => {
        const { response } = await ask(await serve(refusing(status)), SHARD)
        expect(response).to.deep.equal({ requestId: 'mine', statusCode: status, statusDesc: `status ${status}` })
        expect(metrics.value('waku_lightpush_v3_errors', { type: String(status) })).to.equal(1)
      })
    }

    it('answers 500 when it fails itself', async () => {
      const { response } = await ask(await serve(() => Promise.reject(new Error('the disk is on fire'))), SHARD)
      expect(response).to.include({ statusCode: 500 })
      expect(response.statusDesc).to.not.include('fire')
    })

    it('answers 400 to what it cannot read, and 429 over the quota, without the id it did not read', async () => {
      const garbled = { ...lightPushProtocol.request, encode: () => Uint8Array.of(0x08) }
      const host = await serve(taking, { quota: { perPeer: { capacity: 1, refillPerSecond: 0 }, global: plenty } })
      const asker = new RequestClient(
        { ...components(), host: await hosts.start([]) },
        { ...lightPushProtocol, request: garbled },
      )
      const asked = () => asker.request(addressOf(host), { requestId: 'mine', data: DATA })
      expect(await asked()).to.include({ requestId: 'N/A', statusCode: 400 })
      expect(await asked()).to.include({ requestId: 'N/A', statusCode: 429 })
      expect(published).to.deep.equal([])
    })

    it('reads a message that is somewhat too large, so that it can be told', async () => {
      const host = await serve(refusing(413))
      const asker = new RequestClient({ ...components(), host: await hosts.start([]) }, lightPushProtocol)
      const data = new Uint8Array(MAX_MESSAGE_SIZE_BYTES + 1_000)
      expect(await asker.request(addressOf(host), { requestId: 'mine', data })).to.include({ statusCode: 413 })
    })

    it('speaks version 2, in its words', async () => {
      let verdict: PushVerdict = taking()
      const host = await serve(() => verdict)
      const asker = new RequestClient({ ...components(), host: await hosts.start([]) }, lightPushV2Protocol)
      const ask2 = (pubsubTopic: string) =>
        asker.request(addressOf(host), { requestId: 'mine', data: DATA, pubsubTopic })
      expect(await ask2(SHARD)).to.deep.equal({ requestId: 'mine', isSuccess: true, info: 'OK' })
      expect(await ask2('')).to.deep.equal({ requestId: 'mine', isSuccess: true, info: 'OK' })
      expect(published.map(({ pubsubTopic }) => pubsubTopic)).to.deep.equal([SHARD, undefined])
      verdict = refusing(420)()
      expect(await ask2(SHARD)).to.deep.equal({ requestId: 'mine', isSuccess: false, info: 'status 420' })
      verdict = refusing(505)()
      expect(await ask2(SHARD)).to.deep.include({ isSuccess: false, info: 'not_published_to_any_peer' })
      expect(metrics.value('waku_lightpush_messages', { type: 'PushRequest' })).to.equal(4)
      expect(metrics.value('waku_lightpush_errors', { type: '420' })).to.equal(1)
    })
  })

  describe('client', () => {
    const pushed = { data: DATA, pubsubTopic: SHARD }

    it('is content with the first node that relayed the message', async () => {
      const [bad, good] = [await serve(refusing(503)), await serve(taking)]
      const result = await (await client()).push([addressOf(bad), addressOf(good)], pushed)
      expect(result).to.deep.equal({ ok: true, relayPeerCount: 4, peer: addressOf(good) })
    })

    it('goes on after a node that cannot be reached, and believes no single one that the proof is bad', async () => {
      const [liar, good] = [await serve(refusing(420)), await serve(taking)]
      const nobody = addressOf(good)
        .replace(/tcp\/\d+/, 'tcp/1')
        .replace(good.peerId.toString(), liar.peerId.toString())
      const result = await (await client()).push([nobody, addressOf(liar), addressOf(good)], pushed)
      expect(result).to.include({ ok: true })
    })

    it('takes a success with nobody to relay to for 505', async () => {
      const host = await serve(() => ({ ok: true, relayPeerCount: 0 }))
      const result = await (await client()).push([addressOf(host)], pushed, { attempts: 1 })
      expect(result).to.include({ ok: false, status: 505, peer: addressOf(host) })
    })

    it('asks no further when the message is malformed', async () => {
      for (const status of [400, 413] as const) {
        published.length = 0
        const [first, second] = [await serve(refusing(status)), await serve(taking)]
        const result = await (await client()).push([addressOf(first), addressOf(second)], pushed)
        expect(result).to.include({ ok: false, status })
        expect(published).to.have.length(1)
      }
    })

    it('asks a single node again after a while, and tells every answer', async () => {
      const pauses: number[] = []
      const after: Clock['after'] = (delayMs, callback) => {
        if (delayMs === PUSH_RETRY_DELAY_MS) pauses.push(delayMs)
        return systemClock.after(delayMs === PUSH_RETRY_DELAY_MS ? 0 : delayMs, callback)
      }
      const host = await serve(refusing(429))
      const result = await (await client({ ...systemClock, after })).push([addressOf(host)], pushed)
      const answer = { status: 429, description: 'status 429', peer: addressOf(host) }
      expect(result).to.deep.equal({ ok: false, ...answer, earlier: [answer, answer] })
      expect(pauses).to.have.length(2)
    })

    it('says so when there is nobody to ask', async () => {
      expect(await (await client()).push([], pushed)).to.include({ ok: false, status: 503 })
    })

    it('falls back to version 2 with a node that knows no other', async () => {
      const host = await hosts.start()
      const answers = [{ isSuccess: true }, { isSuccess: false, info: 'RLN validation failed' }]
      const server = new RequestServer(
        { ...components(), host },
        {
          protocol: lightPushV2Protocol,
          quota: { perPeer: plenty, global: plenty },
          handle: async ({ requestId }) => ({ requestId, ...answers.shift()! }),
        },
      )
      stops.push(() => server.stop())
      await server.start()
      const pusher = await client()
      expect(await pusher.push([addressOf(host)], pushed)).to.deep.equal({ ok: true, peer: addressOf(host) })
      const refused = await pusher.push([addressOf(host)], pushed, { attempts: 1 })
      expect(refused).to.include({ ok: false, status: 420, description: 'RLN validation failed' })
    })

    it('can be called off', async () => {
      const host = await serve(() => new Promise(() => undefined))
      const off = new AbortController()
      const result = (await client()).push([addressOf(host)], pushed, { signal: off.signal }).catch((error) => error)
      while (published.length === 0) await new Promise((go) => setImmediate(go))
      off.abort()
      const error = await result
      expect(error).to.be.instanceOf(NetworkError)
      expect((error as NetworkError).code).to.equal('request_aborted')
    })
  })
})
