import type { StateChange, StateEntry, StateRange, StateStore } from '../foundation/index.ts'
import { compareBytes } from '../foundation/index.ts'
import { refuseTooLargeWrite } from './state-write-limits.ts'
import { StorageError } from './storage-error.ts'

/** A state store that forgets everything with the process: for tests, and for nodes that must not remember. */
export function createMemoryStateStore(): StateStore {
  return new MemoryStateStore()
}

class MemoryStateStore implements StateStore {
  /** Per space its entries in ascending order of their keys. */
  readonly #spaces = new Map<string, StateEntry[]>()
  #closed = false

  async get(space: string, key: Uint8Array): Promise<Uint8Array | undefined> {
    const entries = this.#entries(space)
    const entry = entries[firstIndexFrom(entries, key)]
    return entry !== undefined && compareBytes(entry.key, key) === 0 ? entry.value.slice() : undefined
  }

  async list(space: string, { from, to, limit }: StateRange): Promise<StateEntry[]> {
    const entries = this.#entries(space)
    const start = from === undefined ? 0 : firstIndexFrom(entries, from)
    const end = to === undefined ? entries.length : firstIndexFrom(entries, to)
    return entries
      .slice(start, Math.min(end, start + limit))
      .map(({ key, value }) => ({ key: key.slice(), value: value.slice() }))
  }

  async write(changes: readonly StateChange[]): Promise<void> {
    this.#refuseWhenClosed()
    refuseTooLargeWrite(changes)
    for (const change of changes) this.#apply(change)
  }

  async deleteRange(space: string, from: Uint8Array, to: Uint8Array): Promise<void> {
    const entries = this.#entries(space)
    const start = firstIndexFrom(entries, from)
    entries.splice(start, Math.max(0, firstIndexFrom(entries, to) - start))
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#spaces.clear()
  }

  #apply({ space, key, value }: StateChange): void {
    const entries = this.#entries(space)
    const index = firstIndexFrom(entries, key)
    const present = index < entries.length && compareBytes(entries[index]!.key, key) === 0
    const replacement = value === undefined ? [] : [{ key: key.slice(), value: value.slice() }]
    entries.splice(index, present ? 1 : 0, ...replacement)
  }

  #entries(space: string): StateEntry[] {
    this.#refuseWhenClosed()
    const entries = this.#spaces.get(space) ?? []
    this.#spaces.set(space, entries)
    return entries
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new StorageError('store_closed', 'The store in memory was closed before')
  }
}

/** Index of the first entry whose key is not below `key`. */
function firstIndexFrom(entries: readonly StateEntry[], key: Uint8Array): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareBytes(entries[middle]!.key, key) < 0) low = middle + 1
    else high = middle
  }
  return low
}
