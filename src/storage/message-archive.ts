/** A message as an archive takes it. Made by `archivedMessageOf`, so that its parts are known to fit together. */
export interface ArchivedMessage {
  /** The deterministic hash, 32 bytes (14/WAKU2-MESSAGE). */
  readonly messageHash: Uint8Array
  readonly pubsubTopic: string
  readonly contentTopic: string
  /** The message's own timestamp, by which the archive is ordered. */
  readonly timestampNs: bigint
  /** The WakuMessage in the bytes in which it was received: its RLN proof and unknown fields survive. */
  readonly data: Uint8Array
}

/** Which messages, in which direction. Every condition that is given must hold. */
export interface ArchiveQuery {
  readonly pubsubTopic?: string
  /** Any of these, at most MAX_CONTENT_TOPICS_PER_QUERY; none or empty: every content topic. */
  readonly contentTopics?: readonly string[]
  /** First and last timestamp, both included. */
  readonly startTimeNs?: bigint
  readonly endTimeNs?: bigint
  /** Any of these, at most MAX_HASHES_PER_QUERY; none or empty: every hash. */
  readonly hashes?: readonly Uint8Array[]
  /** Hash of the message beyond which the page begins; that message itself is not in it. */
  readonly cursor?: Uint8Array
  /** Forward from the oldest message, or from the cursor on; else the newest ones, or those just before the cursor. */
  readonly forward: boolean
  /** At most this many messages, 1 to MAX_ARCHIVE_PAGE_LENGTH. */
  readonly limit: number
  /** Whether the messages themselves are wanted, and not only their hashes. */
  readonly includeData: boolean
  /** The page ends early before its data exceeds this, but never without a message. Default: MAX_ARCHIVE_PAGE_BYTES. */
  readonly maxBytes?: number
}

export interface ArchiveEntry {
  readonly messageHash: Uint8Array
  readonly timestampNs: bigint
  /** Missing unless data was asked for. */
  readonly pubsubTopic?: string
  readonly data?: Uint8Array
}

export type ArchivePage =
  | {
      readonly ok: true
      /** In ascending order of timestamp, then hash, whatever the direction. */
      readonly entries: readonly ArchiveEntry[]
      /** Where the next page begins; missing when there are no more messages in that direction. */
      readonly cursor?: Uint8Array
    }
  /** The archive has no message of the cursor's hash, or has deleted it. */
  | { readonly ok: false; readonly reason: 'unknown_cursor' }

export interface ArchiveStats {
  readonly messages: number
  /** What the messages take, indices included. Space that deleted ones left behind for reuse does not count. */
  readonly sizeBytes: number
  /** Missing when there are no messages. */
  readonly oldestNs?: bigint
  readonly newestNs?: bigint
  readonly messagesByPubsubTopic: ReadonlyMap<string, number>
}

/** What is kept. The oldest messages go first. */
export interface ArchiveLimits {
  /** Messages with an earlier timestamp are deleted. */
  readonly oldestNs?: bigint
  readonly maxMessages?: number
  readonly maxSizeBytes?: number
}

export interface PruneStep {
  readonly deleted: number
  /** Whether the limits hold now, or somebody else is at it. Else call again. */
  readonly isDone: boolean
}

/**
 * History: valid messages, each once, in the order of (timestamp, hash) with hashes compared byte by byte. What it gives
 * back was compared with its hash; a message that no longer fits its hash is deleted and never returned. A call rejects
 * with a StorageError, and the archive recovers by itself when the cause is gone; with a RangeError when a bound of this
 * file is not kept.
 */
export interface MessageArchive {
  /**
   * Adds messages, at most MAX_MESSAGES_PER_PUT; one whose hash is there already changes nothing. They survive kill -9 and
   * power loss once the promise resolves. When it rejects, some of them may be there: put them again.
   */
  put(messages: readonly ArchivedMessage[]): Promise<void>
  query(query: ArchiveQuery): Promise<ArchivePage>
  /** Whether each of these hashes, at most MAX_HASHES_PER_QUERY, is there; in their order. */
  has(hashes: readonly Uint8Array[]): Promise<boolean[]>
  stats(): Promise<ArchiveStats>
  /** Deletes at most PRUNE_STEP_LENGTH messages beyond the limits: short, so that others get their turn between. */
  prune(limits: ArchiveLimits): Promise<PruneStep>
  /** Lets what was begun finish. Calls after it reject with `store_closed`. */
  close(): Promise<void>
}
