import type { PeerId } from '@libp2p/interface'
import type { Logger } from '../foundation/index.ts'
import type { GossipsubRouter } from './gossipsub-router.ts'
import { GRAYLIST_THRESHOLD } from './peer-scoring.ts'
import type { RelayMetrics } from './relay-metrics.ts'

/**
 * Heartbeats without a stream to a peer until it is disconnected: more than the 10 s that opening one may take. GossipSub
 * opens it once a connection; when it is lost, to a slow reader for example, only a new connection brings it back.
 */
const MAX_HEARTBEATS_WITHOUT_STREAM = 12

export interface PeerWatchComponents {
  readonly router: Pick<GossipsubRouter, 'getPeers' | 'getScore' | 'streamsOutbound'>
  readonly disconnect: (peerId: PeerId) => Promise<void>
  readonly logger: Logger
  readonly metrics: RelayMetrics
}

/** Disconnects, at each heartbeat, peers that are graylisted (as nwaku does) and peers that cannot be sent anything. */
export class PeerWatch {
  readonly #components: PeerWatchComponents
  /** Heartbeats in a row without a stream, for peers that lack one. Rebuilt each time, so bounded by the peers. */
  #withoutStream = new Map<string, number>()

  constructor(components: PeerWatchComponents) {
    this.#components = components
  }

  onHeartbeat(): void {
    const { router } = this.#components
    const withoutStream = new Map<string, number>()
    for (const peer of router.getPeers()) {
      const peerId = peer.toString()
      if (router.getScore(peerId) < GRAYLIST_THRESHOLD) {
        this.#disconnect(peer, 'graylisted')
      } else if (!router.streamsOutbound.has(peerId)) {
        const heartbeats = (this.#withoutStream.get(peerId) ?? 0) + 1
        if (heartbeats > MAX_HEARTBEATS_WITHOUT_STREAM) this.#disconnect(peer, 'stream_lost')
        else withoutStream.set(peerId, heartbeats)
      }
    }
    this.#withoutStream = withoutStream
  }

  #disconnect(peer: PeerId, reason: 'graylisted' | 'stream_lost'): void {
    const { disconnect, logger, metrics } = this.#components
    const peerId = peer.toString()
    metrics.disconnects.add(1, { reason })
    logger.info('relay disconnects a peer', { peerId, reason })
    disconnect(peer).catch((error: unknown) => logger.warn('a peer could not be disconnected', { peerId, error }))
  }
}
