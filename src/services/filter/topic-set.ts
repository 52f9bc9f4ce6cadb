/** Pairs of a pubsub topic and a content topic. */
export class TopicSet {
  readonly #topics = new Map<string, Set<string>>()

  has(pubsubTopic: string, contentTopic: string): boolean {
    return this.#topics.get(pubsubTopic)?.has(contentTopic) ?? false
  }

  add(pubsubTopic: string, contentTopics: readonly string[]): void {
    const known = this.#topics.get(pubsubTopic) ?? new Set()
    this.#topics.set(pubsubTopic, known)
    for (const contentTopic of contentTopics) known.add(contentTopic)
  }

  remove(pubsubTopic: string, contentTopics: readonly string[]): void {
    const known = this.#topics.get(pubsubTopic)
    for (const contentTopic of contentTopics) known?.delete(contentTopic)
    if (known?.size === 0) this.#topics.delete(pubsubTopic)
  }

  clear(): void {
    this.#topics.clear()
  }

  get size(): number {
    return [...this.#topics.values()].reduce((sum, { size }) => sum + size, 0)
  }

  get isEmpty(): boolean {
    return this.#topics.size === 0
  }

  /** What is here and not in another set, by pubsub topic. */
  missingIn(other: TopicSet): [pubsubTopic: string, contentTopics: string[]][] {
    return [...this.#topics].flatMap(([pubsubTopic, contentTopics]) => {
      const missing = [...contentTopics].filter((contentTopic) => !other.has(pubsubTopic, contentTopic))
      return missing.length > 0 ? [[pubsubTopic, missing] as [string, string[]]] : []
    })
  }
}
