import type { PeerId } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import type { StateStore } from '../../../src/foundation/index.ts'
import { NetworkError, PeerManager, type PeerManagerOptions, type PeerSlots } from '../../../src/network/index.ts'
import { createMemoryStateStore } from '../../../src/storage/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { FakeRandom } from '../../support/fake-random.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'
import { newPeerId, STUB_RELAY_PROTOCOL, StubHost } from '../../support/stub-host.ts'

const SLOTS: PeerSlots = { relayOutbound: 3, relayInbound: 2, service: 2, inbound: 20 }

interface SetUp {
  readonly host?: StubHost
  readonly clock?: FakeClock
  readonly store?: StateStore
  readonly options?: Partial<PeerManagerOptions>
}

async function setUp({ host, clock = new FakeClock(), store, options }: SetUp = {}) {
  const stub = host ?? new StubHost(await newPeerId())
  const logger = new RecordingLogger()
  const metrics = new RecordingMetrics()
  const manager = new PeerManager(
    { host: stub as never, clock, random: new FakeRandom(), logger, metrics, ...(store && { store }) },
    { staticPeers: [], slots: SLOTS, relayProtocol: STUB_RELAY_PROTOCOL, ...options },
  )
  return { host: stub, clock, logger, metrics, manager }
}

async function setUpWithStatic() {
  const host = new StubHost(await newPeerId())
  const peer = await newPeerId()
  const address = host.introduce(peer)
  return { ...(await setUp({ host, options: { staticPeers: [address] } })), peer, address }
}

