/**
 * Waku messages and topics: the protobuf codec, the deterministic hash, what RLN signs, content topics, pubsub topics and
 * autosharding (14/WAKU2-MESSAGE, 23/WAKU2-TOPICS, 51/WAKU2-RELAY-SHARDING). It knows the wire and nothing else: it checks
 * no proof, no time and no shard, and it never encodes a received message again.
 */
export { type ContentTopic, parseContentTopic } from './content-topic.ts'
export { MessageError, type MessageErrorCode, messageErrorCodes } from './message-error.ts'
export { messageHash, messageHashInput } from './message-hash.ts'
export {
  isSignedByOneOf,
  parsePublicKey,
  SIGNATURE_LENGTH,
  type SignedFields,
  signedMessageHash,
  signMessage,
} from './message-signature.ts'
export type { ProofFinding } from './proof-finding.ts'
export {
  type FieldDefect,
  LENGTH_DELIMITED,
  packedVarints,
  readFields,
  textValue,
  uint32Value,
  VARINT,
  varintValue,
  visitFields,
  zigzagOf,
  zigzagValue,
} from './protobuf-fields.ts'
export { parsePubsubTopic, pubsubTopicOf, shardLabelOf } from './pubsub-topic.ts'
export { rlnSignal } from './rln-signal.ts'
export { MAX_SHARDS_PER_CLUSTER, shardOfContentTopic } from './sharding.ts'
export { MAX_MESSAGE_SIZE_BYTES, MAX_META_SIZE_BYTES, type RateLimitProof, type WakuMessage } from './waku-message.ts'
export {
  type DecodedWakuMessage,
  decodeRateLimitProof,
  decodeWakuMessage,
  encodeRateLimitProof,
  encodeWakuMessage,
  type MessageDefect,
  messageDefects,
} from './waku-message-codec.ts'
