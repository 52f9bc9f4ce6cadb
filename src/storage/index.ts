/**
 * Where a node keeps what it must not forget, the StateStore port, and what others may ask it for, the MessageArchive:
 * in memory here, in databases in `server.ts`. This room owns the database drivers. Of state it knows spaces, keys and
 * values, of messages their hash, topics and time; it never repairs a damaged file, and never shares one between processes.
 */
export {
  MAX_ARCHIVE_PAGE_BYTES,
  MAX_ARCHIVE_PAGE_LENGTH,
  MAX_CONTENT_TOPICS_PER_QUERY,
  MAX_HASHES_PER_QUERY,
  MAX_MESSAGES_PER_PUT,
  PRUNE_STEP_LENGTH,
} from './archive-bounds.ts'
export { ArchiveRetention, type ArchiveRetentionComponents, type ArchiveRetentionOptions } from './archive-retention.ts'
export {
  type ArchiveOffer,
  ArchiveWriter,
  type ArchiveWriterComponents,
  type ArchiveWriterStatus,
} from './archive-writer.ts'
export { archivedMessageOf } from './archived-message.ts'
export { createMemoryMessageArchive } from './memory-message-archive.ts'
export { createMemoryStateStore } from './memory-state-store.ts'
export type {
  ArchivedMessage,
  ArchiveEntry,
  ArchiveLimits,
  ArchivePage,
  ArchiveQuery,
  ArchiveStats,
  MessageArchive,
  PruneStep,
} from './message-archive.ts'
export { type IndexedDbStateStoreOptions, openIndexedDbStateStore } from './open-indexed-db-state-store.ts'
export { MAX_CHANGES_PER_WRITE, MAX_KEY_SIZE_BYTES, MAX_VALUE_SIZE_BYTES } from './state-write-limits.ts'
export { StorageError, type StorageErrorCode, storageErrorCodes } from './storage-error.ts'
