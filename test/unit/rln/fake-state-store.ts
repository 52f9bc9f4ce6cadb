import {
  bytesToHex,
  hexToBytes,
  type StateChange,
  type StateEntry,
  type StateRange,
  type StateStore,
  type StateWriteOptions,
} from '../../../src/foundation/index.ts'

interface HeldWrite {
  readonly changes: readonly StateChange[]
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

/** A state store whose writes can be held back, lost in a crash, or refused. */
export class FakeStateStore implements StateStore {
  /** Hold writes back until they are released. */
  holding = false
  /** Refuse every write with this error. */
  failure: Error | undefined
  /** Writes that were asked for. */
  writeCount = 0
  readonly #durable = new Map<string, Map<string, Uint8Array>>()
  #held: HeldWrite[] = []

  get heldCount(): number {
    return this.#held.length
  }

  async get(space: string, key: Uint8Array): Promise<Uint8Array | undefined> {
    return this.#space(space).get(bytesToHex(key))
  }

  async list(space: string, { from, to, limit }: StateRange): Promise<StateEntry[]> {
    return [...this.#space(space)]
      .filter(([key]) => (!from || key >= bytesToHex(from)) && (!to || key < bytesToHex(to)))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, limit)
      .map(([key, value]) => ({ key: hexToBytes(key), value }))
  }

  write(changes: readonly StateChange[], _options?: StateWriteOptions): Promise<void> {
    this.writeCount++
    if (this.failure) return Promise.reject(this.failure)
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#held.push({ changes, resolve, reject })
    if (!this.holding) this.release()
    return promise
  }

  async deleteRange(space: string, from: Uint8Array, to: Uint8Array): Promise<void> {
    for (const { key } of await this.list(space, { from, to, limit: Number.POSITIVE_INFINITY })) {
      this.#space(space).delete(bytesToHex(key))
    }
  }

  async close(): Promise<void> {}

  /** Lets the writes that are held become durable. */
  release(): void {
    for (const { changes, resolve } of this.#held.splice(0)) {
      this.#apply(changes)
      resolve()
    }
  }

  /** Ends the process that writes: of the held writes the first `applied` reached the disk, none was acknowledged. */
  crash(applied: number): void {
    this.#held.splice(0).forEach(({ changes, reject }, index) => {
      if (index < applied) this.#apply(changes)
      reject(new Error('the process died'))
    })
  }

  #apply(changes: readonly StateChange[]): void {
    for (const { space, key, value } of changes) {
      if (value) this.#space(space).set(bytesToHex(key), value)
      else this.#space(space).delete(bytesToHex(key))
    }
  }

  #space(space: string): Map<string, Uint8Array> {
    const known = this.#durable.get(space)
    if (known) return known
    const entries = new Map<string, Uint8Array>()
    this.#durable.set(space, entries)
    return entries
  }
}
