import { type Clock, type Logger, silentLogger, systemClock } from '../foundation/index.ts'
import { refuseUnboundedHashes, refuseUnboundedPut, refuseUnboundedQuery } from './archive-bounds.ts'
import { GroupedPuts } from './grouped-puts.ts'
import type {
  ArchivedMessage,
  ArchiveLimits,
  ArchivePage,
  ArchiveQuery,
  ArchiveStats,
  MessageArchive,
  PruneStep,
} from './message-archive.ts'
import type { ReadPage } from './sqlite-archive-file.ts'
import { SqliteArchiveThread } from './sqlite-archive-thread.ts'

export interface SqliteMessageArchiveOptions {
  /** Give the space of deleted messages back to the disk first. Takes as long as copying the file. */
  readonly vacuum?: boolean
  /** Change a file of an older schema, which else is refused. Default: true. */
  readonly migrates?: boolean
  readonly clock?: Clock
  readonly logger?: Logger
}

/**
 * Opens, or creates with mode 0600, the archive in the SQLite file at `path`, and locks it until it is closed or the
 * process ends. A damaged file is moved to `<path>.corrupt-<milliseconds>`, now or when the damage is found, and the
 * archive begins with nothing; the call that found it rejects with `store_corrupt`.
 * @throws StorageError `store_in_use`, `store_foreign`, `store_too_new`, `store_too_old`, `store_full`, `store_read_only`,
 *   `store_failed`
 */
export async function openSqliteMessageArchive(
  path: string,
  options: SqliteMessageArchiveOptions = {},
): Promise<MessageArchive> {
  const { vacuum = false, migrates = true, clock = systemClock, logger = silentLogger } = options
  const thread = new SqliteArchiveThread({ clock, logger }, { path, migrates })
  try {
    await thread.call({ kind: 'open', vacuum })
  } catch (error) {
    await thread.close()
    throw error
  }
  return new SqliteMessageArchive({ thread, logger })
}

class SqliteMessageArchive implements MessageArchive {
  readonly #thread: SqliteArchiveThread
  readonly #logger: Logger
  readonly #puts: GroupedPuts

  constructor({ thread, logger }: { readonly thread: SqliteArchiveThread; readonly logger: Logger }) {
    this.#thread = thread
    this.#logger = logger
    this.#puts = new GroupedPuts((messages) => thread.call({ kind: 'put', messages }))
  }

  async put(messages: readonly ArchivedMessage[]): Promise<void> {
    refuseUnboundedPut(messages)
    await this.#puts.put(messages)
  }

  async query(query: ArchiveQuery): Promise<ArchivePage> {
    refuseUnboundedQuery(query)
    const { page, damaged } = await this.#thread.call<ReadPage>({ kind: 'query', query })
    if (damaged > 0) this.#logger.error('deleted messages that do not fit their hash: check the disk', { damaged })
    return page
  }

  async has(hashes: readonly Uint8Array[]): Promise<boolean[]> {
    refuseUnboundedHashes(hashes)
    return this.#thread.call({ kind: 'has', hashes })
  }

  async stats(): Promise<ArchiveStats> {
    return this.#thread.call({ kind: 'stats' })
  }

  async prune(limits: ArchiveLimits): Promise<PruneStep> {
    return this.#thread.call({ kind: 'prune', limits })
  }

  async close(): Promise<void> {
    await this.#puts.settled()
    await this.#thread.close()
  }
}
