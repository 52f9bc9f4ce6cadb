/** The time, and waiting. Injected everywhere below the front desks, so that tests decide what time it is. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  nowMs(): number
  /** Milliseconds since some moment of this process: they go on evenly when somebody sets the time. */
  monotonicMs(): number
  /** Calls `callback` once after `delayMs`. The returned function cancels it. */
  after(delayMs: number, callback: () => void): () => void
  /** Calls `callback` every `intervalMs`. The returned function cancels it. */
  every(intervalMs: number, callback: () => void): () => void
}

/** Resolves after `delayMs` of the clock's time; rejects with the signal's reason when aborted first. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason)
      return
    }
    const onAbort = (): void => {
      cancel()
      reject(signal?.reason)
    }
    const cancel = clock.after(delayMs, () => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    })
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
  every: (intervalMs, callback) => {
    const timer = setInterval(callback, intervalMs)
    return () => clearInterval(timer)
  },
}
