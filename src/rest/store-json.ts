import { bytesToHex } from '../foundation/index.ts'
import { encodeRateLimitProof, type WakuMessage } from '../message/index.ts'
import type { PartialStoreQuery, StorePage } from '../services/store/index.ts'
import { messageToJson } from './message-json.ts'

export type ParsedStoreQuery =
  | {
      readonly ok: true
      readonly query: PartialStoreQuery
      readonly asked: { readonly peer?: string; readonly checksProofs: boolean }
    }
  | { readonly ok: false; readonly why: string }

type ParameterName =
  | 'peerAddr'
  | 'includeData'
  | 'pubsubTopic'
  | 'contentTopics'
  | 'startTime'
  | 'endTime'
  | 'hashes'
  | 'cursor'
  | 'ascending'
  | 'pageSize'
  | 'proofFindings'

/** What is wrong with a parameter, for the client. */
class ParameterError extends Error {}

/**
 * Reads the parameters of `/store/v3/messages`, which are nwaku's, and `proofFindings`. An empty one counts as missing, a time
 * of 0 too; without `includeData` only hashes come.
 */
export function storeQueryFromParameters(given: Readonly<Record<string, unknown>>): ParsedStoreQuery {
  try {
    return { ok: true, ...read((name) => textOf(given, name)) }
  } catch (error) {
    if (error instanceof ParameterError) return { ok: false, why: error.message }
    throw error
  }
}

function read(text: (name: ParameterName) => string | undefined): Omit<Extract<ParsedStoreQuery, { ok: true }>, 'ok'> {
  const flag = (name: ParameterName, otherwise: boolean): boolean => flagOf(name, text(name), otherwise)
  const peer = text('peerAddr')
  const pubsubTopic = text('pubsubTopic')
  const startTimeNs = timeOf('startTime', text('startTime'))
  const endTimeNs = timeOf('endTime', text('endTime'))
  const cursor = text('cursor')
  const pageSize = text('pageSize')
  return {
    asked: { ...(peer !== undefined && { peer }), checksProofs: flag('proofFindings', false) },
    query: {
      includeData: flag('includeData', false),
      contentTopics: listOf(text('contentTopics')),
      messageHashes: listOf(text('hashes')).map((hash) => hashOf('hashes', hash)),
      forward: flag('ascending', true),
      ...(pubsubTopic !== undefined && { pubsubTopic }),
      ...(startTimeNs !== undefined && { startTimeNs }),
      ...(endTimeNs !== undefined && { endTimeNs }),
      ...(cursor !== undefined && { cursor: hashOf('cursor', cursor) }),
      ...(pageSize !== undefined && { limit: pageSizeOf(pageSize) }),
    },
  }
}

/** nwaku's answer. What is known of proofs has no place in it, and nwaku's client reads strictly: it comes when asked for. */
export function storePageToJson(page: StorePage, requestId: string, tellsProofs: boolean) {
  const { messageHashes, messages, cursor } = page
  return {
    requestId,
    statusCode: 200,
    statusDesc: 'OK',
    messages: messageHashes.map((messageHash, index) => {
      const stored = messages[index]
      return {
        messageHash: toHex(messageHash),
        ...(stored && { message: storedMessageToJson(stored.message), pubsubTopic: stored.pubsubTopic }),
        ...(stored && tellsProofs && { proofFinding: stored.proof }),
      }
    }),
    ...(cursor && { paginationCursor: toHex(cursor) }),
  }
}

function storedMessageToJson(message: WakuMessage) {
  const { rateLimitProof } = message
  return {
    ...messageToJson(message),
    ...(rateLimitProof && { proof: Buffer.from(encodeRateLimitProof(rateLimitProof)).toString('base64') }),
  }
}

function toHex(bytes: Uint8Array): string {
  return `0x${bytesToHex(bytes)}`
}

function textOf(given: Readonly<Record<string, unknown>>, name: ParameterName): string | undefined {
  const value = given[name]
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'string') throw new ParameterError(`${name} is given more than once`)
  return value
}

function listOf(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(',')
}

function flagOf(name: ParameterName, text: string | undefined, otherwise: boolean): boolean {
  if (text === undefined) return otherwise
  if (/^(true|yes|y|on|1)$/i.test(text)) return true
  if (/^(false|no|n|off|0)$/i.test(text)) return false
  throw new ParameterError(`${name} must be true or false`)
}

function timeOf(name: ParameterName, text: string | undefined): bigint | undefined {
  if (text === undefined) return undefined
  const timestampNs = /^-?\d{1,19}$/.test(text) ? BigInt(text) : undefined
  if (timestampNs === undefined || timestampNs >= 2n ** 63n) {
    throw new ParameterError(`${name} must be nanoseconds since 1970, as a whole number`)
  }
  return timestampNs > 0n ? timestampNs : undefined
}

function pageSizeOf(text: string): number {
  const size = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(size)) throw new ParameterError('pageSize must be a whole number')
  return size
}

function hashOf(name: ParameterName, text: string): Uint8Array {
  if (!/^(0x)?[0-9a-f]{64}$/i.test(text)) {
    throw new ParameterError(`${name} takes hashes of 32 bytes, in hexadecimal`)
  }
  return new Uint8Array(Buffer.from(text.replace(/^0x/i, ''), 'hex'))
}
