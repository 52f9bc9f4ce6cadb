import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import { bigIntToBytesBE } from '../../../src/foundation/index.ts'
import { encodeEnrBytes, RequestServer, readWakuEnr, signWakuEnr, type WakuRecord } from '../../../src/network/index.ts'
import { PeerDiscovery } from '../../../src/sdk/peer-discovery.ts'
import { peerExchangeProtocol, peerExchangeQuota } from '../../../src/services/peer-exchange/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { FakeRandom } from '../../support/fake-random.ts'
import { Hosts } from '../../support/hosts.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'
import { newPeerId } from '../../support/stub-host.ts'

const CLUSTER = 1
const STORE = ['store']
const PUSH = ['push-v3', 'push-v2']

/** Who is connected, and what each speaks. */
class Speakers {
  readonly #protocols = new Map<string, readonly string[]>()
  readonly #listeners = new Set<() => void>()

  get peers(): readonly string[] {
    return [...this.#protocols.keys()]
  }

  speaks(peerId: string, protocol: string): boolean {
    return this.#protocols.get(peerId)?.includes(protocol) ?? false
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  come(peerId: string, ...protocols: string[]): void {
    this.#protocols.set(peerId, protocols)
    for (const listener of this.#listeners) listener()
  }

  go(peerId: string): void {
    if (!this.#protocols.delete(peerId)) return
    for (const listener of this.#listeners) listener()
  }
}

interface RigOptions {
  readonly host: unknown
  readonly named: readonly string[]
  readonly clock: FakeClock
}

function createRig({ host, named, clock }: RigOptions) {
  const speakers = new Speakers()
  const suggested: (readonly [id: string, ...addresses: string[]])[] = []
  const dropped: string[] = []
  const discovery = new PeerDiscovery(
    {
      host: host as never,
      protocols: speakers,
      manager: {
        named: ({ peerId, addresses }) => suggested.push([`${peerId}`, ...addresses.map((address) => `${address}`)]),
        markIncompatible: (peerId) => {
          dropped.push(peerId)
          speakers.go(peerId)
        },
      },
      clock,
      random: new FakeRandom(),
      logger: new RecordingLogger(),
      metrics: new RecordingMetrics(),
    },
    { services: [STORE, PUSH], namedPeers: named, transports: ['ws', 'wss'], clusterId: CLUSTER, shardCount: 2 },
  )
  return { speakers, suggested, dropped, discovery }
}

/** Connected to everybody; whoever is asked hangs up. */
async function createDeafRig() {
  const clock = new FakeClock()
  const [self, bootstrap] = [await newPeerId(), await newPeerId()]
  const askedAtMs: number[] = []
  const startedAtMs = clock.nowMs()
  const connection = {
    status: 'open',
    remotePeer: bootstrap,
    timeline: { open: startedAtMs },
    newStream: async () => {
      askedAtMs.push(clock.nowMs() - startedAtMs)
      throw new Error('hung up')
    },
  }
  const connections = [connection]
  const host = { peerId: self, getConnections: () => connections }
  const rig = createRig({ host, named: [bootstrap.toString()], clock })
  return { ...rig, clock, askedAtMs, bootstrap: bootstrap.toString(), connections, connection }
}

describe('PeerDiscovery', () => {
  it('asks ever more seldom while peers are needed, not at all when there are enough, and soon when one is lost', async () => {
    const { discovery, speakers, clock, askedAtMs, bootstrap } = await createDeafRig()
    await discovery.start()
    expect(askedAtMs).to.deep.equal([])
    speakers.come(bootstrap, peerExchangeProtocol.id, 'store')
    await clock.advanceAsync(3_600_000)
    expect(askedAtMs[0]).to.equal(0)
    const pauses = askedAtMs.slice(1).map((ms, index) => ms - askedAtMs[index]!)
    for (const [index, ms] of pauses.entries()) {
      const longestMs = Math.min(600_000, 10_000 * 2 ** index)
      expect(ms).to.be.within(longestMs / 2, longestMs)
    }
    expect(pauses.length).to.be.within(10, 17)
    for (const id of ['a', 'b', 'c']) speakers.come(id, 'store', 'push-v3')
    const asked = askedAtMs.length
    await clock.advanceAsync(3_600_000)
    expect([askedAtMs.length, discovery.wantedPeers, clock.pendingTimers]).to.deep.equal([asked, 0, 0])
    speakers.go('b')
    await clock.advanceAsync(10_000)
    expect(discovery.wantedPeers).to.equal(1)
    expect(askedAtMs.length).to.be.within(asked + 1, asked + 2)
    await discovery.stop()
    speakers.go('a')
    await clock.advanceAsync(3_600_000)
    expect([askedAtMs.length <= asked + 2, clock.pendingTimers]).to.deep.equal([true, 0])
  })

  it('asks nobody that was not named', async () => {
    const { discovery, speakers, clock, askedAtMs } = await createDeafRig()
    await discovery.start()
    speakers.come((await newPeerId()).toString(), peerExchangeProtocol.id, 'store')
    await clock.advanceAsync(600_000)
    expect(askedAtMs).to.deep.equal([])
    await discovery.stop()
  })

  it('lets go who offers nothing, or what is there often enough, but never who was named', async () => {
    const { discovery, speakers, dropped, bootstrap } = await createDeafRig()
    await discovery.start()
    speakers.come(bootstrap)
    speakers.come('useless', 'relay')
    expect(dropped).to.deep.equal(['useless'])
    discovery.keep('dialled')
    speakers.come('dialled')
    for (const id of ['a', 'b', 'c']) speakers.come(id, 'store')
    speakers.come('pushes', 'push-v2')
    expect([dropped.length, discovery.wantedPeers]).to.deep.equal([1, 2])
    speakers.come('d', 'store', 'push-v3')
    expect(dropped).to.deep.equal(['useless', 'a'])
    await discovery.stop()
  })

  it('lets go who does not say what it speaks', async () => {
    const { discovery, speakers, dropped, clock, connections, connection } = await createDeafRig()
    await discovery.start()
    const silent = await newPeerId()
    connections.push({ ...connection, remotePeer: silent })
    await clock.advanceAsync(29_000)
    expect(dropped).to.deep.equal([])
    await clock.advanceAsync(32_000)
    expect(new Set(dropped)).to.deep.equal(new Set([silent.toString()]))
    expect(discovery.wantedPeers).to.equal(3)
    speakers.come('a', 'store')
    expect(discovery.wantedPeers).to.equal(3)
    await discovery.stop()
  })

  describe('at a peer that names others', () => {
    const hosts = new Hosts()
    const servers: { stop(): Promise<void> }[] = []
    afterEach(async () => {
      await Promise.all(servers.splice(0).map((server) => server.stop()))
      await hosts.stop()
    })

    const good: WakuRecord = {
      addresses: [multiaddr('/ip4/127.0.0.1/tcp/1'), multiaddr('/ip4/127.0.0.1/tcp/2/ws')],
      capabilities: ['store'],
      shards: { clusterId: CLUSTER, shards: [1, 7] },
    }
    const { shards: _, ...withoutShards } = good
    const records: readonly WakuRecord[] = [
      { ...good, shards: { clusterId: 2, shards: [1] } },
      { ...good, shards: { clusterId: CLUSTER, shards: [2, 7] } },
      withoutShards,
      { ...good, addresses: good.addresses.slice(0, 1) },
      { ...good, capabilities: ['relay'] },
      good,
      good,
    ]
    const signed = records.map((record, index) => signWakuEnr(bigIntToBytesBE(BigInt(index + 1), 32), 1n, record))
    const ids = signed.map((enr) => readWakuEnr(enr).peerId.toString())

    it('takes those of its cluster and shards that offer something where it can dial, unless it shuns them', async () => {
      const clock = new FakeClock()
      const [server, client] = [await hosts.start(), await hosts.start([])]
      const asked: number[] = []
      const service = new RequestServer(
        { host: server, clock, logger: new RecordingLogger(), metrics: new RecordingMetrics() },
        {
          protocol: peerExchangeProtocol,
          quota: peerExchangeQuota,
          handle: async ({ peers }) => {
            asked.push(peers)
            return { records: [new Uint8Array(3), ...signed.map(encodeEnrBytes)], statusCode: 200 }
          },
          refuse: () => ({ records: [], statusCode: 429 }),
        },
      )
      await service.start()
      servers.push(service)
      await client.dial(server.getMultiaddrs())
      const bootstrap = server.peerId.toString()
      const { discovery, speakers, suggested } = createRig({ host: client, named: [bootstrap], clock })
      servers.push(discovery)
      discovery.shun(ids[6]!)
      await discovery.start()
      speakers.come(bootstrap, peerExchangeProtocol.id)
      const deadlineMs = Date.now() + 5_000
      while (suggested.length === 0) {
        if (Date.now() > deadlineMs) throw new Error('nobody was named')
        await clock.advanceAsync(1)
      }
      await clock.advanceAsync(50)
      expect(suggested).to.deep.equal([[ids[5], '/ip4/127.0.0.1/tcp/2/ws']])
      expect(asked).to.deep.equal([60])
    })
  })
})
