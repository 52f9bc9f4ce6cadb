import { MAX_MESSAGE_SIZE_BYTES } from '../../message/index.ts'
import type { RequestProtocol, RequestQuotaOptions } from '../../network/index.ts'
import type { FilterPush, FilterSubscribeRequest, FilterSubscribeResponse } from './filter-messages.ts'
import { decodeFilterPush, encodeFilterPush } from './filter-push-codec.ts'
import {
  decodeFilterRequest,
  decodeFilterResponse,
  encodeFilterRequest,
  encodeFilterResponse,
} from './filter-subscribe-codec.ts'

/** Content topics in one request; nwaku refuses more. */
export const MAX_CONTENT_TOPICS_PER_REQUEST = 100

/** Content topics are a few dozen characters; a table of a million of them must fit a node. */
export const MAX_CONTENT_TOPIC_LENGTH = 256

/** A hundred content topics of 256 characters of four bytes, and what is around them. */
const MAX_REQUEST_BYTES = 112 * 1024

/** A status and a sentence; nwaku reads as much. */
const MAX_RESPONSE_BYTES = 64 * 1024

/** The largest message, and a pubsub topic with what protobuf adds. */
const MAX_PUSH_BYTES = MAX_MESSAGE_SIZE_BYTES + 1_024

/** 12/WAKU2-FILTER: clients say what they want. */
export const filterSubscribeProtocol: RequestProtocol<FilterSubscribeRequest, FilterSubscribeResponse> = {
  id: '/vac/waku/filter-subscribe/2.0.0-beta1',
  request: { maxBytes: MAX_REQUEST_BYTES, encode: encodeFilterRequest, decode: decodeFilterRequest },
  response: { maxBytes: MAX_RESPONSE_BYTES, encode: encodeFilterResponse, decode: decodeFilterResponse },
}

/** 12/WAKU2-FILTER: filter nodes send it to them, on a stream for each message. Nothing comes back. */
export const filterPushProtocol: RequestProtocol<FilterPush, void> = {
  id: '/vac/waku/filter-push/2.0.0-beta1',
  request: { maxBytes: MAX_PUSH_BYTES, encode: encodeFilterPush, decode: decodeFilterPush },
}

export const filterSubscribeQuota: RequestQuotaOptions = {
  // nwaku's: 30 requests a minute.
  perPeer: { capacity: 30, refillPerSecond: 0.5 },
  // After a restart a thousand clients subscribe again at once; after that they ping once a minute.
  global: { capacity: 2_000, refillPerSecond: 200 },
}
