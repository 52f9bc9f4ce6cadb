import { closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Clock, type Logger, type StateStore, silentLogger, systemClock } from '../foundation/index.ts'
import { storageErrorOf } from './sqlite-error.ts'
import { SqliteStateStore, STATE_SCHEMA } from './sqlite-state-store.ts'
import { StorageError } from './storage-error.ts'

export interface SqliteStateStoreOptions {
  /**
   * What to do with a damaged file: `fail` (default), or `move-aside` to `<path>.corrupt-<milliseconds>` and begin with
   * nothing. Whoever chooses the latter must bear that what the node knew is forgotten.
   */
  readonly onCorrupt?: 'fail' | 'move-aside'
  readonly clock?: Clock
  readonly logger?: Logger
}

const SCHEMA_VERSION = 1
/** "WRLN", kept in the file's header to tell it from other programs' databases. */
const APPLICATION_ID = 0x57524c4e

/**
 * Opens, or creates with mode 0600, the SQLite file at `path` and locks it until the store is closed or the process ends,
 * however it ends. What a write has acknowledged survives kill -9 and power loss.
 * @throws StorageError `store_in_use`, `store_corrupt`, `store_foreign`, `store_too_new`, `store_full`, `store_failed`
 */
export async function openSqliteStateStore(path: string, options: SqliteStateStoreOptions = {}): Promise<StateStore> {
  const { onCorrupt = 'fail', clock = systemClock, logger = silentLogger } = options
  try {
    return openOnce(path)
  } catch (error) {
    const failure = storageErrorOf(error, path)
    if (failure.code !== 'store_corrupt' || onCorrupt === 'fail') throw failure
    const asidePath = moveAside(path, clock.nowMs())
    logger.error('state store was damaged: moved it aside and began with nothing', { path, asidePath })
    return openOnce(path)
  }
}

function openOnce(path: string): StateStore {
  let database: DatabaseSync | undefined
  try {
    createPrivateFile(path)
    database = new DatabaseSync(path, { timeout: 0 })
    // Exclusive before the first access: the lock is then taken at once, needs no shared memory file and dies with us.
    database.exec('PRAGMA locking_mode = EXCLUSIVE')
    // Before anything is written, the switch to WAL included.
    refuseForeign(database, path)
    database.exec('PRAGMA journal_mode = WAL')
    database.exec('PRAGMA synchronous = FULL')
    refuseDamaged(database, path)
    database.exec('BEGIN IMMEDIATE')
    if (pragma(database, 'user_version') === 0) createSchema(database)
    database.exec('COMMIT')
    return new SqliteStateStore(database, path)
  } catch (error) {
    database?.close()
    throw storageErrorOf(error, path)
  }
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
  }
}

function refuseDamaged(database: DatabaseSync, path: string): void {
  const finding = database.prepare('PRAGMA quick_check(1)').get()?.quick_check
  if (finding !== 'ok') throw new StorageError('store_corrupt', `The store ${path} is damaged (${finding})`)
}

function refuseForeign(database: DatabaseSync, path: string): void {
  // A file just created, or one whose creator was killed before the schema was committed.
  const isNew = pragma(database, 'schema_version') === 0
  if (!isNew && pragma(database, 'application_id') !== APPLICATION_ID) {
    throw new StorageError('store_foreign', `${path} is a database of another program: name another file`)
  }
  const version = pragma(database, 'user_version')
  if (version > SCHEMA_VERSION) {
    throw new StorageError(
      'store_too_new',
      `The store ${path} has schema ${version}, this program knows ${SCHEMA_VERSION}: use the newer program`,
    )
  }
}

function createSchema(database: DatabaseSync): void {
  database.exec(STATE_SCHEMA)
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}`)
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`)
}

function pragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name])
}

function moveAside(path: string, nowMs: number): string {
  const asidePath = `${path}.corrupt-${nowMs}`
  try {
    renameSync(path, asidePath)
    if (existsSync(`${path}-wal`)) renameSync(`${path}-wal`, `${asidePath}-wal`)
  } catch (error) {
    throw storageErrorOf(error, path)
  }
  return asidePath
}
