/** One change of a write. A missing `value` deletes the key. */
export interface StateChange {
  readonly space: string
  readonly key: Uint8Array
  readonly value?: Uint8Array
}

export interface StateEntry {
  readonly key: Uint8Array
  readonly value: Uint8Array
}

export interface StateRange {
  /** First key, inclusive. Default: the start of the space. */
  readonly from?: Uint8Array
  /** End of the range, exclusive. Default: the end of the space. */
  readonly to?: Uint8Array
  /** At most this many entries. */
  readonly limit: number
}

export interface StateWriteOptions {
  /** Whether the disk has the write before it is acknowledged, which takes milliseconds on this thread. Default: true. */
  readonly isSynced?: boolean
}

/**
 * A small ordered key-value store for what a node must not forget: message ids, nullifiers, the sync position.
 * Keys are compared byte by byte inside named spaces. One process opens one store; opening it again is refused.
 */
export interface StateStore {
  get(space: string, key: Uint8Array): Promise<Uint8Array | undefined>
  /** Entries of a space in ascending order of their keys. */
  list(space: string, range: StateRange): Promise<StateEntry[]>
  /**
   * Applies all changes or none. They survive kill -9 and power loss once the promise resolves; a write that is not synced
   * survives kill -9, and power loss once a later one is.
   */
  write(changes: readonly StateChange[], options?: StateWriteOptions): Promise<void>
  /** Deletes every entry of a space with `from <= key < to`. */
  deleteRange(space: string, from: Uint8Array, to: Uint8Array): Promise<void>
  close(): Promise<void>
}
