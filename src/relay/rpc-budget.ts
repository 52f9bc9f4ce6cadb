import type { RPC } from '@libp2p/gossipsub/message'
import { type Clock, sleep, TokenBucket } from '../foundation/index.ts'
import { MAX_TOPICS } from './gossipsub-options.ts'

/**
 * RPCs and messages a peer is read for in a second, and at once. All eight shards of The Waku Network carry 267 messages a
 * second at most, and an answer to our IWANT brings those of three seconds. Over it the peer is read more slowly.
 */
const MESSAGES_PER_SECOND = 512
const MESSAGES_AT_ONCE = 2_048

/** Subscriptions: a peer tells all of its topics when it connects, and hardly any afterwards. */
const SUBSCRIPTIONS_PER_SECOND = 64
const SUBSCRIPTIONS_AT_ONCE = 2 * MAX_TOPICS

/** GRAFT and PRUNE: an honest peer sends at most one of each a topic and heartbeat, mostly none. */
const MESH_CHANGES_PER_SECOND_AND_TOPIC = 4
const MESH_CHANGES_AT_ONCE = 64

/**
 * Ids in IHAVE, IWANT and IDONTWANT: a heartbeat offers the messages of three seconds, which are 800 on all eight shards of
 * The Waku Network. Three times that, and at once twice what GossipSub allows in a heartbeat.
 */
const MESSAGE_IDS_PER_SECOND = 2_500
const MESSAGE_IDS_AT_ONCE = 10_000

/** Streams: a peer opens one a connection, and another when that one broke. */
const STREAMS_PER_SECOND = 0.5
const STREAMS_AT_ONCE = 8

/** How long to wait before looking again whether a peer may be read. */
const READ_PAUSE_MS = 20

/**
 * What one peer may make this node read. Control messages over the budget are an offence, as no implementation sends as
 * many; messages are only read more slowly, since an honest peer may have a backlog.
 */
export class RpcBudget {
  readonly #clock: Clock
  readonly #messages: TokenBucket
  readonly #subscriptions: TokenBucket
  readonly #meshChanges: TokenBucket
  readonly #messageIds: TokenBucket
  readonly #streams: TokenBucket

  /** @param topicCount topics this node carries */
  constructor(clock: Clock, topicCount: number) {
    const bucket = (refillPerSecond: number, capacity: number): TokenBucket =>
      new TokenBucket(clock, { refillPerSecond, capacity })
    const meshChanges = MESH_CHANGES_PER_SECOND_AND_TOPIC * topicCount
    this.#clock = clock
    this.#messages = bucket(MESSAGES_PER_SECOND, MESSAGES_AT_ONCE)
    this.#subscriptions = bucket(SUBSCRIPTIONS_PER_SECOND, SUBSCRIPTIONS_AT_ONCE)
    this.#meshChanges = bucket(meshChanges, MESH_CHANGES_AT_ONCE + 4 * meshChanges)
    this.#messageIds = bucket(MESSAGE_IDS_PER_SECOND, MESSAGE_IDS_AT_ONCE)
    this.#streams = bucket(STREAMS_PER_SECOND, STREAMS_AT_ONCE)
  }

  /** Whether the peer may open one more stream now. */
  takeStream(): boolean {
    return this.#streams.take()
  }

  /** Whether the subscriptions and control messages of an RPC are within the budget. */
  takeControl({ subscriptions, control }: RPC): boolean {
    if (!this.#subscriptions.take(subscriptions.length)) return false
    if (control === undefined) return true
    const { graft, prune, ihave, iwant, idontwant } = control
    const lists = [...ihave, ...iwant, ...idontwant]
    const messageIds = lists.reduce((sum, { messageIDs }) => sum + messageIDs.length, lists.length)
    return this.#meshChanges.take(graft.length + prune.length) && this.#messageIds.take(messageIds)
  }

  /** Waits until the peer may be read for `count` messages more. */
  async waitForMessages(count: number): Promise<void> {
    for (let left = count; left > 0; left -= MESSAGES_AT_ONCE) {
      while (!this.#messages.take(Math.min(left, MESSAGES_AT_ONCE))) await sleep(this.#clock, READ_PAUSE_MS)
    }
  }
}
