import { type GossipSub, type GossipSubComponents, gossipsub, type TopicValidatorResult } from '@libp2p/gossipsub'
import { type GossipsubRouterOptions, gossipsubOptions, RELAY_PROTOCOL } from './gossipsub-options.ts'

/** The bookkeeping of scores, as far as it is touched here. */
interface PeerScores {
  readonly peerStats: ReadonlyMap<string, { connected: boolean }>
  addPeer(peerId: string): void
}

/**
 * GossipSub with what its implementation offers beyond its published interface: the mesh, scores, late verdicts.
 * A unit test holds these members against the installed version.
 */
export interface GossipsubRouter extends GossipSub {
  readonly opts: { readonly allowedTopics: ReadonlySet<string> }
  readonly score: PeerScores
  /** Peers that have a stream for what this node sends. */
  readonly streamsOutbound: ReadonlyMap<string, unknown>
  getMeshPeers(topic: string): string[]
  getScore(peerId: string): number
  reportMessageValidationResult(messageId: string, peerId: string, result: TopicValidatorResult): void
}

/** The libp2p service that speaks Waku relay: `services: { pubsub: gossipsubRouter({ topics }) }`. */
export function gossipsubRouter(options: GossipsubRouterOptions): (components: GossipSubComponents) => GossipsubRouter {
  const create = gossipsub(gossipsubOptions(options))
  return (components) => {
    const router = create(components) as GossipsubRouter
    // The option of this name is ignored by gossipsub 17; the field is not.
    router.protocols = [RELAY_PROTOCOL]
    keepScoresAcrossConnections(router.score)
    return router
  }
}

/**
 * gossipsub 17 keeps a bad score for `retainScore` after a disconnect, but overwrites it when the peer comes back, so
 * that reconnecting would clean it. GossipSub v1.1 ("retain score") and the implementation in Go resume it.
 */
function keepScoresAcrossConnections(scores: PeerScores): void {
  const addUnknownPeer = scores.addPeer.bind(scores)
  scores.addPeer = (peerId) => {
    const retained = scores.peerStats.get(peerId)
    if (retained === undefined) addUnknownPeer(peerId)
    else retained.connected = true
  }
}
