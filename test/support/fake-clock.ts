import type { Clock } from '../../src/foundation/index.ts'

interface FakeTimer {
  dueMs: number
  readonly intervalMs?: number
  readonly callback: () => void
}

/** Monday, 1 January 2024, 00:00:00 UTC: a multiple of every epoch size in use. */
export const FAKE_START_MS = 1_704_067_200_000

/** A clock that stands still until it is told to go on. Timers fire in the order they are due, each at its own time. */
export class FakeClock implements Clock {
  #nowMs: number
  #jumpedMs = 0
  readonly #timers = new Set<FakeTimer>()

  constructor(nowMs = FAKE_START_MS) {
    this.#nowMs = nowMs
  }

  /** How many timers wait: zero after everything under test was stopped. */
  get pendingTimers(): number {
    return this.#timers.size
  }

  nowMs(): number {
    return this.#nowMs
  }

  monotonicMs(): number {
    return this.#nowMs - this.#jumpedMs
  }

  after(delayMs: number, callback: () => void): () => void {
    return this.#add({ dueMs: this.#nowMs + Math.max(0, delayMs), callback })
  }

  every(intervalMs: number, callback: () => void): () => void {
    // As the platform's setInterval: never faster than once a millisecond.
    const boundedMs = Math.max(1, intervalMs)
    return this.#add({ dueMs: this.#nowMs + boundedMs, intervalMs: boundedMs, callback })
  }

  /** Goes on by `durationMs` and fires, synchronously, what becomes due on the way. */
  advance(durationMs: number): void {
    const endMs = this.#nowMs + durationMs
    for (let timer = this.#nextDue(endMs); timer !== undefined; timer = this.#nextDue(endMs)) this.#fire(timer)
    this.#nowMs = endMs
  }

  /** Like `advance`, and lets promises settle before, between and after the timers. */
  async advanceAsync(durationMs: number): Promise<void> {
    const endMs = this.#nowMs + durationMs
    await settle()
    for (let timer = this.#nextDue(endMs); timer !== undefined; timer = this.#nextDue(endMs)) {
      this.#fire(timer)
      await settle()
    }
    this.#nowMs = endMs
    await settle()
  }

  /** Sets the time, forwards or backwards, as an operator would: timers keep the time they have left. */
  jumpTo(nowMs: number): void {
    for (const timer of this.#timers) timer.dueMs += nowMs - this.#nowMs
    this.#jumpedMs += nowMs - this.#nowMs
    this.#nowMs = nowMs
  }

  #add(timer: FakeTimer): () => void {
    this.#timers.add(timer)
    return () => {
      this.#timers.delete(timer)
    }
  }

  /** The earliest timer due at or before `endMs`; of equals the one that was set first. */
  #nextDue(endMs: number): FakeTimer | undefined {
    let next: FakeTimer | undefined
    for (const timer of this.#timers) {
      if (timer.dueMs <= endMs && (next === undefined || timer.dueMs < next.dueMs)) next = timer
    }
    return next
  }

  #fire(timer: FakeTimer): void {
    this.#nowMs = timer.dueMs
    if (timer.intervalMs === undefined) this.#timers.delete(timer)
    else timer.dueMs += timer.intervalMs
    timer.callback()
  }
}

/** One turn of the event loop: every promise that can settle has settled. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
