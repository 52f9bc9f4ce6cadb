import { RoomError } from '../foundation/index.ts'

export const messageErrorCodes = [
  /** A content topic that is not `/application/version/name/encoding`, with or without `/0` in front. */
  'content_topic_invalid',
  /** A content topic of a generation above 0: how to shard it is not defined. */
  'content_topic_generation_unsupported',
  /** A pubsub topic that is not `/waku/2/rs/cluster/shard`, or a cluster or shard outside 0..65535. */
  'pubsub_topic_invalid',
  /** A number of shards outside 1..65536. */
  'shard_count_invalid',
  /** A message one of whose fields cannot be written on the wire. */
  'message_not_encodable',
  /** A text that is no secp256k1 public key. */
  'public_key_invalid',
] as const

export type MessageErrorCode = (typeof messageErrorCodes)[number]

/** What went wrong with a message or a topic that this program made. What arrives from others is judged, never thrown. */
export class MessageError extends RoomError<MessageErrorCode> {}
