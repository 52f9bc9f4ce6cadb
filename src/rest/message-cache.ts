import { BoundedQueue } from '../foundation/index.ts'
import type { WakuMessage } from '../message/index.ts'

/** Content topics one node keeps messages for. A bound on memory: topics x capacity x 150 KiB. */
const MAX_SUBSCRIBED_TOPICS = 1000

/** Messages that arrived on subscribed content topics and were not read yet. The newest push out the oldest. */
export class MessageCache {
  readonly #queues = new Map<string, BoundedQueue<WakuMessage>>()
  readonly #capacityPerTopic: number

  constructor(capacityPerTopic: number) {
    this.#capacityPerTopic = capacityPerTopic
  }

  /** Whether there was room for the topic. */
  subscribe(contentTopic: string): boolean {
    if (this.#queues.has(contentTopic)) return true
    if (this.#queues.size >= MAX_SUBSCRIBED_TOPICS) return false
    this.#queues.set(contentTopic, new BoundedQueue(this.#capacityPerTopic))
    return true
  }

  unsubscribe(contentTopic: string): void {
    this.#queues.delete(contentTopic)
  }

  add(message: WakuMessage): void {
    const queue = this.#queues.get(message.contentTopic)
    if (queue === undefined || queue.push(message)) return
    queue.shift()
    queue.push(message)
  }

  /** Takes all messages of a topic, oldest first; undefined when the topic is not subscribed. */
  drain(contentTopic: string): WakuMessage[] | undefined {
    const queue = this.#queues.get(contentTopic)
    if (queue === undefined) return undefined
    const messages: WakuMessage[] = []
    for (let message = queue.shift(); message !== undefined; message = queue.shift()) messages.push(message)
    return messages
  }
}
