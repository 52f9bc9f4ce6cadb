import type { Libp2p } from '@libp2p/interface'
import { expect } from 'chai'
import { silentLogger, systemClock, systemRandom } from '../../../../src/foundation/index.ts'
import { encodeWakuMessage, messageHash, type ProofFinding, type WakuMessage } from '../../../../src/message/index.ts'
import { connectedPeersOf, RequestClient } from '../../../../src/network/index.ts'
import {
  FilterClient,
  type FilterClientComponents,
  type FilterClientOptions,
} from '../../../../src/services/filter/filter-client.ts'
import type { FilteredMessage } from '../../../../src/services/filter/filter-intake.ts'
import { filterPushProtocol } from '../../../../src/services/filter/filter-protocol.ts'
import { FilterServer } from '../../../../src/services/filter/filter-server.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { Hosts } from '../../../support/hosts.ts'
import { RecordingMetrics } from '../../../support/recording-metrics.ts'

const SHARD = '/waku/2/rs/1/0'
const TOPIC = '/app/1/chat/proto'
const plenty = { capacity: 1e6, refillPerSecond: 1e6 }

interface Service {
  readonly host: Libp2p
  readonly address: string
  readonly server: FilterServer
  readonly relay: (text: string, contentTopic?: string) => void
}

function messageOf(text: string, contentTopic = TOPIC): WakuMessage {
  const payload = new TextEncoder().encode(text)
  return { payload, contentTopic, version: 0, timestampNs: 1n, meta: new Uint8Array(), ephemeral: false }
}

