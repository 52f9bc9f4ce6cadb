import { RoomError } from '../foundation/index.ts'

export const storageErrorCodes = [
  /** Another process, or this one, has the file open. */
  'store_in_use',
  /** The file is damaged or no database. */
  'store_corrupt',
  /** The file is an SQLite database that something else made. */
  'store_foreign',
  /** A newer version of this program wrote the file. */
  'store_too_new',
  /** An older version of this program wrote the store, and it was told not to migrate it. */
  'store_too_old',
  /** The disk is full. Nothing of the write was kept. */
  'store_full',
  /** The file, its disk or the database server takes no writes. Nothing of a write was kept. */
  'store_read_only',
  /** The database server cannot be reached, or ended the connection. A write may have been kept. */
  'store_unreachable',
  /** The store gave no answer in time. A write may have been kept. */
  'store_timed_out',
  /** More calls wait for the store than it lets wait. */
  'store_busy',
  /** The file cannot be opened, read or written; `cause` tells why. Nothing of a write was kept. */
  'store_failed',
  /** The store was closed before. */
  'store_closed',
  /** A write of more changes, or of larger keys or values, than a store takes at once. */
  'write_too_large',
] as const

export type StorageErrorCode = (typeof storageErrorCodes)[number]

/** What goes wrong with what is kept on disk. */
export class StorageError extends RoomError<StorageErrorCode> {}
