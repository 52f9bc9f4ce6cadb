import type { StateChange, StateStore } from '../foundation/index.ts'

/** One write is one transaction that holds its thread; this many rows take it some tens of milliseconds. */
const MAX_CHANGES_PER_WRITE = 5_000

/**
 * Collects changes and writes all that wait at once: while one write is under way, everything added meanwhile goes into
 * the next one, however many callers wait for it. What could not be written stays and goes into the next attempt.
 */
export class WriteBehind {
  readonly #store: StateStore
  readonly #maxUnsyncedWrites: number
  #pending: StateChange[] = []
  #underWay: Promise<void> | undefined
  #next: Promise<void> | undefined
  #unsyncedWrites = 0

  /** @param maxUnsyncedWrites after so many writes that a loss of power may undo comes one that it does not */
  constructor(store: StateStore, { maxUnsyncedWrites = 0 } = {}) {
    this.#store = store
    this.#maxUnsyncedWrites = maxUnsyncedWrites
  }

  add(...changes: readonly StateChange[]): void {
    for (const change of changes) this.#pending.push(change)
  }

  /** Forgets changes that wait and have lost their meaning, so that a store that fails for long costs no memory. */
  discard(isObsolete: (change: StateChange) => boolean): void {
    this.#pending = this.#pending.filter((change) => !isObsolete(change))
  }

  /** Resolves when everything added before is written. Rejects with the store's error. */
  flush(): Promise<void> {
    if (this.#pending.length === 0) return this.#underWay ?? Promise.resolve()
    this.#next ??= this.#writeNext()
    return this.#next
  }

  async #writeNext(): Promise<void> {
    // The failure of the write before is told to those who waited for that one; its rows are in this one.
    await this.#underWay?.catch(() => undefined)
    this.#underWay = this.#next
    this.#next = undefined
    const changes = this.#pending
    this.#pending = []
    let written = 0
    try {
      while (written < changes.length) {
        await this.#write(changes.slice(written, written + MAX_CHANGES_PER_WRITE))
        written += MAX_CHANGES_PER_WRITE
      }
    } catch (error) {
      this.#pending = changes.slice(written).concat(this.#pending)
      throw error
    } finally {
      this.#underWay = undefined
    }
  }

  async #write(changes: readonly StateChange[]): Promise<void> {
    const isSynced = this.#unsyncedWrites >= this.#maxUnsyncedWrites
    await this.#store.write(changes, { isSynced })
    this.#unsyncedWrites = isSynced ? 0 : this.#unsyncedWrites + 1
  }
}
