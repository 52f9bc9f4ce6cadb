import { LENGTH_DELIMITED, readFields, textValue } from '../../message/index.ts'
import type { FilterPush } from './filter-messages.ts'
import { FilterPushFields } from './generated/filter.ts'

const FIELDS = { 1: LENGTH_DELIMITED, 2: LENGTH_DELIMITED }

export function encodeFilterPush({ data, pubsubTopic }: FilterPush): Uint8Array {
  return FilterPushFields.encode({ wakuMessage: data, pubsubTopic })
}

/**
 * undefined when it is not protobuf, or lacks message or pubsub topic. The message within is not looked into; its bytes
 * are a view.
 */
export function decodeFilterPush(bytes: Uint8Array): FilterPush | undefined {
  const fields = readFields(bytes, FIELDS)
  if (typeof fields === 'string') return undefined
  const data = fields.get(1)
  const topicBytes = fields.get(2)
  const pubsubTopic = topicBytes && textValue(topicBytes)
  return data === undefined || pubsubTopic === undefined ? undefined : { data, pubsubTopic }
}
