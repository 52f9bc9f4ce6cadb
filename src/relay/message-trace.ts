import { bytesToHex, type LogFields } from '../foundation/index.ts'
import { decodeWakuMessage, messageHash } from '../message/index.ts'
import { gossipMessageKey } from './message-id.ts'

/** By the message's bytes: several lines are written about each, while they are in memory anyway. */
const keys = new WeakMap<Uint8Array, LogFields>()

/**
 * What the log follows a message by: its deterministic hash (14/WAKU2-MESSAGE), or GossipSub's id for bytes that are no
 * WakuMessage. It costs a decoding, so it is for lines at trace level.
 */
export function traceKeyOf(pubsubTopic: string, data: Uint8Array): LogFields {
  const known = keys.get(data)
  if (known !== undefined) return known
  const decoded = decodeWakuMessage(data)
  const key = decoded.ok
    ? { messageHash: bytesToHex(messageHash(pubsubTopic, decoded.message)) }
    : { gossipId: gossipMessageKey({ data }) }
  keys.set(data, key)
  return key
}
