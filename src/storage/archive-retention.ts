import type { Clock, Logger, Metrics, Startable } from '../foundation/index.ts'
import { shardLabelOf } from '../message/index.ts'
import { type ArchiveMetrics, createArchiveMetrics } from './archive-metrics.ts'
import type { ArchiveLimits, MessageArchive } from './message-archive.ts'

/** What is too much by then is deleted in some short steps. */
const INTERVAL_MS = 60_000
const NANOSECONDS_PER_MILLISECOND = 1_000_000n

export interface ArchiveRetentionComponents {
  readonly archive: Pick<MessageArchive, 'prune' | 'stats'>
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
}

/** What an archive keeps; nothing set: everything. */
export interface ArchiveRetentionOptions {
  readonly maxAgeSeconds?: number
  readonly maxMessages?: number
  readonly maxSizeBytes?: number
}

/** Once a minute deletes the oldest messages beyond the limits, and tells how many are left. */
export class ArchiveRetention implements Startable {
  readonly #components: ArchiveRetentionComponents
  readonly #options: ArchiveRetentionOptions
  readonly #metrics: ArchiveMetrics
  #cancel: () => void = () => undefined
  #running: Promise<void> | undefined
  #isStopped = false

  constructor(components: ArchiveRetentionComponents, options: ArchiveRetentionOptions) {
    this.#components = components
    this.#options = options
    this.#metrics = createArchiveMetrics(components.metrics)
  }

  async start(): Promise<void> {
    this.#isStopped = false
    this.#cancel = this.#components.clock.every(INTERVAL_MS, () => this.run())
    // Not waited for: what a node missed while it was down may take a while to delete.
    void this.run()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#cancel()
    await this.#running
  }

  /** Resolves when the limits hold or deleting failed; the same run for all who ask meanwhile. */
  run(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  async #run(): Promise<void> {
    const { archive, logger } = this.#components
    try {
      const deleted = await this.#prune()
      if (deleted > 0) logger.debug('deleted old messages from the archive', { deleted })
      const { messages, sizeBytes, messagesByPubsubTopic } = await archive.stats()
      this.#metrics.messages.set(messages, { type: 'stored' })
      this.#metrics.sizeBytes.set(sizeBytes)
      for (const [topic, count] of messagesByPubsubTopic) {
        this.#metrics.messagesPerShard.set(count, { shard: shardLabelOf(topic) })
      }
    } catch (error) {
      this.#metrics.errors.add(1, { type: 'retpolicy_failure' })
      logger.warn('old messages could not be deleted from the archive: tried again in a minute', { error })
    }
  }

  async #prune(): Promise<number> {
    const limits = this.#limits()
    if (Object.keys(limits).length === 0) return 0
    for (let total = 0; ; ) {
      const { deleted, isDone } = await this.#components.archive.prune(limits)
      total += deleted
      if (isDone || this.#isStopped) return total
    }
  }

  #limits(): ArchiveLimits {
    const { maxAgeSeconds, maxMessages, maxSizeBytes } = this.#options
    const nowMs = this.#components.clock.nowMs()
    return {
      ...(maxAgeSeconds !== undefined && {
        oldestNs: BigInt(Math.floor(nowMs - maxAgeSeconds * 1000)) * NANOSECONDS_PER_MILLISECOND,
      }),
      ...(maxMessages !== undefined && { maxMessages }),
      ...(maxSizeBytes !== undefined && { maxSizeBytes }),
    }
  }
}
