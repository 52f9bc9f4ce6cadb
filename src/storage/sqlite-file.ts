import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { storageErrorOf } from './sqlite-error.ts'
import { StorageError } from './storage-error.ts'

export interface SqliteFormat {
  /** Kept in the file's header to tell it from other programs' databases. */
  readonly applicationId: number
  /** How schema n is made of schema n - 1; the first makes it of nothing. */
  readonly migrations: readonly string[]
  /** Whether a file of an older schema is changed; else it is refused with `store_too_old`. */
  readonly migrates?: boolean
  /** Larger files are not checked as a whole when they are opened, which would keep the node from starting. */
  readonly maxCheckedBytes: number
}

/**
 * Opens, or creates with mode 0600, the file at `path`, brings it to the newest schema and locks it until it is closed or
 * the process ends, however it ends. What is committed survives kill -9 and power loss.
 * @throws StorageError `store_in_use`, `store_corrupt`, `store_foreign`, `store_too_new`, `store_too_old`,
 *   `store_full`, `store_read_only`, `store_failed`
 */
export function openSqliteFile(path: string, format: SqliteFormat): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    createPrivateFile(path)
    database = new DatabaseSync(path, { timeout: 0 })
    // Exclusive before the first access: the lock is then taken at once, needs no shared memory file and dies with us.
    database.exec('PRAGMA locking_mode = EXCLUSIVE')
    // Before anything is written, the switch to WAL included.
    refuseForeign(database, path, format)
    database.exec('PRAGMA journal_mode = WAL')
    database.exec('PRAGMA synchronous = FULL')
    if (statSync(path).size <= format.maxCheckedBytes) refuseDamaged(database, path)
    migrate(database, path, format)
    return database
  } catch (error) {
    database?.close()
    throw storageErrorOf(error, path)
  }
}

/** Renames a file and its journal to `<path>.corrupt-<milliseconds>`, which is returned. */
export function moveAside(path: string, nowMs: number): string {
  const asidePath = `${path}.corrupt-${nowMs}`
  try {
    renameSync(path, asidePath)
    if (existsSync(`${path}-wal`)) renameSync(`${path}-wal`, `${asidePath}-wal`)
  } catch (error) {
    throw storageErrorOf(error, path)
  }
  return asidePath
}

/** Runs `work` as one transaction: all of it is kept, or nothing. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    // Some failures, such as a full disk, have already rolled back.
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

export function pragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name])
}

/**
 * Creates the file unless it is there. Never opens one that is: closing it again would drop the locks that this process
 * may hold on it through SQLite (https://www.sqlite.org/howtocorrupt.html, section 2.2).
 */
function createPrivateFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  try {
    closeSync(openSync(path, 'ax', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    // What SQLite says of a file on a read-only disk names no cause.
    accessSync(path, constants.W_OK)
  }
}

function refuseDamaged(database: DatabaseSync, path: string): void {
  const finding = database.prepare('PRAGMA quick_check(1)').get()?.quick_check
  if (finding !== 'ok') throw new StorageError('store_corrupt', `The store ${path} is damaged (${finding})`)
}

function refuseForeign(database: DatabaseSync, path: string, { applicationId, migrations }: SqliteFormat): void {
  // A file just created, or one whose creator was killed before the schema was committed.
  const isNew = pragma(database, 'schema_version') === 0
  if (!isNew && pragma(database, 'application_id') !== applicationId) {
    throw new StorageError('store_foreign', `${path} is a database of another kind or program: name another file`)
  }
  const version = pragma(database, 'user_version')
  if (version > migrations.length) {
    throw new StorageError(
      'store_too_new',
      `The store ${path} has schema ${version}, this program knows ${migrations.length}: use the newer program`,
    )
  }
}

function migrate(database: DatabaseSync, path: string, { applicationId, migrations, migrates = true }: SqliteFormat) {
  inTransaction(database, () => {
    const version = pragma(database, 'user_version')
    if (version === migrations.length) return
    if (version > 0 && !migrates) {
      const versions = `has schema ${version}, this program writes ${migrations.length}`
      throw new StorageError('store_too_old', `The store ${path} ${versions}: let it be migrated`)
    }
    for (const migration of migrations.slice(version)) database.exec(migration)
    database.exec(`PRAGMA application_id = ${applicationId}`)
    database.exec(`PRAGMA user_version = ${migrations.length}`)
  })
}
