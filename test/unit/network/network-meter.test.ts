import type { Connection, PeerId } from '@libp2p/interface'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { expect } from 'chai'
import fc from 'fast-check'
import { agentFamilies, agentFamilyOf } from '../../../src/network/agent-family.ts'
import { createNodeKey } from '../../../src/network/index.ts'
import { NetworkMeter } from '../../../src/network/network-meter.ts'
import { createNetworkMetrics } from '../../../src/network/network-metrics.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

const RELAY = '/vac/waku/relay/2.0.0'
const STORE = '/vac/waku/store-query/3.0.0'

type StubConnection = Pick<Connection, 'direction' | 'remotePeer'> & {
  readonly streams: readonly { protocol: string; direction: 'inbound' | 'outbound' }[]
}

class StubHost extends EventTarget {
  connections: StubConnection[] = []
  readonly peerStore = { all: async () => Array.from({ length: 7 }) }

  getConnections(): StubConnection[] {
    return this.connections
  }

  getProtocols(): string[] {
    return ['/ipfs/id/1.0.0', RELAY]
  }

  open(connection: StubConnection): void {
    this.connections.push(connection)
    this.dispatchEvent(new CustomEvent('connection:open'))
  }

  identified(peerId: PeerId, agentVersion: string | undefined, protocols: string[]): void {
    this.dispatchEvent(new CustomEvent('peer:identify', { detail: { peerId, agentVersion, protocols } }))
  }

  lose(peerId: PeerId): void {
    this.connections = this.connections.filter((connection) => !connection.remotePeer.equals(peerId))
    this.dispatchEvent(new CustomEvent('connection:close'))
    this.dispatchEvent(new CustomEvent('peer:disconnect', { detail: peerId }))
  }
}

async function setUp() {
  const host = new StubHost()
  const clock = new FakeClock()
  const metrics = new RecordingMetrics()
  const logger = new RecordingLogger()
  const meter = new NetworkMeter({ host: host as never, clock, logger, metrics: createNetworkMetrics(metrics) })
  await meter.start()
  const peer = async (): Promise<PeerId> => peerIdFromPrivateKey(await createNodeKey())
  return { host, clock, metrics, meter, peer }
}

describe('NetworkMeter', () => {
  it('counts connections, streams and implementations of the peers that are there', async () => {
    const { host, clock, metrics, meter, peer } = await setUp()
    const [a, b, c] = [await peer(), await peer(), await peer()]
    const relayStreams = [
      { protocol: RELAY, direction: 'inbound' as const },
      { protocol: RELAY, direction: 'outbound' as const },
    ]
    host.open({ direction: 'inbound', remotePeer: a, streams: relayStreams })
    host.open({ direction: 'outbound', remotePeer: b, streams: relayStreams.slice(1) })
    host.open({ direction: 'outbound', remotePeer: c, streams: [{ protocol: STORE, direction: 'inbound' }] })
    host.identified(a, 'nwaku-v0.37.1', [RELAY, STORE])
    host.identified(b, 'waku-rln-relay/0.1.0', [RELAY])
    await clock.advanceAsync(1_000)
    const connected = (direction: string) => metrics.value('waku_connected_peers', { direction, protocol: RELAY })
    const streams = (direction: string) => metrics.value('waku_streams_peers', { direction, protocol: RELAY })
    const agents = (agent: string) => metrics.value('waku_connected_peers_per_agent', { agent })
    expect([connected('In'), connected('Out')]).to.deep.equal([1, 1])
    expect([streams('In'), streams('Out')]).to.deep.equal([1, 2])
    expect([agents('nwaku'), agents('waku-rln-relay'), agents('unknown'), agents('other')]).to.deep.equal([1, 1, 1, 0])
    expect(metrics.value('waku_peer_store_size')).to.equal(7)

    host.lose(a)
    await clock.advanceAsync(1_000)
    expect([connected('In'), connected('Out'), agents('nwaku')]).to.deep.equal([0, 1, 0])
    await meter.stop()
  })

  it('counts once for a storm of connections, and no more when it is stopped', async () => {
    const { host, clock, meter, peer } = await setUp()
    const remotePeer = await peer()
    let looks = 0
    host.getConnections = () => {
      looks++
      return host.connections
    }
    for (let i = 0; i < 1_000; i++) {
      host.open({ direction: 'inbound', remotePeer, streams: [] })
      host.lose(remotePeer)
    }
    await clock.advanceAsync(300)
    expect(looks).to.equal(1)
    host.open({ direction: 'inbound', remotePeer, streams: [] })
    await meter.stop()
    await clock.advanceAsync(60_000)
    expect(looks).to.equal(1)
  })

  it('has the same series after ten thousand peers of invented agents and protocols', async () => {
    const { host, clock, metrics, meter, peer } = await setUp()
    const before = metrics.seriesCount()
    const remotePeer = await peer()
    for (let i = 0; i < 10_000; i++) {
      host.open({
        direction: 'inbound',
        remotePeer,
        streams: [{ protocol: `/vac/waku/invented/${i}`, direction: 'inbound' }],
      })
      host.identified(remotePeer, `agent ${i}`, [`/vac/waku/invented/${i}`])
      if (i % 100 === 0) await clock.advanceAsync(1_000)
      host.lose(remotePeer)
    }
    expect(before).to.be.greaterThan(10)
    expect(metrics.seriesCount()).to.equal(before)
    await meter.stop()
  })
})

describe('agentFamilyOf', () => {
  it('knows the implementations by how their agent versions begin', () => {
    expect(agentFamilyOf('nwaku-v0.37.1-rc.0')).to.equal('nwaku')
    expect(agentFamilyOf('go-waku/v0.10')).to.equal('go-waku')
    expect(agentFamilyOf('js-libp2p/3.1.2 browser')).to.equal('js-libp2p')
    expect(agentFamilyOf(undefined)).to.equal('unknown')
    expect(agentFamilyOf('')).to.equal('unknown')
  })

  it('never answers with anything outside its list', () => {
    fc.assert(fc.property(fc.string(), (agent) => agentFamilies.includes(agentFamilyOf(agent))))
  })
})
