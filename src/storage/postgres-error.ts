import { StorageError, type StorageErrorCode } from './storage-error.ts'

// SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html), by the whole code or by its class.
const CODES: Readonly<Record<string, StorageErrorCode>> = {
  '25006': 'store_read_only', // read_only_sql_transaction
  '53100': 'store_full', // disk_full
  '53300': 'store_busy', // too_many_connections
  '55P03': 'store_timed_out', // lock_not_available
  '57014': 'store_timed_out', // query_canceled: the statement timeout
  XX001: 'store_corrupt', // data_corrupted
  XX002: 'store_corrupt', // index_corrupted
  '08': 'store_unreachable', // connection_exception
  '57': 'store_unreachable', // operator_intervention: shutting down, starting up
}

// What Node and pg say, which have no SQLSTATE.
const CONNECTION_ENDED =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying)/
const TIMED_OUT = /^Query read timeout/

const ADVICE: Partial<Record<StorageErrorCode, string>> = {
  store_read_only: 'takes no writes: is it a standby, or its disk read-only?',
  store_full: 'cannot grow: the disk is full',
  store_busy: 'has no connection left: raise its max_connections, or lower --store-max-num-db-connections',
  store_timed_out: 'did not answer in time',
  store_corrupt: 'is damaged',
  store_unreachable: 'cannot be reached',
}

/**
 * The StorageError of whatever pg threw about the archive at `place`, which is named without user and password. Of the
 * cause only its text and code go on: its other fields may hold what was being stored.
 */
export function storageErrorOfPostgres(cause: unknown, place: string): StorageError {
  if (cause instanceof StorageError) return cause
  const { code: sqlState, message } = cause as { readonly code?: unknown; readonly message?: unknown }
  const reason = typeof message === 'string' && message !== '' ? message : String(sqlState ?? cause)
  const code = codeOf(String(sqlState ?? ''), reason)
  return new StorageError(code, `The archive ${place} ${ADVICE[code] ?? 'failed'} (${reason})`)
}

function codeOf(sqlState: string, reason: string): StorageErrorCode {
  const known = CODES[sqlState] ?? CODES[sqlState.length === 5 ? sqlState.slice(0, 2) : '']
  if (known !== undefined) return known
  if (TIMED_OUT.test(reason)) return 'store_timed_out'
  const isSystemCode = /^E[A-Z]{3,}/.test(sqlState)
  return isSystemCode || CONNECTION_ENDED.test(reason) ? 'store_unreachable' : 'store_failed'
}
