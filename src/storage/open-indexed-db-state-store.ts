import type { StateStore } from '../foundation/index.ts'
import { ENTRIES, IndexedDbStateStore, storageErrorOf } from './indexed-db-state-store.ts'
import { StorageError } from './storage-error.ts'

const FORMAT_VERSION = 1

export interface IndexedDbStateStoreOptions {
  /** Wait until no other page has it open, instead of refusing. Default: false. */
  readonly waitForLock?: boolean
  /** Ends the waiting: opening rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/**
 * Opens, or creates, an IndexedDB database of this site and locks it until the store is closed or its page ends, however it
 * ends: two pages with one store would spend message ids twice. What a write has acknowledged is on disk.
 * @throws StorageError `store_in_use` while another page, or this one, has it open, unless it is to wait for that;
 *   `store_too_new`, `store_failed`
 */
export async function openIndexedDbStateStore(
  name: string,
  options: IndexedDbStateStoreOptions = {},
): Promise<StateStore> {
  let store: StateStore | undefined
  // Other scripts of this site can take the lock away. Then this page must not go on as if it had it.
  const release = await lock(name, options, () => void store?.close())
  try {
    store = new IndexedDbStateStore(await openDatabase(name), release)
    return store
  } catch (error) {
    await release()
    throw error
  }
}

/** Holds a lock of this site (Web Locks) until the returned function is called, which resolves when others can have it. */
async function lock(
  name: string,
  { waitForLock = false, signal }: IndexedDbStateStoreOptions,
  onLost: () => void,
): Promise<() => Promise<void>> {
  const locks: LockManager | undefined = globalThis.navigator?.locks
  if (locks === undefined || globalThis.indexedDB === undefined) {
    const why = 'only pages served over https, or from localhost, have Web Locks and IndexedDB'
    throw new StorageError('store_failed', `The IndexedDB database ${name} cannot be used: ${why}`)
  }
  const taken = Promise.withResolvers<boolean>()
  const released = Promise.withResolvers<void>()
  const lending = locks.request(
    `waku-rln-relay: ${name}`,
    waitForLock ? { ...(signal && { signal }) } : { ifAvailable: true },
    async (held) => {
      taken.resolve(held !== null)
      if (held !== null) await released.promise
    },
  )
  lending.catch((error) => {
    taken.reject(error)
    onLost()
  })
  if (await taken.promise) {
    return async () => {
      released.resolve()
      // Rejected: it was lost before.
      await lending.catch(() => undefined)
    }
  }
  throw new StorageError('store_in_use', `Another page has the IndexedDB database ${name} open: close that one first`)
}

function openDatabase(name: string): Promise<IDBDatabase> {
  const { promise, resolve, reject } = Promise.withResolvers<IDBDatabase>()
  const request = indexedDB.open(name, FORMAT_VERSION)
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(ENTRIES))
  request.addEventListener('success', () => resolve(request.result))
  request.addEventListener('error', () => reject(storageErrorOf(request.error, name)))
  return promise
}
