import type { RateLimitProof, WakuMessage } from '../message/index.ts'

/**
 * A message between an encoder and the wire, in js-waku's shape (`IProtoMessage`), so that encoders and decoders made for
 * js-waku work here too.
 */
export interface ProtoMessage {
  readonly payload: Uint8Array
  readonly contentTopic: string
  /** Missing: 0. */
  readonly version: number | undefined
  /** Nanoseconds since the Unix epoch. */
  readonly timestamp: bigint | undefined
  /** At most 64 bytes. */
  readonly meta: Uint8Array | undefined
  readonly rateLimitProof: RateLimitProof | undefined
  readonly ephemeral: boolean | undefined
}

/** As the message room knows it: what is missing becomes the value that a decoder reads for it. */
export function wakuMessageOf(proto: ProtoMessage): WakuMessage {
  const { payload, contentTopic, version, timestamp, meta, rateLimitProof, ephemeral } = proto
  return {
    payload,
    contentTopic,
    version: version ?? 0,
    timestampNs: timestamp ?? 0n,
    meta: meta ?? new Uint8Array(),
    ephemeral: ephemeral ?? false,
    ...(rateLimitProof && { rateLimitProof }),
  }
}

/** The other way round; an empty `meta` is none. */
export function protoMessageOf(message: WakuMessage): ProtoMessage {
  const { payload, contentTopic, version, timestampNs, meta, rateLimitProof, ephemeral } = message
  return {
    payload,
    contentTopic,
    version,
    timestamp: timestampNs,
    meta: meta.length === 0 ? undefined : meta,
    rateLimitProof,
    ephemeral,
  }
}
