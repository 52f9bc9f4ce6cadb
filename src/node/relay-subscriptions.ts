import type { Relay } from '../relay/index.ts'
import type { Verdict } from '../spam-protection/index.ts'
import { NodeError } from './node-error.ts'

/** Content topics that shards are joined for. A bound on memory: many times what REST subscribes for its clients. */
const MAX_CONTENT_TOPICS = 10_000

/**
 * Why each shard is relayed: because it was named, by the configuration or later, or because of content topics on it. It
 * is left when the last reason is gone, or when it is named to be left.
 */
export class RelaySubscriptions {
  readonly #relay: Pick<Relay<Verdict>, 'subscribe' | 'unsubscribe'>
  readonly #named = new Set<string>()
  readonly #pubsubTopics = new Map<string, string>()

  constructor(relay: Pick<Relay<Verdict>, 'subscribe' | 'unsubscribe'>) {
    this.#relay = relay
  }

  /** @throws RelayError `topic_not_allowed` */
  join(pubsubTopic: string): void {
    this.#relay.subscribe(pubsubTopic)
    this.#named.add(pubsubTopic)
  }

  /** Leaves a shard, whatever it was joined for. */
  leave(pubsubTopic: string): void {
    this.#named.delete(pubsubTopic)
    for (const [contentTopic, its] of this.#pubsubTopics) {
      if (its === pubsubTopic) this.#pubsubTopics.delete(contentTopic)
    }
    this.#relay.unsubscribe(pubsubTopic)
  }

  /** @throws NodeError `too_many_content_topics`; RelayError `topic_not_allowed` */
  joinFor(contentTopic: string, pubsubTopic: string): void {
    if (this.#pubsubTopics.size >= MAX_CONTENT_TOPICS && !this.#pubsubTopics.has(contentTopic)) {
      const why = `shards are relayed for ${MAX_CONTENT_TOPICS} content topics already`
      throw new NodeError('too_many_content_topics', `${why}: unsubscribe from some of them`)
    }
    this.#relay.subscribe(pubsubTopic)
    this.#pubsubTopics.set(contentTopic, pubsubTopic)
  }

  /** Leaves the shard of a content topic, unless there is another reason to stay. */
  leaveFor(contentTopic: string): void {
    const pubsubTopic = this.#pubsubTopics.get(contentTopic)
    if (pubsubTopic === undefined) return
    this.#pubsubTopics.delete(contentTopic)
    const isNeeded = this.#named.has(pubsubTopic) || [...this.#pubsubTopics.values()].includes(pubsubTopic)
    if (!isNeeded) this.#relay.unsubscribe(pubsubTopic)
  }
}
