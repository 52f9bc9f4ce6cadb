import { RoomError } from '../foundation/index.ts'

export const sdkErrorCodes = [
  /** An empty content topic. */
  'content_topic_missing',
  /** Neither a content topic to shard by nor a shard, or one that the network does not have. */
  'routing_unknown',
  /** The node is not started, or was stopped. */
  'not_started',
  /** No peer that offers what is wanted came within the time. */
  'no_peers_in_time',
  /** An option that contradicts another, or that this platform does not have. */
  'option_invalid',
] as const

export type SdkErrorCode = (typeof sdkErrorCodes)[number]

/** What goes wrong in a program that uses the SDK. What peers answer is a value in a result, never one of these. */
export class SdkError extends RoomError<SdkErrorCode> {}
