import type { Clock, Histogram, Metrics } from '../foundation/index.ts'
import { type ArchiveFailure, type ArchiveMetrics, createArchiveMetrics } from './archive-metrics.ts'
import type {
  ArchivedMessage,
  ArchiveLimits,
  ArchivePage,
  ArchiveQuery,
  ArchiveStats,
  MessageArchive,
  PruneStep,
} from './message-archive.ts'

/** An archive whose puts and queries are timed, and their failures counted. */
export class MeasuredArchive implements MessageArchive {
  readonly #archive: MessageArchive
  readonly #clock: Clock
  readonly #metrics: ArchiveMetrics

  constructor({ archive, clock, metrics }: { archive: MessageArchive; clock: Clock; metrics: Metrics }) {
    this.#archive = archive
    this.#clock = clock
    this.#metrics = createArchiveMetrics(metrics)
  }

  put(messages: readonly ArchivedMessage[]): Promise<void> {
    return this.#measure(this.#metrics.insertSeconds, 'insert_failure', () => this.#archive.put(messages))
  }

  query(query: ArchiveQuery): Promise<ArchivePage> {
    return this.#measure(this.#metrics.querySeconds, 'query_failure', () => this.#archive.query(query))
  }

  has(hashes: readonly Uint8Array[]): Promise<boolean[]> {
    return this.#archive.has(hashes)
  }

  stats(): Promise<ArchiveStats> {
    return this.#archive.stats()
  }

  prune(limits: ArchiveLimits): Promise<PruneStep> {
    return this.#archive.prune(limits)
  }

  close(): Promise<void> {
    return this.#archive.close()
  }

  async #measure<T>(seconds: Histogram, failure: ArchiveFailure, work: () => Promise<T>): Promise<T> {
    const startedAtMs = this.#clock.monotonicMs()
    try {
      const result = await work()
      seconds.observe((this.#clock.monotonicMs() - startedAtMs) / 1000)
      return result
    } catch (error) {
      this.#metrics.errors.add(1, { type: failure })
      throw error
    }
  }
}
