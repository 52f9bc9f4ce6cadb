import type { Libp2p } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import { bigIntToBytesBE, systemRandom } from '../../../../src/foundation/index.ts'
import {
  connectedPeersOf,
  encodeEnrBytes,
  RequestClient,
  readWakuEnr,
  signWakuEnr,
  type WakuPeerRecord,
} from '../../../../src/network/index.ts'
import {
  type PeerExchangeOptions,
  PeerExchangeService,
  peerExchangeProtocol,
} from '../../../../src/services/peer-exchange/index.ts'
import { Hosts } from '../../../support/hosts.ts'
import { ImpatientClock } from '../../../support/impatient-clock.ts'
import { RecordingLogger } from '../../../support/recording-logger.ts'
import { RecordingMetrics } from '../../../support/recording-metrics.ts'

const CLUSTER = 1

function recordOf(key: number): { bytes: Uint8Array; id: string } {
  const enr = signWakuEnr(bigIntToBytesBE(BigInt(key), 32), 1n, {
    addresses: [multiaddr('/ip4/127.0.0.1/tcp/60000')],
    capabilities: ['relay'],
    shards: { clusterId: CLUSTER, shards: [0] },
  })
  return { bytes: encodeEnrBytes(enr), id: readWakuEnr(enr).peerId.toString() }
}

interface Node {
  readonly host: Libp2p
  readonly service: PeerExchangeService
  readonly reachable: Set<string>
  readonly suggested: (readonly [id: string, namedBy: string])[]
  readonly figure: (name: string) => number
}

describe('PeerExchangeService', () => {
  const hosts = new Hosts()
  const services: PeerExchangeService[] = []
  const clock = new ImpatientClock()

  afterEach(async () => {
    await Promise.all(services.splice(0).map((service) => service.stop()))
    await hosts.stop()
    expect(clock.pendingTimers, 'timers left behind').to.equal(0)
  })

  async function node(key: number | undefined, options: Partial<PeerExchangeOptions> = {}): Promise<Node> {
    const host = await hosts.start()
    const reachable = new Set<string>()
    const suggested: (readonly [string, string])[] = []
    const metrics = new RecordingMetrics()
    const own = key === undefined ? undefined : recordOf(key).bytes
    const service = new PeerExchangeService(
      {
        host,
        peers: connectedPeersOf(host),
        ownRecord: async () => own,
        reachable: async () => reachable,
        suggest: ({ peerId }: WakuPeerRecord, namedBy) => suggested.push([peerId.toString(), namedBy]),
        needsPeers: () => true,
        clock,
        random: systemRandom,
        logger: new RecordingLogger(),
        metrics,
      },
      { clusterId: CLUSTER, serves: true, ...options },
    )
    services.push(service)
    await service.start()
    return { host, service, reachable, suggested, figure: (name) => metrics.value(name) ?? 0 }
  }

  /** Goes on in steps of a millisecond, which lets everybody work. */
  async function until(isSo: () => boolean): Promise<void> {
    const deadlineMs = Date.now() + 5_000
    while (!isSo()) {
      if (Date.now() > deadlineMs) throw new Error('it did not come to pass')
      await clock.advanceAsync(1)
    }
  }

  async function ask(server: Node, peers: number): Promise<{ ids: string[]; statusCode: number }> {
    const host = await hosts.start([])
    await host.dial(server.host.getMultiaddrs())
    const client = new RequestClient({ host, clock, metrics: new RecordingMetrics() }, peerExchangeProtocol)
    const { records, statusCode } = await client.request(server.host.peerId.toString(), { peers })
    const ids = records.map((bytes) => [1, 2, 3, 4].map(recordOf).find((record) => same(record.bytes, bytes))!.id)
    return { ids, statusCode }
  }

  it('tells its own record first, and those of nodes it was told of and has reached', async () => {
    const first = await node(1)
    const second = await node(2)
    await second.host.dial(first.host.getMultiaddrs())
    first.reachable.add(recordOf(2).id)
    await until(() => first.figure('waku_px_peers_cached') > 0)
    const answer = await ask(first, 60)
    expect(answer).to.deep.equal({ ids: [recordOf(1).id, recordOf(2).id], statusCode: 200 })
    expect((await ask(first, 1)).ids).to.deep.equal([recordOf(1).id])
    expect((await ask(first, 0)).ids).to.deep.equal([])
    expect(first.figure('waku_px_peers_sent')).to.be.greaterThan(2)
  })

  it('asks the configured node again soon, for who was there before may have been too new to be told of', async () => {
    const known = await node(1)
    const asking = await node(2, { node: known.host.getMultiaddrs()[0]!.toString() })
    const startedAtMs = clock.nowMs()
    asking.service.askConfiguredNode()
    await until(() => asking.suggested.length > 0)
    const late = await node(3)
    known.reachable.add(recordOf(3).id)
    await late.host.dial(known.host.getMultiaddrs())
    await until(() => known.figure('waku_px_peers_cached') === 2)
    clock.advance(3_000)
    await until(() => asking.suggested.some(([id]) => id === recordOf(3).id))
    expect(clock.nowMs() - startedAtMs, 'long before the next round').to.be.lessThan(15_000)
  })

  it('hands what the configured node names to whoever dials', async () => {
    const known = await node(1)
    const asking = await node(2, { node: known.host.getMultiaddrs()[0]!.toString() })
    asking.service.askConfiguredNode()
    await until(() => asking.suggested.length > 0)
    expect(asking.suggested[0]).to.deep.equal([recordOf(1).id, known.host.peerId.toString()])
  })

  it('dials nobody that a peer names unless a node to ask was configured', async () => {
    const first = await node(1)
    const second = await node(2)
    await second.host.dial(first.host.getMultiaddrs())
    await until(() => [first, second].every(({ figure }) => figure('waku_px_peers_received_total') > 0))
    expect([...first.suggested, ...second.suggested]).to.deep.equal([])
  })

  it('answers 503 when there is nobody to tell, and 429 over the quota', async () => {
    const lonely = await node(undefined, {
      quota: { perPeer: { capacity: 5, refillPerSecond: 0 }, global: { capacity: 1, refillPerSecond: 0 } },
    })
    expect(await ask(lonely, 5)).to.deep.equal({ ids: [], statusCode: 503 })
    expect(await ask(lonely, 5)).to.deep.equal({ ids: [], statusCode: 429 })
  })
})

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a).equals(b)
}