describe('FilterClient', () => {
  const hosts = new Hosts()
  const stops: (() => Promise<void>)[] = []
  let clock: FakeClock
  let metrics: RecordingMetrics
  let host: Libp2p
  let received: FilteredMessage[]
  /** Requests that are refused before one is accepted. */
  let refusals: number

  beforeEach(() => {
    clock = new FakeClock()
    metrics = new RecordingMetrics()
    received = []
    refusals = 0
  })
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop()
    await hosts.stop()
    expect(clock.pendingTimers, 'timers left behind').to.equal(0)
  })

  const isRelayed = (topic: string): boolean => topic === SHARD && refusals-- <= 0

  async function serve(): Promise<Service> {
    const service = await hosts.start()
    const components = { clock: systemClock, logger: silentLogger, metrics: new RecordingMetrics() }
    const server = new FilterServer(
      { ...components, host: service, peers: connectedPeersOf(service), isRelayed },
      {
        maxPeers: 10,
        maxCriteriaPerPeer: 200,
        timeToLiveMs: 300_000,
        quota: { perPeer: plenty, global: plenty },
      },
    )
    stops.push(() => server.stop())
    await server.start()
    const relay: Service['relay'] = (text, contentTopic = TOPIC) => {
      const message = messageOf(text, contentTopic)
      const data = encodeWakuMessage(message)
      server.relayed({ data, pubsubTopic: SHARD, contentTopic, messageHash: messageHash(SHARD, message) })
    }
    return { host: service, address: String(service.getMultiaddrs()[0]), server, relay }
  }

  async function start(
    services: readonly string[],
    options: FilterClientOptions & Pick<FilterClientComponents, 'checkProof'> = {},
  ): Promise<FilterClient> {
    host = await hosts.start([])
    const { checkProof, ...rest } = options
    const client = new FilterClient(
      {
        host,
        peers: connectedPeersOf(host),
        servicePeers: () => services,
        clock,
        random: systemRandom,
        logger: silentLogger,
        metrics,
        ...(checkProof && { checkProof }),
      },
      rest,
    )
    client.onMessage((message) => received.push(message))
    stops.push(() => client.stop())
    await client.start()
    return client
  }

  async function until(what: string, condition: () => boolean): Promise<void> {
    const deadlineMs = Date.now() + 5_000
    while (!condition()) {
      if (Date.now() > deadlineMs) throw new Error(`never: ${what}`)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  /** Time goes on in steps, so that each look at the filter nodes happens. */
  async function pass(ms: number, condition: () => boolean): Promise<void> {
    for (let passedMs = 0; passedMs < ms && !condition(); passedMs += 5_000) {
      clock.advance(5_000)
      for (let turn = 0; turn < 50 && !condition(); turn++) await new Promise((resolve) => setTimeout(resolve, 2))
    }
    expect(condition(), `after ${ms} ms`).to.equal(true)
  }

  const texts = (): string[] => received.map(({ message }) => new TextDecoder().decode(message.payload)).sort()
  const outcomes = (outcome: string): number => metrics.value('waku_filter_client_messages_total', { outcome }) ?? 0
  const isKnownAt = ({ server }: Service): boolean => server.subscribers().length === 1

  it('gets what it asked for, once, from several nodes, with the hash computed here', async () => {
    const [a, b] = [await serve(), await serve()]
    const client = await start([a.address, b.address])
    expect(await client.subscribe(SHARD, [TOPIC])).to.deep.equal({ ok: true })
    expect(client.servicePeers).to.have.length(2)
    for (const { relay } of [a, b]) relay('hello')
    await until('both copies judged', () => outcomes('received') + outcomes('duplicate') === 2)
    expect(texts()).to.deep.equal(['hello'])
    expect(received[0]!.messageHash).to.deep.equal(messageHash(SHARD, messageOf('hello')))
    expect(received[0]!.proof).to.equal('unchecked')
    expect(await client.ping()).to.deep.equal({ ok: true })
    expect(await client.unsubscribe(SHARD, [TOPIC])).to.deep.equal({ ok: true })
    expect([isKnownAt(a), isKnownAt(b)]).to.deep.equal([false, false])
  })

  it('keeps a subscription that one call got when another call for the same topic failed', async () => {
    const service = await serve()
    const client = await start([service.address])
    refusals = 1
    const outcomes = await Promise.all([client.subscribe(SHARD, [TOPIC]), client.subscribe(SHARD, [TOPIC])])
    expect(outcomes.map(({ ok }) => ok)).to.deep.equal([false, true])
    service.relay('hello')
    await until('the message has come', () => texts().length === 1)
  })

  it('asks in portions of a hundred topics, and unsubscribes from all', async () => {
    const service = await serve()
    const client = await start([service.address])
    const topics = Array.from({ length: 150 }, (_, index) => `/app/1/${index}/proto`)
    expect(await client.subscribe(SHARD, topics)).to.deep.equal({ ok: true })
    expect(service.server.subscribers()[0]!.criteria).to.have.length(150)
    expect(await client.unsubscribeAll()).to.deep.equal({ ok: true })
    expect(isKnownAt(service)).to.equal(false)
    expect(client.servicePeers).to.deep.equal([])
  })

  it('says why nobody accepted, and wants nothing then', async () => {
    const service = await serve()
    const none = await (await start([])).subscribe(SHARD, [TOPIC])
    expect(none).to.include({ ok: false, status: 503 })
    const client = await start([service.address])
    expect(await client.subscribe('/waku/2/rs/9/9', [TOPIC])).to.include({ ok: false, status: 503 })
    expect(await client.ping()).to.include({ ok: false, status: 404 })
    const plain = await hosts.start()
    const lost = await start([String(plain.getMultiaddrs()[0])])
    expect(await lost.subscribe(SHARD, [TOPIC])).to.include({ ok: false, status: 504 })
  })

  it('subscribes again at a node that has forgotten it', async () => {
    const service = await serve()
    const client = await start([service.address])
    await client.subscribe(SHARD, [TOPIC])
    await service.server.stop()
    await service.server.start()
    expect(isKnownAt(service)).to.equal(false)
    await pass(70_000, () => isKnownAt(service))
    service.relay('again')
    await until('it arrived', () => texts().includes('again'))
  })

  it('subscribes again when the connection is lost', async () => {
    const service = await serve()
    const client = await start([service.address])
    await client.subscribe(SHARD, [TOPIC])
    await service.server.stop()
    await service.server.start()
    await host.hangUp(service.host.peerId)
    await until('it is subscribed', () => isKnownAt(service))
  })

  it('takes another node for one that is gone', async () => {
    const [a, b] = [await serve(), await serve()]
    const client = await start([a.address, b.address], { redundancy: 1 })
    await client.subscribe(SHARD, [TOPIC])
    expect(client.servicePeers).to.deep.equal([a.host.peerId.toString()])
    await a.server.stop()
    await a.host.stop()
    await pass(60_000, () => isKnownAt(b))
    b.relay('from b')
    await until('it arrived', () => texts().includes('from b'))
  })

  it('believes nobody it did not ask, and takes nothing it did not ask for', async () => {
    const service = await serve()
    const client = await start([service.address])
    await client.subscribe(SHARD, [TOPIC])
    const connection = host.getConnections()[0]!
    expect(connection.remotePeer.toString()).to.equal(service.host.peerId.toString())
    const stranger = await serve()
    await host.dial(stranger.host.getMultiaddrs())
    await until('both sides are connected', () => stranger.host.getConnections().length > 0)
    const components = { clock: systemClock, metrics: new RecordingMetrics() }
    const push = async (from: Libp2p, data: Uint8Array, pubsubTopic = SHARD): Promise<void> => {
      const pusher = new RequestClient({ ...components, host: from }, filterPushProtocol)
      await pusher.request(host.peerId.toString(), { data, pubsubTopic })
    }
    await push(stranger.host, encodeWakuMessage(messageOf('injected')))
    await push(service.host, encodeWakuMessage(messageOf('other topic', '/app/1/other/proto')))
    await push(service.host, encodeWakuMessage(messageOf('other shard')), '/waku/2/rs/1/5')
    await push(service.host, Uint8Array.of(1, 2, 3))
    await until('all are judged', () => outcomes('undecodable') === 1 && outcomes('stranger') === 1)
    await until('all are judged', () => outcomes('not_asked') === 2)
    expect(received).to.deep.equal([])
    expect(client.servicePeers).to.have.length(1)
  })

  it('checks proofs: an invalid copy does not keep the valid one out, and its sender has to go', async () => {
    const [a, b] = [await serve(), await serve()]
    const findings: ProofFinding[] = ['invalid', 'valid', 'root_unknown', 'invalid', 'invalid']
    const client = await start([a.address, b.address], { checkProof: async () => findings.shift()! })
    await client.subscribe(SHARD, [TOPIC])
    a.relay('one')
    await until('it is judged', () => outcomes('proof_invalid') === 1)
    b.relay('one')
    await until('it is judged', () => received.length === 1)
    b.relay('two')
    await until('it is judged', () => received.length === 2)
    expect(received.map(({ proof }) => proof)).to.deep.equal(['valid', 'root_unknown'])
    a.relay('three')
    a.relay('four')
    await until('they are judged', () => outcomes('proof_invalid') === 3)
    expect(client.servicePeers).to.deep.equal([b.host.peerId.toString()])
    expect(received).to.have.length(2)
  })
})
