import { LENGTH_DELIMITED, textValue, uint32Value, VARINT, visitFields } from '../../message/index.ts'
import {
  type FilterRequestType,
  type FilterSubscribeRequest,
  type FilterSubscribeResponse,
  filterRequestTypes,
} from './filter-messages.ts'
import { FilterSubscribeRequestFields, FilterSubscribeResponseFields } from './generated/filter.ts'

/** A client's own name for its request; what is longer is repeated at our cost. */
const MAX_REQUEST_ID_LENGTH = 128

const ZERO = new Uint8Array(1)

const REQUEST_FIELDS: Readonly<Record<number, number>> = {
  1: LENGTH_DELIMITED, // request id
  2: VARINT, // type
  10: LENGTH_DELIMITED, // pubsub topic
  11: LENGTH_DELIMITED, // content topics
}

const RESPONSE_FIELDS: Readonly<Record<number, number>> = {
  1: LENGTH_DELIMITED, // request id
  10: VARINT, // status code
  11: LENGTH_DELIMITED, // status description
}

/** As nwaku writes it, the type always. @throws RangeError when the type is none of the protocol */
export function encodeFilterRequest({ requestId, type, ...topics }: FilterSubscribeRequest): Uint8Array {
  if (type === 'unknown') throw new RangeError('a request has a type')
  return FilterSubscribeRequestFields.encode({
    requestId,
    filterSubscribeType: filterRequestTypes[type],
    ...(topics.pubsubTopic !== undefined && { pubsubTopic: topics.pubsubTopic }),
    contentTopics: [...topics.contentTopics],
  })
}

/**
 * undefined when it is not protobuf, has no request id as nwaku requires, or holds text that is not UTF-8. Without a type it
 * is a ping. Whether it makes sense is judged later, so that the answer can name the request.
 */
export function decodeFilterRequest(bytes: Uint8Array): FilterSubscribeRequest | undefined {
  const values = new Map<number, Uint8Array>()
  const contentTopics: (string | undefined)[] = []
  const defect = visitFields(bytes, (field, wireType, value) => {
    if (REQUEST_FIELDS[field] !== wireType) return
    if (field === 11) contentTopics.push(textValue(value))
    else values.set(field, value)
  })
  if (defect !== undefined || contentTopics.includes(undefined)) return undefined
  const requestId = requestIdFrom(values.get(1))
  const number = uint32Value(values.get(2) ?? ZERO)
  const pubsubTopic = optionalText(values.get(10))
  if (requestId === undefined || number === undefined || pubsubTopic === 'malformed') return undefined
  return {
    requestId,
    type: typeOf(number),
    ...(pubsubTopic && { pubsubTopic: pubsubTopic.text }),
    contentTopics: contentTopics as string[],
  }
}

export function encodeFilterResponse({ requestId, statusCode, statusDesc }: FilterSubscribeResponse): Uint8Array {
  return FilterSubscribeResponseFields.encode({
    requestId,
    statusCode,
    ...(statusDesc !== undefined && { statusDesc }),
  })
}

/** undefined when it is not protobuf, or lacks request id or status code. */
export function decodeFilterResponse(bytes: Uint8Array): FilterSubscribeResponse | undefined {
  const values = new Map<number, Uint8Array>()
  const defect = visitFields(bytes, (field, wireType, value) => {
    if (RESPONSE_FIELDS[field] === wireType) values.set(field, value)
  })
  const requestId = requestIdFrom(values.get(1))
  const code = values.get(10)
  const statusCode = code && uint32Value(code)
  const statusDesc = optionalText(values.get(11))
  if (defect !== undefined || requestId === undefined || statusCode === undefined) return undefined
  if (statusDesc === 'malformed') return undefined
  return { requestId, statusCode, ...(statusDesc && { statusDesc: statusDesc.text }) }
}

function requestIdFrom(bytes: Uint8Array | undefined): string | undefined {
  const requestId = bytes && textValue(bytes)
  return requestId !== undefined && requestId.length <= MAX_REQUEST_ID_LENGTH ? requestId : undefined
}

function optionalText(bytes: Uint8Array | undefined): { readonly text: string } | 'malformed' | undefined {
  if (bytes === undefined) return undefined
  const text = textValue(bytes)
  return text === undefined ? 'malformed' : { text }
}

function typeOf(number: number): FilterRequestType | 'unknown' {
  const known = Object.entries(filterRequestTypes).find(([, value]) => value === number)
  return (known?.[0] as FilterRequestType | undefined) ?? 'unknown'
}
