import type { RefusalCode } from './verdict.ts'

/** 64/WAKU2-NETWORK: a message may be this much older or newer than the receiver's clock says. */
export const MAX_CLOCK_GAP_MS = 20_000

/**
 * From here on every implementation refuses by any sensible clock. Between the two limits one member stamping at the edge
 * could make honest nodes, whose clocks differ a little, reject each other's messages.
 */
export const REJECT_CLOCK_GAP_MS = 60_000

const NANOSECONDS_PER_MILLISECOND = 1_000_000n

export function msToNs(milliseconds: number): bigint {
  return BigInt(Math.floor(milliseconds)) * NANOSECONDS_PER_MILLISECOND
}

/** Judges a message's timestamp; undefined when it is within 20 s of the clock. */
export function timestampDefect(
  timestampNs: bigint,
  nowMs: number,
): Extract<RefusalCode, 'timestamp_out_of_range' | 'timestamp_too_far'> | undefined {
  const differenceNs = msToNs(nowMs) - timestampNs
  const gapNs = differenceNs < 0n ? -differenceNs : differenceNs
  if (gapNs <= msToNs(MAX_CLOCK_GAP_MS)) return undefined
  return gapNs <= msToNs(REJECT_CLOCK_GAP_MS) ? 'timestamp_out_of_range' : 'timestamp_too_far'
}
