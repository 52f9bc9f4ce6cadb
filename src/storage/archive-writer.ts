import { BoundedQueue, type Clock, type Logger, type Metrics, type Startable, sleep } from '../foundation/index.ts'
import { decodeWakuMessage } from '../message/index.ts'
import { MAX_MESSAGES_PER_PUT } from './archive-bounds.ts'
import { type ArchiveFailure, type ArchiveMetrics, createArchiveMetrics } from './archive-metrics.ts'
import { archivedMessageOf } from './archived-message.ts'
import type { ArchivedMessage, MessageArchive } from './message-archive.ts'
import { StorageError, type StorageErrorCode } from './storage-error.ts'

/** Half a minute of 300 messages a second: as long as a database may stand still without a loss. */
const MAX_WAITING_MESSAGES = 10_000
/** The same for large messages: what memory may be spent on a database that stands still. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024
/** One write; as much again may be on its way to the database. */
const MAX_BATCH_BYTES = 4 * 1024 * 1024
/** A database that failed is tried again this soon: it is back in use at most so long after its cause is gone. */
const RETRY_DELAY_MS = 1_000
/** nwaku's: what claims to be from another time would come before or after its own page. */
const MAX_TIMESTAMP_DISTANCE_NS = 20_000_000_000n
const NANOSECONDS_PER_MILLISECOND = 1_000_000n

export interface ArchiveWriterComponents {
  readonly archive: Pick<MessageArchive, 'put'>
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
}

/** What became of an offered message. */
export type ArchiveOffer = 'taken' | 'ephemeral' | ArchiveFailure

export interface ArchiveWriterStatus {
  /** Messages not yet durable. */
  readonly waiting: number
  /** Messages dropped since the start because too many waited. */
  readonly dropped: number
  /** Why the last attempt to write failed; missing while writing works. */
  readonly failure?: StorageErrorCode | 'unexpected_error'
}

/**
 * Archives what relay accepted, without ever holding relay up: messages wait in a bounded queue and are written many at a
 * time. A database that fails is tried again every second with the same messages; when the queue is full, new messages are
 * dropped and counted.
 */
export class ArchiveWriter implements Startable {
  readonly #components: ArchiveWriterComponents
  readonly #metrics: ArchiveMetrics
  readonly #queue = new BoundedQueue<ArchivedMessage>(MAX_WAITING_MESSAGES)
  /** Taken from the queue and not yet durable. */
  #batch: ArchivedMessage[] = []
  #waitingBytes = 0
  #dropped = 0
  #failure: ArchiveWriterStatus['failure']
  #stopping = new AbortController()
  #writing: Promise<void> | undefined

  constructor(components: ArchiveWriterComponents) {
    this.#components = components
    this.#metrics = createArchiveMetrics(components.metrics)
  }

  async start(): Promise<void> {
    this.#stopping = new AbortController()
  }

  /** Writes what waits; gives it up when the database fails. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#writing
    const left = this.#waiting()
    if (left > 0) this.#components.logger.warn('messages were not archived before the stop', { messages: left })
  }

  /**
   * Takes a message that relay accepted, or says why not.
   * @param data the encoded WakuMessage; not to be changed afterwards
   */
  offer(pubsubTopic: string, data: Uint8Array): ArchiveOffer {
    const outcome = this.#take(pubsubTopic, data)
    if (outcome !== 'taken' && outcome !== 'ephemeral') this.#metrics.errors.add(1, { type: outcome })
    return outcome
  }

  status(): ArchiveWriterStatus {
    const waiting = this.#waiting()
    return { waiting, dropped: this.#dropped, ...(this.#failure && { failure: this.#failure }) }
  }

  #take(pubsubTopic: string, data: Uint8Array): ArchiveOffer {
    const decoded = decodeWakuMessage(data)
    if (!decoded.ok) return 'invalid_message'
    if (decoded.message.ephemeral) return 'ephemeral'
    const aheadNs = decoded.message.timestampNs - BigInt(this.#components.clock.nowMs()) * NANOSECONDS_PER_MILLISECOND
    if (aheadNs < -MAX_TIMESTAMP_DISTANCE_NS) return 'invalid_message_too_old'
    if (aheadNs > MAX_TIMESTAMP_DISTANCE_NS) return 'invalid_message_future_timestamp'
    const message = archivedMessageOf(pubsubTopic, data)
    if (message === undefined) return 'invalid_message'
    if (this.#waitingBytes + data.length > MAX_WAITING_BYTES || !this.#queue.push(message)) {
      this.#dropped++
      return 'queue_full'
    }
    this.#waitingBytes += data.length
    this.#writing ??= this.#writeAll()
    return 'taken'
  }

  async #writeAll(): Promise<void> {
    // Messages that come one behind the other are written together.
    await Promise.resolve()
    while (this.#waiting() > 0) {
      this.#fillBatch()
      const hasWritten = await this.#write()
      this.#metrics.waiting.set(this.#waiting())
      if (hasWritten) continue
      if (this.#stopping.signal.aborted) break
      await sleep(this.#components.clock, RETRY_DELAY_MS, this.#stopping.signal).catch(() => undefined)
    }
    // In one step with the last look at the queue: what is offered from now on begins to be written anew.
    this.#writing = undefined
  }

  #fillBatch(): void {
    let bytes = this.#batch.reduce((sum, { data }) => sum + data.length, 0)
    while (this.#batch.length < MAX_MESSAGES_PER_PUT && bytes < MAX_BATCH_BYTES) {
      const message = this.#queue.shift()
      if (message === undefined) return
      this.#batch.push(message)
      bytes += message.data.length
    }
  }

  async #write(): Promise<boolean> {
    const { archive, logger } = this.#components
    try {
      await archive.put(this.#batch)
    } catch (error) {
      const failure = error instanceof StorageError ? error.code : 'unexpected_error'
      if (this.#failure !== failure) logger.error('archiving fails, and is tried again every second', { error })
      this.#failure = failure
      return false
    }
    if (this.#failure !== undefined) logger.info('archiving works again', { was: this.#failure })
    this.#failure = undefined
    this.#waitingBytes -= this.#batch.reduce((sum, { data }) => sum + data.length, 0)
    this.#batch = []
    return true
  }

  #waiting(): number {
    return this.#queue.size + this.#batch.length
  }
}
