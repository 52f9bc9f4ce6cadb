/**
 * Where a node keeps what it must not forget: the StateStore port over memory here and over SQLite in `server.ts`. This
 * room owns the database drivers. It knows spaces, keys and values, and nothing of what they mean; it never repairs a
 * damaged file, and never shares one between processes.
 */
export { createMemoryStateStore } from './memory-state-store.ts'
export { MAX_CHANGES_PER_WRITE, MAX_KEY_SIZE_BYTES, MAX_VALUE_SIZE_BYTES } from './state-write-limits.ts'
export { StorageError, type StorageErrorCode, storageErrorCodes } from './storage-error.ts'
