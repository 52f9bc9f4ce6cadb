import type { Libp2p } from '@libp2p/interface'
import { expect } from 'chai'
import { silentLogger, systemClock } from '../../../../src/foundation/index.ts'
import { encodeWakuMessage, messageHash, type WakuMessage } from '../../../../src/message/index.ts'
import { connectedPeersOf, OneWayServer, RequestClient } from '../../../../src/network/index.ts'
import type { FilterRequestType } from '../../../../src/services/filter/filter-messages.ts'
import { filterPushProtocol, filterSubscribeProtocol } from '../../../../src/services/filter/filter-protocol.ts'
import {
  type FilterMessage,
  FilterServer,
  type FilterServerOptions,
  PUSHED_BEFORE_MS,
} from '../../../../src/services/filter/filter-server.ts'
import { Hosts } from '../../../support/hosts.ts'
import { ImpatientClock } from '../../../support/impatient-clock.ts'
import { RecordingMetrics } from '../../../support/recording-metrics.ts'

const SHARD = '/waku/2/rs/1/0'
const TOPIC = '/app/1/chat/proto'
const plenty = { capacity: 1e6, refillPerSecond: 1e6 }

function filterMessageOf(text: string, contentTopic = TOPIC): FilterMessage {
  const message: WakuMessage = {
    payload: new TextEncoder().encode(text),
    contentTopic,
    version: 0,
    timestampNs: 1n,
    meta: new Uint8Array(),
    ephemeral: false,
  }
  const data = encodeWakuMessage(message)
  return { data, pubsubTopic: SHARD, contentTopic, messageHash: messageHash(SHARD, message) }
}

interface Client {
  readonly host: Libp2p
  readonly pushed: string[]
  readonly ask: (type: FilterRequestType, contentTopics?: readonly string[], pubsubTopic?: string) => Promise<number>
}

