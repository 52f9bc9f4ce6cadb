import { type Clock, sleep } from '../foundation/index.ts'
import { DevnetError } from './devnet-error.ts'

/** Often enough for a person to see things happen, seldom enough not to load the nodes. */
const CHECK_INTERVAL_MS = 200

/** Asks again and again until the answer is there; undefined when `timeoutMs` passed without it. */
export async function seenWithin<Found>(
  clock: Clock,
  timeoutMs: number,
  look: () => Promise<Found | undefined | false>,
): Promise<Found | undefined> {
  const deadlineMs = clock.nowMs() + timeoutMs
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (clock.nowMs() > deadlineMs) return undefined
    await sleep(clock, CHECK_INTERVAL_MS)
  }
}

/**
 * As {@link seenWithin}, for what has to happen.
 * @param what for the error message: what did not happen
 * @throws DevnetError `expectation_not_met`
 */
export async function waitUntil<Found>(
  clock: Clock,
  what: string,
  timeoutMs: number,
  look: () => Promise<Found | undefined | false>,
): Promise<Found> {
  const found = await seenWithin(clock, timeoutMs, look)
  if (found === undefined) throw new DevnetError('expectation_not_met', `${what}: not within ${timeoutMs / 1000} s`)
  return found
}
