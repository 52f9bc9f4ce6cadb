import { LENGTH_DELIMITED, readFields, textValue, uint32Value, VARINT } from '../../message/index.ts'
import { PushRpcFields } from './generated/lightpush.ts'
import { MAX_REQUEST_ID_LENGTH } from './lightpush-codec.ts'
import type { LightPushRequest, LightPushV2Response } from './lightpush-messages.ts'

const RPC_FIELDS = {
  1: LENGTH_DELIMITED, // request id
  2: LENGTH_DELIMITED, // request
  3: LENGTH_DELIMITED, // response
}
const REQUEST_FIELDS = { 1: LENGTH_DELIMITED, 2: LENGTH_DELIMITED }
const RESPONSE_FIELDS = { 1: VARINT, 2: LENGTH_DELIMITED }

/** The pubsub topic is always there in this version; a missing one is written as the empty text. */
export function encodeLightPushV2Request({ requestId, pubsubTopic = '', data }: LightPushRequest): Uint8Array {
  return PushRpcFields.encode({ requestId, request: { pubsubTopic, message: data } })
}

/** undefined when it is not protobuf, or lacks request id, pubsub topic or message. */
export function decodeLightPushV2Request(bytes: Uint8Array): LightPushRequest | undefined {
  const rpc = readRpc(bytes)
  const body = rpc?.fields.get(2)
  const fields = body && readFields(body, REQUEST_FIELDS)
  if (rpc === undefined || fields === undefined || typeof fields === 'string') return undefined
  const topicBytes = fields.get(1)
  const pubsubTopic = topicBytes && textValue(topicBytes)
  const data = fields.get(2)
  if (pubsubTopic === undefined || data === undefined) return undefined
  return { requestId: rpc.requestId, pubsubTopic, data }
}

export function encodeLightPushV2Response({ requestId, isSuccess, info }: LightPushV2Response): Uint8Array {
  return PushRpcFields.encode({ requestId, response: { isSuccess, ...(info !== undefined && { info }) } })
}

/** undefined when it is not protobuf, or lacks request id or response. A response without its first field is a no. */
export function decodeLightPushV2Response(bytes: Uint8Array): LightPushV2Response | undefined {
  const rpc = readRpc(bytes)
  const body = rpc?.fields.get(3)
  const fields = body && readFields(body, RESPONSE_FIELDS)
  if (rpc === undefined || fields === undefined || typeof fields === 'string') return undefined
  const flag = fields.get(1)
  const infoBytes = fields.get(2)
  const info = infoBytes && textValue(infoBytes)
  if (infoBytes !== undefined && info === undefined) return undefined
  const isSuccess = flag !== undefined && uint32Value(flag) !== 0
  return { requestId: rpc.requestId, isSuccess, ...(info !== undefined && { info }) }
}

function readRpc(bytes: Uint8Array): { requestId: string; fields: ReadonlyMap<number, Uint8Array> } | undefined {
  const fields = readFields(bytes, RPC_FIELDS)
  if (typeof fields === 'string') return undefined
  const idBytes = fields.get(1)
  const requestId = idBytes && textValue(idBytes)
  if (requestId === undefined || requestId.length > MAX_REQUEST_ID_LENGTH) return undefined
  return { requestId, fields }
}
