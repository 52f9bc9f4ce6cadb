import { type GossipSub, type GossipSubComponents, gossipsub, type TopicValidatorResult } from '@libp2p/gossipsub'
import {
  type GossipsubRouterOptions,
  gossipsubOptions,
  PRUNE_BACKOFF_MS,
  RELAY_PROTOCOL,
  UNSUBSCRIBE_BACKOFF_MS,
} from './gossipsub-options.ts'

/**
 * GossipSub with what its implementation offers beyond its published interface: the mesh, scores, late verdicts.
 * A unit test holds these members against the installed version.
 */
export interface GossipsubRouter extends GossipSub {
  readonly opts: { readonly allowedTopics: ReadonlySet<string> }
  /** Peers that have a stream for what this node sends. */
  readonly streamsOutbound: ReadonlyMap<string, unknown>
  getMeshPeers(topic: string): string[]
  getScore(peerId: string): number
  reportMessageValidationResult(messageId: string, peerId: string, result: TopicValidatorResult): void
}

/** What is mended below: parts of gossipsub 17 that are not for its users. */
interface GossipsubInternals {
  readonly score: {
    readonly peerStats: ReadonlyMap<string, { connected: boolean }>
    addPeer(peerId: string): void
    prune(peerId: string, topic: string): void
  }
  doAddBackoff(peerId: string, topic: string, durationMs: number): void
  makePrune(peerId: string, topic: string, doPX: boolean, onUnsubscribe: boolean): Promise<Prune>
}

/** A PRUNE of GossipSub v1.1. `backoff` is in seconds. */
interface Prune {
  readonly topicID: string
  readonly peers: never[]
  readonly backoff: number
}

/** The libp2p service that speaks Waku relay: `services: { pubsub: gossipsubRouter({ topics }) }`. */
export function gossipsubRouter(options: GossipsubRouterOptions): (components: GossipSubComponents) => GossipsubRouter {
  const create = gossipsub(gossipsubOptions(options))
  return (components) => {
    const router = create(components) as GossipsubRouter & GossipsubInternals
    // The option of this name is ignored by gossipsub 17; the field is not.
    router.protocols = [RELAY_PROTOCOL]
    keepScoresAcrossConnections(router)
    sendBackoffWithPrune(router)
    return router
  }
}

/**
 * gossipsub 17 keeps a bad score for `retainScore` after a disconnect, but overwrites it when the peer comes back, so
 * that reconnecting would clean it. GossipSub v1.1 ("retain score") and the implementation in Go resume it.
 */
function keepScoresAcrossConnections({ score }: GossipsubInternals): void {
  const addUnknownPeer = score.addPeer.bind(score)
  score.addPeer = (peerId) => {
    const retained = score.peerStats.get(peerId)
    if (retained === undefined) addUnknownPeer(peerId)
    else retained.connected = true
  }
}

/**
 * gossipsub 17 takes every protocol id it does not know for GossipSub v1.0, whose PRUNE names no backoff, and then keeps
 * none itself. Waku relay is v1.1: a peer that is not told assumes a minute, and punishes whoever grafts earlier, which
 * this node would do after leaving and joining a topic. So PRUNE is made here, with its backoff and without peer exchange.
 */
function sendBackoffWithPrune(router: GossipsubInternals): void {
  router.makePrune = async (peerId, topic, _doPX, onUnsubscribe) => {
    const backoffMs = onUnsubscribe ? UNSUBSCRIBE_BACKOFF_MS : PRUNE_BACKOFF_MS
    router.score.prune(peerId, topic)
    router.doAddBackoff(peerId, topic, backoffMs)
    return { topicID: topic, peers: [], backoff: backoffMs / 1000 }
  }
}
