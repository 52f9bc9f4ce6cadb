import { decodeRateLimitProof, type RateLimitProof, type WakuMessage } from '../message/index.ts'
import type { OutgoingMessage } from '../node/index.ts'

/** nwaku's RelayWakuMessage: bytes are base64, the timestamp is nanoseconds as a JSON number. */
export interface MessageJson {
  readonly payload: string
  readonly contentTopic: string
  readonly version: number
  readonly timestamp: number | bigint
  readonly meta?: string
  readonly ephemeral: boolean
}

export type ParsedMessage =
  | { readonly ok: true; readonly message: OutgoingMessage }
  | { readonly ok: false; readonly why: string }

const UINT32_MAX = 2 ** 32 - 1
const INT64_MAX = 2n ** 63n - 1n

export function messageToJson(message: WakuMessage): MessageJson {
  return {
    payload: Buffer.from(message.payload).toString('base64'),
    contentTopic: message.contentTopic,
    version: message.version,
    timestamp: message.timestampNs,
    ...(message.meta.length > 0 && { meta: Buffer.from(message.meta).toString('base64') }),
    ephemeral: message.ephemeral,
  }
}

/** The `proof` of a message, nwaku's field; undefined when there is none. */
export function proofFromJson(body: unknown): RateLimitProof | 'unreadable' | undefined {
  const { proof } = body as Record<string, unknown>
  if (proof === undefined || proof === null || proof === '') return undefined
  const bytes = fromBase64(proof)
  return (bytes && decodeRateLimitProof(bytes)) ?? 'unreadable'
}

/** Reads the body of a publish request. A `proof` in it is ignored: this node attaches its own. */
export function messageFromJson(body: unknown): ParsedMessage {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return refuse('the body must be a JSON object')
  const { payload, contentTopic, version, timestamp, meta, ephemeral } = body as Record<string, unknown>
  if (typeof contentTopic !== 'string') return refuse('contentTopic must be a text')
  const payloadBytes = fromBase64(payload)
  if (payloadBytes === undefined) return refuse('payload must be base64')
  const metaBytes = meta === undefined || meta === null ? new Uint8Array() : fromBase64(meta)
  if (metaBytes === undefined) return refuse('meta must be base64')
  if (version !== undefined && version !== null && !isUint32(version))
    return refuse('version must be a 32-bit unsigned integer')
  const timestampNs = timestamp === undefined || timestamp === null ? 0n : toTimestamp(timestamp)
  if (timestampNs === undefined) return refuse('timestamp must be nanoseconds as a non-negative 64-bit integer')
  if (ephemeral !== undefined && ephemeral !== null && typeof ephemeral !== 'boolean')
    return refuse('ephemeral must be true or false')
  return {
    ok: true,
    message: {
      payload: payloadBytes,
      contentTopic,
      version: isUint32(version) ? version : 0,
      // As in nwaku, timestamp 0 means now.
      ...(timestampNs > 0n && { timestampNs }),
      meta: metaBytes,
      ephemeral: ephemeral === true,
    },
  }
}

function refuse(why: string): ParsedMessage {
  return { ok: false, why }
}

function isUint32(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= UINT32_MAX
}

function toTimestamp(value: unknown): bigint | undefined {
  if (typeof value !== 'bigint' && !Number.isSafeInteger(value)) return undefined
  const timestampNs = BigInt(value as bigint | number)
  return timestampNs >= 0n && timestampNs <= INT64_MAX ? timestampNs : undefined
}

/** Base64 or base64url, with or without padding, as nwaku takes it. */
function fromBase64(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string' || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(value)) return undefined
  return new Uint8Array(Buffer.from(value, 'base64'))
}
