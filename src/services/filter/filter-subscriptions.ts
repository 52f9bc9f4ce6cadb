import type { Clock } from '../../foundation/index.ts'

export interface FilterSubscriptionsComponents {
  readonly clock: Clock
  readonly isConnected: (peerId: string) => boolean
  /** Told of each subscriber that is one no more, for whatever reason. */
  readonly onForgotten: (peerId: string) => void
}

export interface FilterSubscriptionsOptions {
  /** Subscribers at once. */
  readonly maxPeers: number
  /** Pairs of pubsub and content topic of one subscriber. */
  readonly maxCriteriaPerPeer: number
  /** A subscriber that was not heard of for this long is forgotten. */
  readonly timeToLiveMs: number
}

export type SubscribeFinding = 'subscribed' | 'too_many_criteria' | 'too_many_peers'

/** A pair of topics somebody wants. Kept once, however many want it. */
interface Criterion {
  readonly key: string
  readonly pubsubTopic: string
  readonly contentTopic: string
  readonly peers: Set<string>
}

interface Subscriber {
  readonly criteria: Set<Criterion>
  lastSeenMs: number
}

/**
 * Who wants which messages. A subscriber stays for its time to live, connected or not, and every request of it extends
 * that; a full table forgets whoever has been away longest before it turns a new subscriber down.
 */
export class FilterSubscriptions {
  readonly #components: FilterSubscriptionsComponents
  readonly #options: FilterSubscriptionsOptions
  /** In the order they were last heard of. */
  readonly #subscribers = new Map<string, Subscriber>()
  readonly #criteria = new Map<string, Criterion>()

  constructor(components: FilterSubscriptionsComponents, options: FilterSubscriptionsOptions) {
    this.#components = components
    this.#options = options
  }

  get peerCount(): number {
    return this.#subscribers.size
  }

  get peerIds(): readonly string[] {
    return [...this.#subscribers.keys()]
  }

  /** Adds all pairs of the topic or none. */
  subscribe(peerId: string, pubsubTopic: string, contentTopics: readonly string[]): SubscribeFinding {
    const known = this.#subscribers.get(peerId)
    const wanted = new Set(contentTopics)
    const added = [...wanted].filter((topic) => !this.#criteria.get(keyOf(pubsubTopic, topic))?.peers.has(peerId))
    if ((known?.criteria.size ?? 0) + added.length > this.#options.maxCriteriaPerPeer) return 'too_many_criteria'
    if (known === undefined && !this.#makeRoom()) return 'too_many_peers'
    const subscriber = known ?? { criteria: new Set<Criterion>(), lastSeenMs: 0 }
    for (const topic of added) subscriber.criteria.add(this.#join(peerId, pubsubTopic, topic))
    this.#heard(peerId, subscriber)
    return 'subscribed'
  }

  /** Removes those pairs the subscriber has. Returns whether there was any. */
  unsubscribe(peerId: string, pubsubTopic: string, contentTopics: readonly string[]): boolean {
    const subscriber = this.#subscribers.get(peerId)
    if (subscriber === undefined) return false
    let isAny = false
    for (const topic of contentTopics) {
      const criterion = this.#criteria.get(keyOf(pubsubTopic, topic))
      if (criterion === undefined || !subscriber.criteria.delete(criterion)) continue
      this.#leave(peerId, criterion)
      isAny = true
    }
    if (subscriber.criteria.size === 0) this.remove(peerId)
    else this.#heard(peerId, subscriber)
    return isAny
  }

  /** Forgets a subscriber. Returns whether it was one. */
  remove(peerId: string): boolean {
    const subscriber = this.#subscribers.get(peerId)
    if (subscriber === undefined) return false
    for (const criterion of subscriber.criteria) this.#leave(peerId, criterion)
    this.#subscribers.delete(peerId)
    this.#components.onForgotten(peerId)
    return true
  }

  /** Begins the time to live anew. Returns whether the peer is a subscriber. */
  refresh(peerId: string): boolean {
    const subscriber = this.#subscribers.get(peerId)
    if (subscriber === undefined) return false
    this.#heard(peerId, subscriber)
    return true
  }

  subscribersOf(pubsubTopic: string, contentTopic: string): readonly string[] {
    return [...(this.#criteria.get(keyOf(pubsubTopic, contentTopic))?.peers ?? [])]
  }

  /** What a subscriber wants, as pairs of pubsub and content topic. */
  criteriaOf(peerId: string): readonly { readonly pubsubTopic: string; readonly contentTopic: string }[] {
    return [...(this.#subscribers.get(peerId)?.criteria ?? [])].map(({ pubsubTopic, contentTopic }) => {
      return { pubsubTopic, contentTopic }
    })
  }

  /** Forgets whose time to live is over. */
  expire(): void {
    const oldestMs = this.#components.clock.nowMs() - this.#options.timeToLiveMs
    const expired: string[] = []
    for (const [peerId, { lastSeenMs }] of this.#subscribers) {
      if (lastSeenMs > oldestMs) break
      expired.push(peerId)
    }
    for (const peerId of expired) this.remove(peerId)
  }

  #heard(peerId: string, subscriber: Subscriber): void {
    subscriber.lastSeenMs = this.#components.clock.nowMs()
    this.#subscribers.delete(peerId)
    this.#subscribers.set(peerId, subscriber)
  }

  #makeRoom(): boolean {
    if (this.#subscribers.size < this.#options.maxPeers) return true
    for (const peerId of this.#subscribers.keys()) {
      if (!this.#components.isConnected(peerId)) return this.remove(peerId)
    }
    return false
  }

  #join(peerId: string, pubsubTopic: string, contentTopic: string): Criterion {
    const key = keyOf(pubsubTopic, contentTopic)
    const criterion = this.#criteria.get(key) ?? { key, pubsubTopic, contentTopic, peers: new Set<string>() }
    this.#criteria.set(key, criterion)
    criterion.peers.add(peerId)
    return criterion
  }

  #leave(peerId: string, criterion: Criterion): void {
    criterion.peers.delete(peerId)
    if (criterion.peers.size === 0) this.#criteria.delete(criterion.key)
  }
}

/** Of different pairs always different: a pubsub topic that is relayed holds no line break. */
function keyOf(pubsubTopic: string, contentTopic: string): string {
  return `${pubsubTopic}\n${contentTopic}`
}
