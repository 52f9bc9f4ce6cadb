import { type Clock, nextTask, sleep } from '../foundation/index.ts'

/**
 * Lets one piece of work after the other begin, each in a turn of the event loop of its own and no sooner than some time after
 * the one before: what comes in one piece, a flooder's burst or an honest one's, would hold up all else the node does until
 * the last of it is done.
 */
export class RequestPace {
  readonly #clock: Clock
  readonly #spacingMs: number
  #last: Promise<void> = Promise.resolve()
  #lastAtMs = Number.NEGATIVE_INFINITY

  /** @param spacingMs from the beginning of one to that of the next, at least */
  constructor(clock: Clock, spacingMs: number) {
    this.#clock = clock
    this.#spacingMs = spacingMs
  }

  /** Resolves when who asks may begin. In the order of asking, and also where somebody before did not wait for it. */
  turn(): Promise<void> {
    this.#last = this.#last.then(() => this.#rest())
    return this.#last
  }

  async #rest(): Promise<void> {
    const restMs = this.#lastAtMs + this.#spacingMs - this.#clock.monotonicMs()
    if (restMs > 0) await sleep(this.#clock, restMs)
    else await nextTask()
    this.#lastAtMs = this.#clock.monotonicMs()
  }
}
