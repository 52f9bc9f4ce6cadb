import { BoundedQueue } from '../foundation/index.ts'
import type { WakuMessage } from '../message/index.ts'
import type { ReceivedMessage } from '../node/index.ts'

/** Topics of one kind that one node keeps messages for. A bound on memory: topics x capacity x 150 KiB. */
const MAX_SUBSCRIBED_TOPICS = 1000

/** Messages that arrived on subscribed topics and were not read yet. The newest push out the oldest. */
export class TopicCache {
  readonly #queues = new Map<string, BoundedQueue<WakuMessage>>()
  readonly #capacityPerTopic: number

  constructor(capacityPerTopic: number) {
    this.#capacityPerTopic = capacityPerTopic
  }

  has(topic: string): boolean {
    return this.#queues.has(topic)
  }

  /** Whether there was room for the topic. */
  subscribe(topic: string): boolean {
    if (this.#queues.has(topic)) return true
    if (this.#queues.size >= MAX_SUBSCRIBED_TOPICS) return false
    this.#queues.set(topic, new BoundedQueue(this.#capacityPerTopic))
    return true
  }

  unsubscribe(topic: string): void {
    this.#queues.delete(topic)
  }

  /** Forgets all topics and their messages. */
  clear(): void {
    this.#queues.clear()
  }

  add(topic: string, message: WakuMessage): void {
    const queue = this.#queues.get(topic)
    if (queue === undefined || queue.push(message)) return
    queue.shift()
    queue.push(message)
  }

  /** Takes all messages of a topic, oldest first; undefined when the topic is not subscribed. */
  drain(topic: string): WakuMessage[] | undefined {
    const queue = this.#queues.get(topic)
    if (queue === undefined) return undefined
    const messages: WakuMessage[] = []
    for (let message = queue.shift(); message !== undefined; message = queue.shift()) messages.push(message)
    return messages
  }
}

/** What clients of the REST API subscribed: content topics, pubsub topics and filters have a cache each, as in nwaku. */
export class MessageCache {
  readonly contentTopics: TopicCache
  readonly pubsubTopics: TopicCache
  /** By content topic, what came by filter. */
  readonly filtered: TopicCache

  constructor(capacityPerTopic: number) {
    this.contentTopics = new TopicCache(capacityPerTopic)
    this.pubsubTopics = new TopicCache(capacityPerTopic)
    this.filtered = new TopicCache(capacityPerTopic)
  }

  add({ message, pubsubTopic }: Pick<ReceivedMessage, 'message' | 'pubsubTopic'>): void {
    this.contentTopics.add(message.contentTopic, message)
    this.pubsubTopics.add(pubsubTopic, message)
  }
}
