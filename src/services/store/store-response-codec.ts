import { LENGTH_DELIMITED, readFields, textValue, uint32Value, VARINT, visitFields } from '../../message/index.ts'
import { type StoreEntryFields, StoreResponseFields } from './generated/store.ts'
import { MAX_PAGE_SIZE, MESSAGE_HASH_LENGTH, type StoreEntry, type StoreResponse } from './store-query.ts'

/** Of a text for people, what is shown. */
const MAX_STATUS_DESC_LENGTH = 1_024

const FIELDS: Readonly<Record<number, number>> = {
  1: LENGTH_DELIMITED, // request id
  10: VARINT, // status code
  11: LENGTH_DELIMITED, // status description
  51: LENGTH_DELIMITED, // cursor
}

const ENTRY_FIELDS = {
  1: LENGTH_DELIMITED, // hash
  2: LENGTH_DELIMITED, // message
  3: LENGTH_DELIMITED, // pubsub topic
}

/** As nwaku reads it: id, code and description always, message and topic of an entry both or neither. */
export function encodeStoreResponse(response: StoreResponse): Uint8Array {
  const { requestId, statusCode, statusDesc, entries, cursor } = response
  return StoreResponseFields.encode({
    requestId,
    statusCode,
    statusDesc,
    messages: entries.map(entryFields),
    ...(cursor && { paginationCursor: cursor }),
  })
}

/**
 * undefined when it is not protobuf, has no status code, more than 100 entries, or one without a hash of 32 bytes or with
 * only one of message and topic. Byte arrays are views into `bytes`; messages are not looked into.
 */
export function decodeStoreResponse(bytes: Uint8Array): StoreResponse | undefined {
  const values = new Map<number, Uint8Array>()
  const entries: StoreEntry[] = []
  let isReadable = true
  const defect = visitFields(bytes, (field, wireType, value) => {
    if (FIELDS[field] === wireType) values.set(field, value)
    if (field !== 20 || wireType !== LENGTH_DELIMITED || !isReadable) return
    const entry = decodeEntry(value)
    isReadable = entry !== undefined && entries.length < MAX_PAGE_SIZE
    if (entry !== undefined) entries.push(entry)
  })
  if (defect !== undefined || !isReadable) return undefined
  const statusCode = values.get(10) && uint32Value(values.get(10)!)
  const requestId = textValue(values.get(1) ?? new Uint8Array())
  const statusDesc = textValue(values.get(11) ?? new Uint8Array())
  const cursor = values.get(51)
  if (statusCode === undefined || requestId === undefined || statusDesc === undefined) return undefined
  if (cursor !== undefined && cursor.length !== 0 && cursor.length !== MESSAGE_HASH_LENGTH) return undefined
  return {
    requestId,
    statusCode,
    statusDesc: statusDesc.slice(0, MAX_STATUS_DESC_LENGTH),
    entries,
    ...(cursor?.length && { cursor }),
  }
}

function entryFields({ messageHash, content }: StoreEntry): StoreEntryFields {
  return { messageHash, ...(content && { message: content.data, pubsubTopic: content.pubsubTopic }) }
}

function decodeEntry(bytes: Uint8Array): StoreEntry | undefined {
  const fields = readFields(bytes, ENTRY_FIELDS)
  if (typeof fields === 'string') return undefined
  const messageHash = fields.get(1)
  const data = fields.get(2)
  const topic = fields.get(3)
  if (messageHash?.length !== MESSAGE_HASH_LENGTH || (data === undefined) !== (topic === undefined)) return undefined
  if (data === undefined || topic === undefined) return { messageHash }
  const pubsubTopic = textValue(topic)
  return pubsubTopic === undefined ? undefined : { messageHash, content: { data, pubsubTopic } }
}
