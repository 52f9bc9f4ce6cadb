/** A first-in, first-out queue that refuses what is over its capacity. */
export class BoundedQueue<Item> {
  readonly #items: (Item | undefined)[] = []
  readonly #capacity: number
  #head = 0

  constructor(capacity: number) {
    if (!Number.isSafeInteger(capacity) || capacity < 1) throw new RangeError('capacity must be a positive integer')
    this.#capacity = capacity
  }

  get size(): number {
    return this.#items.length - this.#head
  }

  /** Whether the item was taken: false when the queue is full. */
  push(item: Item): boolean {
    if (this.size >= this.#capacity) return false
    this.#items.push(item)
    return true
  }

  shift(): Item | undefined {
    if (this.size === 0) return undefined
    const item = this.#items[this.#head]
    // What was taken must not stay in memory until the cut below.
    this.#items[this.#head] = undefined
    this.#head++
    // Cut off what was taken only now and then: one splice for `capacity` shifts.
    if (this.#head >= this.#capacity) {
      this.#items.splice(0, this.#head)
      this.#head = 0
    }
    return item
  }
}
