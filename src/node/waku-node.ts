import type { Startable } from '../foundation/index.ts'
import type { EndpointStatus, MembershipHealth, MembershipState, WindowRoot } from '../membership/index.ts'
import type { WakuMessage } from '../message/index.ts'
import type { PeerRecord } from '../network/index.ts'
import type { NullifierLogStats, ProofKind } from '../rln/index.ts'
import type { FilterSubscriber } from '../services/filter/index.ts'
import type { PartialStoreQuery, StorePage } from '../services/store/index.ts'
import type { HistoryAsked } from './history-asked.ts'
import type { FilterAccess, LightPushAccess } from './light-access.ts'
import type { OutgoingMessage } from './outgoing-message.ts'

export interface PublishReceipt {
  /** Deterministic message hash (14/WAKU2-MESSAGE), 32 bytes. */
  readonly messageHash: Uint8Array
  readonly pubsubTopic: string
  /** Peers the message was handed to. */
  readonly recipients: number
  /** Wall time of attaching the proof, waiting for the message id included; about 0 when there is none to attach. */
  readonly proofMs: number
  /** How the proof was made: from a slot prepared ahead, with the known path's sums, or in full; `none` without RLN. */
  readonly proofKind: ProofKind | 'none'
}

export interface ReceivedMessage {
  readonly message: WakuMessage
  readonly pubsubTopic: string
  readonly messageHash: Uint8Array
}

/** nwaku's words for the state of a protocol. */
export type HealthState = 'INITIALIZING' | 'SYNCHRONIZING' | 'READY' | 'NOT_READY' | 'NOT_MOUNTED' | 'SHUTTING_DOWN'

export interface ProtocolHealth {
  readonly name: string
  readonly state: HealthState
  /** Problem, duration and advice in one line. */
  readonly description?: string
  /** When it came into this state, in milliseconds since the Unix epoch. */
  readonly sinceMs?: number
  /** What is wrong, and what to do; a protocol that is ready may have a problem, too. */
  readonly problem?: string
  readonly advice?: string
}

/** What holds at this moment. */
export type ProtocolJudgement = Omit<ProtocolHealth, 'sinceMs' | 'description'>

export interface TopicHealthEntry {
  readonly pubsubTopic: string
  readonly health: 'unhealthy' | 'minimal' | 'sufficient'
  readonly meshPeers: number
  readonly sinceMs: number
  readonly problem?: string
  readonly advice?: string
}

export interface HealthReport {
  readonly node: HealthState
  readonly sinceMs?: number
  readonly protocols: readonly ProtocolHealth[]
  /** Of every topic relayed; missing while the node starts or stops. */
  readonly topics?: readonly TopicHealthEntry[]
}

export interface MembershipStatus {
  readonly idCommitment: bigint
  /** Missing while the tree does not hold it. */
  readonly index?: number
  readonly rateLimit: number
  readonly messagesLeftInEpoch: number
  readonly messagesUsedInEpoch: number
  /** As of the last look at the chain; missing before the first that succeeded. */
  readonly state?: MembershipState
  /** When it can be extended for the first time, in block time; missing when it is no membership. */
  readonly graceStartsAtMs?: number
  /** From then on anybody may erase it. */
  readonly expiresAtMs?: number
  /** Set while the credential must not publish yet. */
  readonly coolingDownUntilMs?: number
}

/** What became of slashing convicted members, since the start. */
export interface SlashReportStatus {
  readonly waiting: number
  readonly slashed: number
  /** Somebody else was faster. */
  readonly alreadySlashed: number
  /** Membership and deposit were gone. */
  readonly nothingToSlash: number
  readonly failedAttempts: number
}

/** How well the membership set follows the chain. */
export interface SyncStatus {
  readonly status: MembershipHealth['status']
  /** Why it is not `synced`. */
  readonly reason?: string
  readonly lastSyncedAtMs?: number
  /** What each RPC endpoint says of the contract; missing: none is asked. */
  readonly endpoints?: readonly EndpointStatus[]
}

/** The nullifiers remembered, which a second share is compared with. */
export type NullifierStats = NullifierLogStats

/** A member caught. Never what its secret could be computed from. */
export interface SpamRecord {
  readonly idCommitment: bigint
  /** Missing when it was slashed on chain and never caught by this node. */
  readonly epoch?: bigint
  readonly detectedAtMs?: number
  /** Its leaf at that time; missing when it had left the tree. */
  readonly memberIndex?: number
  /** Who forwarded the conflicting messages to this node, as far as known. */
  readonly peers?: readonly string[]
  /** Still in the set, slashed on chain, or no longer in the set without a slashing seen. */
  readonly fate: 'member' | 'slashed' | 'gone'
  /** What became of slashing it by this node; missing without --slash, or when that was settled before the start. */
  readonly slashReport?: 'waiting' | 'slashed' | 'already_slashed' | 'nothing_to_slash' | 'failed'
}

