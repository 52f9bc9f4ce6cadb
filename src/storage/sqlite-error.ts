import { StorageError, type StorageErrorCode } from './storage-error.ts'

// Primary result codes of SQLite (https://www.sqlite.org/rescode.html); the upper bits of a code only say more.
const CODES: Readonly<Record<number, StorageErrorCode>> = {
  5: 'store_in_use', // SQLITE_BUSY
  6: 'store_in_use', // SQLITE_LOCKED
  8: 'store_read_only', // SQLITE_READONLY
  11: 'store_corrupt', // SQLITE_CORRUPT
  13: 'store_full', // SQLITE_FULL
  26: 'store_corrupt', // SQLITE_NOTADB
}

// What the file system says before SQLite has the file, and what SQLite then only calls an I/O error.
const SYSTEM_CODES: Readonly<Record<string, StorageErrorCode>> = {
  ENOSPC: 'store_full',
  EDQUOT: 'store_full',
  EROFS: 'store_read_only',
}

const ADVICE: Partial<Record<StorageErrorCode, string>> = {
  store_in_use:
    'is in use by another process (or opened twice): stop the other one, or give this node its own directory',
  store_corrupt: 'is damaged or not a database',
  store_full: 'cannot grow: the disk is full',
  store_read_only: 'cannot be written: it, or the disk it is on, is read-only',
}

/** The StorageError of whatever SQLite or the file system threw about the store at `path`. */
export function storageErrorOf(cause: unknown, path: string): StorageError {
  if (cause instanceof StorageError) return cause
  const { errcode, code: systemCode } = cause as { readonly errcode?: unknown; readonly code?: unknown }
  const code =
    (typeof errcode === 'number' && CODES[errcode & 0xff]) || SYSTEM_CODES[String(systemCode)] || 'store_failed'
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new StorageError(code, `The store ${path} ${ADVICE[code] ?? 'failed'} (${reason})`, { cause })
}
