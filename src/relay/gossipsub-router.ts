import { type GossipSub, type GossipSubComponents, gossipsub, TopicValidatorResult } from '@libp2p/gossipsub'
import type { PeerId } from '@libp2p/interface'
import { type Clock, systemClock } from '../foundation/index.ts'
import { letBetterPeersIn } from './full-mesh.ts'
import type { GossipsubInternals } from './gossipsub-internals.ts'
import {
  type GossipsubRouterOptions,
  gossipsubOptions,
  PRUNE_BACKOFF_MS,
  RELAY_PROTOCOL,
  UNSUBSCRIBE_BACKOFF_MS,
} from './gossipsub-options.ts'
import { openOutboundStreamsAtOnce, splitLongRpcs } from './outbound-streams.ts'
import { boundMemory, forgetMessage } from './router-memory.ts'
import { readWithinBudget } from './rpc-reader.ts'

/** What the behaviour penalty is booked under in GossipSub's own metrics. */
const MISCONDUCT = 'misconduct'

/**
 * GossipSub with what its implementation offers beyond its published interface: the mesh, scores, late verdicts.
 * A unit test holds these members against the installed version.
 */
export interface GossipsubRouter extends GossipSub {
  readonly opts: { readonly allowedTopics: ReadonlySet<string> }
  /** Peers that have a stream for what they send. */
  readonly streamsInbound: ReadonlyMap<string, unknown>
  /** Peers that have a stream for what this node sends. */
  readonly streamsOutbound: ReadonlyMap<string, unknown>
  getMeshPeers(topic: string): string[]
  getScore(peerId: string): number
  reportMessageValidationResult(messageId: string, peerId: string, result: TopicValidatorResult): void
  /** Has a message taken for a new one when it comes again, instead of for two minutes as seen. */
  forgetMessage(messageId: string): void
  /** One point of behaviour penalty (P7) for a peer. */
  penalize(peerId: string): void
}

/**
 * The libp2p service that speaks Waku relay: `services: { pubsub: gossipsubRouter({ topics }) }`. It is gossipsub 17 with
 * some of its habits mended; each mend says why.
 * @param clock for the budgets of peers
 */
export function gossipsubRouter(
  options: GossipsubRouterOptions,
  clock: Clock = systemClock,
): (components: GossipSubComponents) => GossipsubRouter {
  const create = gossipsub(gossipsubOptions(options))
  return (components) => {
    const router = create(components) as unknown as GossipsubRouter & GossipsubInternals
    // The option of this name is ignored by gossipsub 17; the field is not.
    router.protocols.splice(0, Number.POSITIVE_INFINITY, ...(options.isRelaying === false ? [] : [RELAY_PROTOCOL]))
    router.forgetMessage = (messageId) => forgetMessage(router, messageId)
    router.penalize = (peerId) => {
      router.score.addPenalty(peerId, 1, MISCONDUCT)
      router.score.scoreCache.delete(peerId)
    }
    scoreRejectionsAtOnce(router)
    const log = components.logger.forComponent('waku:relay')
    const disconnect = (peerId: PeerId): Promise<void> => components.connectionManager.closeConnections(peerId)
    readWithinBudget(
      router,
      { clock, disconnect, log: (text, error) => log('%s - %e', text, error) },
      options.topics.length,
    )
    openOutboundStreamsAtOnce(router)
    splitLongRpcs(router)
    boundMemory(router)
    sendBackoffWithPrune(router)
    tagOnlyMeshPeers(router)
    letBetterPeersIn(router, clock)
    return router
  }
}

/** GossipSub remembers a score for a heartbeat. A flood of invalid messages must not have that second. */
function scoreRejectionsAtOnce(router: GossipsubRouter & GossipsubInternals): void {
  const report = router.reportMessageValidationResult.bind(router)
  router.reportMessageValidationResult = (messageId, peerId, result) => {
    report(messageId, peerId, result)
    if (result === TopicValidatorResult.Reject) router.score.scoreCache.delete(peerId)
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

/**
 * Connections of mesh peers are the last to be closed when there are too many. gossipsub 17 protects whoever sends a
 * GRAFT, also one that it refuses: a way to stay connected for a peer that no mesh wants.
 */
function tagOnlyMeshPeers(router: GossipsubInternals): void {
  const tag = router.tagMeshPeer
  router.tagMeshPeer = (event) => {
    if (router.mesh.get(event.detail.topic)?.has(event.detail.peerId)) tag(event)
  }
}
