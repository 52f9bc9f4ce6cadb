import type { PeerId } from '@libp2p/interface'
import { BoundedMap, type Clock, type Logger, type Metrics, type Startable } from '../foundation/index.ts'
import { MAX_MESSAGE_SIZE_BYTES, shardLabelOf } from '../message/index.ts'
import type { GossipsubRouter } from './gossipsub-router.ts'
import { gossipMessageKey } from './message-id.ts'
import { MessageIntake } from './message-intake.ts'
import { traceKeyOf } from './message-trace.ts'
import { PeerWatch } from './peer-watch.ts'
import { RelayError } from './relay-error.ts'
import { createRelayMetrics, type RelayMetrics } from './relay-metrics.ts'
import type { RelayValidator, RelayVerdict } from './relay-verdict.ts'
import { type TopicHealth, topicHealth } from './topic-health.ts'
import { UsefulPeers } from './useful-peers.ts'

/** Own messages that reached no peer, remembered so that publishing them again does not deliver them here twice. */
const MAX_UNSENT_OWN_MESSAGES = 1_024

export interface RelayComponents<V extends RelayVerdict> {
  /** The pubsub service of the host, made by `gossipsubRouter`. The host is started before relay and stopped after it. */
  readonly router: GossipsubRouter
  readonly validate: RelayValidator<V>
  /** Closes all connections to a peer: `host.hangUp`. */
  readonly disconnect: (peerId: PeerId) => Promise<void>
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
}

/** A message for this node: accepted from a peer, or published here. */
export interface RelayedMessage<V extends RelayVerdict> {
  readonly pubsubTopic: string
  /** As on the wire. Shared with GossipSub's cache: not to be changed. */
  readonly data: Uint8Array
  readonly fromSelf: boolean
  /** The accepting verdict; of an own message, what was given to `publish`. */
  readonly verdict?: V
}

export type RelayListener<V extends RelayVerdict> = (message: RelayedMessage<V>) => void

export interface RelayPeer {
  readonly peerId: string
  /** GossipSub's score, at most a heartbeat old. */
  readonly score: number
}

/** Waku relay: subscribes to pubsub topics, publishes, and forwards what the validator accepts. */
export class Relay<V extends RelayVerdict = RelayVerdict> implements Startable {
  readonly #components: RelayComponents<V>
  readonly #metrics: RelayMetrics
  readonly #intake: MessageIntake<V>
  readonly #peerWatch: PeerWatch
  readonly #usefulPeers: UsefulPeers
  readonly #listeners = new Set<RelayListener<V>>()
  readonly #topics = new Set<string>()
  readonly #unsent = new BoundedMap<string, true>(MAX_UNSENT_OWN_MESSAGES)
  #started = false