/** A peer that is known or connected. */
export interface PeerInfo extends PeerRecord {
  /** Shards it told by the metadata protocol. */
  readonly shards: readonly number[]
  /** GossipSub's; missing unless it is connected and relays. */
  readonly score?: number
}

export interface RlnStatus {
  readonly chainId: number
  readonly contractAddress: string
  readonly isSynced: boolean
  readonly sync: SyncStatus
  readonly blockNumber: number
  readonly root: bigint
  /** Roots that count now, oldest first; the last is `root` while synced. */
  readonly rootWindow: readonly WindowRoot[]
  /** Leaves of the tree ever used. */
  readonly leafCount: number
  readonly epoch: bigint
  readonly epochSizeSeconds: number
  readonly epochEndsAtMs: number
  readonly membership?: MembershipStatus
  /** Messages judged since the start, by reason. */
  readonly verdicts: Readonly<Record<string, number>>
  /** Members caught signalling twice, or slashed on chain. */
  readonly convicted: readonly bigint[]
  /** What became of slashing them; missing without --slash. */
  readonly slashReports?: SlashReportStatus
  /** Wall time of verifying one proof, median of the last ones; missing before the first. */
  readonly verificationMs?: number
}

/** A relaying Waku node. */
export interface WakuNode extends Startable {
  readonly peerId: string
  /** Addresses it can be reached at, with its peer id. */
  readonly multiaddrs: readonly string[]
  /** Its Ethereum node record as text (31/WAKU2-ENR); undefined when its key is not secp256k1. */
  enr(): Promise<string | undefined>
  /**
   * Attaches a proof, unless RLN is off, and publishes.
   * @throws NodeError or SpamProtectionError saying why it was not published.
   */
  publish(message: OutgoingMessage): Promise<PublishReceipt>
  /**
   * The pubsub topic a content topic belongs to.
   * @throws NodeError `invalid_content_topic`, or `no_autosharding` under static sharding
   */
  pubsubTopicOf(contentTopic: string): string
  /** Starts relaying a shard, if it does not yet. @throws RelayError `topic_not_allowed`: not one of the network */
  relay(pubsubTopic: string): void
  /** Stops relaying a shard, whatever it is relayed for. */
  stopRelaying(pubsubTopic: string): void
  /** Relays the shard of a content topic until nothing on it is wanted any more. @throws NodeError as `pubsubTopicOf` */
  relayFor(contentTopic: string): void
  /** Ends what `relayFor` began; a shard that is wanted for anything else stays. */
  stopRelayingFor(contentTopic: string): void
  /** Calls the listener with every accepted message, own ones included. The returned function ends that. */
  onMessage(listener: (received: ReceivedMessage) => void): () => void
  /**
   * A page of history: from the store node named, else from the own archive, else from a store node that is known.
   * @throws StoreError; NetworkError `invalid_peer_address`, `peer_id_missing`
   */
  queryStore(query: PartialStoreQuery, asked?: HistoryAsked): Promise<StorePage>
  relayedTopics(): readonly string[]
  meshPeers(pubsubTopic: string): readonly string[]
  /** Ids of the connected peers that subscribed to a topic. */
  subscribers(pubsubTopic: string): readonly string[]
  /** Everybody known or connected. */
  peers(): Promise<readonly PeerInfo[]>
  /**
   * Dials a multiaddr with a peer id, once. Returns the peer's id.
   * @throws NetworkError `invalid_peer_address`, `peer_id_missing` or `dial_failed`
   */
  connect(multiaddr: string): Promise<string>
  /** Some of the messages: of --filternode, else of this node with --filter, else of nodes that were found. While started. */
  readonly filter: FilterAccess
  /** Who gets messages by filter from this node; undefined without --filter. */
  filterSubscribers(): readonly FilterSubscriber[] | undefined
  /** Publishing: by --lightpushnode, else as others may here with --lightpush, else by nodes that were found. While started. */
  readonly lightPush: LightPushAccess
  health(): HealthReport
  /** Messages judged since the start, by reason. */
  verdicts(): Readonly<Record<string, number>>
  /** What the protection does; undefined when RLN is off. */
  rlnStatus(): RlnStatus | undefined
  /** Undefined when RLN is off. */
  nullifierStats(): NullifierStats | undefined
  /** Members caught, newest first, at most 1024; none when RLN is off. */
  spam(): readonly SpamRecord[]
}
