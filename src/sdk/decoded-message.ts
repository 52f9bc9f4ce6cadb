import { bytesToHex } from '../foundation/index.ts'
import { messageHash, type RateLimitProof } from '../message/index.ts'
import { type ProtoMessage, wakuMessageOf } from './proto-message.ts'

const NANOSECONDS_PER_MILLISECOND = 1_000_000n
/** What a `Date` can hold, in milliseconds on either side of the Unix epoch. */
const MAX_DATE_MS = 8.64e15

/** A received message as an application sees it: js-waku's `IDecodedMessage`, and the exact timestamp. */
export interface DecodedMessage {
  readonly payload: Uint8Array
  readonly contentTopic: string
  readonly pubsubTopic: string
  readonly version: number
  /** In whole milliseconds; undefined when the sender named none, or one that is out of a Date's range. */
  readonly timestamp: Date | undefined
  /** Nanoseconds since the Unix epoch; undefined when the sender named none. */
  readonly timestampNs: bigint | undefined
  readonly meta: Uint8Array | undefined
  readonly ephemeral: boolean | undefined
  readonly rateLimitProof: RateLimitProof | undefined
  /** The deterministic hash, by which store nodes know the message: 32 bytes, and in hexadecimal. */
  readonly hash: Uint8Array
  readonly hashStr: string
}

/**
 * The message that came on a pubsub topic.
 * @param opened What replaces the payload and is added to the message, after decryption. The hash stays that of the wire.
 */
export function decodedMessageOf<Opened extends object = object>(
  pubsubTopic: string,
  proto: ProtoMessage,
  opened?: Opened,
): DecodedMessage & Opened {
  const { payload, contentTopic, version, timestamp, meta, ephemeral, rateLimitProof } = proto
  let hash: Uint8Array | undefined
  const hashOnce = (): Uint8Array => {
    hash ??= messageHash(pubsubTopic, wakuMessageOf(proto))
    return hash
  }
  const message: DecodedMessage = {
    payload,
    contentTopic,
    pubsubTopic,
    version: version ?? 0,
    timestamp: dateOf(timestamp),
    timestampNs: timestamp || undefined,
    meta,
    ephemeral,
    rateLimitProof,
    // Hashed when somebody asks: most messages are read and never looked up.
    get hash() {
      return hashOnce()
    },
    get hashStr() {
      return bytesToHex(hashOnce())
    },
  }
  return Object.assign(message, opened)
}

function dateOf(timestampNs: bigint | undefined): Date | undefined {
  if (!timestampNs) return undefined
  const milliseconds = Number(timestampNs / NANOSECONDS_PER_MILLISECOND)
  return Math.abs(milliseconds) <= MAX_DATE_MS ? new Date(milliseconds) : undefined
}
