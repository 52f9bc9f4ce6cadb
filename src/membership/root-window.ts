/** A root at the end of a block that changed it. */
export interface WindowRoot {
  readonly root: bigint
  readonly blockNumber: number
  /** When the next one took its place. Undefined for the newest. */
  readonly supersededAtMs?: number | undefined
}

export interface RootWindowOptions {
  /** Roots kept, the newest among them. */
  readonly capacity: number
  /** How long a root counts after it was superseded: an erased member can prove for at most this long. */
  readonly maxAgeMs: number
}

/**
 * 50 changes as the field's nodes keep, 10 minutes so that a message proven just before a change arrives in time and a
 * quiet contract does not keep the root of an erased member valid for days.
 */
export const defaultRootWindowOptions: RootWindowOptions = { capacity: 50, maxAgeMs: 600_000 }

/** The roots a proof may be made under: those at block ends, bounded by count and by time. */
export class RootWindow {
  readonly #options: RootWindowOptions
  #roots: WindowRoot[] = []

  constructor(options: RootWindowOptions = defaultRootWindowOptions) {
    this.#options = options
  }

  get newest(): WindowRoot | undefined {
    return this.#roots.at(-1)
  }

  /** Oldest first. */
  get roots(): readonly WindowRoot[] {
    return this.#roots
  }

  accepts(root: bigint, nowMs: number): boolean {
    return this.#roots.some((entry) => entry.root === root && this.#counts(entry, nowMs))
  }

  /** Takes the root at the end of a block. A block that changed nothing leaves the window as it is. */
  add(root: bigint, blockNumber: number, supersededAtMs: number): void {
    const newest = this.#roots.pop()
    if (newest !== undefined) {
      if (newest.root === root) {
        this.#roots.push(newest)
        return
      }
      this.#roots.push({ ...newest, supersededAtMs })
    }
    this.#roots.push({ root, blockNumber })
    this.#roots = this.#roots.filter((entry) => this.#counts(entry, supersededAtMs)).slice(-this.#options.capacity)
  }

  /** Drops the roots of blocks that are no longer on the chain; `root` is the one at the end of what is. */
  rewind(root: bigint, blockNumber: number): void {
    const kept = this.#roots.filter((entry) => entry.blockNumber <= blockNumber)
    const newest = kept.at(-1)
    // More was undone than the window remembers: what is left of it is the state we are back at.
    if (newest?.root !== root) this.#roots = [...kept, { root, blockNumber }]
    else this.#roots = [...kept.slice(0, -1), { root, blockNumber: newest.blockNumber }]
  }

  restore(roots: readonly WindowRoot[]): void {
    this.#roots = roots.slice(-this.#options.capacity)
  }

  clear(): void {
    this.#roots = []
  }

  #counts({ supersededAtMs }: WindowRoot, nowMs: number): boolean {
    return supersededAtMs === undefined || nowMs - supersededAtMs <= this.#options.maxAgeMs
  }
}
