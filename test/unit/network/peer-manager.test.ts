import type { Connection, PeerId } from '@libp2p/interface'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { expect } from 'chai'
import { createNodeKey, NetworkError, PeerManager } from '../../../src/network/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { FakeRandom } from '../../support/fake-random.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

/** As much of libp2p as the peer manager uses. Dials succeed or fail as told. */
class StubHost extends EventTarget {
  readonly peerId: PeerId
  readonly dialled: string[] = []
  readonly peerStore = { merge: async () => undefined }
  reachable = true
  #connections: Pick<Connection, 'direction'>[] = []

  constructor(peerId: PeerId) {
    super()
    this.peerId = peerId
  }

  async dial(address: { toString(): string }): Promise<void> {
    this.dialled.push(address.toString())
    if (!this.reachable) throw new Error('connection refused')
    this.#connections = [{ direction: 'outbound' }]
    this.dispatchEvent(new CustomEvent('connection:open'))
  }

  getConnections(): Pick<Connection, 'direction'>[] {
    return this.#connections
  }

  lose(peerId: PeerId): void {
    this.#connections = []
    this.dispatchEvent(new CustomEvent('connection:close'))
    this.dispatchEvent(new CustomEvent('peer:disconnect', { detail: peerId }))
  }
}

async function setUp(addressOf: (peer: PeerId, self: PeerId) => string = (peer) => `/ip4/127.0.0.1/tcp/1/p2p/${peer}`) {
  const self = peerIdFromPrivateKey(await createNodeKey())
  const peer = peerIdFromPrivateKey(await createNodeKey())
  const host = new StubHost(self)
  const clock = new FakeClock()
  const logger = new RecordingLogger()
  const metrics = new RecordingMetrics()
  const address = addressOf(peer, self)
  const manager = new PeerManager(
    { host: host as never, clock, random: new FakeRandom(), logger, metrics },
    { staticPeers: [address] },
  )
  return { host, clock, logger, metrics, manager, peer, address }
}

describe('peer manager', () => {
  it('dials the static peers when it starts', async () => {
    const { manager, clock, host, metrics, address } = await setUp()
    await manager.start()
    await clock.advanceAsync(0)
    expect(host.dialled).to.deep.equal([address])
    expect(metrics.value('waku_peers_dials', { outcome: 'successful' })).to.equal(1)
    expect(metrics.value('waku_connected_peers_per_direction', { direction: 'out' })).to.equal(1)
    await clock.advanceAsync(3_600_000)
    expect(host.dialled, 'a connected peer is left alone').to.have.length(1)
    await manager.stop()
  })

  it('dials again, ever more slowly, while a peer does not answer', async () => {
    const { manager, clock, host, metrics } = await setUp()
    host.reachable = false
    await manager.start()
    await clock.advanceAsync(1_000)
    expect(host.dialled.length).to.equal(2)
    await clock.advanceAsync(2_000)
    expect(host.dialled.length).to.be.within(3, 4)
    await clock.advanceAsync(10 * 60_000)
    // At the bound a dial comes every 30 to 60 s.
    expect(host.dialled.length).to.be.within(14, 28)
    expect(metrics.value('waku_peers_dials', { outcome: 'failed' })).to.equal(host.dialled.length)
    host.reachable = true
    await clock.advanceAsync(60_000)
    expect(host.getConnections()).to.have.length(1)
    await manager.stop()
  })

  it('dials a peer again after its connection was lost', async () => {
    const { manager, clock, host, peer } = await setUp()
    await manager.start()
    await clock.advanceAsync(120_000)
    host.lose(peer)
    await clock.advanceAsync(1_000)
    expect(host.dialled).to.have.length(2)
    await manager.stop()
  })

  it('does not hammer a peer that accepts and closes at once', async () => {
    const { manager, clock, host, peer } = await setUp()
    host.addEventListener('connection:open', () => queueMicrotask(() => host.lose(peer)))
    await manager.start()
    await clock.advanceAsync(60_000)
    expect(host.dialled.length).to.be.within(5, 9)
    await manager.stop()
  })

  it('leaves nothing behind when stopped: no timer, no further dial', async () => {
    const { manager, clock, host, peer } = await setUp()
    host.reachable = false
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
    const { manager, clock, host } = await setUp()
    await manager.start()
    await clock.advanceAsync(0)
    await manager.stop()
    await manager.start()
    await clock.advanceAsync(0)
    expect(host.dialled).to.have.length(2)
    await manager.stop()
  })

  it('warns about, and leaves out, its own address', async () => {
    const { manager, clock, host, logger } = await setUp((_peer, self) => `/ip4/127.0.0.1/tcp/1/p2p/${self}`)
    await manager.start()
    await clock.advanceAsync(60_000)
    expect(host.dialled).to.deep.equal([])
    expect(logger.at('warn')).to.have.length(1)
    await manager.stop()
  })

  it('refuses a malformed static peer before anything is dialled', async () => {
    const error = await setUp(() => 'localhost:60000').catch((thrown) => thrown)
    expect(error).to.be.instanceOf(NetworkError)
    expect(error.code).to.equal('invalid_peer_address')
    expect(error.message).to.include('--staticnode')
  })

  it('says why a single dial failed', async () => {
    const { manager, host, address } = await setUp()
    host.reachable = false
    const error = await manager.connect(address).catch((thrown) => thrown)
    expect(error.code).to.equal('dial_failed')
    expect(error.message).to.include('connection refused')
  })
})
