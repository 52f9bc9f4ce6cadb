import type { StateChange, StateEntry, StateRange, StateStore } from '../foundation/index.ts'
import { refuseTooLargeWrite } from './state-write-limits.ts'
import { StorageError } from './storage-error.ts'

/** The one object store: values by `[space, key]`. IndexedDB compares binary keys byte by byte, shorter ones first. */
export const ENTRIES = 'entries'

/** Behind every key of a space: IndexedDB sorts arrays behind bytes. */
const AFTER_ALL_KEYS: readonly never[] = []

/** What is written here is on disk before it is acknowledged, not only handed to the system. */
const DURABLE: IDBTransactionOptions = { durability: 'strict' }

/** A state store over an open database, which it closes. */
export class IndexedDbStateStore implements StateStore {
  readonly #database: IDBDatabase
  readonly #name: string
  readonly #release: () => Promise<void>
  #closed = false

  /** @param release called once, when the database is closed or was closed by the browser */
  constructor(database: IDBDatabase, release: () => Promise<void>) {
    this.#database = database
    this.#name = database.name
    this.#release = release
    // Somebody clears this site's data: what is open would keep them waiting.
    database.addEventListener('versionchange', () => void this.close())
    database.addEventListener('close', () => void this.close())
  }

  async get(space: string, key: Uint8Array): Promise<Uint8Array | undefined> {
    const value = await this.#transact('readonly', (entries) => entries.get([space, key as BufferSource]))
    return value.result === undefined ? undefined : bytesOf(value.result)
  }

  async list(space: string, { from, to, limit }: StateRange): Promise<StateEntry[]> {
    this.#refuseWhenClosed()
    const range = rangeOf(space, from, to)
    if (range === undefined || limit <= 0) return []
    const { keys, values } = await this.#transact('readonly', (entries) => ({
      keys: entries.getAllKeys(range, limit),
      values: entries.getAll(range, limit),
    }))
    return keys.result.map((key, index) => {
      return { key: bytesOf((key as [string, BufferSource])[1]), value: bytesOf(values.result[index]) }
    })
  }

  async write(changes: readonly StateChange[]): Promise<void> {
    this.#refuseWhenClosed()
    refuseTooLargeWrite(changes)
    await this.#transact('readwrite', (entries) => {
      for (const { space, key, value } of changes) {
        if (value === undefined) entries.delete([space, key as BufferSource])
        else entries.put(value, [space, key as BufferSource])
      }
    })
  }

  async deleteRange(space: string, from: Uint8Array, to: Uint8Array): Promise<void> {
    this.#refuseWhenClosed()
    const range = rangeOf(space, from, to)
    if (range !== undefined) await this.#transact('readwrite', (entries) => entries.delete(range))
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    // Transactions under way are finished first.
    this.#database.close()
    await this.#release()
  }

  /** Resolves with what `ask` returned, its requests being done, once the transaction has committed. */
  #transact<Asked>(mode: 'readonly' | 'readwrite', ask: (entries: IDBObjectStore) => Asked): Promise<Asked> {
    this.#refuseWhenClosed()
    const { promise, resolve, reject } = Promise.withResolvers<Asked>()
    try {
      const transaction = this.#database.transaction(ENTRIES, mode, DURABLE)
      const asked = ask(transaction.objectStore(ENTRIES))
      transaction.addEventListener('complete', () => resolve(asked))
      transaction.addEventListener('abort', () => reject(storageErrorOf(transaction.error, this.#name)))
      transaction.commit()
    } catch (error) {
      reject(storageErrorOf(error, this.#name))
    }
    return promise
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new StorageError('store_closed', `The IndexedDB database ${this.#name} was closed before`)
  }
}

/** What a failure of IndexedDB means. */
export function storageErrorOf(cause: unknown, name: string): StorageError {
  const failure = cause instanceof DOMException ? cause.name : undefined
  if (failure === 'QuotaExceededError') {
    const advice = 'free some space, or allow this site more'
    return new StorageError(
      'store_full',
      `The browser has no room left for the IndexedDB database ${name}: ${advice}`,
      {
        cause,
      },
    )
  }
  if (failure === 'VersionError') {
    const advice = 'a newer version of this page made it: reload the page'
    return new StorageError('store_too_new', `The IndexedDB database ${name} cannot be read: ${advice}`, { cause })
  }
  return new StorageError('store_failed', `The IndexedDB database ${name} failed`, { cause })
}

/** undefined when nothing can lie between the two. */
function rangeOf(space: string, from: Uint8Array | undefined, to: Uint8Array | undefined): IDBKeyRange | undefined {
  const lower = [space, (from ?? new Uint8Array()) as BufferSource]
  const upper = [space, (to ?? AFTER_ALL_KEYS) as BufferSource]
  return indexedDB.cmp(lower, upper) < 0 ? IDBKeyRange.bound(lower, upper, false, true) : undefined
}

/** Keys come back as ArrayBuffers, values as they were put. */
function bytesOf(stored: BufferSource | undefined): Uint8Array {
  if (stored instanceof ArrayBuffer) return new Uint8Array(stored)
  if (stored === undefined) throw new StorageError('store_corrupt', 'A value of an IndexedDB database is missing')
  return new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength) as Uint8Array
}
