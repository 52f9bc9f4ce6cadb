import { MAX_ARCHIVE_PAGE_BYTES } from './archive-bounds.ts'
import { type ArchivePosition, compareInArchive } from './archive-range.ts'
import type { ArchiveEntry, ArchivePage, ArchiveQuery } from './message-archive.ts'

/** A message that a query found; with its size, so that a page can be cut before data is read. */
export interface FoundMessage extends ArchivePosition {
  readonly sizeBytes: number
}

/** What a page holds of the messages found. */
export interface CutPage<Found extends FoundMessage> {
  /** In the direction of the query. */
  readonly kept: readonly Found[]
  readonly hasMore: boolean
}

/** Sorts what was found in the direction of the query and cuts it to a page. Finding one more than its limit is enough. */
export function cutPage<Found extends FoundMessage>(found: Found[], query: ArchiveQuery): CutPage<Found> {
  const { forward, limit, includeData, maxBytes = MAX_ARCHIVE_PAGE_BYTES } = query
  found.sort((a, b) => (forward ? compareInArchive(a, b) : compareInArchive(b, a)))
  const length = Math.min(limit, found.length)
  const fitting = includeData ? countFitting(found, maxBytes) : length
  const kept = found.slice(0, Math.min(length, Math.max(1, fitting)))
  return { kept, hasMore: found.length > kept.length }
}

/** How many from the first on have not more than `maxBytes` together. */
function countFitting(found: readonly FoundMessage[], maxBytes: number): number {
  let bytes = 0
  let count = 0
  for (const { sizeBytes } of found) {
    bytes += sizeBytes
    if (bytes > maxBytes) break
    count++
  }
  return count
}

/** @param entries of the page, in the direction of the query */
export function pageOf(entries: readonly ArchiveEntry[], hasMore: boolean, { forward }: ArchiveQuery): ArchivePage {
  const last = entries.at(-1)
  return {
    ok: true,
    entries: forward ? entries : entries.toReversed(),
    ...(hasMore && last !== undefined && { cursor: last.messageHash }),
  }
}
