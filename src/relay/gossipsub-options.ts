import { type GossipsubOpts, StrictNoSign } from '@libp2p/gossipsub'
import { bytesToHex } from '../foundation/index.ts'
import { gossipMessageId } from './message-id.ts'
import { type PeerScoringOptions, peerScoreParams, peerScoreThresholds } from './peer-scoring.ts'
import { RelayError } from './relay-error.ts'

/** The protocol id of Waku relay (11/WAKU2-RELAY). Not one of GossipSub's own ids. */
export const RELAY_PROTOCOL = '/vac/waku/relay/2.0.0'

/** D: mesh peers a node aims for. This and the next four as nwaku. */
const MESH_DEGREE = 6
/** Dlow: with fewer mesh peers, more are grafted. */
export const MESH_DEGREE_LOW = 4
/** Dhigh: with more mesh peers, some are pruned. */
export const MESH_DEGREE_HIGH = 8
/** Dscore: pruning keeps this many of the best. As nwaku (29/WAKU2-CONFIG says Dlow). */
const MESH_DEGREE_SCORE = 6
/** Dout: pruning keeps this many this node dialled itself, so that inbound connections cannot take the whole mesh. */
export const MESH_DEGREE_OUT = 3
/** Dlazy: peers outside the mesh told about messages at each heartbeat. */
const GOSSIP_DEGREE = 6

/** How long a pruned peer must not be grafted again, and how long after leaving a topic. */
export const PRUNE_BACKOFF_MS = 60_000
export const UNSUBSCRIBE_BACKOFF_MS = 5_000

export const HEARTBEAT_INTERVAL_MS = 1_000

/**
 * Heartbeats for which a message can be asked for, and can wait for its verdict: one that comes later forwards nothing.
 * nwaku has 6; twice that leaves room for a validator that waits 4 s for a root and then for its turn.
 */
export const MESSAGE_CACHE_HEARTBEATS = 12

/** Heartbeats for which a message is offered to peers outside the mesh. */
const GOSSIP_HEARTBEATS = 3

/** An RPC of GossipSub longer than this ends the stream: it holds six messages of full size. */
export const MAX_RPC_BYTES = 1024 * 1024

/**
 * Bytes that may wait for a peer that reads slower than the network talks. Over that its stream is closed, because the
 * buffer would otherwise grow as long as the peer keeps its socket open.
 */
const MAX_OUTBOUND_BUFFER_BYTES = 4 * 1024 * 1024

/** How often the median of the mesh is looked at. GossipSub's minute is long for a node that boots among sybils. */
const OPPORTUNISTIC_GRAFT_HEARTBEATS = 15

/** Streams a peer may have open for relay on one connection: the one it uses, and others that are just ending. */
const MAX_INBOUND_RELAY_STREAMS = 4

/** Topics of one node. Peers may subscribe to about a thousand of them (GossipSub's own bound of 1 MiB a peer). */
export const MAX_TOPICS = 1_024

/**
 * What one RPC may carry. An RPC is at most 1 MiB; these keep many tiny entries from costing many times that once
 * decoded (CVE-2026-46679).
 */
const decodeRpcLimits = {
  maxSubscriptions: MAX_TOPICS,
  maxMessages: 1_000,
  // GossipSub asks for and offers at most 5000 messages in a heartbeat.
  maxIhaveMessageIDs: 5_000,
  maxIwantMessageIDs: 5_000,
  maxIdontwantMessageIDs: 512,
  maxControlMessages: MAX_TOPICS,
  maxPeerInfos: 16,
}

export interface GossipsubRouterOptions extends PeerScoringOptions {
  /** The pubsub topics this node may ever carry. Anything about another topic is dropped unread. */
  readonly topics: readonly string[]
  /** False: the protocol is neither offered nor asked for, so that no peer takes the node for one that relays. Default: true. */
  readonly isRelaying?: boolean
}

/**
 * GossipSub as Waku nodes speak it. Source of the numbers: nwaku `waku_relay/protocol.nim`.
 * @throws RelayError `too_many_topics`
 */
export function gossipsubOptions(options: GossipsubRouterOptions): Partial<GossipsubOpts> {
  if (options.topics.length > MAX_TOPICS) {
    throw new RelayError('too_many_topics', `${options.topics.length} topics: a node carries at most ${MAX_TOPICS}`)
  }
  return {
    D: MESH_DEGREE,
    Dlo: MESH_DEGREE_LOW,
    Dhi: MESH_DEGREE_HIGH,
    Dscore: MESH_DEGREE_SCORE,
    Dout: MESH_DEGREE_OUT,
    Dlazy: GOSSIP_DEGREE,
    gossipFactor: 0.25,
    heartbeatInterval: HEARTBEAT_INTERVAL_MS,
    mcacheLength: MESSAGE_CACHE_HEARTBEATS,
    mcacheGossip: GOSSIP_HEARTBEATS,
    fanoutTTL: 60_000,
    seenTTL: 120_000,
    pruneBackoff: PRUNE_BACKOFF_MS,
    // Spelled as the library spells it.
    unsubcribeBackoff: UNSUBSCRIBE_BACKOFF_MS,
    opportunisticGraftTicks: OPPORTUNISTIC_GRAFT_HEARTBEATS,
    // An own message goes to every subscriber, not only to the mesh: the mesh may be silent or hostile.
    floodPublish: true,
    // Messages name no author: from, seqno, signature and key are absent, and a message that has one is refused.
    globalSignaturePolicy: StrictNoSign,
    msgIdFn: gossipMessageId,
    msgIdToStrFn: bytesToHex,
    // Forwarding waits for `reportMessageValidationResult`, called by our own bounded queue.
    asyncValidation: true,
    // Relay delivers own messages to its listeners itself, also when there is no peer yet.
    emitSelf: false,
    allowPublishToZeroTopicPeers: false,
    ignoreDuplicatePublishError: false,
    fallbackToFloodsub: false,
    // Peer exchange in PRUNE would send addresses nobody checked.
    doPX: false,
    allowedTopics: new Set(options.topics),
    // Read by `rpc-reader.ts`, which knows this bound too; set here for whoever reads otherwise.
    maxInboundDataLength: MAX_RPC_BYTES,
    maxInboundStreams: MAX_INBOUND_RELAY_STREAMS,
    maxOutboundBufferSize: MAX_OUTBOUND_BUFFER_BYTES,
    decodeRpcLimits,
    scoreParams: peerScoreParams(options.topics, options),
    scoreThresholds: peerScoreThresholds,
  }
}
