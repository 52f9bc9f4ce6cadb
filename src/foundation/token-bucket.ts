import type { Clock } from './clock.ts'

export interface TokenBucketOptions {
  /** Tokens it holds when full. */
  readonly capacity: number
  /** Tokens it regains in a second. */
  readonly refillPerSecond: number
}

/** A token bucket: starts full, refills steadily, never holds more than its capacity. */
export class TokenBucket {
  readonly #clock: Clock
  readonly #options: TokenBucketOptions
  #tokens: number
  #updatedAtMs: number

  constructor(clock: Clock, options: TokenBucketOptions) {
    this.#clock = clock
    this.#options = options
    this.#tokens = options.capacity
    this.#updatedAtMs = clock.nowMs()
  }

  /** Takes `count` tokens, or none when there are not enough. */
  take(count = 1): boolean {
    this.#refill()
    if (this.#tokens < count) return false
    this.#tokens -= count
    return true
  }

  /** Gives tokens back that turned out not to be owed. */
  giveBack(count = 1): void {
    this.#refill()
    this.#tokens = Math.min(this.#options.capacity, this.#tokens + count)
  }

  get isFull(): boolean {
    this.#refill()
    return this.#tokens >= this.#options.capacity
  }

  #refill(): void {
    const nowMs = this.#clock.nowMs()
    // A clock that was set back gives nothing and takes nothing.
    const elapsedSeconds = Math.max(0, nowMs - this.#updatedAtMs) / 1000
    this.#tokens = Math.min(this.#options.capacity, this.#tokens + elapsedSeconds * this.#options.refillPerSecond)
    this.#updatedAtMs = nowMs
  }
}
