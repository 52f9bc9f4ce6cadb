import type { PeerScoreParams, PeerScoreThresholds, TopicScoreParams } from '@libp2p/gossipsub/score'

/**
 * The score of a peer decides whether it is gossiped with, published to, listened to. All numbers are nwaku's
 * (waku_relay/protocol.nim), so that a peer is judged alike by every node of a network; GossipSub v1.1 explains P1 to P7.
 */

/** Below, no IHAVE and IWANT are exchanged with the peer: one rejected message alone costs -100. */
export const GOSSIP_THRESHOLD = -100
/** Below, own messages are not sent to it. Four rejected messages within a decay interval are -1600. */
export const PUBLISH_THRESHOLD = -1_000
/** Below, whatever it sends is dropped unread. Eleven rejected messages within a decay interval are -12 100. */
export const GRAYLIST_THRESHOLD = -10_000

/** How often scores decay. */
const DECAY_INTERVAL_MS = 12_000
/** A counter below this is taken for zero. */
const DECAY_TO_ZERO = 0.01
/** How long a bad score outlives the connection, so that reconnecting does not clean it. */
const RETAIN_SCORE_MS = 10 * 60 * 1000

/** P6: peers that one address may hold before all of them pay, squared, for those above. As nwaku's default. */
const IP_COLOCATION_THRESHOLD = 5
const IP_COLOCATION_WEIGHT = -50

/**
 * Loopback is not counted as one address: nobody comes from there but processes of this machine, be it a network for
 * tests (ten peers would be at -1250, twenty graylisted) or a proxy behind which every WebSocket peer has this address.
 */
const LOOPBACK_ADDRESSES = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

/**
 * When the median of the mesh is worse, better peers are grafted, two at a time. nwaku's 0 is never undercut by peers that
 * are in the mesh and silent: P1 gives them up to 0.1 for their time there. If sybils were there first and filled every
 * mesh to Dhi, honest peers refuse each other for ever. This little more lets in whoever delivered anything lately; in a
 * silent network nobody is better than the median, and nothing changes. A matter of each node alone: peers see a GRAFT.
 */
const OPPORTUNISTIC_GRAFT_THRESHOLD = 0.2

export const peerScoreThresholds: PeerScoreThresholds = {
  gossipThreshold: GOSSIP_THRESHOLD,
  publishThreshold: PUBLISH_THRESHOLD,
  graylistThreshold: GRAYLIST_THRESHOLD,
  // Peer exchange in PRUNE is off, so no score makes it acceptable; the value is GossipSub's default.
  acceptPXThreshold: 10,
  opportunisticGraftThreshold: OPPORTUNISTIC_GRAFT_THRESHOLD,
}

const topicScoreParams: TopicScoreParams = {
  topicWeight: 1,
  // P1, time in the mesh: 0.01 a second, at most 0.1.
  timeInMeshWeight: 0.01,
  timeInMeshQuantum: 1_000,
  timeInMeshCap: 10,
  // P2, first deliveries: 1 each, at most 10.
  firstMessageDeliveriesWeight: 1,
  firstMessageDeliveriesDecay: 0.5,
  firstMessageDeliveriesCap: 10,
  // P3 and P3b, missing deliveries, are off: a Waku shard may be silent for hours. The price: a mesh peer that never
  // forwards is not noticed; flood publishing and gossip deliver around it.
  meshMessageDeliveriesWeight: 0,
  meshMessageDeliveriesDecay: 0.5,
  meshMessageDeliveriesCap: 10,
  meshMessageDeliveriesThreshold: 1,
  meshMessageDeliveriesWindow: 10,
  meshMessageDeliveriesActivation: 5_000,
  meshFailurePenaltyWeight: 0,
  meshFailurePenaltyDecay: 0.5,
  // P4, rejected messages: squared, so that an accident is forgiven and a flood is not.
  invalidMessageDeliveriesWeight: -100,
  invalidMessageDeliveriesDecay: 0.5,
}

export interface PeerScoringOptions {
  /** Count peers on loopback addresses as any other. Default: false, they are not counted. */
  readonly scoreLoopbackColocation?: boolean
  /** Peers on one address before P6 applies, from `--ip-colocation-limit`; 0 turns P6 off. Default 5. */
  readonly ipColocationLimit?: number
}

/** Score parameters for the given pubsub topics, each scored alike. */
export function peerScoreParams(topics: readonly string[], options: PeerScoringOptions = {}): PeerScoreParams {
  const colocationLimit = options.ipColocationLimit ?? IP_COLOCATION_THRESHOLD
  return {
    topics: Object.fromEntries(topics.map((topic) => [topic, topicScoreParams])),
    // 0 means no cap: P1 and P2 are capped each.
    topicScoreCap: 0,
    appSpecificScore: () => 0,
    appSpecificWeight: 0,
    IPColocationFactorWeight: colocationLimit === 0 ? 0 : IP_COLOCATION_WEIGHT,
    IPColocationFactorThreshold: Math.max(1, colocationLimit),
    IPColocationFactorWhitelist: new Set(options.scoreLoopbackColocation ? [] : LOOPBACK_ADDRESSES),
    // P7, breaking promises and backoffs: squared as well.
    behaviourPenaltyWeight: -10,
    behaviourPenaltyThreshold: 0,
    behaviourPenaltyDecay: 0.986,
    decayInterval: DECAY_INTERVAL_MS,
    decayToZero: DECAY_TO_ZERO,
    retainScore: RETAIN_SCORE_MS,
  }
}
