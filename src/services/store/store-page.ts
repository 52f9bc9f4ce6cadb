import { bytesEqual, bytesToHex } from '../../foundation/index.ts'
import { decodeWakuMessage, messageHash } from '../../message/index.ts'
import { StoreError } from './store-error.ts'
import { pageSizeOf, type StoreEntry, type StoreQuery, type StoreResponse } from './store-query.ts'
import type { StoredMessage } from './stored-message.ts'

/** A message before its proof was looked at. */
export type UncheckedMessage = Omit<StoredMessage, 'proof'>

export interface CheckedPage {
  /** Of every entry, in the order of time. */
  readonly messageHashes: readonly Uint8Array[]
  /** Empty when only hashes were asked for. */
  readonly messages: readonly UncheckedMessage[]
  readonly cursor?: Uint8Array
}

/**
 * Holds a response to the query: as many messages as were asked for at most, none twice, each with the hash it is said to
 * have, on the topics and of the time that were asked for.
 * @throws StoreError `bad_response`
 */
export function checkPage(query: StoreQuery, response: StoreResponse): CheckedPage {
  const { entries, cursor } = response
  if (entries.length > pageSizeOf(query)) throw wrong(`${entries.length} messages, asked for ${pageSizeOf(query)}`)
  if (cursor !== undefined && entries.length === 0) throw wrong('an empty page that is not the last')
  const asked = new Set(query.messageHashes.map(bytesToHex))
  const seen = new Set<string>()
  const messages: UncheckedMessage[] = []
  for (const entry of entries) {
    const hash = bytesToHex(entry.messageHash)
    if (seen.has(hash)) throw wrong(`${hash} twice on a page`)
    if (asked.size > 0 && !asked.has(hash)) throw wrong(`${hash}, which was not asked for`)
    seen.add(hash)
    if (query.includeData) messages.push(openEntry(query, entry, hash))
  }
  return { messageHashes: entries.map(({ messageHash: its }) => its), messages, ...(cursor && { cursor }) }
}

function openEntry(query: StoreQuery, { messageHash: told, content }: StoreEntry, hash: string): UncheckedMessage {
  if (content === undefined) throw wrong(`${hash} without its message`)
  const { data, pubsubTopic } = content
  const decoded = decodeWakuMessage(data)
  if (!decoded.ok) throw wrong(`${hash} is no message (${decoded.defect})`)
  const { message } = decoded
  if (!bytesEqual(messageHash(pubsubTopic, message), told)) throw wrong(`a message that has not the hash ${hash}`)
  if (query.pubsubTopic !== undefined && pubsubTopic !== query.pubsubTopic)
    throw wrong(`${hash} of another pubsub topic`)
  if (query.contentTopics.length > 0 && !query.contentTopics.includes(message.contentTopic)) {
    throw wrong(`${hash} of another content topic`)
  }
  const { startTimeNs, endTimeNs } = query
  const isInTime =
    (startTimeNs === undefined || message.timestampNs >= startTimeNs) &&
    (endTimeNs === undefined || message.timestampNs <= endTimeNs)
  if (!isInTime) throw wrong(`${hash} of another time`)
  return { messageHash: told, pubsubTopic, message, data }
}

function wrong(what: string): StoreError {
  return new StoreError('bad_response', `the store node answered with ${what}: ask another one`)
}
