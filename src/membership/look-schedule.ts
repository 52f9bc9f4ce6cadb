import { type Clock, type Startable, sleep } from '../foundation/index.ts'

/** With a request's 5 s this keeps the way back from an outage below 10 s, whatever the poll interval. */
const retryDelayMs = 2_000

/** Unknown roots are free to make up: however many come, the chain is asked no oftener than this. */
const refreshIntervalMs = 2_000

export interface LookScheduleComponents {
  readonly clock: Clock
  /** One look at the chain; false when it did not succeed. Never rejects. */
  readonly look: () => Promise<boolean>
}

/** When the chain is looked at: regularly, sooner after a failure, at once when asked to; never twice at a time. */
export class LookSchedule implements Startable {
  readonly #components: LookScheduleComponents
  readonly #pollIntervalMs: number
  readonly #stopped = new AbortController()
  #isStarted = false
  #look: Promise<boolean> | undefined
  #refresh: Promise<void> | undefined
  #refreshedAtMs = Number.NEGATIVE_INFINITY
  #cancelPoll: () => void = () => undefined

  constructor(components: LookScheduleComponents, options: { readonly pollIntervalMs: number }) {
    this.#components = components
    this.#pollIntervalMs = options.pollIntervalMs
  }

  async start(): Promise<void> {
    this.#isStarted = true
    this.#schedulePoll(true)
  }

  async stop(): Promise<void> {
    this.#isStarted = false
    this.#cancelPoll()
    this.#stopped.abort(new Error('stopped'))
    await Promise.allSettled([this.#look, this.#refresh])
  }

  /** A look begun after this call, one for all who wait. Resolves when it ended, however it ended. */
  refresh(): Promise<void> {
    if (!this.#isStarted) return Promise.resolve()
    this.#refresh ??= this.#refreshSoon().finally(() => {
      this.#refresh = undefined
    })
    return this.#refresh
  }

  async #refreshSoon(): Promise<void> {
    const { clock } = this.#components
    const waitMs = this.#refreshedAtMs + refreshIntervalMs - clock.nowMs()
    try {
      if (waitMs > 0) await sleep(clock, waitMs, this.#stopped.signal)
    } catch {
      return // Stopped meanwhile.
    }
    this.#refreshedAtMs = clock.nowMs()
    // A look under way may have read its head before the root in question came to be.
    await this.#look
    if (this.#isStarted) await this.#lookNow()
  }

  #lookNow(): Promise<boolean> {
    this.#look ??= this.#components.look().finally(() => {
      this.#look = undefined
    })
    return this.#look
  }

  #schedulePoll(isGood: boolean): void {
    const delayMs = isGood ? this.#pollIntervalMs : Math.min(this.#pollIntervalMs, retryDelayMs)
    this.#cancelPoll = this.#components.clock.after(delayMs, () => {
      void this.#lookNow().then((succeeded) => {
        if (this.#isStarted) this.#schedulePoll(succeeded)
      })
    })
  }
}