  constructor(components: RelayComponents<V>) {
    const metrics = createRelayMetrics(components.metrics)
    this.#components = components
    this.#metrics = metrics
    this.#peerWatch = new PeerWatch({ ...components, metrics })
    this.#usefulPeers = new UsefulPeers(components)
    this.#intake = new MessageIntake({
      ...components,
      metrics,
      isSubscribed: (topic) => this.#topics.has(topic),
      accepted: ({ pubsubTopic, data, peerId }, verdict) => {
        this.#usefulPeers.brought(peerId)
        this.#deliver({ pubsubTopic, data, fromSelf: false, verdict })
      },
    })
  }

  /** Joins the subscribed topics, and no others. The host must have been started. */
  async start(): Promise<void> {
    const { router } = this.#components
    this.#started = true
    this.#intake.open()
    router.addEventListener('gossipsub:heartbeat', this.#onHeartbeat)
    for (const topic of router.getTopics()) if (!this.#topics.has(topic)) router.unsubscribe(topic)
    for (const topic of this.#topics) router.subscribe(topic)
  }

  /**
   * Receives and sends nothing any more; messages that wait for their verdict are forgotten. The host, stopped next, ends
   * the connections. Leaving the topics here would have neighbours keep this node out of their mesh after a restart.
   */
  async stop(): Promise<void> {
    if (!this.#started) return
    this.#started = false
    this.#intake.close()
    this.#components.router.removeEventListener('gossipsub:heartbeat', this.#onHeartbeat)
  }

  /**
   * Receives and forwards messages of a topic from now on; when not started, from the start on.
   * @throws RelayError `topic_not_allowed`
   */
  subscribe(pubsubTopic: string): void {
    const { router } = this.#components
    if (!router.opts.allowedTopics.has(pubsubTopic)) {
      throw new RelayError('topic_not_allowed', `${pubsubTopic} is not a pubsub topic of this node's network`)
    }
    this.#topics.add(pubsubTopic)
    if (this.#started) router.subscribe(pubsubTopic)
  }

  unsubscribe(pubsubTopic: string): void {
    if (!this.#topics.delete(pubsubTopic)) return
    this.#metrics.meshPeers.set(0, { topic: pubsubTopic })
    this.#metrics.subscribers.set(0, { shard: shardLabelOf(pubsubTopic) })
    if (this.#started) this.#components.router.unsubscribe(pubsubTopic)
  }

  /** The subscribed pubsub topics. */
  get topics(): string[] {
    return [...this.#topics]
  }

  /**
   * Sends an own message to every peer that subscribed to the topic, and delivers it to the listeners here. It is not
   * validated: whoever calls made it valid.
   * @param data the message as it shall be on the wire; must not be changed afterwards
   * @param verdict handed to the listeners here
   * @returns how many peers it was sent to; with 0 it may be published again
   * @throws RelayError `not_started`, `not_subscribed`, `message_too_large` or `duplicate_message`
   */
  async publish(pubsubTopic: string, data: Uint8Array, verdict?: V): Promise<{ recipients: number }> {
    if (!this.#started) throw new RelayError('not_started', 'relay has not been started')
    if (!this.#topics.has(pubsubTopic)) {
      throw new RelayError('not_subscribed', `subscribe to ${pubsubTopic} before publishing on it`)
    }
    if (data.length > MAX_MESSAGE_SIZE_BYTES) {
      const sizes = `${data.length} bytes, the network carries ${MAX_MESSAGE_SIZE_BYTES}`
      throw new RelayError('message_too_large', `the message has ${sizes}: make its payload smaller`)
    }
    const recipients = await this.#send(pubsubTopic, data)
    this.#components.logger.trace('message published', () => ({
      ...traceKeyOf(pubsubTopic, data),
      pubsubTopic,
      bytes: data.length,
      recipients,
    }))
    const id = gossipMessageKey({ data })
    const deliveredBefore = this.#unsent.has(id)
    if (recipients === 0) this.#unsent.set(id, true)
    else this.#unsent.delete(id)
    if (!deliveredBefore) {
      this.#deliver({ pubsubTopic, data, fromSelf: true, ...(verdict === undefined ? {} : { verdict }) })
    }
    return { recipients }
  }

  /** Calls `listener` once for each message accepted or published here. Returns how to stop that. */
  onMessage(listener: RelayListener<V>): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Ids of the peers in the mesh of a topic: those its messages are forwarded to. */
  meshPeers(pubsubTopic: string): string[] {
    return this.#components.router.getMeshPeers(pubsubTopic)
  }

  /** Ids of all connected peers that subscribed to a topic. */
  subscribers(pubsubTopic: string): string[] {
    return this.#components.router.getSubscribers(pubsubTopic).map(String)
  }

  /** Connected peers that speak relay. */
  peers(): RelayPeer[] {
    const { router } = this.#components
    return router.getPeers().map((peer) => ({ peerId: peer.toString(), score: router.getScore(peer.toString()) }))
  }

  /** Messages that peers brought and that were accepted, since the start. */
  get accepted(): number {
    return this.#usefulPeers.accepted
  }

  /** What is known of a peer by its messages: whether it relays at all, its score, and whether it was of use lately. */
  standing(peerId: string): { readonly relays: boolean; readonly score: number; readonly isUseful: boolean } {
    const { router } = this.#components
    return {
      relays: router.streamsInbound.has(peerId),
      score: router.getScore(peerId),
      isUseful: this.#usefulPeers.isUseful(peerId),
    }
  }

  health(pubsubTopic: string): TopicHealth {
    return topicHealth(this.meshPeers(pubsubTopic).length)
  }

  readonly #onHeartbeat = (): void => {
    this.#peerWatch.onHeartbeat()
    this.#intake.measure()
    for (const topic of this.#topics) {
      this.#metrics.meshPeers.set(this.meshPeers(topic).length, { topic })
      this.#metrics.subscribers.set(this.subscribers(topic).length, { shard: shardLabelOf(topic) })
    }
  }

  async #send(pubsubTopic: string, data: Uint8Array): Promise<number> {
    try {
      const { recipients } = await this.#components.router.publish(pubsubTopic, data)
      return recipients.length
    } catch (error) {
      // GossipSub tells its two expected refusals apart by message only.
      const reason = error instanceof Error ? error.message : undefined
      if (reason === 'PublishError.NoPeersSubscribedToTopic') return 0
      if (reason !== 'PublishError.Duplicate') throw error
      const text = 'the same bytes have been published or received in the last two minutes'
      throw new RelayError('duplicate_message', text, { cause: error })
    }
  }

  #deliver(message: RelayedMessage<V>): void {
    for (const listener of this.#listeners) {
      try {
        listener(message)
      } catch (error) {
        this.#components.logger.error('a listener of relay failed', { pubsubTopic: message.pubsubTopic, error })
      }
    }
  }
}
