import type { NodeConfig } from '../config/index.ts'
import { ReleaseStack } from '../foundation/index.ts'
import { encodeWakuMessage, messageHash, type WakuMessage } from '../message/index.ts'
import { remoteAddressOf } from '../network/index.ts'
import type { FilterSubscriber } from '../services/filter/index.ts'
import type { PartialStoreQuery, StorePage } from '../services/store/index.ts'
import { HealthWatch } from './health-watch.ts'
import type { HistoryAsked } from './history-asked.ts'
import type { FilterAccess, LightPushAccess } from './light-access.ts'
import { type MessageJudging, startMessageJudging } from './message-judging.ts'
import { messageOf } from './message-of.ts'
import type { NodeComponents } from './node-components.ts'
import { NodeError } from './node-error.ts'
import { judgeHealth } from './node-health.ts'
import { type NodeServices, startNodeServices } from './node-services.ts'
import type { OutgoingMessage } from './outgoing-message.ts'
import { connectTo, peersOf } from './peer-report.ts'
import { attacherOf } from './protection.ts'
import { type RelayStack, type ServiceParts, startRelayStack } from './relay-stack.ts'
import { rlnStatusOf } from './rln-report.ts'
import { ShardRules } from './shard-rules.ts'
import type {
  HealthReport,
  NullifierStats,
  PeerInfo,
  PublishReceipt,
  ReceivedMessage,
  RlnStatus,
  SpamRecord,
  WakuNode,
} from './waku-node.ts'

type Running = MessageJudging & RelayStack & NodeServices & { readonly healthWatch: HealthWatch }

/** The rooms below, put together: chain and proofs first, then the host, so that no message meets a node that is not ready. */
export class RelayNode implements WakuNode {
  readonly #components: NodeComponents
  readonly #config: NodeConfig
  readonly #rules: ShardRules
  readonly #listeners = new Set<(received: ReceivedMessage) => void>()
  #releases = new ReleaseStack()
  #running: Running | undefined
  #isStopping = false

  constructor(components: NodeComponents, config: NodeConfig) {
    this.#components = components
    this.#config = config
    this.#rules = new ShardRules(config.network)
  }

