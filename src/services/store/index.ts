/**
 * History (13/WAKU2-STORE, third version): a service that answers queries out of an archive, and a client that holds the
 * answers to what it asked. Who may write into the archive is decided elsewhere: here nothing is stored but what store
 * resume fetches.
 */
export {
  completeStoreQuery,
  type PartialStoreQuery,
  StoreClient,
  type StoreClientComponents,
  type StorePage,
} from './store-client.ts'
export { StoreError, type StoreErrorCode, storeErrorCodes } from './store-error.ts'
export { MAX_SENT_DATA_BYTES, storeProtocol, storeQuota } from './store-protocol.ts'
export {
  DEFAULT_PAGE_SIZE,
  MAX_PAGE_SIZE,
  queryDefect,
  type StoreEntry,
  type StoreQuery,
  type StoreRequest,
  type StoreResponse,
  storeStatus,
} from './store-query.ts'
export {
  RESUME_RANGE_MS,
  type ResumePeer,
  StoreResume,
  type StoreResumeComponents,
  type StoreResumeOptions,
} from './store-resume.ts'
export { StoreService, type StoreServiceComponents, type StoreServiceOptions } from './store-service.ts'
export type { StoredMessage, StoredProofCheck } from './stored-message.ts'
