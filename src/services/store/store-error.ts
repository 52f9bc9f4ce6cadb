import { RoomError } from '../../foundation/index.ts'

export const storeErrorCodes = [
  /** What a store node answered is not what was asked for: wrong hashes, other topics or times, the same message twice. */
  'bad_response',
  /** The query makes no sense, or its cursor is unknown to the store. */
  'bad_request',
  /** The store node has had enough requests of this node, or of all, for now: ask again later, or another one. */
  'too_many_requests',
  /** No store node was named, and none is connected. */
  'no_store_node',
  /** The store cannot answer now: its database fails, or it is overloaded. */
  'service_unavailable',
  /** The store node cannot be reached, does not speak the protocol, or did not answer. */
  'peer_dial_failure',
] as const

export type StoreErrorCode = (typeof storeErrorCodes)[number]

/** Why a query was not answered. Most codes are those of 13/WAKU2-STORE: 300, 400, 429, 503, 504. */
export class StoreError extends RoomError<StoreErrorCode> {}
