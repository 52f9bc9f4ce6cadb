import { MAX_CONTENT_TOPICS_PER_QUERY, MAX_HASHES_PER_QUERY } from '../../storage/index.ts'

/** Messages of a page when the client names no number (13/WAKU2-STORE; nwaku's). */
export const DEFAULT_PAGE_SIZE = 20

/** Most messages of a page, whatever the client asks for; nwaku's. */
export const MAX_PAGE_SIZE = 100

/** A deterministic message hash has this many bytes. */
export const MESSAGE_HASH_LENGTH = 32

/** Which messages of an archive are wanted: those on certain topics and of a certain time, or those of certain hashes. */
export interface StoreQuery {
  /** Whether the messages are wanted, or their hashes only. */
  readonly includeData: boolean
  /** With `contentTopics`, or neither. */
  readonly pubsubTopic?: string
  /** Messages on any of them; at most 10. Empty: on whatever topic. */
  readonly contentTopics: readonly string[]
  /** Nanoseconds since the Unix epoch, inclusive. */
  readonly startTimeNs?: bigint
  /** Nanoseconds since the Unix epoch, inclusive. */
  readonly endTimeNs?: bigint
  /** 32 bytes each. Not empty: exactly these messages, and no other criterion. */
  readonly messageHashes: readonly Uint8Array[]
  /** Hash of the message behind which the page begins; itself it is not on the page. Missing: from the beginning. */
  readonly cursor?: Uint8Array
  /** From the oldest message to the newest, or the other way. A page is in the order of time either way. */
  readonly forward: boolean
  /** Messages of a page, 20 if missing or 0, and at most 100. */
  readonly limit?: number
}

export interface StoreRequest extends StoreQuery {
  /** The client's, at most 128 characters; the answer repeats it. */
  readonly requestId: string
}

/** A message as the store has it. */
export interface StoreEntry {
  /** 32 bytes. */
  readonly messageHash: Uint8Array
  /** The message's bytes as they were relayed, with the topic they were relayed on. Missing: only the hash was asked for. */
  readonly content?: { readonly data: Uint8Array; readonly pubsubTopic: string }
}

/** Status codes of 13/WAKU2-STORE. */
export const storeStatus = {
  ok: 200,
  badResponse: 300,
  badRequest: 400,
  tooManyRequests: 429,
  serviceUnavailable: 503,
  peerDialFailure: 504,
} as const

export interface StoreResponse {
  readonly requestId: string
  readonly statusCode: number
  /** What is wrong, for people. nwaku requires it to be there. */
  readonly statusDesc: string
  /** In the order of time, oldest first. */
  readonly entries: readonly StoreEntry[]
  /** Where the next page begins; missing on the last. */
  readonly cursor?: Uint8Array
}

/** How many messages a page may have. */
export function pageSizeOf({ limit }: Pick<StoreQuery, 'limit'>): number {
  return limit === undefined || limit === 0 ? DEFAULT_PAGE_SIZE : Math.min(limit, MAX_PAGE_SIZE)
}

/** Why a query cannot be answered, for the client to read; undefined when it can. nwaku refuses the same. */
export function queryDefect(query: StoreQuery): string | undefined {
  const { pubsubTopic, contentTopics, messageHashes, startTimeNs, endTimeNs, cursor } = query
  if (cursor !== undefined && cursor.length !== MESSAGE_HASH_LENGTH) return 'the cursor is not a hash of 32 bytes'
  if (messageHashes.some(({ length }) => length !== MESSAGE_HASH_LENGTH)) return 'a message hash has not 32 bytes'
  if (messageHashes.length > MAX_HASHES_PER_QUERY) return `more than ${MAX_HASHES_PER_QUERY} message hashes`
  const isByHash = messageHashes.length > 0
  const hasTimes = startTimeNs !== undefined || endTimeNs !== undefined
  // js-waku names the pubsub topic beside hashes, which changes nothing: it is part of each hash.
  if (isByHash && (contentTopics.length > 0 || hasTimes)) return 'message hashes exclude content topics and times'
  if (contentTopics.length > MAX_CONTENT_TOPICS_PER_QUERY) {
    return `more than ${MAX_CONTENT_TOPICS_PER_QUERY} content topics`
  }
  if (!isByHash && (pubsubTopic !== undefined) !== contentTopics.length > 0) {
    return 'a pubsub topic needs content topics, and content topics a pubsub topic'
  }
  if (startTimeNs !== undefined && endTimeNs !== undefined && startTimeNs > endTimeNs)
    return 'the time ends before it starts'
  return undefined
}
