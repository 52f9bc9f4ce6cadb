import { RoomError } from '../foundation/index.ts'

/** Why relay refused what it was asked to do. */
export const relayErrorCodes = [
  /** Relay was used before `start` or after `stop`. */
  'not_started',
  /** The pubsub topic is not one of the topics this node was created for. */
  'topic_not_allowed',
  /** A message was to be published on a topic the node is not subscribed to. */
  'not_subscribed',
  /** The message is larger than the network carries. */
  'message_too_large',
  /** The very same bytes were published or received in the last two minutes. */
  'duplicate_message',
  /** More topics were configured than a node can keep apart. */
  'too_many_topics',
] as const

export type RelayErrorCode = (typeof relayErrorCodes)[number]

export class RelayError extends RoomError<RelayErrorCode> {}
