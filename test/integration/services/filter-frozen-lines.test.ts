import type { Libp2p } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import { waitUntil } from '../../../src/devnet/wait-until.ts'
import { silentLogger, systemClock, systemRandom } from '../../../src/foundation/index.ts'
import { connectedPeersOf, OneWayServer, RequestClient } from '../../../src/network/index.ts'
import { createHost } from '../../../src/network/server.ts'
import { filterPushProtocol, filterSubscribeProtocol } from '../../../src/services/filter/filter-protocol.ts'
import {
  MAX_PUSH_FAILURES,
  MAX_WAITING_PUSHES,
  PUSH_RETRY_MS,
  PUSH_TIMEOUT_MS,
} from '../../../src/services/filter/filter-push-lines.ts'
import { FilterServer } from '../../../src/services/filter/filter-server.ts'
import { ImpatientClock } from '../../support/impatient-clock.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'
import { perfectLine, TcpChaosProxy } from '../../support/tcp-chaos-proxy.ts'

const SUBSCRIBERS = 60
const SHARD = '/waku/2/rs/1/0'
const WANTED_BY_ALL = '/frozen/1/all/proto'
const WANTED_BY_FROZEN = '/frozen/1/some/proto'
const MESSAGES = 20
const FLOOD = 1_000
const WAIT_MS = 60_000
const plenty = { capacity: 1e6, refillPerSecond: 1e6 }

/** Half of the subscribers are behind a line that falls silent: their connections stay open and take nothing. */
describe('filter subscribers whose lines freeze', function () {
  this.timeout(240_000)
  const clock = new ImpatientClock()
  const metrics = new RecordingMetrics()
  const stops: (() => Promise<void>)[] = []
  const received = new Map<string, string[]>()
  const frozen = new Set<string>()
  const lines: TcpChaosProxy[] = []
  let host: Libp2p
  let server: FilterServer
  let sent = 0

  before(async () => {
    host = await startHost()
    const options = { maxPeers: SUBSCRIBERS, maxCriteriaPerPeer: 10, timeToLiveMs: 3_600_000 }
    server = new FilterServer(
      { host, peers: connectedPeersOf(host), isRelayed: () => true, clock, logger: silentLogger, metrics },
      { ...options, quota: { perPeer: plenty, global: plenty } },
    )
    await server.start()
    stops.push(() => server.stop())
    await Promise.all(Array.from({ length: SUBSCRIBERS }, (_, index) => subscribe(index % 2 === 0)))
    expect(server.subscribers()).to.have.length(SUBSCRIBERS)
    for (const line of lines) line.silence()
  })
  after(async () => {
    for (const stop of stops.reverse()) await stop()
    expect(clock.pendingTimers, 'timers left behind').to.equal(0)
  })

  /** Without pings, which would close a frozen connection before filter has to do anything about it. */
  async function startHost(): Promise<Libp2p> {
    const listenAddresses = ['/ip4/127.0.0.1/tcp/0']
    const options = { listenAddresses, agentVersion: 'test', services: {}, keepAlive: false }
    const started = await createHost({ logger: silentLogger }, { ...options, maxConnections: 2 * SUBSCRIBERS })
    stops.push(async () => started.stop())
    await started.start()
    return started
  }

  async function subscribe(isFrozen: boolean): Promise<void> {
    const client = await startHost()
    const own = { host: client, clock: systemClock, logger: silentLogger, metrics: new RecordingMetrics() }
    const texts: string[] = []
    const receiver = new OneWayServer(own, {
      protocol: filterPushProtocol,
      quota: { perPeer: plenty, global: plenty },
      handle: ({ data }) => void texts.push(new TextDecoder().decode(data)),
    })
    await receiver.start()
    stops.push(() => receiver.stop())
    const peerId = client.peerId.toString()
    received.set(peerId, texts)
    if (isFrozen) frozen.add(peerId)
    const requester = new RequestClient(own, filterSubscribeProtocol)
    // It is the filter node that dials: of those who dial it, it takes few a second from one address.
    const address = multiaddr(isFrozen ? await frozenAddressOf(client) : String(client.getMultiaddrs()[0]))
    await host.dial(address)
    const isConnected = async (): Promise<boolean> => client.getConnections(host.peerId).length > 0
    await waitUntil(systemClock, 'the subscriber knows of the connection', WAIT_MS, isConnected)
    const contentTopics = isFrozen ? [WANTED_BY_ALL, WANTED_BY_FROZEN] : [WANTED_BY_ALL]
    const request = { requestId: 'mine', type: 'subscribe', pubsubTopic: SHARD, contentTopics } as const
    expect(await requester.request(host.peerId.toString(), request)).to.include({ statusCode: 200 })
  }

  async function frozenAddressOf(client: Libp2p): Promise<string> {
    const port = Number(String(client.getMultiaddrs()[0]).split('/')[4])
    const line = await TcpChaosProxy.start({ host: '127.0.0.1', port }, perfectLine, systemRandom)
    stops.push(() => line.stop())
    lines.push(line)
    return `/ip4/127.0.0.1/tcp/${line.port}/p2p/${client.peerId}`
  }

  function publish(contentTopic: string): string {
    const text = `message ${sent++}`
    const data = new TextEncoder().encode(text)
    server.relayed({ data, pubsubTopic: SHARD, contentTopic, messageHash: data })
    return text
  }

  const textsOf = (isFrozen: boolean): string[][] =>
    [...received].filter(([peerId]) => frozen.has(peerId) === isFrozen).map(([, texts]) => texts)

  async function healthyHave(texts: readonly string[]): Promise<void> {
    const healthy = textsOf(false)
    await waitUntil(systemClock, 'the healthy have everything', WAIT_MS, async () =>
      healthy.every(({ length }) => length >= texts.length),
    )
    for (const had of healthy) expect([...had].sort()).to.deep.equal([...texts].sort())
  }

  const outcomes = (outcome: string): number | undefined => metrics.value('waku_filter_pushes_total', { outcome })

  it('take nothing from the others, hold bounded memory, and are given up', async () => {
    const texts = Array.from({ length: MESSAGES }, () => publish(WANTED_BY_ALL))
    await healthyHave(texts)
    expect(textsOf(true).flat()).to.deep.equal([])

    // The one under way and those that wait are all that a line holds.
    for (let count = 0; count < FLOOD; count++) publish(WANTED_BY_FROZEN)
    const overflowed = MESSAGES + FLOOD - 1 - MAX_WAITING_PUSHES
    expect(outcomes('overflowed')).to.equal(frozen.size * overflowed)

    for (let failure = 0; failure < MAX_PUSH_FAILURES; failure++) {
      await clock.advanceAsync(PUSH_TIMEOUT_MS)
      await waitUntil(
        systemClock,
        'the pushes to the frozen fail',
        WAIT_MS,
        async () => outcomes('failed') === frozen.size * (failure + 1),
      )
      await clock.advanceAsync(PUSH_RETRY_MS)
    }
    expect(outcomes('given_up')).to.equal(frozen.size)
    const left = server.subscribers().map(({ peerId }) => peerId)
    expect(left).to.have.length(SUBSCRIBERS - frozen.size)
    expect(left.some((peerId) => frozen.has(peerId))).to.equal(false)

    texts.push(publish(WANTED_BY_ALL))
    await healthyHave(texts)
    expect(outcomes('pushed')).to.equal((SUBSCRIBERS - frozen.size) * texts.length)
  })
})
