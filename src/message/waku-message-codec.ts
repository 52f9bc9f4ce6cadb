import { RateLimitProofFields, WakuMessageFields } from './generated/waku-message.ts'
import { MessageError } from './message-error.ts'
import {
  type FieldDefect,
  LENGTH_DELIMITED,
  readFields,
  textValue,
  uint32Value,
  VARINT,
  zigzagOf,
  zigzagValue,
} from './protobuf-fields.ts'
import { MAX_MESSAGE_SIZE_BYTES, MAX_META_SIZE_BYTES, type RateLimitProof, type WakuMessage } from './waku-message.ts'

export const messageDefects = [
  /** Over 150 KiB; not even looked into. */
  'too_large',
  /** Truncated, or a wire type that does not exist: no implementation reads it. */
  'not_protobuf',
  /**
   * Protobuf that implementations read differently: groups, field numbers 0 or above 2^29, integers larger than their
   * field. Some relaying nodes refuse it and others forward it.
   */
  'ambiguous_encoding',
  /** Field 1 is not on the wire, not even empty. */
  'payload_missing',
  /** Field 2 is not on the wire, not even empty. */
  'content_topic_missing',
  /** `meta` is longer than 64 bytes. */
  'meta_too_long',
  /** Everything else is in order. nwaku forwards such a message, other implementations refuse it. */
  'content_topic_not_utf8',
] as const

export type MessageDefect = (typeof messageDefects)[number]

export type DecodedWakuMessage =
  | { readonly ok: true; readonly message: WakuMessage; readonly contentTopicBytes: Uint8Array }
  | { readonly ok: false; readonly defect: MessageDefect }

const MESSAGE_FIELDS = {
  1: LENGTH_DELIMITED, // payload
  2: LENGTH_DELIMITED, // content topic
  3: VARINT, // version
  10: VARINT, // timestamp
  11: LENGTH_DELIMITED, // meta
  21: LENGTH_DELIMITED, // rate limit proof
  31: VARINT, // ephemeral
}

const PROOF_FIELDS = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((field) => [field, LENGTH_DELIMITED]))

const DEFECTS: Record<FieldDefect, MessageDefect> = { malformed: 'not_protobuf', ambiguous: 'ambiguous_encoding' }

const NOTHING = new Uint8Array(0)
const ZERO = new Uint8Array(1)

/**
 * A message in protobuf, as nwaku writes it: every field explicitly, zeros too, and field 21 when there is a proof. Never
 * encode again what is to be forwarded: the message id is the hash of the bytes that arrived.
 * @throws MessageError `message_not_encodable`
 */
export function encodeWakuMessage(message: WakuMessage): Uint8Array {
  refuseUnencodable(message)
  return WakuMessageFields.encode({
    payload: message.payload,
    contentTopic: new TextEncoder().encode(message.contentTopic),
    version: message.version,
    timestamp: zigzagOf(message.timestampNs),
    meta: message.meta,
    ...(message.rateLimitProof && { rateLimitProof: message.rateLimitProof }),
    ephemeral: message.ephemeral,
  })
}

/**
 * The message in `data`, or what is wrong with it. Never throws. Its byte arrays are views into `data`. A proof field of
 * no bytes, which nwaku writes when there is no proof, is no proof.
 */
export function decodeWakuMessage(data: Uint8Array): DecodedWakuMessage {
  if (data.length > MAX_MESSAGE_SIZE_BYTES) return refused('too_large')
  const fields = readFields(plainView(data), MESSAGE_FIELDS)
  if (typeof fields === 'string') return refused(DEFECTS[fields])

  const payload = fields.get(1)
  if (payload === undefined) return refused('payload_missing')
  const contentTopicBytes = fields.get(2)
  if (contentTopicBytes === undefined) return refused('content_topic_missing')
  const meta = fields.get(11) ?? NOTHING
  if (meta.length > MAX_META_SIZE_BYTES) return refused('meta_too_long')
  const version = uint32Value(fields.get(3) ?? ZERO)
  const ephemeral = uint32Value(fields.get(31) ?? ZERO)
  if (version === undefined || ephemeral === undefined) return refused('ambiguous_encoding')
  const rateLimitProof = proofFrom(fields.get(21) ?? NOTHING)
  if (typeof rateLimitProof === 'string') return refused(DEFECTS[rateLimitProof])
  // Last, because the caller may only count on everything else being in order when this alone is wrong.
  const contentTopic = textValue(contentTopicBytes)
  if (contentTopic === undefined) return refused('content_topic_not_utf8')

  const message: WakuMessage = {
    payload,
    contentTopic,
    version,
    timestampNs: zigzagValue(fields.get(10) ?? ZERO),
    meta,
    ephemeral: ephemeral !== 0,
    ...(rateLimitProof && { rateLimitProof }),
  }
  return { ok: true, message, contentTopicBytes }
}

/** A proof alone, as in field 21 of a message. */
export function encodeRateLimitProof(proof: RateLimitProof): Uint8Array {
  return RateLimitProofFields.encode(proof)
}

/** A proof alone; undefined when it is no protobuf, or nothing at all. Lengths are not checked here. */
export function decodeRateLimitProof(data: Uint8Array): RateLimitProof | undefined {
  const proof = proofFrom(plainView(data))
  return typeof proof === 'string' ? undefined : proof
}

function proofFrom(data: Uint8Array): RateLimitProof | FieldDefect | undefined {
  if (data.length === 0) return undefined
  const fields = readFields(data, PROOF_FIELDS)
  if (typeof fields === 'string') return fields
  const field = (number: number): Uint8Array => fields.get(number) ?? NOTHING
  return {
    proof: field(1),
    merkleRoot: field(2),
    epoch: field(3),
    shareX: field(4),
    shareY: field(5),
    nullifier: field(6),
    rlnIdentifier: field(7),
  }
}

function refuseUnencodable(message: WakuMessage): void {
  const { version, timestampNs, meta, contentTopic } = message
  if (!contentTopic.isWellFormed()) throw unencodable('its content topic holds a lone surrogate')
  if (version !== version >>> 0) throw unencodable(`its version ${version} is not an unsigned 32-bit integer`)
  if (timestampNs !== BigInt.asIntN(64, timestampNs))
    throw unencodable(`its timestamp ${timestampNs} needs over 64 bits`)
  if (meta.length > MAX_META_SIZE_BYTES) {
    throw unencodable(`its meta of ${meta.length} bytes is longer than ${MAX_META_SIZE_BYTES}`)
  }
}

function unencodable(reason: string): MessageError {
  return new MessageError('message_not_encodable', `The message cannot be sent: ${reason}`)
}

function refused(defect: MessageDefect): DecodedWakuMessage {
  return { ok: false, defect }
}

/** A Node Buffer's own `subarray` would hand out Buffers. */
function plainView(data: Uint8Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}
