import {
  LENGTH_DELIMITED,
  textValue,
  uint32Value,
  VARINT,
  varintValue,
  visitFields,
  zigzagOf,
  zigzagValue,
} from '../../message/index.ts'
import { StoreRequestFields } from './generated/store.ts'
import type { StoreRequest } from './store-query.ts'

/** A client's own name for its request; what is longer is repeated at our cost. */
export const MAX_REQUEST_ID_LENGTH = 128

/** Page sizes above 100 mean 100, so nothing is lost by counting no further. */
const MAX_COUNTED_LIMIT = 0xffff_ffffn

const FIELDS: Readonly<Record<number, number>> = {
  1: LENGTH_DELIMITED, // request id
  2: VARINT, // include data
  10: LENGTH_DELIMITED, // pubsub topic
  11: LENGTH_DELIMITED, // content topics
  12: VARINT, // start
  13: VARINT, // end
  20: LENGTH_DELIMITED, // hashes
  51: LENGTH_DELIMITED, // cursor
  52: VARINT, // forward
  53: VARINT, // limit
}

/** As nwaku writes it: every field that has a value, booleans always. */
export function encodeStoreRequest(request: StoreRequest): Uint8Array {
  const { requestId, includeData, pubsubTopic, contentTopics, startTimeNs, endTimeNs, messageHashes } = request
  return StoreRequestFields.encode({
    requestId,
    includeData: Number(includeData),
    ...(pubsubTopic !== undefined && { pubsubTopic }),
    contentTopics: [...contentTopics],
    ...(startTimeNs !== undefined && { timeStart: zigzagOf(startTimeNs) }),
    ...(endTimeNs !== undefined && { timeEnd: zigzagOf(endTimeNs) }),
    messageHashes: [...messageHashes],
    ...(request.cursor && { paginationCursor: request.cursor }),
    paginationForward: Number(request.forward),
    ...(request.limit !== undefined && { paginationLimit: BigInt(request.limit) }),
  })
}

/**
 * undefined when it is not protobuf, has no request id as nwaku requires, or holds text that is not UTF-8. Whether the
 * query makes sense is judged later, so that the answer can name the request.
 */
export function decodeStoreRequest(bytes: Uint8Array): StoreRequest | undefined {
  const values = new Map<number, Uint8Array>()
  const topicBytes: Uint8Array[] = []
  const messageHashes: Uint8Array[] = []
  const defect = visitFields(bytes, (field, wireType, value) => {
    if (FIELDS[field] !== wireType) return
    if (field === 11) topicBytes.push(value)
    else if (field === 20) messageHashes.push(value)
    else values.set(field, value)
  })
  if (defect !== undefined) return undefined
  const requestId = textOf(values.get(1))
  const pubsubTopic = textOf(values.get(10))
  const contentTopics = topicBytes.map(textValue)
  if (requestId === undefined || requestId.length > MAX_REQUEST_ID_LENGTH) return undefined
  if (values.has(10) && pubsubTopic === undefined) return undefined
  if (!contentTopics.every((topic) => topic !== undefined)) return undefined
  const includeData = flagOf(values.get(2))
  const forward = flagOf(values.get(52))
  if (includeData === undefined || forward === undefined) return undefined
  return {
    requestId,
    includeData,
    // protobuf has no empty text apart from none: js-waku leaves it out, others may write it.
    ...(pubsubTopic && { pubsubTopic }),
    contentTopics,
    ...timesOf(values.get(12), values.get(13)),
    messageHashes,
    ...(values.get(51)?.length && { cursor: values.get(51)! }),
    forward,
    ...(values.has(53) && { limit: limitOf(values.get(53)!) }),
  }
}

function timesOf(
  start: Uint8Array | undefined,
  end: Uint8Array | undefined,
): Pick<StoreRequest, 'startTimeNs' | 'endTimeNs'> {
  return {
    ...(start && { startTimeNs: zigzagValue(start) }),
    ...(end && { endTimeNs: zigzagValue(end) }),
  }
}

function limitOf(bytes: Uint8Array): number {
  const value = varintValue(bytes)
  return Number(value < MAX_COUNTED_LIMIT ? value : MAX_COUNTED_LIMIT)
}

/** A missing flag is false: proto3 leaves it out. undefined for a number wider than 32 bits. */
function flagOf(bytes: Uint8Array | undefined): boolean | undefined {
  if (bytes === undefined) return false
  const value = uint32Value(bytes)
  return value === undefined ? undefined : value !== 0
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes && textValue(bytes)
}
