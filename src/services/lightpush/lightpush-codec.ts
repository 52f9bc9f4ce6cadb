import { LENGTH_DELIMITED, readFields, textValue, uint32Value, VARINT } from '../../message/index.ts'
import { LightPushRequestFields, LightPushResponseFields } from './generated/lightpush.ts'
import type { LightPushRequest, LightPushResponse } from './lightpush-messages.ts'

/** A client's own name for its request; what is longer is repeated at our cost. */
export const MAX_REQUEST_ID_LENGTH = 128

const REQUEST_FIELDS = {
  1: LENGTH_DELIMITED, // request id
  20: LENGTH_DELIMITED, // pubsub topic
  21: LENGTH_DELIMITED, // message
}

const RESPONSE_FIELDS = {
  1: LENGTH_DELIMITED, // request id
  10: VARINT, // status code
  11: LENGTH_DELIMITED, // status description
  12: VARINT, // relay peer count
}

export function encodeLightPushRequest({ requestId, pubsubTopic, data }: LightPushRequest): Uint8Array {
  return LightPushRequestFields.encode({
    requestId,
    ...(pubsubTopic !== undefined && { pubsubTopic }),
    message: data,
  })
}

/** undefined when it is not protobuf, or lacks request id or message. The message within is not looked into. */
export function decodeLightPushRequest(bytes: Uint8Array): LightPushRequest | undefined {
  const fields = readFields(bytes, REQUEST_FIELDS)
  if (typeof fields === 'string') return undefined
  const requestId = textField(fields.get(1))
  const pubsubTopic = textField(fields.get(20))
  const data = fields.get(21)
  if (requestId === undefined || requestId.length > MAX_REQUEST_ID_LENGTH || data === undefined) return undefined
  if (fields.has(20) && pubsubTopic === undefined) return undefined
  return { requestId, ...(pubsubTopic !== undefined && { pubsubTopic }), data }
}

export function encodeLightPushResponse(response: LightPushResponse): Uint8Array {
  const { requestId, statusCode, statusDesc, relayPeerCount } = response
  return LightPushResponseFields.encode({
    requestId,
    statusCode,
    ...(statusDesc !== undefined && { statusDesc }),
    ...(relayPeerCount !== undefined && { relayPeerCount }),
  })
}

/** undefined when it is not protobuf, or lacks request id or status code. */
export function decodeLightPushResponse(bytes: Uint8Array): LightPushResponse | undefined {
  const fields = readFields(bytes, RESPONSE_FIELDS)
  if (typeof fields === 'string') return undefined
  const requestId = textField(fields.get(1))
  const statusCode = numberField(fields.get(10))
  const statusDesc = textField(fields.get(11))
  const relayPeerCount = numberField(fields.get(12))
  if (requestId === undefined || statusCode === undefined) return undefined
  if (fields.has(11) && statusDesc === undefined) return undefined
  if (fields.has(12) && relayPeerCount === undefined) return undefined
  return {
    requestId,
    statusCode,
    ...(statusDesc !== undefined && { statusDesc }),
    ...(relayPeerCount !== undefined && { relayPeerCount }),
  }
}

function textField(bytes: Uint8Array | undefined): string | undefined {
  return bytes && textValue(bytes)
}

function numberField(bytes: Uint8Array | undefined): number | undefined {
  return bytes && uint32Value(bytes)
}
