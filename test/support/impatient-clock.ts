import { FakeClock } from './fake-clock.ts'

/** The longest wait that passes by itself: more than what services rest between two requests. */
const SHORT_WAIT_MS = 5

/** A clock that stands still, except for those waits that are too short for a test to speak of. */
export class ImpatientClock extends FakeClock {
  override after(delayMs: number, callback: () => void): () => void {
    if (delayMs > SHORT_WAIT_MS) return super.after(delayMs, callback)
    const turn = setImmediate(callback)
    return () => clearImmediate(turn)
  }
}
