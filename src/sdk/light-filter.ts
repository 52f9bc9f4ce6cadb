import type { Clock, Logger } from '../foundation/index.ts'
import { type FilterClient, type FilteredMessage, filterSubscribeProtocol } from '../services/filter/index.ts'
import { type AnyDecodedMessage, type Decoder, decoderList } from './decoder.ts'
import { protoMessageOf } from './proto-message.ts'
import type { Reception } from './reception.ts'
import { SdkError } from './sdk-error.ts'
import type { Service, ServicePeers } from './service-peers.ts'

export const filterService: Service = [filterSubscribeProtocol.id]

/** How long subscribing waits for a first peer: a node that was just started is about to have one. */
const FIRST_PEER_TIMEOUT_MS = 10_000

/** Called for each message; what it throws is logged. The second argument is ours, js-waku has none. */
export type MessageCallback<Message> = (message: Message, reception: Reception) => void | Promise<void>

export interface LightFilterComponents {
  readonly client: Pick<FilterClient, 'subscribe' | 'unsubscribe' | 'unsubscribeAll' | 'onMessage'>
  readonly peers: Pick<ServicePeers, 'waitFor'>
  readonly clock: Clock
  readonly logger: Logger
}

interface Subscription {
  readonly decoder: Decoder<AnyDecodedMessage>
  readonly callback: MessageCallback<AnyDecodedMessage>
}

/**
 * Messages as they come (12/WAKU2-FILTER), from two filter nodes where there are two, each message once. Subscriptions
 * move to other nodes by themselves.
 */
export class LightFilter {
  readonly #components: LightFilterComponents
  /** By pubsub topic and content topic. */
  readonly #subscriptions = new Map<string, Subscription[]>()
  #stopListening: () => void = () => undefined

  constructor(components: LightFilterComponents) {
    this.#components = components
  }

  start(): void {
    this.#stopListening = this.#components.client.onMessage((received) => void this.#deliver(received))
  }

  stop(): void {
    this.#stopListening()
    this.#subscriptions.clear()
  }

  /**
   * Calls back for the messages of the decoders from now on. Waits for a first filter node for ten seconds.
   * @returns whether a filter node has accepted; when none has, nothing was subscribed
   */
  async subscribe<Message extends AnyDecodedMessage>(
    decoders: Decoder<Message> | readonly Decoder<Message>[],
    callback: MessageCallback<Message>,
  ): Promise<boolean> {
    const { client, peers } = this.#components
    const list = decoderList(decoders)
    // Filter nodes push as soon as they have accepted.
    const added = list.map((decoder) => ({ decoder, callback }) as unknown as Subscription)
    for (const subscription of added) this.#entriesOf(subscription.decoder).push(subscription)
    const isAccepted = await peers
      .waitFor([filterService], FIRST_PEER_TIMEOUT_MS)
      .then(() => this.#ask(list, (topic, contentTopics) => client.subscribe(topic, contentTopics)))
      .catch((error) => {
        if (error instanceof SdkError) return false
        throw error
      })
    if (!isAccepted) for (const subscription of added) this.#remove(subscription)
    return isAccepted
  }

  /** Ends what the decoders were subscribed with. @returns whether the filter nodes said yes; it ends anyway */
  async unsubscribe<Message extends AnyDecodedMessage>(
    decoders: Decoder<Message> | readonly Decoder<Message>[],
  ): Promise<boolean> {
    const list = decoderList(decoders)
    for (const decoder of list) this.#subscriptions.delete(keyOf(decoder.pubsubTopic, decoder.contentTopic))
    return this.#ask(list, (topic, contentTopics) => this.#components.client.unsubscribe(topic, contentTopics))
  }

  /** Ends all subscriptions. */
  async unsubscribeAll(): Promise<boolean> {
    this.#subscriptions.clear()
    return (await this.#components.client.unsubscribeAll()).ok
  }

  async #ask(
    decoders: readonly Decoder<AnyDecodedMessage>[],
    ask: (pubsubTopic: string, contentTopics: string[]) => Promise<{ readonly ok: boolean }>,
  ): Promise<boolean> {
    const byTopic = Map.groupBy(decoders, ({ pubsubTopic }) => pubsubTopic)
    const outcomes = await Promise.all(
      [...byTopic].map(([pubsubTopic, its]) => {
        return ask(pubsubTopic, [...new Set(its.map(({ contentTopic }) => contentTopic))])
      }),
    )
    return outcomes.every(({ ok }) => ok)
  }

  async #deliver({ message, pubsubTopic, proof, peerId }: FilteredMessage): Promise<void> {
    const subscriptions = this.#subscriptions.get(keyOf(pubsubTopic, message.contentTopic)) ?? []
    for (const { decoder, callback } of [...subscriptions]) {
      try {
        const decoded = await decoder.fromProtoObj(pubsubTopic, protoMessageOf(message))
        if (decoded !== undefined) await callback(decoded, { proof, peerId })
      } catch (error) {
        this.#components.logger.warn('a subscriber failed on a message', { error })
      }
    }
  }

  #entriesOf({ pubsubTopic, contentTopic }: Decoder<AnyDecodedMessage>): Subscription[] {
    const key = keyOf(pubsubTopic, contentTopic)
    const entries = this.#subscriptions.get(key) ?? []
    this.#subscriptions.set(key, entries)
    return entries
  }

  #remove(subscription: Subscription): void {
    const key = keyOf(subscription.decoder.pubsubTopic, subscription.decoder.contentTopic)
    const left = this.#subscriptions.get(key)?.filter((entry) => entry !== subscription) ?? []
    if (left.length === 0) this.#subscriptions.delete(key)
    else this.#subscriptions.set(key, left)
  }
}

function keyOf(pubsubTopic: string, contentTopic: string): string {
  return JSON.stringify([pubsubTopic, contentTopic])
}
