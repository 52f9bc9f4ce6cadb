import type { Clock } from '../foundation/index.ts'

/** How far small corrections may carry the wall clock away from an even one while a wait lasts. */
const CLOCK_SLEW_MS = 5_000

export type WaitOutcome = 'going_on' | 'over' | 'clock_was_set'

/**
 * Waiting for a time of the wall clock that must really go by. At its end the even clock must say so too: where only the
 * wall clock does, somebody set it, and nothing is known of the time that it skipped.
 */
export class TwoClockWait {
  readonly #clock: Clock
  readonly #untilMs: number
  readonly #untilMonotonicMs: number

  constructor(clock: Clock, untilMs: number) {
    this.#clock = clock
    this.#untilMs = untilMs
    this.#untilMonotonicMs = clock.monotonicMs() + untilMs - clock.nowMs()
  }

  get outcome(): WaitOutcome {
    if (this.#clock.nowMs() < this.#untilMs) return 'going_on'
    return this.#clock.monotonicMs() >= this.#untilMonotonicMs - CLOCK_SLEW_MS ? 'over' : 'clock_was_set'
  }
}
