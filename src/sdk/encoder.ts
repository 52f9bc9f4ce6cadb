import { bytesToBigIntBE, systemClock, systemRandom } from '../foundation/index.ts'
import { encodeWakuMessage, type RateLimitProof } from '../message/index.ts'
import { type ProtoMessage, wakuMessageOf } from './proto-message.ts'
import { type RoutingInfo, requireContentTopic } from './routing-info.ts'

const NANOSECONDS_PER_MILLISECOND = 1_000_000n

/** What an application sends. */
export interface OutgoingMessage {
  readonly payload: Uint8Array
  /** Default: now. */
  readonly timestamp?: Date
  /** A proof made elsewhere. A node with a credential puts its own on every message. */
  readonly rateLimitProof?: RateLimitProof
}

/** How an application's messages become Waku messages: js-waku's `IEncoder`, so that either's encoders work with both. */
export interface Encoder {
  readonly contentTopic: string
  readonly ephemeral: boolean
  readonly routingInfo: RoutingInfo
  readonly pubsubTopic: string
  /** undefined when nothing can be made of it. */
  toProtoObj(message: OutgoingMessage): Promise<ProtoMessage | undefined>
  /** The same as protobuf. */
  toWire(message: OutgoingMessage): Promise<Uint8Array | undefined>
}

/** Makes `meta` of a message that has none, at most 64 bytes. With a sealed payload it sees only that. */
export type MetaSetter = (message: ProtoMessage & { readonly meta: undefined }) => Uint8Array

/** What is done to each payload, and the message version that says so: 1 for 26/WAKU2-PAYLOAD, 2 for Noise. */
export interface PayloadSealing {
  readonly version: number
  readonly seal: (payload: Uint8Array) => Uint8Array | Promise<Uint8Array>
}

export interface EncoderOptions {
  /** `/application/version/name/encoding` */
  readonly contentTopic: string
  /** Where its messages travel: see `createRoutingInfo`. */
  readonly routingInfo: RoutingInfo
  /** Ask store nodes not to keep the messages. Default: false. */
  readonly ephemeral?: boolean
  readonly metaSetter?: MetaSetter
  /** Default: payloads travel as they are, as version 0. */
  readonly sealing?: PayloadSealing
}

/**
 * An encoder of 14/WAKU2-MESSAGE.
 * @throws SdkError `content_topic_missing`
 */
export function createEncoder(options: EncoderOptions): Encoder {
  const { contentTopic, routingInfo, ephemeral = false, metaSetter, sealing } = options
  requireContentTopic(contentTopic)
  const toProtoObj = async ({ payload, timestamp, rateLimitProof }: OutgoingMessage): Promise<ProtoMessage> => {
    const message = {
      payload: sealing === undefined ? payload : await sealing.seal(payload),
      contentTopic,
      version: sealing?.version ?? 0,
      timestamp: timestamp === undefined ? uniqueNowNs() : BigInt(timestamp.valueOf()) * NANOSECONDS_PER_MILLISECOND,
      meta: undefined,
      rateLimitProof,
      ephemeral,
    }
    return metaSetter === undefined ? message : { ...message, meta: metaSetter(message) }
  }
  return {
    contentTopic,
    ephemeral,
    routingInfo,
    pubsubTopic: routingInfo.pubsubTopic,
    toProtoObj,
    toWire: async (message) => encodeWakuMessage(wakuMessageOf(await toProtoObj(message))),
  }
}

/** The clock knows milliseconds; random digits below keep two equal payloads in one of them apart. */
function uniqueNowNs(): bigint {
  const belowMillisecond = bytesToBigIntBE(systemRandom.bytes(8)) % NANOSECONDS_PER_MILLISECOND
  return BigInt(systemClock.nowMs()) * NANOSECONDS_PER_MILLISECOND + belowMillisecond
}
