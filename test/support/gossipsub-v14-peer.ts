import { type GossipSub, type GossipsubOpts, gossipsub } from '@chainsafe/libp2p-gossipsub'
import { sha256 } from '@noble/hashes/sha2.js'
import { createLibp2p } from 'libp2p2'
import { identify } from 'libp2p2-identify'
import { noise } from 'libp2p2-noise'
import { tcp } from 'libp2p2-tcp'
import { yamux } from 'libp2p2-yamux'
import { gossipsubOptions } from '../../src/relay/index.ts'

export interface GossipsubV14Peer {
  readonly peerId: string
  /** Where it listens, with its peer id. */
  readonly address: string
  /** Data of the messages it received, in order. */
  readonly received: Uint8Array[]
  /** Fires `message`, `subscription-change`, `gossipsub:graft` and `gossipsub:heartbeat`. */
  readonly events: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>
  dial(address: string): Promise<void>
  /** Sends and returns to how many peers. */
  publish(data: Uint8Array): Promise<number>
  subscribers(): string[]
  meshPeers(): string[]
  /** What it thinks of a peer. */
  scoreOf(peerId: string): number
  stop(): Promise<void>
}

/** The parameters of nwaku 0.37.1 (waku_relay/protocol.nim): our own, where GossipSub 14 has the same names for them. */
function nwakuParameters(pubsubTopic: string): Partial<GossipsubOpts> {
  const { scoreParams, scoreThresholds, ...own } = gossipsubOptions({ topics: [pubsubTopic] })
  const { D, Dlo, Dhi, Dscore, Dout, Dlazy, gossipFactor, heartbeatInterval, fanoutTTL, seenTTL } = own
  const mesh = { D, Dlo, Dhi, Dscore, Dout, Dlazy, gossipFactor, heartbeatInterval, fanoutTTL, seenTTL }
  const scores = {
    scoreParams: { ...scoreParams, IPColocationFactorWhitelist: new Set(['127.0.0.1']) },
    scoreThresholds,
  }
  return { ...mesh, mcacheLength: 6, mcacheGossip: 3, floodPublish: true, ...scores } as Partial<GossipsubOpts>
}

/**
 * A relay peer of the previous generation, for tests of interoperability: libp2p 2 with @chainsafe/libp2p-gossipsub
 * 14.1.2 and the options of js-waku's relay, or with nwaku's. It accepts and forwards whatever it gets on its one topic.
 */
export async function startGossipsubV14Peer(
  pubsubTopic: string,
  parameters: 'js-waku' | 'nwaku' = 'js-waku',
): Promise<GossipsubV14Peer> {
  const options: Partial<GossipsubOpts> = {
    ...(parameters === 'nwaku' && nwakuParameters(pubsubTopic)),
    msgIdFn: (message) => sha256(message.data),
    globalSignaturePolicy: 'StrictNoSign' as never,
    fallbackToFloodsub: false,
    ignoreDuplicatePublishError: true,
  }
  const host = await createLibp2p({
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    services: {
      identify: identify(),
      pubsub: (components) => {
        // The types of the two generations of libp2p do not match; their objects do.
        const router = gossipsub(options)(components as never) as GossipSub
        router.multicodecs = ['/vac/waku/relay/2.0.0']
        return router
      },
    },
  })
  const router = host.services.pubsub as GossipSub
  const received: Uint8Array[] = []
  router.addEventListener('message', ({ detail }) => received.push(detail.data))
  router.subscribe(pubsubTopic)
  return {
    peerId: host.peerId.toString(),
    address: host.getMultiaddrs()[0]!.toString(),
    received,
    events: router as never,
    dial: async (address) => {
      // A multiaddr of its own generation can only be made from one: an empty one, and the address behind it.
      await host.dial(host.getMultiaddrs()[0]!.decapsulate('/ip4').encapsulate(address))
    },
    publish: async (data) => (await router.publish(pubsubTopic, data)).recipients.length,
    subscribers: () => router.getSubscribers(pubsubTopic).map(String),
    meshPeers: () => router.getMeshPeers(pubsubTopic),
    scoreOf: (peerId) => router.getScore(peerId),
    stop: async () => host.stop(),
  }
}
