import { messageHash, type WakuMessage } from '../../src/message/index.ts'
import { parsePeerAddress } from '../../src/network/index.ts'
import type { HistoryAsked } from '../../src/node/index.ts'
import {
  type FilterAccess,
  type HealthReport,
  type LightMessage,
  type LightPushAccess,
  type LightPushOutcome,
  NodeError,
  type NullifierStats,
  type OutgoingMessage,
  type PeerInfo,
  type PublishReceipt,
  type ReceivedMessage,
  type RlnStatus,
  type SpamRecord,
  type WakuNode,
} from '../../src/node/index.ts'
import { RelayError } from '../../src/relay/index.ts'
import type { FilteredMessage, FilterOutcome, FilterSubscriber } from '../../src/services/filter/index.ts'
import type { PartialStoreQuery, StorePage } from '../../src/services/store/index.ts'

export const FAKE_PUBSUB_TOPIC = '/waku/2/rs/0/0'

/** A node without network, chain and proofs: what it is told to publish, it delivers to itself. */
export class FakeWakuNode implements WakuNode {
  readonly peerId = 'fake-peer'
  readonly multiaddrs = []
  readonly published: OutgoingMessage[] = []
  readonly relayed: string[] = []
  readonly relayedFor: string[] = []
  readonly #listeners = new Set<(received: ReceivedMessage) => void>()
  /** Thrown by the next publish, and by those after it. */
  failure: Error | undefined
  healthReport: HealthReport = { node: 'READY', protocols: [] }
  hasRln = true
  status: RlnStatus = {
    chainId: 31_337,
    contractAddress: `0x${'ab'.repeat(20)}`,
    isSynced: true,
    sync: { status: 'synced', lastSyncedAtMs: 1_000 },
    blockNumber: 7,
    root: 0xabcn,
    rootWindow: [
      { root: 0xabbn, blockNumber: 5, supersededAtMs: 900 },
      { root: 0xabcn, blockNumber: 7 },
    ],
    leafCount: 3,
    epoch: 29n,
    epochSizeSeconds: 600,
    epochEndsAtMs: 18_000_000,
    verdicts: { valid: 2, proof_missing: 1 },
    convicted: [],
  }

  readonly known: PeerInfo[] = []
  readonly connected: string[] = []
  mesh: readonly string[] = ['a', 'b']
  nullifiers: NullifierStats = {
    nullifiers: 3,
    maxNullifiers: 400,
    maxNullifiersPerEpoch: 200,
    epochs: [
      { epoch: 28n, nullifiers: 1 },
      { epoch: 29n, nullifiers: 2 },
    ],
  }
  readonly caught: SpamRecord[] = []

  /** What is wanted, and how the next requests end. */
  readonly filtered = new Set<string>()
  filterOutcome: FilterOutcome = { ok: true }
  readonly pushed: LightMessage[] = []
  pushOutcome: LightPushOutcome = { ok: true, relayPeerCount: 3 }
  readonly #filterListeners = new Set<(received: FilteredMessage) => void>()
  filter: FilterAccess = {
    subscribe: async (_pubsubTopic, contentTopics) => {
      for (const topic of contentTopics) this.pubsubTopicOf(topic)
      if (this.filterOutcome.ok) for (const topic of contentTopics) this.filtered.add(topic)
      return this.filterOutcome
    },
    unsubscribe: async (_pubsubTopic, contentTopics) => {
      for (const topic of contentTopics) this.filtered.delete(topic)
      return this.filterOutcome
    },
    unsubscribeAll: async () => {
      this.filtered.clear()
      return this.filterOutcome
    },
    ping: async () => this.filterOutcome,
    onMessage: (listener) => {
      this.#filterListeners.add(listener)
      return () => this.#filterListeners.delete(listener)
    },
  }
  subscribed: readonly FilterSubscriber[] | undefined
  lightPush: LightPushAccess = {
    push: async (message) => {
      if (this.failure !== undefined) throw this.failure
      this.pubsubTopicOf(message.contentTopic)
      this.pushed.push(message)
      return this.pushOutcome
    },
  }

