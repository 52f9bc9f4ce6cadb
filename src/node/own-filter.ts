import type { FilteredMessage, FilterOutcome } from '../services/filter/index.ts'
import { filterStatus, TopicSet } from '../services/filter/index.ts'
import type { ReceivedMessage } from './waku-node.ts'

/** Content topics wanted at once. A bound on memory: as many as nwaku lets one subscriber have. */
const MAX_WANTED = 1_000

const OK: FilterOutcome = { ok: true }

function failure(status: number, description: string): FilterOutcome {
  return { ok: false, status, description }
}

export interface OwnFilterComponents {
  readonly peerId: string
  readonly isRelayed: (pubsubTopic: string) => boolean
  /** What is known of the proofs of messages that are relayed: nothing, where none are asked for. */
  readonly proof: 'valid' | 'unchecked'
}

/** A filter node's service for its own operator: picks what is wanted out of what the node relays. */
export class OwnFilter {
  readonly #components: OwnFilterComponents
  readonly #wanted = new TopicSet()
  readonly #listeners = new Set<(received: FilteredMessage) => void>()

  constructor(components: OwnFilterComponents) {
    this.#components = components
  }

  async subscribe(pubsubTopic: string, contentTopics: readonly string[]): Promise<FilterOutcome> {
    if (!this.#components.isRelayed(pubsubTopic)) {
      return failure(filterStatus.serviceUnavailable, `this node does not relay ${pubsubTopic}`)
    }
    const isNew = (contentTopic: string): boolean => !this.#wanted.has(pubsubTopic, contentTopic)
    if (this.#wanted.size + new Set(contentTopics.filter(isNew)).size > MAX_WANTED) {
      return failure(filterStatus.serviceUnavailable, `${MAX_WANTED} content topics are subscribed already`)
    }
    this.#wanted.add(pubsubTopic, contentTopics)
    return OK
  }

  async unsubscribe(pubsubTopic: string, contentTopics: readonly string[]): Promise<FilterOutcome> {
    const isAny = contentTopics.some((contentTopic) => this.#wanted.has(pubsubTopic, contentTopic))
    this.#wanted.remove(pubsubTopic, contentTopics)
    return isAny ? OK : failure(filterStatus.notFound, 'peer has no subscriptions')
  }

  async unsubscribeAll(): Promise<FilterOutcome> {
    const outcome = await this.ping()
    this.#wanted.clear()
    return outcome
  }

  async ping(): Promise<FilterOutcome> {
    return this.#wanted.isEmpty ? failure(filterStatus.notFound, 'peer has no subscriptions') : OK
  }

  onMessage(listener: (received: FilteredMessage) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Hands an accepted message on if it is wanted. */
  relayed(received: ReceivedMessage): void {
    if (!this.#wanted.has(received.pubsubTopic, received.message.contentTopic)) return
    const { proof, peerId } = this.#components
    for (const listener of this.#listeners) listener({ ...received, proof, peerId })
  }
}
