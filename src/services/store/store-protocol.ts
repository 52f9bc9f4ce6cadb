import type { RequestProtocol, RequestQuotaOptions } from '../../network/index.ts'
import { MAX_PAGE_SIZE, type StoreRequest, type StoreResponse } from './store-query.ts'
import { decodeStoreRequest, encodeStoreRequest } from './store-request-codec.ts'
import { decodeStoreResponse, encodeStoreResponse } from './store-response-codec.ts'

/** Ten topics and a thousand hashes with room to spare; nwaku has no limit here. */
const MAX_REQUEST_BYTES = 64 * 1024

/** nwaku answers with whatever a hundred messages of 150 KiB come to. */
const MAX_RESPONSE_BYTES = MAX_PAGE_SIZE * 155 * 1024

/** js-waku reads no longer response: the default of its it-length-prefixed. */
const MAX_SENT_RESPONSE_BYTES = 4 * 1024 * 1024

/** Hashes, topics of at most 256 bytes, tags and lengths of a hundred entries; ids and a status. */
const PAGE_OVERHEAD_BYTES = 64 * 1024

/** Bytes of messages on a page that this node sends: one that would have more ends early, with a cursor. */
export const MAX_SENT_DATA_BYTES = MAX_SENT_RESPONSE_BYTES - PAGE_OVERHEAD_BYTES

/** 13/WAKU2-STORE. */
export const storeProtocol: RequestProtocol<StoreRequest, StoreResponse> = {
  id: '/vac/waku/store-query/3.0.0',
  request: { maxBytes: MAX_REQUEST_BYTES, encode: encodeStoreRequest, decode: decodeStoreRequest },
  response: { maxBytes: MAX_RESPONSE_BYTES, encode: encodeStoreResponse, decode: decodeStoreResponse },
}

/** Streams of 4 MiB each that slow readers keep: 128 MiB in all. */
export const storeStreams = { perPeer: 4, total: 32 }

/**
 * Unless --rate-limit says otherwise. A page costs the database some milliseconds; a client that catches up on a day of
 * 10 000 messages asks for a hundred pages, which 40 at once and five a second give it in 15 seconds.
 */
export const storeQuota: RequestQuotaOptions = {
  perPeer: { capacity: 40, refillPerSecond: 5 },
  global: { capacity: 200, refillPerSecond: 50 },
}
