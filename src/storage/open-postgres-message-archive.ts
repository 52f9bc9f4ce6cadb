import pg from 'pg'
import { type Logger, silentLogger } from '../foundation/index.ts'
import type { MessageArchive } from './message-archive.ts'
import { PostgresConnections } from './postgres-connections.ts'
import { PostgresMessageArchive } from './postgres-message-archive.ts'
import { migratePostgres, runLong } from './postgres-schema.ts'
import { StorageError } from './storage-error.ts'

export interface PostgresMessageArchiveOptions {
  /** Most connections at once. Default: nwaku's 50. */
  readonly maxConnections?: number
  /** Vacuum the table of messages first. */
  readonly vacuum?: boolean
  /** Change a database of an older schema, which else is refused. Default: true. */
  readonly migrates?: boolean
  readonly logger?: Logger
}

const DEFAULT_MAX_CONNECTIONS = 50
const CONNECT_TIMEOUT_MS = 5_000
/** Everything asked of the server takes milliseconds; what takes so long waits for something. */
const STATEMENT_TIMEOUT_MS = 10_000
const LOCK_TIMEOUT_MS = 5_000
/** A server that does not even say that a statement timed out. */
const ANSWER_TIMEOUT_MS = 15_000
/** A large table on a slow disk. */
const VACUUM_TIMEOUT_MS = 24 * 3_600_000

/**
 * Opens the archive in a PostgreSQL database, which several nodes may share, and creates its tables there if need be.
 * @param url `postgres://USER:PASSWORD@HOST:PORT/NAME`; the password appears in no error and no log line,
 *   the user only where PostgreSQL itself names it
 * @throws StorageError `store_unreachable`, `store_too_new`, `store_too_old`, `store_read_only`, `store_failed`
 */
export async function openPostgresMessageArchive(
  url: string,
  options: PostgresMessageArchiveOptions = {},
): Promise<MessageArchive> {
  const { maxConnections = DEFAULT_MAX_CONNECTIONS, vacuum = false, migrates = true, logger = silentLogger } = options
  const place = placeOf(url)
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'waku-rln-relay',
    // What is acknowledged is durable, whatever the server's default is.
    options: '-c synchronous_commit=on',
  })
  const connections = new PostgresConnections({ pool, logger }, place)
  try {
    await connections.use((client) => migratePostgres(client, place, migrates))
    if (vacuum) {
      await connections.use(async (client) => {
        await client.query('SET statement_timeout = 0')
        await runLong(client, 'VACUUM (ANALYZE) waku_messages', VACUUM_TIMEOUT_MS)
        await client.query(`SET statement_timeout = ${STATEMENT_TIMEOUT_MS}`)
      })
    }
  } catch (error) {
    await connections.end()
    throw error
  }
  return new PostgresMessageArchive({ connections, logger })
}

/** The URL without user, password and parameters, which may hold them too. */
function placeOf(url: string): string {
  try {
    const { host, pathname } = new URL(url)
    return `postgres://${host}${pathname}`
  } catch {
    // Without its cause: that has the URL.
    throw new StorageError(
      'store_failed',
      'The URL of the database cannot be read: it is postgres://USER:PASSWORD@HOST:PORT/NAME, special characters as %XX',
    )
  }
}
