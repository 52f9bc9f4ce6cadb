import type { ClientBase, Pool, PoolClient, QueryResultRow } from 'pg'
import type { Logger } from '../foundation/index.ts'
import { storageErrorOfPostgres } from './postgres-error.ts'
import { StorageError } from './storage-error.ts'

/** As many may wait for a connection; with 50 connections each waits some milliseconds. */
const MAX_WAITING = 256

/**
 * The connections to a database. One that fails is thrown away and replaced by the next call, so that a server which was
 * restarted is used again. Every failure is a StorageError.
 */
export class PostgresConnections {
  readonly #pool: Pool
  readonly #place: string
  #ended: Promise<void> | undefined

  constructor({ pool, logger }: { readonly pool: Pool; readonly logger: Logger }, place: string) {
    this.#pool = pool
    this.#place = place
    // A connection that ends while it is lent fails its query, and says so here as well: without a listener that would
    // end the process.
    pool.on('connect', (client) => client.on('error', () => undefined))
    // The server ended a connection that was idle. The pool has dropped it; whoever asks next gets another.
    pool.on('error', (error) => logger.debug('an idle connection to the archive ended', { reason: error.message }))
  }

  async query<Row extends QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.use(async (client) => (await client.query<Row>(sql, [...values])).rows)
  }

  /** Runs `work` in a transaction. When it fails, nothing of it was kept. */
  transaction<T>(work: (client: ClientBase) => Promise<T>): Promise<T> {
    return this.use(async (client) => {
      await client.query('BEGIN')
      const result = await work(client)
      await client.query('COMMIT')
      return result
    })
  }

  /** Lends a connection to `work`. One that failed is closed, and with it whatever transaction it had begun. */
  async use<T>(work: (client: ClientBase) => Promise<T>): Promise<T> {
    this.refuseWhenEnded()
    if (this.#pool.waitingCount >= MAX_WAITING) {
      throw new StorageError('store_busy', `${MAX_WAITING} calls wait for the archive ${this.#place}: try again later`)
    }
    let client: PoolClient | undefined
    let failure: unknown
    try {
      client = await this.#pool.connect()
      return await work(client)
    } catch (error) {
      failure = error
      throw storageErrorOfPostgres(error, this.#place)
    } finally {
      client?.release(failure !== undefined)
    }
  }

  /** @throws StorageError `store_closed` */
  refuseWhenEnded(): void {
    if (this.#ended) throw new StorageError('store_closed', `The archive ${this.#place} was closed before`)
  }

  /** Resolves when the connections lent are back and all are closed. */
  end(): Promise<void> {
    this.#ended ??= this.#pool.end()
    return this.#ended
  }
}
