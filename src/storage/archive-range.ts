import { compareBytes } from '../foundation/index.ts'
import { MESSAGE_HASH_BYTES } from './archive-bounds.ts'
import type { ArchiveQuery } from './message-archive.ts'

/** A place in the archive's order. */
export interface ArchivePosition {
  readonly timestampNs: bigint
  /** Of a message; or none at all, which is before, or 33 times 0xff, which is after every message of that time. */
  readonly hash: Uint8Array
}

/** What lies strictly between two places. */
export interface ArchiveRange {
  readonly after: ArchivePosition
  readonly before: ArchivePosition
}

const BEFORE_ALL = new Uint8Array(0)
const AFTER_ALL = new Uint8Array(MESSAGE_HASH_BYTES + 1).fill(0xff)
const MIN_TIMESTAMP = -(2n ** 63n)
const MAX_TIMESTAMP = 2n ** 63n - 1n

export function compareInArchive(a: ArchivePosition, b: ArchivePosition): number {
  if (a.timestampNs !== b.timestampNs) return a.timestampNs < b.timestampNs ? -1 : 1
  return compareBytes(a.hash, b.hash)
}

/** The range of a query, its cursor's place being known. */
export function rangeOf(
  { startTimeNs = MIN_TIMESTAMP, endTimeNs = MAX_TIMESTAMP, forward }: ArchiveQuery,
  cursor: ArchivePosition | undefined,
): ArchiveRange {
  const after = { timestampNs: clamp(startTimeNs), hash: BEFORE_ALL }
  const before = { timestampNs: clamp(endTimeNs), hash: AFTER_ALL }
  if (cursor === undefined) return { after, before }
  if (forward) return { after: compareInArchive(cursor, after) > 0 ? cursor : after, before }
  return { after, before: compareInArchive(cursor, before) < 0 ? cursor : before }
}

/** Databases count in signed 64 bits, and so does the wire. */
function clamp(timestampNs: bigint): bigint {
  if (timestampNs < MIN_TIMESTAMP) return MIN_TIMESTAMP
  return timestampNs > MAX_TIMESTAMP ? MAX_TIMESTAMP : timestampNs
}
