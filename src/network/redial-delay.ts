/** Long enough not to hammer a peer that just restarts, short enough that a restart is not noticed much. */
const FIRST_REDIAL_DELAY_MS = 1_000

/** A configured peer that comes back after hours is found within a minute. */
export const MAX_REDIAL_DELAY_MS = 60_000

/**
 * How long to wait before the next dial of a peer: doubled with each failure up to a minute, and drawn between half and
 * all of that, so that nodes that lost the same peer together do not come back together.
 * @param failures dials that failed in a row, or connections in a row that did not last; at least 1
 * @param fraction a random number in [0, 1)
 */
export function redialDelayMs(failures: number, fraction: number): number {
  const longestMs = Math.min(MAX_REDIAL_DELAY_MS, FIRST_REDIAL_DELAY_MS * 2 ** (failures - 1))
  return Math.round(longestMs * (0.5 + fraction / 2))
}