describe('FilterServer', () => {
  const hosts = new Hosts()
  const stops: (() => Promise<void>)[] = []
  let clock: ImpatientClock
  let metrics: RecordingMetrics
  let host: Libp2p
  let server: FilterServer

  async function serve(options: Partial<FilterServerOptions> = {}): Promise<void> {
    host = await hosts.start()
    server = new FilterServer(
      {
        host,
        peers: connectedPeersOf(host),
        isRelayed: (topic) => topic === SHARD,
        clock,
        logger: silentLogger,
        metrics,
      },
      {
        maxPeers: 10,
        maxCriteriaPerPeer: 1_000,
        timeToLiveMs: 300_000,
        quota: { perPeer: plenty, global: plenty },
        ...options,
      },
    )
    stops.push(() => server.stop())
    await server.start()
  }

  beforeEach(() => {
    clock = new ImpatientClock()
    metrics = new RecordingMetrics()
  })
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop()
    await hosts.stop()
    expect(clock.pendingTimers, 'timers left behind').to.equal(0)
  })

  async function connect(): Promise<Client> {
    const from = await hosts.start([])
    await from.dial(host.getMultiaddrs())
    const pushed: string[] = []
    const receiver = new OneWayServer(
      { host: from, clock: systemClock, logger: silentLogger, metrics: new RecordingMetrics() },
      {
        protocol: filterPushProtocol,
        quota: { perPeer: plenty, global: plenty },
        handle: ({ data }) => void pushed.push(new TextDecoder().decode(data)),
      },
    )
    stops.push(() => receiver.stop())
    await receiver.start()
    const client = new RequestClient(
      { host: from, clock: systemClock, metrics: new RecordingMetrics() },
      filterSubscribeProtocol,
    )
    const ask: Client['ask'] = async (type, contentTopics = [], pubsubTopic) => {
      const request = { requestId: 'mine', type, contentTopics, ...(pubsubTopic !== undefined && { pubsubTopic }) }
      const { requestId, statusCode } = await client.request(host.peerId.toString(), request)
      expect(requestId).to.equal(statusCode === 429 ? 'N/A' : 'mine')
      return statusCode
    }
    return { host: from, pushed, ask }
  }

  async function got({ pushed }: Client, count: number): Promise<void> {
    const deadlineMs = Date.now() + 5_000
    while (pushed.length < count) {
      if (Date.now() > deadlineMs) throw new Error(`${pushed.length} of ${count} arrived`)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  it('pushes what was asked for, to whom it was asked by, and nothing else', async () => {
    await serve()
    const [a, b] = [await connect(), await connect()]
    expect(await a.ask('subscribe', [TOPIC], SHARD)).to.equal(200)
    expect(await b.ask('subscribe', [TOPIC, '/other/1/chat/proto'], SHARD)).to.equal(200)
    server.relayed(filterMessageOf('first'))
    server.relayed(filterMessageOf('second', '/other/1/chat/proto'))
    server.relayed(filterMessageOf('nobody', '/third/1/chat/proto'))
    await Promise.all([got(a, 1), got(b, 2)])
    expect(a.pushed[0]).to.include('first')
    expect(b.pushed[1]).to.include('second')
    expect(await b.ask('unsubscribe', [TOPIC], SHARD)).to.equal(200)
    server.relayed(filterMessageOf('third'))
    server.relayed(filterMessageOf('fourth', '/other/1/chat/proto'))
    await Promise.all([got(a, 2), got(b, 3)])
    expect(b.pushed[2]).to.include('fourth')
  })

  it('pushes a message once, until it has long been forgotten', async () => {
    await serve()
    const client = await connect()
    await client.ask('subscribe', [TOPIC], SHARD)
    for (let copy = 0; copy < 3; copy++) server.relayed(filterMessageOf('again'))
    server.relayed(filterMessageOf('another'))
    await got(client, 2)
    clock.advance(PUSHED_BEFORE_MS)
    server.relayed(filterMessageOf('again'))
    server.relayed(filterMessageOf('last'))
    await got(client, 4)
    expect(client.pushed.map((text) => /again|another|last/.exec(text)![0])).to.deep.equal([
      'again',
      'another',
      'again',
      'last',
    ])
  })

  it('answers each request with its status', async () => {
    await serve({ maxCriteriaPerPeer: 101 })
    const client = await connect()
    expect(await client.ask('ping'), 'not subscribed').to.equal(404)
    expect(await client.ask('unsubscribe_all')).to.equal(404)
    expect(await client.ask('unsubscribe', [TOPIC], SHARD)).to.equal(404)
    expect(await client.ask('subscribe', [TOPIC])).to.equal(400)
    expect(await client.ask('subscribe', [], SHARD)).to.equal(400)
    expect(await client.ask('unsubscribe', [], SHARD)).to.equal(400)
    const topics = (count: number): string[] => Array.from({ length: count }, (_, index) => `/${index}`)
    expect(await client.ask('subscribe', topics(101), SHARD)).to.equal(400)
    expect(await client.ask('subscribe', ['x'.repeat(257)], SHARD)).to.equal(400)
    expect(await client.ask('subscribe', [TOPIC], '/waku/2/rs/1/7'), 'not relayed').to.equal(503)
    expect(await client.ask('subscribe', topics(100), SHARD)).to.equal(200)
    expect(await client.ask('subscribe', ['/a', '/b'], SHARD), 'too many criteria').to.equal(503)
    expect(await client.ask('ping')).to.equal(200)
    expect(await client.ask('unsubscribe_all')).to.equal(200)
    expect(await client.ask('ping')).to.equal(404)
    expect(metrics.value('waku_filter_requests', { type: 'subscribe' })).to.equal(7)
  })

  it('turns down more subscribers than it serves', async () => {
    await serve({ maxPeers: 1 })
    const [a, b] = [await connect(), await connect()]
    expect(await a.ask('subscribe', [TOPIC], SHARD)).to.equal(200)
    expect(await b.ask('subscribe', [TOPIC], SHARD)).to.equal(503)
    expect(server.subscribers()).to.deep.equal([
      { peerId: a.host.peerId.toString(), criteria: [{ pubsubTopic: SHARD, contentTopic: TOPIC }] },
    ])
  })

  it('takes thirty requests a minute from a peer, unless told otherwise', async () => {
    host = await hosts.start()
    const peers = connectedPeersOf(host)
    server = new FilterServer(
      { host, peers, isRelayed: () => true, clock, logger: silentLogger, metrics },
      { maxPeers: 10, maxCriteriaPerPeer: 10, timeToLiveMs: 1_000 },
    )
    stops.push(() => server.stop())
    await server.start()
    const [greedy, other] = [await connect(), await connect()]
    for (let request = 0; request < 30; request++) await greedy.ask('ping')
    expect(await greedy.ask('ping')).to.equal(429)
    expect(await other.ask('ping')).to.equal(404)
    clock.advance(2_000)
    expect(await greedy.ask('ping')).to.equal(404)
  })

  it('keeps a subscription over a lost connection, and what came meanwhile', async () => {
    await serve()
    const client = await connect()
    await client.ask('subscribe', [TOPIC], SHARD)
    const gone = new Promise((resolve) => host.addEventListener('peer:disconnect', resolve, { once: true }))
    await client.host.hangUp(host.peerId)
    await gone
    server.relayed(filterMessageOf('while away'))
    await client.host.dial(host.getMultiaddrs())
    await got(client, 1)
    expect(client.pushed[0]).to.include('while away')
  })

  it('forgets who does not ping, and counts the others', async () => {
    await serve({ timeToLiveMs: 60_000 })
    const [a, b] = [await connect(), await connect()]
    await a.ask('subscribe', [TOPIC], SHARD)
    await b.ask('subscribe', [TOPIC], SHARD)
    clock.advance(50_000)
    expect(metrics.value('waku_filter_subscriptions')).to.equal(2)
    await b.ask('ping')
    clock.advance(20_000)
    expect(metrics.value('waku_filter_subscriptions')).to.equal(1)
    expect(metrics.value('waku_filter_peers')).to.equal(1)
    expect(await a.ask('ping')).to.equal(404)
  })
})
