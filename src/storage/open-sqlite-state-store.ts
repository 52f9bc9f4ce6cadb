import { type Clock, type Logger, type StateStore, silentLogger, systemClock } from '../foundation/index.ts'
import { storageErrorOf } from './sqlite-error.ts'
import { moveAside, openSqliteFile, type SqliteFormat } from './sqlite-file.ts'
import { SqliteStateStore, STATE_SCHEMA } from './sqlite-state-store.ts'

export interface SqliteStateStoreOptions {
  /**
   * What to do with a damaged file: `fail` (default), or `move-aside` to `<path>.corrupt-<milliseconds>` and begin with
   * nothing. Whoever chooses the latter must bear that what the node knew is forgotten.
   */
  readonly onCorrupt?: 'fail' | 'move-aside'
  readonly clock?: Clock
  readonly logger?: Logger
}

const FORMAT: SqliteFormat = {
  /** "WRLN" */
  applicationId: 0x57524c4e,
  migrations: [STATE_SCHEMA],
  // State is small, and a wrong message id costs a membership.
  maxCheckedBytes: Number.POSITIVE_INFINITY,
}

/**
 * Opens, or creates with mode 0600, the SQLite file at `path` and locks it until the store is closed or the process ends,
 * however it ends. What a write has acknowledged survives kill -9 and power loss.
 * @throws StorageError as `openSqliteFile`
 */
export async function openSqliteStateStore(path: string, options: SqliteStateStoreOptions = {}): Promise<StateStore> {
  const { onCorrupt = 'fail', clock = systemClock, logger = silentLogger } = options
  try {
    return new SqliteStateStore(openSqliteFile(path, FORMAT), path)
  } catch (error) {
    const failure = storageErrorOf(error, path)
    if (failure.code !== 'store_corrupt' || onCorrupt === 'fail') throw failure
    const asidePath = moveAside(path, clock.nowMs())
    logger.error('state store was damaged: moved it aside and began with nothing', { path, asidePath })
    return new SqliteStateStore(openSqliteFile(path, FORMAT), path)
  }
}
