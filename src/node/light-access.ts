import type { RateLimitProof } from '../message/index.ts'
import type { FilteredMessage, FilterOutcome } from '../services/filter/index.ts'
import type { OutgoingMessage } from './outgoing-message.ts'

/** Some of the messages of the network: from filter nodes, or of what this node relays itself. */
export interface FilterAccess {
  /**
   * Wants messages of content topics from now on.
   * @param pubsubTopic missing: the shards that the content topics belong on
   * @throws NodeError `invalid_content_topic`, `no_autosharding` or `wrong_shard`
   */
  subscribe(pubsubTopic: string | undefined, contentTopics: readonly string[]): Promise<FilterOutcome>
  /** Wants them no more. @throws NodeError as `subscribe` */
  unsubscribe(pubsubTopic: string | undefined, contentTopics: readonly string[]): Promise<FilterOutcome>
  unsubscribeAll(): Promise<FilterOutcome>
  /** Whether there is a subscription. */
  ping(): Promise<FilterOutcome>
  /** Calls the listener with every message wanted. The returned function ends that. */
  onMessage(listener: (received: FilteredMessage) => void): () => void
}

/** A message for others to relay. */
export interface LightMessage extends OutgoingMessage {
  /** Missing: one of the own membership is attached, if there is one. */
  readonly rateLimitProof?: RateLimitProof
}

/** What became of a message that others were to relay. */
export type LightPushOutcome =
  /** How many peers took it; nodes of version 2 do not tell. */
  | { readonly ok: true; readonly relayPeerCount?: number }
  /** A status of light push, version 3, and what is wrong, for people. */
  | { readonly ok: false; readonly status: number; readonly description: string }

/** Publishing by light push nodes, or by this node as one. */
export interface LightPushAccess {
  /** @throws NodeError `invalid_content_topic`, `no_autosharding`, `wrong_shard`, or `message_refused` on a protected shard */
  push(message: LightMessage): Promise<LightPushOutcome>
}
