import type { Libp2p } from '@libp2p/interface'
import { expect } from 'chai'
import { systemClock } from '../../../../src/foundation/index.ts'
import { connectedPeersOf, RequestClient, RequestServer } from '../../../../src/network/index.ts'
import { encodeMetadata } from '../../../../src/services/metadata/metadata-codec.ts'
import { metadataProtocol } from '../../../../src/services/metadata/metadata-protocol.ts'
import { MetadataService, type MetadataServiceOptions } from '../../../../src/services/metadata/metadata-service.ts'
import type { MetadataVerdict } from '../../../../src/services/metadata/metadata-verdict.ts'
import { Hosts } from '../../../support/hosts.ts'
import { RecordingLogger } from '../../../support/recording-logger.ts'
import { RecordingMetrics } from '../../../support/recording-metrics.ts'

interface Node {
  readonly host: Libp2p
  readonly service: MetadataService
  readonly metrics: RecordingMetrics
  readonly avoided: readonly string[]
}

describe('MetadataService', () => {
  const hosts = new Hosts()
  const services: { stop(): Promise<void> }[] = []

  afterEach(async () => {
    await Promise.all(services.splice(0).map((service) => service.stop()))
    await hosts.stop()
  })

  async function start(options: Partial<MetadataServiceOptions> = {}): Promise<Node> {
    const host = await hosts.start()
    const metrics = new RecordingMetrics()
    const peers = connectedPeersOf(host)
    const avoided: string[] = []
    const avoid = (peerId: string): Promise<void> => {
      avoided.push(peerId)
      return peers.disconnect(peerId)
    }
    const service = new MetadataService(
      { host, peers, avoid, clock: systemClock, logger: new RecordingLogger(), metrics },
      { clusterId: 1, shards: () => [0, 3], isRequired: true, ...options },
    )
    services.push(service)
    await service.start()
    return { host, service, metrics, avoided }
  }

  /** Answers, or fails to, whatever the test wants. */
  async function startPeer(answer: () => Promise<Uint8Array>): Promise<Libp2p> {
    const host = await hosts.start()
    const server = new RequestServer(
      { host, clock: systemClock, logger: new RecordingLogger(), metrics: new RecordingMetrics() },
      {
        protocol: {
          ...metadataProtocol,
          response: { maxBytes: 2_000, encode: (bytes: Uint8Array) => bytes, decode: (bytes) => bytes },
        },
        handle: answer,
        quota: { perPeer: { capacity: 9, refillPerSecond: 9 }, global: { capacity: 9, refillPerSecond: 9 } },
      },
    )
    services.push(server)
    await server.start()
    return host
  }

  async function judged({ metrics }: Node, verdict: MetadataVerdict): Promise<void> {
    const deadlineMs = Date.now() + 5_000
    while (metrics.value('waku_metadata_peers_total', { verdict }) !== 1) {
      if (Date.now() > deadlineMs) throw new Error(`no peer was judged ${verdict}`)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  async function disconnected(host: Libp2p): Promise<void> {
    if (host.getConnections().length === 0) return
    await new Promise((resolve) => host.addEventListener('peer:disconnect', resolve, { once: true }))
  }

  it('keeps peers of its cluster, and what they told', async () => {
    const [a, b] = [await start(), await start({ shards: () => [5] })]
    await a.host.dial(b.host.getMultiaddrs())
    await Promise.all([judged(a, 'same_cluster'), judged(b, 'same_cluster')])
    expect(a.service.metadataOf(b.host.peerId.toString())).to.deep.equal({ clusterId: 1, shards: [5] })
    expect(b.service.metadataOf(a.host.peerId.toString())).to.deep.equal({ clusterId: 1, shards: [0, 3] })
    expect(a.host.getConnections()).to.have.length(1)
    await b.host.stop()
    await disconnected(a.host)
    expect(a.service.metadataOf(b.host.peerId.toString())).to.equal(undefined)
  })

  it('tells the shards of the moment', async () => {
    const shards = [1]
    const node = await start({ shards: () => shards, isRequired: false })
    const asker = new RequestClient(
      { host: await hosts.start([]), clock: systemClock, metrics: new RecordingMetrics() },
      metadataProtocol,
    )
    const address = String(node.host.getMultiaddrs()[0])
    expect(await asker.request(address, { shards: [] })).to.deep.equal({ clusterId: 1, shards: [1] })
    shards.push(2)
    expect(await asker.request(address, { shards: [] })).to.deep.equal({ clusterId: 1, shards: [1, 2] })
  })

  it('disconnects a peer of another cluster', async () => {
    const [ours, theirs] = [await start(), await start({ clusterId: 2, shards: () => [] })]
    await ours.host.dial(theirs.host.getMultiaddrs())
    await Promise.all([disconnected(ours.host), disconnected(theirs.host)])
    expect(ours.service.metadataOf(theirs.host.peerId.toString())).to.equal(undefined)
  })

  const answers: readonly (readonly [what: string, verdict: MetadataVerdict, answer: () => Promise<Uint8Array>])[] = [
    ['of another cluster', 'other_cluster', async () => encodeMetadata({ clusterId: 2, shards: [0] })],
    ['that names no cluster', 'no_cluster', async () => encodeMetadata({ shards: [0] })],
    ['that answers with garbage', 'no_answer', async () => Uint8Array.of(0x08)],
    ['that answers with too much', 'no_answer', async () => new Uint8Array(1_025)],
    ['that resets the stream', 'no_answer', () => Promise.reject(new Error('out of order'))],
  ]
  for (const [what, verdict, answer] of answers) {
    it(`disconnects a peer ${what}, even where the protocol is not required`, async () => {
      const node = await start({ isRequired: false })
      const peer = await startPeer(answer)
      await node.host.dial(peer.getMultiaddrs())
      await disconnected(node.host)
      await judged(node, verdict)
      expect(node.avoided, 'only what is certain is held against it').to.have.length(verdict === 'no_answer' ? 0 : 1)
    })
  }

  it('asks again where the stream broke', async () => {
    let asked = 0
    const peer = await startPeer(async () => {
      asked++
      if (asked === 1) throw new Error('out of order')
      return encodeMetadata({ clusterId: 1, shards: [7] })
    })
    const node = await start()
    await node.host.dial(peer.getMultiaddrs())
    await judged(node, 'same_cluster')
    expect(node.service.metadataOf(peer.peerId.toString())).to.deep.equal({ clusterId: 1, shards: [7] })
  })

  it('takes what a peer told when it asked, where its own answer does not arrive', async () => {
    const peer = await startPeer(() => Promise.reject(new Error('out of order')))
    const node = await start()
    await peer.dial(node.host.getMultiaddrs())
    const client = new RequestClient(
      { host: peer, clock: systemClock, metrics: new RecordingMetrics() },
      metadataProtocol,
    )
    await client.request(node.host.peerId.toString(), { clusterId: 1, shards: [4] })
    await judged(node, 'same_cluster')
    expect(node.host.getConnections()).to.have.length(1)
  })

  it('disconnects a peer that does not speak the protocol where it is required', async () => {
    const node = await start()
    await node.host.dial((await hosts.start()).getMultiaddrs())
    await disconnected(node.host)
    await judged(node, 'not_spoken')
    expect(node.avoided).to.have.length(1)
  })

  it('keeps a peer that does not speak the protocol where it is not required', async () => {
    const node = await start({ isRequired: false })
    await node.host.dial((await hosts.start()).getMultiaddrs())
    await judged(node, 'not_spoken')
    expect(node.host.getConnections()).to.have.length(1)
  })

  it('stops while it asks', async () => {
    const asked = Promise.withResolvers<void>()
    const peer = await startPeer(() => {
      asked.resolve()
      return new Promise(() => undefined)
    })
    const node = await start()
    await node.host.dial(peer.getMultiaddrs())
    await asked.promise
    await node.service.stop()
    expect(node.host.getConnections(), 'nobody is blamed').to.have.length(1)
  })
})
