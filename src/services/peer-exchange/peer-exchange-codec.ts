import {
  LENGTH_DELIMITED,
  readFields,
  textValue,
  uint32Value,
  VARINT,
  varintValue,
  visitFields,
} from '../../message/index.ts'
import { PeerExchangeFields } from './generated/peer-exchange.ts'

/** Records in an answer, whatever was asked for: what js-waku asks for, and nwaku has at most. */
export const MAX_RECORDS_PER_ANSWER = 60

/** What a peer is asked. */
export interface PeerExchangeRequest {
  /** Records wanted; more than 60 means 60. */
  readonly peers: number
}

/** Status codes as nwaku has them. */
export const peerExchangeStatus = { ok: 200, badRequest: 400, tooManyRequests: 429, serviceUnavailable: 503 } as const

export interface PeerExchangeResponse {
  /** Node records in binary form (EIP-778); nobody has looked into them. */
  readonly records: readonly Uint8Array[]
  readonly statusCode: number
  readonly statusDesc?: string
}

const STATUS_FIELDS = { 10: VARINT, 11: LENGTH_DELIMITED }
/** Of a text for people, what is kept. */
const MAX_STATUS_DESC_LENGTH = 256

export function encodePeerExchangeRequest({ peers }: PeerExchangeRequest): Uint8Array {
  return PeerExchangeFields.encode({ query: { numPeers: BigInt(peers) } })
}

/** undefined when it is not protobuf, or asks nothing. */
export function decodePeerExchangeRequest(bytes: Uint8Array): PeerExchangeRequest | undefined {
  const outer = readFields(bytes, { 1: LENGTH_DELIMITED })
  const query = typeof outer === 'string' ? undefined : outer.get(1)
  const fields = query && readFields(query, { 1: VARINT })
  if (fields === undefined || typeof fields === 'string') return undefined
  const wanted = varintValue(fields.get(1) ?? new Uint8Array(1))
  return { peers: wanted < MAX_RECORDS_PER_ANSWER ? Number(wanted) : MAX_RECORDS_PER_ANSWER }
}

export function encodePeerExchangeResponse({ records, statusCode, statusDesc }: PeerExchangeResponse): Uint8Array {
  return PeerExchangeFields.encode({
    // As nwaku writes it, whose decoder takes an answer without it for no message.
    query: { numPeers: 0n },
    response: {
      peerInfos: records.map((enr) => ({ enr })),
      statusCode,
      ...(statusDesc !== undefined && { statusDesc }),
    },
  })
}

/** undefined when it is not protobuf, or no answer. Of more than 60 records, 60 are read; older nodes send no status. */
export function decodePeerExchangeResponse(bytes: Uint8Array): PeerExchangeResponse | undefined {
  const outer = readFields(bytes, { 2: LENGTH_DELIMITED })
  const response = typeof outer === 'string' ? undefined : outer.get(2)
  if (response === undefined) return undefined
  const status = readFields(response, STATUS_FIELDS)
  if (typeof status === 'string') return undefined
  const records = recordsOf(response)
  const statusCode = status.has(10) ? uint32Value(status.get(10)!) : peerExchangeStatus.ok
  const statusDesc = status.has(11) ? textValue(status.get(11)!) : undefined
  if (records === undefined || statusCode === undefined) return undefined
  return {
    records,
    statusCode,
    ...(statusDesc !== undefined && { statusDesc: statusDesc.slice(0, MAX_STATUS_DESC_LENGTH) }),
  }
}

function recordsOf(response: Uint8Array): Uint8Array[] | undefined {
  const records: Uint8Array[] = []
  let isReadable = true
  visitFields(response, (field, wireType, info) => {
    if (field !== 1 || wireType !== LENGTH_DELIMITED || records.length === MAX_RECORDS_PER_ANSWER) return
    const fields = readFields(info, { 1: LENGTH_DELIMITED })
    if (typeof fields === 'string') isReadable = false
    else if (fields.has(1)) records.push(fields.get(1)!)
  })
  return isReadable ? records : undefined
}