  filterSubscribers(): readonly FilterSubscriber[] | undefined {
    return this.subscribed
  }

  async enr(): Promise<string | undefined> {
    return 'enr:-fake'
  }

  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  get listenerCount(): number {
    return this.#listeners.size
  }

  async publish(message: OutgoingMessage): Promise<PublishReceipt> {
    if (this.failure !== undefined) throw this.failure
    this.published.push(message)
    const received = this.deliver(message)
    return {
      messageHash: received.messageHash,
      pubsubTopic: FAKE_PUBSUB_TOPIC,
      recipients: 3,
      proofMs: 12.5,
      proofKind: 'path',
    }
  }

  /** As if the message had arrived and was accepted. */
  deliver(outgoing: OutgoingMessage): ReceivedMessage {
    const message: WakuMessage = {
      payload: outgoing.payload,
      contentTopic: outgoing.contentTopic,
      version: outgoing.version ?? 0,
      timestampNs: outgoing.timestampNs ?? 0n,
      meta: outgoing.meta ?? new Uint8Array(),
      ephemeral: outgoing.ephemeral ?? false,
    }
    const received = { message, pubsubTopic: FAKE_PUBSUB_TOPIC, messageHash: messageHash(FAKE_PUBSUB_TOPIC, message) }
    for (const listener of this.#listeners) listener(received)
    if (this.filtered.has(message.contentTopic)) {
      for (const listener of this.#filterListeners) listener({ ...received, proof: 'valid', peerId: this.peerId })
    }
    return received
  }

  pubsubTopicOf(contentTopic: string): string {
    if (contentTopic.startsWith('/')) return FAKE_PUBSUB_TOPIC
    throw new NodeError('invalid_content_topic', `${contentTopic} does not start with a slash`)
  }

  relay(pubsubTopic: string): void {
    if (!pubsubTopic.startsWith('/waku/2/rs/')) throw new RelayError('topic_not_allowed', `${pubsubTopic} is none`)
    this.relayed.push(pubsubTopic)
  }

  stopRelaying(pubsubTopic: string): void {
    this.relayed.splice(this.relayed.indexOf(pubsubTopic), 1)
  }

  relayFor(contentTopic: string): void {
    this.relayedFor.push(contentTopic)
  }

  stopRelayingFor(contentTopic: string): void {
    this.relayedFor.splice(this.relayedFor.indexOf(contentTopic), 1)
  }

  onMessage(listener: (received: ReceivedMessage) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What it answers to queries, or fails with. */
  history: StorePage | Error = { messageHashes: [], messages: [] }
  readonly queries: { readonly query: PartialStoreQuery; readonly asked: HistoryAsked | undefined }[] = []

  async queryStore(query: PartialStoreQuery, asked?: HistoryAsked): Promise<StorePage> {
    this.queries.push({ query, asked })
    if (this.history instanceof Error) throw this.history
    return this.history
  }

  relayedTopics(): readonly string[] {
    return [FAKE_PUBSUB_TOPIC]
  }

  meshPeers(): readonly string[] {
    return this.mesh
  }

  subscribers(): readonly string[] {
    return this.known.filter(({ connectedness }) => connectedness === 'Connected').map(({ peerId }) => peerId)
  }

  async peers(): Promise<readonly PeerInfo[]> {
    return this.known
  }

  async connect(multiaddr: string): Promise<string> {
    const address = parsePeerAddress(multiaddr, 'peer address')
    if (this.failure !== undefined) throw this.failure
    this.connected.push(multiaddr)
    return address.peerId.toString()
  }

  health(): HealthReport {
    return this.healthReport
  }

  verdicts(): Readonly<Record<string, number>> {
    return this.status.verdicts
  }

  rlnStatus(): RlnStatus | undefined {
    return this.hasRln ? this.status : undefined
  }

  nullifierStats(): NullifierStats | undefined {
    return this.hasRln ? this.nullifiers : undefined
  }

  spam(): readonly SpamRecord[] {
    return this.caught
  }
}
