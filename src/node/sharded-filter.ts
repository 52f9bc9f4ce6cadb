import { type FilteredMessage, type FilterOutcome, TopicSet } from '../services/filter/index.ts'
import type { FilterAccess } from './light-access.ts'
import type { ShardRules } from './shard-rules.ts'

/** A filter that is told the shard. */
export interface ShardFilter {
  subscribe(pubsubTopic: string, contentTopics: readonly string[]): Promise<FilterOutcome>
  unsubscribe(pubsubTopic: string, contentTopics: readonly string[]): Promise<FilterOutcome>
  unsubscribeAll(): Promise<FilterOutcome>
  ping(): Promise<FilterOutcome>
  onMessage(listener: (received: FilteredMessage) => void): () => void
}

/** Finds out the shards of content topics for a filter. */
export class ShardedFilter implements FilterAccess {
  readonly #filter: ShardFilter
  readonly #rules: ShardRules
  readonly #subscribed = new TopicSet()

  constructor(filter: ShardFilter, rules: ShardRules) {
    this.#filter = filter
    this.#rules = rules
  }

  /** All or nothing: when one shard fails, what is new on others is unsubscribed again. */
  async subscribe(pubsubTopic: string | undefined, contentTopics: readonly string[]): Promise<FilterOutcome> {
    const added: [pubsubTopic: string, contentTopics: readonly string[]][] = []
    const outcome = await this.#onEachShard(pubsubTopic, contentTopics, async (shard, topics) => {
      const isNew = (topic: string): boolean => !this.#subscribed.has(shard, topic)
      const ofShard = await this.#filter.subscribe(shard, topics)
      if (ofShard.ok) added.push([shard, topics.filter(isNew)])
      return ofShard
    })
    for (const [shard, topics] of added) {
      if (outcome.ok) this.#subscribed.add(shard, topics)
      else if (topics.length > 0) await this.#filter.unsubscribe(shard, topics)
    }
    return outcome
  }

  unsubscribe(pubsubTopic: string | undefined, contentTopics: readonly string[]): Promise<FilterOutcome> {
    return this.#onEachShard(pubsubTopic, contentTopics, (...topics) => {
      this.#subscribed.remove(...topics)
      return this.#filter.unsubscribe(...topics)
    })
  }

  unsubscribeAll(): Promise<FilterOutcome> {
    this.#subscribed.clear()
    return this.#filter.unsubscribeAll()
  }

  ping(): Promise<FilterOutcome> {
    return this.#filter.ping()
  }

  onMessage(listener: (received: FilteredMessage) => void): () => void {
    return this.#filter.onMessage(listener)
  }

  /** One shard after the other; the first failure is the outcome. */
  async #onEachShard(
    pubsubTopic: string | undefined,
    contentTopics: readonly string[],
    change: (pubsubTopic: string, contentTopics: readonly string[]) => Promise<FilterOutcome>,
  ): Promise<FilterOutcome> {
    const given = pubsubTopic === undefined ? {} : { pubsubTopic }
    const byShard = Map.groupBy(contentTopics, (contentTopic) => this.#rules.pubsubTopicFor({ contentTopic, ...given }))
    for (const [shard, topics] of byShard) {
      const outcome = await change(shard, topics)
      if (!outcome.ok) return outcome
    }
    return { ok: true }
  }
}
