import type { Connection, PeerId } from '@libp2p/interface'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { expect } from 'chai'
import { createNodeKey } from '../../../src/network/index.ts'
import { NetworkMeter } from '../../../src/network/network-meter.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

const RELAY = '/vac/waku/relay/2.0.0'
const STORE = '/vac/waku/store-query/3.0.0'

type StubConnection = Pick<Connection, 'direction' | 'remotePeer'> & {
  readonly streams: readonly { protocol: string; direction: 'inbound' | 'outbound' }[]
}

class StubHost extends EventTarget {
  connections: StubConnection[] = []

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

  identified(peerId: PeerId, protocols: string[]): void {
    this.dispatchEvent(new CustomEvent('peer:identify', { detail: { peerId, protocols } }))
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
  const meter = new NetworkMeter({ host: host as never, clock, metrics })
  await meter.start()
  const peer = async (): Promise<PeerId> => peerIdFromPrivateKey(await createNodeKey())
  return { host, clock, metrics, meter, peer }
}

describe('NetworkMeter', () => {
  it('counts the connections and streams of the protocols that this node speaks', async () => {
    const { host, clock, metrics, meter, peer } = await setUp()
    const [a, b, c] = [await peer(), await peer(), await peer()]
    const relayStreams = [
      { protocol: RELAY, direction: 'inbound' as const },
      { protocol: RELAY, direction: 'outbound' as const },
    ]
    host.open({ direction: 'inbound', remotePeer: a, streams: relayStreams })
    host.open({ direction: 'outbound', remotePeer: b, streams: relayStreams.slice(1) })
    host.open({ direction: 'outbound', remotePeer: c, streams: [{ protocol: STORE, direction: 'inbound' }] })
    host.identified(a, [RELAY, STORE])
    host.identified(b, [RELAY])
    await clock.advanceAsync(1_000)
    const connected = (direction: string) => metrics.value('waku_connected_peers', { direction, protocol: RELAY })
    const streams = (direction: string) => metrics.value('waku_streams_peers', { direction, protocol: RELAY })
    expect([connected('In'), connected('Out')]).to.deep.equal([1, 1])
    expect([streams('In'), streams('Out')]).to.deep.equal([1, 2])

    host.lose(a)
    await clock.advanceAsync(1_000)
    expect([connected('In'), connected('Out')]).to.deep.equal([0, 1])
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

  it('has the same series after ten thousand peers with invented protocols', async () => {
    const { host, clock, metrics, meter, peer } = await setUp()
    const before = metrics.seriesCount()
    const remotePeer = await peer()
    for (let i = 0; i < 10_000; i++) {
      host.open({
        direction: 'inbound',
        remotePeer,
        streams: [{ protocol: `/vac/waku/invented/${i}`, direction: 'inbound' }],
      })
      host.identified(remotePeer, [`/vac/waku/invented/${i}`])
      if (i % 100 === 0) await clock.advanceAsync(1_000)
      host.lose(remotePeer)
    }
    expect(before).to.equal(4)
    expect(metrics.seriesCount()).to.equal(before)
    await meter.stop()
  })
})
