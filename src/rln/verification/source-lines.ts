import type { SourceRecords } from './source-records.ts'

/** At a millisecond each a second's work of half a thread; what waits longer is stale when it is decided. */
export const MAX_WAITING = 256
/** Proofs of a batch with a source's own: a bad one among them makes the whole batch count again, in halves. */
const MAX_APART = 16

/**
 * The bounded lines before the lanes, one for each source. Sources take turns. Those without a recent failure share
 * batches; others get turns of their own in between, so that what is bad holds up what is good for one short turn.
 */
export class SourceLines<Item> {
  readonly #records: SourceRecords
  // Sources in the order of their turns; a source that was served goes to the end.
  readonly #lines = new Map<string, Item[]>()
  #size = 0
  #sharedWasLast = false

  constructor({ records }: { readonly records: SourceRecords }) {
    this.#records = records
  }

  get size(): number {
    return this.#size
  }

  /** Returns the item that had to go when the lines are full: the newest of the longest line, which may be this one. */
  push(source: string, item: Item): Item | undefined {
    const line = this.#lines.get(source)
    if (line) line.push(item)
    else this.#lines.set(source, [item])
    this.#size++
    return this.#size > MAX_WAITING ? this.#dropNewestOfLongest() : undefined
  }

  /** The next batch, of at most `limit` items with their sources; empty only when nothing waits. */
  take(limit: number): { readonly source: string; readonly item: Item }[] {
    const sources = [...this.#lines.keys()]
    const shared = new Set(sources.filter((source) => this.#records.standingOf(source) === 'shared'))
    const other = sources.find((source) => !shared.has(source))
    this.#sharedWasLast = other === undefined || (shared.size > 0 && !this.#sharedWasLast)
    if (this.#sharedWasLast) return this.#takeInTurns(shared, limit)
    const ownLimit = this.#records.standingOf(other!) === 'alone' ? 1 : Math.min(limit, MAX_APART)
    return this.#takeInTurns(new Set([other!]), ownLimit)
  }

  /** Everything that waits, for good. */
  clear(): Item[] {
    const items = [...this.#lines.values()].flat()
    this.#lines.clear()
    this.#size = 0
    return items
  }

  #takeInTurns(sources: Set<string>, limit: number): { source: string; item: Item }[] {
    const batch: { source: string; item: Item }[] = []
    while (batch.length < limit && sources.size > 0) {
      for (const source of [...sources].slice(0, limit - batch.length)) {
        const line = this.#lines.get(source)!
        batch.push({ source, item: line.shift()! })
        this.#size--
        this.#lines.delete(source)
        if (line.length > 0) this.#lines.set(source, line)
        else sources.delete(source)
      }
    }
    return batch
  }

  #dropNewestOfLongest(): Item {
    let longestSource = ''
    let longest: Item[] = []
    for (const [source, line] of this.#lines) {
      // Of equally long ones the one that came last: its item is the one that does not fit.
      if (line.length >= longest.length) [longestSource, longest] = [source, line]
    }
    if (longest.length === 1) this.#lines.delete(longestSource)
    this.#size--
    return longest.pop()!
  }
}
