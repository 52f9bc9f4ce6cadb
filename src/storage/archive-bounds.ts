import type { ArchivedMessage, ArchiveQuery } from './message-archive.ts'

/** Store v3's largest page. */
export const MAX_ARCHIVE_PAGE_LENGTH = 100
/** A page of the largest messages would have 15 MB, all of them in memory for each client that asks. */
export const MAX_ARCHIVE_PAGE_BYTES = 4 * 1024 * 1024
/** Store v3's; each topic costs a page's length of index entries. */
export const MAX_CONTENT_TOPICS_PER_QUERY = 10
/** Ten pages: a client that checks whether its messages arrived asks for some dozens. */
export const MAX_HASHES_PER_QUERY = 1_000
export const MAX_MESSAGES_PER_PUT = 1_000
/** Goes into an index. Shard topics have under 30 bytes, named ones are chosen by people. */
export const MAX_PUBSUB_TOPIC_BYTES = 256
/** Deleting as many takes some milliseconds: nobody waits long behind it. */
export const PRUNE_STEP_LENGTH = 500
export const MESSAGE_HASH_BYTES = 32

/** @throws RangeError */
export function refuseUnboundedQuery(query: ArchiveQuery): void {
  const { contentTopics = [], hashes = [], cursor, limit, maxBytes = 1 } = query
  refuseOver('content topics in one query', contentTopics.length, MAX_CONTENT_TOPICS_PER_QUERY)
  refuseUnboundedHashes(cursor === undefined ? hashes : [...hashes, cursor], MAX_HASHES_PER_QUERY + 1)
  refuseOver('hashes in one query', hashes.length, MAX_HASHES_PER_QUERY)
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError(`the limit ${limit} is not a positive integer`)
  refuseOver('messages on one page', limit, MAX_ARCHIVE_PAGE_LENGTH)
  if (!(maxBytes >= 1)) throw new RangeError(`a page of ${maxBytes} bytes is too small`)
}

/** @throws RangeError */
export function refuseUnboundedHashes(hashes: readonly Uint8Array[], max = MAX_HASHES_PER_QUERY): void {
  refuseOver('hashes at once', hashes.length, max)
  const wrong = hashes.find((hash) => hash.length !== MESSAGE_HASH_BYTES)
  if (wrong) throw new RangeError(`a message hash has ${MESSAGE_HASH_BYTES} bytes, not ${wrong.length}`)
}

/** @throws RangeError */
export function refuseUnboundedPut(messages: readonly ArchivedMessage[]): void {
  refuseOver('messages in one put', messages.length, MAX_MESSAGES_PER_PUT)
}

function refuseOver(what: string, count: number, max: number): void {
  if (count > max) throw new RangeError(`${count} ${what} are more than ${max}`)
}
