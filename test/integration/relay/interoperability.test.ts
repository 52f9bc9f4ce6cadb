import { expect } from 'chai'
import type { RelayValidator, RelayVerdict } from '../../../src/relay/index.ts'
import { type GossipsubV14Peer, startGossipsubV14Peer } from '../../support/gossipsub-v14-peer.ts'
import {
  ACCEPTED,
  heartbeats,
  meshed,
  REJECTED,
  RelayNodes,
  received,
  scoreOf,
  TOPIC,
  testMessage,
  until,
} from './relay-nodes.ts'

const MESSAGES = 50

describe('relay with @chainsafe/libp2p-gossipsub 14 on libp2p 2', function () {
  this.timeout(30_000)
  const nodes = new RelayNodes()
  const peers: GossipsubV14Peer[] = []

  afterEach(async () => {
    await nodes.stop()
    await Promise.all(peers.splice(0).map((peer) => peer.stop()))
  })

  async function startPeer(parameters?: 'nwaku'): Promise<GossipsubV14Peer> {
    const peer = await startGossipsubV14Peer(TOPIC, parameters)
    peers.push(peer)
    return peer
  }

  const sizes = [20, 40, 1_000, 153_594]
  const messages = (): Uint8Array[] =>
    Array.from({ length: MESSAGES }, (_, index) => testMessage(ACCEPTED, sizes[index % sizes.length]! + (index % 7)))
  const sorted = (list: readonly Uint8Array[]): string[] =>
    list.map((data) => Buffer.from(data).toString('base64')).sort()

  it('hears what the other says, byte for byte, when it is dialled', async () => {
    const peer = await startPeer()
    const node = await nodes.start()
    await peer.dial(node.host.getMultiaddrs()[0]!.toString())
    await meshed(node, peer.peerId)
    await until(peer.events, 'our subscription', () => peer.subscribers().includes(node.peerId))
    const sent = messages()
    for (const data of sent) expect(await peer.publish(data)).to.equal(1)
    await received(node, sent.length)
    expect(sorted(node.received.map(({ data }) => data))).to.deep.equal(sorted(sent))
  })

  it('is heard, byte for byte, when it dials', async () => {
    const peer = await startPeer()
    const node = await nodes.start()
    const { multiaddr } = await import('@multiformats/multiaddr')
    await node.host.dial(multiaddr(peer.address))
    await meshed(node, peer.peerId)
    await until(peer.events, 'in its mesh', () => peer.meshPeers().includes(node.peerId))
    const sent = messages()
    for (const data of sent) expect(await node.relay.publish(TOPIC, data)).to.deep.equal({ recipients: 1 })
    await until(peer.events, 'all received', () => peer.received.length === sent.length)
    expect(sorted(peer.received)).to.deep.equal(sorted(sent))
  })

  it('forwards between two of them what its validator accepts, and nothing else', async () => {
    const [left, right] = [await startPeer(), await startPeer()]
    const node = await nodes.start()
    for (const peer of [left, right]) {
      await peer.dial(node.host.getMultiaddrs()[0]!.toString())
      await meshed(node, peer.peerId)
      await until(peer.events, 'our subscription', () => peer.subscribers().includes(node.peerId))
    }
    const data = testMessage(ACCEPTED)
    await left.publish(testMessage(REJECTED))
    await left.publish(data)
    await until(right.events, 'received', () => right.received.length > 0)
    expect(sorted(right.received)).to.deep.equal(sorted([data]))
  })

  it('leaves a peer with the parameters of nwaku in the mesh, whatever it forwards that only we refuse', async () => {
    // What nwaku lets pass and we ignore; by its first byte.
    const ignored = ['valid', 'timestamp_too_old', 'unknown_root', 'nullifier_seen', 'double_signal']
    const validate: RelayValidator<RelayVerdict> = async ({ data }) => {
      return { action: data[0] === ACCEPTED ? 'accept' : 'ignore', reason: ignored[data[0]!]! }
    }
    const [author, forwarder] = [await startPeer('nwaku'), await startPeer('nwaku')]
    const node = await nodes.start({ validate })
    await forwarder.dial(node.host.getMultiaddrs()[0]!.toString())
    await author.dial(forwarder.address)
    await meshed(node, forwarder.peerId)
    await until(forwarder.events, 'both its neighbours in its mesh', () => forwarder.meshPeers().length === 2)
    const scores: (number | undefined)[] = []
    node.router.addEventListener('gossipsub:heartbeat', () => scores.push(scoreOf(node, forwarder.peerId)))
    for (let count = 0; count < 250; count++) await author.publish(testMessage(count % ignored.length))
    await received(node, 50)
    await heartbeats(node, 3)
    for (const reason of ignored.slice(1)) {
      expect(node.metrics.value('waku_relay_verdicts_total', { action: 'ignore', reason }), reason).to.equal(50)
    }
    expect(Math.min(...scores.map((score) => score ?? Number.NaN))).to.be.at.least(0)
    expect(node.relay.meshPeers(TOPIC)).to.deep.equal([forwarder.peerId])
    expect(forwarder.scoreOf(node.peerId), 'nor does it mind us').to.be.at.least(0)
  })
})