  async start(): Promise<void> {
    const releases = new ReleaseStack()
    this.#releases = releases
    this.#isStopping = false
    try {
      const addressOf = (peerId: string): string | undefined =>
        this.#running && remoteAddressOf(this.#running.host, peerId)
      const components = { ...this.#components, addressOf }
      const judging = await startMessageJudging(components, this.#config, releases)
      const { stack, services } = await this.#startStack(judging, releases)
      releases.add(
        stack.relay.onMessage(({ pubsubTopic, verdict }) => {
          if (verdict?.action === 'accept') this.#deliver(pubsubTopic, verdict.message)
        }),
      )
      const { isRelaying } = this.#config.network
      const parts = { ...judging, ...stack, ...services, isRelaying }
      const { clock, logger } = this.#components
      const healthWatch = new HealthWatch({ clock, logger, judge: () => judgeHealth(parts) })
      releases.add(() => healthWatch.stop())
      await healthWatch.start()
      this.#running = { ...parts, healthWatch }
    } catch (error) {
      await releases.releaseAll()
      throw error
    }
  }

  async #startStack(
    judging: MessageJudging,
    releases: ReleaseStack,
  ): Promise<{ readonly stack: RelayStack; readonly services: NodeServices }> {
    const { store, validator } = judging
    let services: NodeServices | undefined
    const startServices = async (parts: ServiceParts): Promise<void> => {
      services = await startNodeServices({ ...this.#components, ...judging }, this.#config, parts, releases)
    }
    const components = { ...this.#components, store, startServices }
    const stack = await startRelayStack(
      { ...components, validate: (input) => validator.validate(input) },
      this.#config,
      releases,
    )
    services!.peerExchange.askConfiguredNode()
    services!.history.resume()
    return { stack, services: services! }
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    try {
      await this.#releases.releaseAll()
    } finally {
      this.#running = undefined
    }
  }

  get filter(): FilterAccess {
    return this.#get().light.filter
  }

  filterSubscribers(): readonly FilterSubscriber[] | undefined {
    return this.#get().light.filterSubscribers?.()
  }

  get lightPush(): LightPushAccess {
    return this.#get().light.lightPush
  }

  get peerId(): string {
    return this.#get().host.peerId.toString()
  }

  get multiaddrs(): readonly string[] {
    return this.#get().host.getMultiaddrs().map(String)
  }

  enr(): Promise<string | undefined> {
    return this.#get().enr()
  }

  async publish(outgoing: OutgoingMessage): Promise<PublishReceipt> {
    const { protection, validator, relay } = this.#get()
    const { clock } = this.#components
    const pubsubTopic = this.#rules.pubsubTopicFor(outgoing)
    if (!relay.topics.includes(pubsubTopic)) {
      throw new NodeError(
        'not_subscribed',
        `this node does not relay ${pubsubTopic}, where ${outgoing.contentTopic} belongs`,
      )
    }
    const attacher = protection && attacherOf(protection)
    const unproven = messageOf(this.#components, outgoing)
    this.#rules.checkSignature(pubsubTopic, unproven)
    const startedAtMs = clock.monotonicMs()
    const { message, proofKind } = attacher
      ? await attacher.attach(unproven)
      : { message: unproven, proofKind: 'none' as const }
    const proofMs = clock.monotonicMs() - startedAtMs
    const data = encodeWakuMessage(message)
    // What any neighbour would refuse must not leave, and the own share belongs into the log like any other.
    const verdict = await validator.validate({ pubsubTopic, data, peerId: this.peerId })
    if (verdict.action !== 'accept') {
      throw new NodeError('message_refused', `the message is not one that others would relay (${verdict.reason})`)
    }
    const { recipients } = await relay.publish(pubsubTopic, data, verdict)
    return { messageHash: messageHash(pubsubTopic, message), pubsubTopic, recipients, proofMs, proofKind }
  }

  pubsubTopicOf(contentTopic: string): string {
    return this.#rules.pubsubTopicOf(contentTopic)
  }

  relay(pubsubTopic: string): void {
    this.#get().subscriptions.join(pubsubTopic)
  }

  stopRelaying(pubsubTopic: string): void {
    this.#get().subscriptions.leave(pubsubTopic)
  }

  relayFor(contentTopic: string): void {
    this.#get().subscriptions.joinFor(contentTopic, this.pubsubTopicOf(contentTopic))
  }

  stopRelayingFor(contentTopic: string): void {
    this.#get().subscriptions.leaveFor(contentTopic)
  }

  relayedTopics(): readonly string[] {
    return this.#get().relay.topics
  }

  onMessage(listener: (received: ReceivedMessage) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  queryStore(query: PartialStoreQuery, asked?: HistoryAsked): Promise<StorePage> {
    return this.#get().history.query(query, asked)
  }

  meshPeers(pubsubTopic: string): readonly string[] {
    return this.#get().relay.meshPeers(pubsubTopic)
  }

  subscribers(pubsubTopic: string): readonly string[] {
    return this.#get().relay.subscribers(pubsubTopic)
  }

  async peers(): Promise<readonly PeerInfo[]> {
    return peersOf(this.#get())
  }

  async connect(multiaddr: string): Promise<string> {
    return connectTo(this.#get(), multiaddr)
  }

  health(): HealthReport {
    if (this.#isStopping) return { node: 'SHUTTING_DOWN', protocols: [] }
    return this.#running?.healthWatch.report() ?? { node: 'INITIALIZING', protocols: [] }
  }

  verdicts(): Readonly<Record<string, number>> {
    return this.#get().validator.counts()
  }

  rlnStatus(): RlnStatus | undefined {
    const { protection } = this.#get()
    return protection && rlnStatusOf(protection, this.#components.clock.nowMs())
  }

  nullifierStats(): NullifierStats | undefined {
    return this.#get().protection?.nullifierLog.stats()
  }

  spam(): readonly SpamRecord[] {
    return this.#get().protection?.spamRegister.records() ?? []
  }

  #deliver(pubsubTopic: string, message: WakuMessage): void {
    const received = { message, pubsubTopic, messageHash: messageHash(pubsubTopic, message) }
    for (const listener of this.#listeners) listener(received)
  }

  #get(): Running {
    if (this.#running === undefined) throw new Error('the node is not started')
    return this.#running
  }
}
