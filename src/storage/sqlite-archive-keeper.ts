import { readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { SqliteArchiveFile } from './sqlite-archive-file.ts'
import { SQLITE_ARCHIVE_FORMAT } from './sqlite-archive-schema.ts'
import { storageErrorOf } from './sqlite-error.ts'
import { moveAside, openSqliteFile, type SqliteFormat } from './sqlite-file.ts'
import { StorageError } from './storage-error.ts'

/** A disk that goes on damaging files must not be filled with them: beyond these somebody has to look. */
const MAX_FILES_ASIDE = 3
const CACHE_KIB = 16 * 1024
/** The journal is cut to this when it was larger, after a long transaction. */
const MAX_JOURNAL_BYTES = 16 * 1024 * 1024

export interface SqliteArchiveKeeperComponents {
  readonly nowMs: () => number
  readonly onMovedAside: (asidePath: string, reason: string) => void
}

/**
 * Keeps an archive's file open: opens it when it is asked for, again after a failure, and anew when it was damaged. The
 * damaged file is kept beside it.
 */
export class SqliteArchiveKeeper {
  readonly #components: SqliteArchiveKeeperComponents
  readonly #path: string
  readonly #format: SqliteFormat
  #file: SqliteArchiveFile | undefined

  constructor(
    components: SqliteArchiveKeeperComponents,
    options: { readonly path: string; readonly migrates: boolean },
  ) {
    this.#components = components
    this.#path = options.path
    this.#format = { ...SQLITE_ARCHIVE_FORMAT, migrates: options.migrates }
  }

  /** @throws StorageError */
  run<T>(operation: (file: SqliteArchiveFile) => T): T {
    try {
      this.#file ??= this.#open()
      return operation(this.#file)
    } catch (error) {
      const failure = storageErrorOf(error, this.#path)
      // A full disk leaves the connection as it was. What else may have happened to it nobody knows.
      if (failure.code !== 'store_full') this.#drop()
      if (failure.code === 'store_corrupt') this.#moveAside(failure)
      throw failure
    }
  }

  close(): void {
    this.#file?.close()
    this.#file = undefined
  }

  #open(): SqliteArchiveFile {
    try {
      return archiveFileOf(openSqliteFile(this.#path, this.#format))
    } catch (error) {
      const failure = storageErrorOf(error, this.#path)
      if (failure.code !== 'store_corrupt') throw failure
      this.#moveAside(failure)
      return archiveFileOf(openSqliteFile(this.#path, this.#format))
    }
  }

  #drop(): void {
    try {
      this.close()
    } catch {
      // It is being closed because it failed; why is what the caller is told.
      this.#file = undefined
    }
  }

  #moveAside(failure: StorageError): void {
    const prefix = `${basename(this.#path)}.corrupt-`
    const aside = readdirSync(dirname(this.#path)).filter((name) => name.startsWith(prefix) && !name.endsWith('-wal'))
    if (aside.length >= MAX_FILES_ASIDE) {
      throw new StorageError(
        'store_corrupt',
        `The store ${this.#path} is damaged again, and ${aside.length} damaged files lie beside it: check the disk, ` +
          `then remove ${prefix}*`,
        { cause: failure },
      )
    }
    this.#components.onMovedAside(moveAside(this.#path, this.#components.nowMs()), failure.message)
  }
}

function archiveFileOf(database: DatabaseSync): SqliteArchiveFile {
  try {
    database.exec(`PRAGMA cache_size = -${CACHE_KIB}`)
    database.exec(`PRAGMA journal_size_limit = ${MAX_JOURNAL_BYTES}`)
    return new SqliteArchiveFile(database)
  } catch (error) {
    database.close()
    throw error
  }
}