describe('peer manager', () => {
  it('dials of those that others named as many as are wanted on top of its slots', async () => {
    const host = new StubHost(await newPeerId())
    const named = await Promise.all(Array.from({ length: 4 }, newPeerId))
    const addresses = named.map((peerId) => multiaddr(host.introduce(peerId)))
    const source = await newPeerId()
    let wanted = 0
    const options = { slots: { ...SLOTS, relayOutbound: 0 }, wantedPeers: () => wanted }
    const { manager, clock } = await setUp({ host, options })
    await manager.start()
    host.accept(source)
    for (const [index, peerId] of named.entries()) {
      manager.named({ peerId, addresses: [addresses[index]!] }, source.toString())
    }
    await clock.advanceAsync(10_000)
    expect([host.dialled.length, manager.needsPeers]).to.deep.equal([0, false])
    wanted = 2
    await clock.advanceAsync(10_000)
    expect([host.dialled.length, manager.needsPeers]).to.deep.equal([2, false])
    await manager.stop()
  })

  describe('with static peers', () => {
    it('dials them when it starts', async () => {
      const { manager, clock, host, metrics, address } = await setUpWithStatic()
      await manager.start()
      await clock.advanceAsync(0)
      expect(host.dialled).to.deep.equal([address])
      expect(metrics.value('waku_peers_dials', { outcome: 'successful' })).to.equal(1)
      expect(metrics.value('waku_node_conns_initiated', { source: 'static' })).to.equal(1)
      await clock.advanceAsync(3_600_000)
      expect(metrics.value('waku_connected_peers_per_direction', { direction: 'out' })).to.equal(1)
      expect(host.dialled, 'a connected peer is left alone').to.have.length(1)
      expect(manager.status()).to.deep.include({ staticPeers: 1, staticConnected: 1, connected: 1 })
      await manager.stop()
    })

    it('dials again, ever more slowly, while a peer does not answer', async () => {
      const { manager, clock, host, metrics } = await setUpWithStatic()
      host.isReachable = () => false
      await manager.start()
      await clock.advanceAsync(1_000)
      expect(host.dialled.length).to.equal(2)
      await clock.advanceAsync(3_000)
      expect(host.dialled.length).to.be.within(3, 4)
      await clock.advanceAsync(10 * 60_000)
      // At the bound a dial comes every 30 to 60 s.
      expect(host.dialled.length).to.be.within(14, 28)
      expect(metrics.value('waku_peers_dials', { outcome: 'failed' })).to.equal(host.dialled.length)
      host.isReachable = () => true
      await clock.advanceAsync(61_000)
      expect(host.getConnections()).to.have.length(1)
      await manager.stop()
    })

    it('dials a peer again within two seconds after a connection that had lasted was lost', async () => {
      const { manager, clock, host, peer } = await setUpWithStatic()
      await manager.start()
      await clock.advanceAsync(120_000)
      host.lose(peer)
      await clock.advanceAsync(2_000)
      expect(host.dialled).to.have.length(2)
      await manager.stop()
    })

    it('does not hammer a peer that accepts and closes at once', async () => {
      const { manager, clock, host, peer } = await setUpWithStatic()
      host.addEventListener('connection:open', () => queueMicrotask(() => host.lose(peer)))
      await manager.start()
      await clock.advanceAsync(60_000)
      expect(host.dialled.length).to.be.within(5, 9)
      await manager.stop()
    })

    it('dials no more than ten at once', async () => {
      const host = new StubHost(await newPeerId())
      const peers = await Promise.all(Array.from({ length: 25 }, newPeerId))
      const addresses = peers.map((peer) => host.introduce(peer))
      const answers: (() => void)[] = []
      const dial = host.dial.bind(host)
      host.dial = (multiaddrs) => new Promise((resolve) => answers.push(() => resolve(dial(multiaddrs))))
      const { manager, clock } = await setUp({ host, options: { staticPeers: addresses } })
      await manager.start()
      await clock.advanceAsync(5_000)
      expect(answers).to.have.length(10)
      for (const answer of answers.splice(0)) answer()
      await clock.advanceAsync(1_000)
      expect(answers).to.have.length(10)
      for (const answer of answers.splice(0)) answer()
      await clock.advanceAsync(1_000)
      for (const answer of answers.splice(0)) answer()
      await clock.advanceAsync(0)
      expect(host.getConnections()).to.have.length(25)
      await manager.stop()
    })

    it('leaves nothing behind when stopped: no timer, no further dial', async () => {
      const { manager, clock, host, peer } = await setUpWithStatic()
      host.isReachable = () => false
      await manager.start()
      await clock.advanceAsync(100)
      await manager.stop()
      expect(clock.pendingTimers).to.equal(0)
      const dialled = host.dialled.length
      host.lose(peer)
      await clock.advanceAsync(600_000)
      expect(host.dialled.length).to.equal(dialled)
    })

    it('can be started again', async () => {
      const { manager, clock, host, peer } = await setUpWithStatic()
      await manager.start()
      await clock.advanceAsync(0)
      await manager.stop()
      host.lose(peer)
      await manager.start()
      await clock.advanceAsync(0)
      expect(host.dialled).to.have.length(2)
      await manager.stop()
    })

    it('warns about, and leaves out, its own address', async () => {
      const host = new StubHost(await newPeerId())
      const own = host.introduce(host.peerId)
      const { manager, clock, logger } = await setUp({ host, options: { staticPeers: [own] } })
      await manager.start()
      await clock.advanceAsync(60_000)
      expect(host.dialled).to.deep.equal([])
      expect(logger.at('warn')).to.have.length(1)
      expect(manager.status().staticPeers).to.equal(0)
      await manager.stop()
    })

    it('refuses a malformed one before anything is dialled', async () => {
      const error = await setUp({ options: { staticPeers: ['localhost:60000'] } }).catch((thrown) => thrown)
      expect(error).to.be.instanceOf(NetworkError)
      expect(error.code).to.equal('invalid_peer_address')
      expect(error.message).to.include('--staticnode')
    })
  })

  it('says why a single dial failed', async () => {
    const { manager, host } = await setUp()
    host.isReachable = () => false
    const error = await manager.connect(host.introduce(await newPeerId())).catch((thrown) => thrown)
    expect(error.code).to.equal('dial_failed')
    expect(error.message).to.include('connection refused')
  })

  describe('with peers met before', () => {
    /** A node that dialled some peers, was told where others are, and stopped. */
    async function stoppedNode(host: StubHost, reached: readonly PeerId[], claiming: readonly PeerId[]) {
      const store = createMemoryStateStore()
      const { manager, clock } = await setUp({ host, store })
      await manager.start()
      for (const peer of reached) await manager.connect(host.introduce(peer))
      for (const peer of claiming) {
        host.introduce(peer)
        host.accept(peer)
        host.identify(peer, { listenAddrs: ['/ip4/127.0.0.1/tcp/1', '/ip4/0.0.0.0/tcp/1'] })
      }
      await clock.advanceAsync(120_000)
      await manager.stop()
      for (const peer of [...reached, ...claiming]) host.lose(peer)
      host.dialled.length = 0
      return { store, clock }
    }

    it('dials them after a restart: those it had reached first, then those that had come to it', async () => {
      const host = new StubHost(await newPeerId())
      const [reached, claiming] = [[await newPeerId()], [await newPeerId(), await newPeerId()]] as const
      const { store, clock } = await stoppedNode(host, reached, claiming)
      const { manager, metrics } = await setUp({ host, store, clock })
      await manager.start()
      await clock.advanceAsync(1_000)
      expect(host.dialled[0]).to.equal(host.introduce(reached[0]))
      expect(host.dialled).to.have.members([...reached, ...claiming].map((peer) => host.introduce(peer)))
      expect(metrics.value('waku_node_conns_initiated', { source: 'known' })).to.equal(3)
      expect(manager.status().known).to.equal(3)
      await manager.stop()
    })

    it('dials no more of them than there are slots', async () => {
      const host = new StubHost(await newPeerId())
      const reached = await Promise.all(Array.from({ length: 8 }, newPeerId))
      const { store, clock } = await stoppedNode(host, reached, [])
      const { manager } = await setUp({ host, store, clock })
      await manager.start()
      await clock.advanceAsync(600_000)
      expect(host.getConnections()).to.have.length(SLOTS.relayOutbound)
      await manager.stop()
    })

    it('forgets one that never answers', async () => {
      const host = new StubHost(await newPeerId())
      const { store, clock } = await stoppedNode(host, [await newPeerId()], [])
      host.isReachable = () => false
      const { manager } = await setUp({ host, store, clock })
      await manager.start()
      await clock.advanceAsync(12 * 3_600_000)
      expect(host.dialled.length).to.equal(10)
      expect(manager.status().known).to.equal(0)
      await manager.stop()
      const { manager: next } = await setUp({ host, store, clock })
      await next.start()
      expect(next.status().known, 'also on disk').to.equal(0)
      await next.stop()
    })

    it('does not remember one that left before a minute was over', async () => {
      const { manager, clock, host } = await setUp()
      const peer = await newPeerId()
      await manager.start()
      host.accept(peer)
      host.identify(peer, { listenAddrs: ['/ip4/127.0.0.1/tcp/1'] })
      await clock.advanceAsync(45_000)
      host.lose(peer)
      await clock.advanceAsync(120_000)
      expect(manager.status().known).to.equal(0)
      await manager.stop()
    })

    it('does not dial one of another network again for five minutes', async () => {
      const { manager, clock, host, peer, metrics } = await setUpWithStatic()
      await manager.start()
      await clock.advanceAsync(0)
      manager.markIncompatible(peer.toString())
      await clock.advanceAsync(295_000)
      expect(host.dialled).to.have.length(1)
      expect(host.hungUp).to.deep.equal([peer.toString()])
      expect(metrics.value('waku_peer_disconnects_total', { reason: 'incompatible' })).to.equal(1)
      await clock.advanceAsync(7_000)
      expect(host.dialled).to.have.length(2)
      await manager.stop()
    })

    it('starts without them when the store fails, and says so', async () => {
      const broken = { list: async () => [], write: async () => Promise.reject(new Error('disk full')) }
      const { manager, host, logger } = await setUp({ store: broken as never })
      await manager.start()
      await manager.connect(host.introduce(await newPeerId()))
      await manager.stop()
      expect(logger.at('warn')).to.have.length(1)
    })
  })

  describe('with more peers than slots', () => {
    it('drops relay peers that came last, and never one it dialled or that is configured', async () => {
      const host = new StubHost(await newPeerId())
      const friend = await newPeerId()
      const { manager, clock, metrics } = await setUp({ host, options: { staticPeers: [host.introduce(friend)] } })
      host.isReachable = (address) => !address.includes(friend.toString())
      await manager.start()
      await manager.connect(host.introduce(await newPeerId()))
      const strangers = await Promise.all(Array.from({ length: 4 }, newPeerId))
      for (const peer of [...strangers, friend]) {
        host.accept(peer)
        host.identify(peer)
      }
      await clock.advanceAsync(1_000)
      expect(host.hungUp).to.deep.equal(strangers.slice(2).map(String))
      expect(manager.status()).to.deep.include({ relayOutbound: 1, connected: 4, staticConnected: 1 })
      expect(metrics.value('waku_peer_disconnects_total', { reason: 'relay_slots_full' })).to.equal(2)
      await manager.stop()
    })

    it('keeps the slots of services apart from those of relay', async () => {
      const { manager, host } = await setUp()
      await manager.start()
      const clients = await Promise.all(Array.from({ length: 3 }, newPeerId))
      const relays = await Promise.all(Array.from({ length: 2 }, newPeerId))
      for (const peer of clients) {
        host.accept(peer)
        host.identify(peer, { relays: false })
      }
      for (const peer of relays) {
        host.accept(peer)
        host.identify(peer)
      }
      expect(host.hungUp).to.deep.equal([clients[2]!.toString()])
      expect(manager.status()).to.deep.include({ service: 2, relayInbound: 2 })
      await manager.stop()
    })

    it('drops one that does not identify itself in half a minute', async () => {
      const { manager, host, clock, metrics } = await setUp()
      await manager.start()
      const [silent, talking] = [await newPeerId(), await newPeerId()]
      host.accept(silent)
      host.accept(talking)
      host.identify(talking)
      await clock.advanceAsync(30_000)
      expect(host.hungUp).to.deep.equal([])
      await clock.advanceAsync(2_000)
      expect(host.hungUp).to.deep.equal([silent.toString()])
      expect(metrics.value('waku_peer_disconnects_total', { reason: 'not_identified' })).to.equal(1)
      await manager.stop()
    })
  })

  it('forgets strangers that libp2p would keep for hours, and not those it needs', async () => {
    const { manager, host, clock, peer } = await setUpWithStatic()
    const connected = await newPeerId()
    await manager.start()
    host.accept(connected)
    host.identify(connected)
    for (const id of [peer, connected, await newPeerId(), await newPeerId()]) host.strangers.add(id)
    await clock.advanceAsync(30_000)
    expect([...host.strangers]).to.have.members([peer, connected])
    await manager.stop()
  })

  it('counts peers by program without taking over what they write', async () => {
    const { manager, host, clock, metrics } = await setUp()
    await manager.start()
    for (const agentVersion of ['nwaku/v0.37', 'evil{label="1"}']) {
      const peer = await newPeerId()
      host.accept(peer)
      host.identify(peer, { agentVersion })
      host.lose(peer)
      host.accept(peer)
      host.identify(peer, { agentVersion })
    }
    await clock.advanceAsync(1_000)
    expect(metrics.value('waku_connected_peers_per_agent', { agent: 'nwaku' })).to.equal(1)
    expect(metrics.value('waku_connected_peers_per_agent', { agent: 'other' })).to.equal(1)
    expect(metrics.value('waku_total_unique_peers')).to.equal(2)
    await manager.stop()
  })
})
