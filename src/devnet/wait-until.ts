import { type Clock, sleep } from '../foundation/index.ts'
import { DevnetError } from './devnet-error.ts'

/** Often enough for a person to see things happen, seldom enough not to load the nodes. */
const CHECK_INTERVAL_MS = 200

/**
 * Asks again and again until the answer is there.
 * @param what for the error message: what did not happen
 * @throws DevnetError when `timeoutMs` passed without it
 */
export async function waitUntil<Found>(
  clock: Clock,
  what: string,
  timeoutMs: number,
  look: () => Promise<Found | undefined | false>,
): Promise<Found> {
  const deadlineMs = clock.nowMs() + timeoutMs
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (clock.nowMs() > deadlineMs)
      throw new DevnetError('expectation_not_met', `${what}: not within ${timeoutMs / 1000} s`)
    await sleep(clock, CHECK_INTERVAL_MS)
  }
}
