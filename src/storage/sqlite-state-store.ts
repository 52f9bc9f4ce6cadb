import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { StateChange, StateEntry, StateRange, StateStore, StateWriteOptions } from '../foundation/index.ts'
import { storageErrorOf } from './sqlite-error.ts'
import { inTransaction } from './sqlite-file.ts'
import { refuseTooLargeWrite } from './state-write-limits.ts'
import { StorageError } from './storage-error.ts'

/** Blobs are compared as the port wants it: byte by byte. */
export const STATE_SCHEMA = `
  CREATE TABLE entries (
    space TEXT NOT NULL,
    key BLOB NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (space, key)
  ) STRICT, WITHOUT ROWID`

const FIRST_KEY = new Uint8Array(0)

/** The state store over an open database that this process alone has locked. */
export class SqliteStateStore implements StateStore {
  readonly #database: DatabaseSync
  readonly #path: string
  readonly #get: StatementSync
  readonly #listFrom: StatementSync
  readonly #listRange: StatementSync
  readonly #put: StatementSync
  readonly #delete: StatementSync
  readonly #deleteRange: StatementSync
  /** As the file was opened. */
  #isSynced = true

  constructor(database: DatabaseSync, path: string) {
    this.#database = database
    this.#path = path
    this.#get = database.prepare('SELECT value FROM entries WHERE space = ? AND key = ?')
    this.#listFrom = database.prepare(
      'SELECT key, value FROM entries WHERE space = ? AND key >= ? ORDER BY key LIMIT ?',
    )
    this.#listRange = database.prepare(
      'SELECT key, value FROM entries WHERE space = ? AND key >= ? AND key < ? ORDER BY key LIMIT ?',
    )
    this.#put = database.prepare('INSERT OR REPLACE INTO entries (space, key, value) VALUES (?, ?, ?)')
    this.#delete = database.prepare('DELETE FROM entries WHERE space = ? AND key = ?')
    this.#deleteRange = database.prepare('DELETE FROM entries WHERE space = ? AND key >= ? AND key < ?')
  }

  async get(space: string, key: Uint8Array): Promise<Uint8Array | undefined> {
    return this.#run(() => this.#get.get(space, key)?.value as Uint8Array | undefined)
  }

  async list(space: string, { from = FIRST_KEY, to, limit }: StateRange): Promise<StateEntry[]> {
    return this.#run(() => {
      const rows =
        to === undefined ? this.#listFrom.all(space, from, limit) : this.#listRange.all(space, from, to, limit)
      return rows.map(({ key, value }) => ({ key: key as Uint8Array, value: value as Uint8Array }))
    })
  }

  async write(changes: readonly StateChange[], { isSynced = true }: StateWriteOptions = {}): Promise<void> {
    refuseTooLargeWrite(changes)
    this.#run(() => {
      this.#sync(isSynced)
      inTransaction(this.#database, () => {
        for (const change of changes) this.#apply(change)
      })
    })
  }

  async deleteRange(space: string, from: Uint8Array, to: Uint8Array): Promise<void> {
    this.#run(() => {
      this.#sync(true)
      this.#deleteRange.run(space, from, to)
    })
  }

  async close(): Promise<void> {
    if (this.#database.isOpen) this.#run(() => this.#database.close())
  }

  /** Whether commits from now on wait for the disk. The next one that does brings the log of all before it there too. */
  #sync(isSynced: boolean): void {
    if (isSynced === this.#isSynced) return
    this.#database.exec(`PRAGMA synchronous = ${isSynced ? 'FULL' : 'NORMAL'}`)
    this.#isSynced = isSynced
  }

  #apply({ space, key, value }: StateChange): void {
    if (value === undefined) this.#delete.run(space, key)
    else this.#put.run(space, key, value)
  }

  #run<T>(operation: () => T): T {
    if (!this.#database.isOpen) throw new StorageError('store_closed', `The store ${this.#path} was closed before`)
    try {
      return operation()
    } catch (error) {
      throw storageErrorOf(error, this.#path)
    }
  }
}
