import { Worker } from 'node:worker_threads'
import type { Clock, Logger } from '../foundation/index.ts'
import type { ArchiveAnswer, ArchiveCall, NumberedCall, SqliteArchiveWorkerOptions } from './sqlite-archive-worker.ts'
import { StorageError } from './storage-error.ts'

/** Each takes some milliseconds at most, so that who waits longest waits seconds. */
const MAX_WAITING_CALLS = 256
/** A disk that answers no sooner is a broken one; SQLite cannot be interrupted, but its callers can go on. */
const CALL_TIMEOUT_MS = 30_000

/** What is used of a `Worker`. */
export interface ArchiveWorker {
  ref(): void
  unref(): void
  postMessage(call: NumberedCall): void
  on(event: 'message', listener: (answer: ArchiveAnswer) => void): unknown
  on(event: 'error', listener: (cause: unknown) => void): unknown
  on(event: 'exit', listener: () => void): unknown
  terminate(): Promise<number>
}

export interface SqliteArchiveThreadComponents {
  readonly clock: Clock
  readonly logger: Logger
  /** Default: a thread that runs the script beside this file. */
  readonly startWorker?: (options: SqliteArchiveWorkerOptions) => ArchiveWorker
}

interface WaitingCall {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: StorageError) => void
}

/**
 * The thread in which an archive's file is read and written, so that neither holds up the thread that relays. It takes
 * one call after the other. Should it die, the calls it had fail, and the next one starts it again.
 */
export class SqliteArchiveThread {
  readonly #components: SqliteArchiveThreadComponents
  readonly #options: SqliteArchiveWorkerOptions
  readonly #path: string
  readonly #waiting = new Map<number, WaitingCall>()
  #worker: ArchiveWorker | undefined
  #lastId = 0
  #closing: Promise<void> | undefined

  constructor(components: SqliteArchiveThreadComponents, options: SqliteArchiveWorkerOptions) {
    this.#components = components
    this.#options = options
    this.#path = options.path
  }

  /** @throws StorageError */
  async call<Result>(call: ArchiveCall): Promise<Result> {
    if (this.#closing) throw new StorageError('store_closed', `The archive ${this.#path} was closed before`)
    if (this.#waiting.size >= MAX_WAITING_CALLS) {
      throw new StorageError('store_busy', `${this.#waiting.size} calls wait for the archive: try again later`)
    }
    return (await this.#ask(call)) as Result
  }

  /** Lets the calls that wait finish, closes the file and ends the thread. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    if (this.#worker === undefined) return
    await this.#ask({ kind: 'close' }).finally(() => this.#worker?.terminate())
  }

  async #ask(call: ArchiveCall): Promise<unknown> {
    const worker = this.#startedWorker()
    const { clock } = this.#components
    const id = ++this.#lastId
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const cancelTimeout = clock.after(CALL_TIMEOUT_MS, () => {
      // Checking and vacuuming a large file may take its time.
      if (call.kind === 'open') return
      reject(new StorageError('store_timed_out', `The archive ${this.#path} gave no answer in ${CALL_TIMEOUT_MS} ms`))
    })
    this.#waiting.set(id, { resolve, reject })
    // Only a thread at work keeps the process up.
    worker.ref()
    worker.postMessage({ id, calledAtMs: clock.nowMs(), call } satisfies NumberedCall)
    try {
      return await promise
    } finally {
      cancelTimeout()
    }
  }

  #startedWorker(): ArchiveWorker {
    if (this.#worker) return this.#worker
    const { startWorker = startArchiveWorker } = this.#components
    const worker = startWorker(this.#options)
    worker.on('message', (answer: ArchiveAnswer) => this.#take(answer))
    worker.on('error', (cause) => this.#forget(worker, cause))
    worker.on('exit', () => this.#forget(worker, undefined))
    this.#worker = worker
    return worker
  }

  #take(answer: ArchiveAnswer): void {
    const { logger } = this.#components
    if (answer.kind === 'moved_aside') {
      const { asidePath, reason } = answer
      logger.error('archive was damaged: moved it aside and began anew', { path: this.#path, asidePath, reason })
      return
    }
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    // Whoever closes waits for the thread's end, too, which a process that ends before would never tell.
    if (this.#waiting.size === 0 && this.#closing === undefined) this.#worker?.unref()
    if (answer.kind === 'result') waiting?.resolve(answer.result)
    else waiting?.reject(new StorageError(answer.code, answer.message))
  }

  /** Called for the error and for the exit of one death. */
  #forget(worker: ArchiveWorker, cause: unknown): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    const error = new StorageError('store_failed', `The archive's thread for ${this.#path} ended by itself`, { cause })
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

function startArchiveWorker(workerData: SqliteArchiveWorkerOptions): ArchiveWorker {
  // From sources and from the compiled package alike: the script lies beside this file and ends like it.
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'))
  return new Worker(new URL(`./sqlite-archive-worker${extension}`, import.meta.url), { workerData })
}
