import type { FilteredMessage, FilterOutcome } from '../services/filter/index.ts'
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

  constructor(filter: ShardFilter, rules: ShardRules) {
    this.#filter = filter
    this.#rules = rules
  }

  subscribe(pubsubTopic: string | undefined, contentTopics: readonly string[]): Promise<FilterOutcome> {
    return this.#onEachShard(pubsubTopic, contentTopics, (...topics) => this.#filter.subscribe(...topics))
  }

  unsubscribe(pubsubTopic: string | undefined, contentTopics: readonly string[]): Promise<FilterOutcome> {
    return this.#onEachShard(pubsubTopic, contentTopics, (...topics) => this.#filter.unsubscribe(...topics))
  }

  unsubscribeAll(): Promise<FilterOutcome> {
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
