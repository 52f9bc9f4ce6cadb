/** How the delay before a peer is dialled again grows. */
export interface RedialSchedule {
  readonly firstMs: number
  readonly longestMs: number
}

/** A configured peer that comes back after hours is found within a minute. */
export const MAX_REDIAL_DELAY_MS = 60_000

/**
 * For configured peers. The first delay is long enough not to hammer a peer that just restarts, and short enough that a
 * restart is not noticed much.
 */
export const STATIC_PEER_REDIAL: RedialSchedule = { firstMs: 1_000, longestMs: MAX_REDIAL_DELAY_MS }

/** For peers met before: others can take their place, and an address that died must not be dialled for ever. */
export const KNOWN_PEER_REDIAL: RedialSchedule = { firstMs: 15_000, longestMs: 60 * 60_000 }

/**
 * How long to wait before the next dial of a peer: doubled with each failure up to the longest, and drawn between half and
 * all of that, so that nodes that lost the same peer together do not come back together.
 * @param failures dials that failed in a row, or connections in a row that did not last; at least 1
 * @param fraction a random number in [0, 1)
 */
export function redialDelayMs(failures: number, fraction: number, schedule = STATIC_PEER_REDIAL): number {
  const longestMs = Math.min(schedule.longestMs, schedule.firstMs * 2 ** (failures - 1))
  return Math.round(longestMs * (0.5 + fraction / 2))
}
