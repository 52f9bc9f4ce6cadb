import { Worker } from 'node:worker_threads'
import type { Clock } from '../foundation/index.ts'
import type { Lane } from './job-pool.ts'
import { RlnError } from './rln-error.ts'
import type { WorkerAnswer } from './serve-jobs.ts'

/** A thread that dies this often without finishing a job between will not do better the next time. */
const MAX_CRASHES_IN_A_ROW = 3

export interface WorkerLaneOptions {
  /** The thread's script, without its extension, beside this file. */
  readonly script: string
  /** What the script needs once, given to it as `workerData`. */
  readonly setup: object
  /** The thread is ended when it takes longer for its start or for one job. */
  readonly timeoutMs: number
}

/** A lane that is a worker thread. A thread that dies fails its job; the next job starts a new thread. */
export class WorkerLane<Job, Result> implements Lane<Job, Result> {
  readonly #clock: Clock
  readonly #options: WorkerLaneOptions
  #worker: Worker | undefined
  #crashesInARow = 0
  #closed = false

  constructor(components: { readonly clock: Clock }, options: WorkerLaneOptions) {
    this.#clock = components.clock
    this.#options = options
  }

  get isBroken(): boolean {
    return this.#crashesInARow >= MAX_CRASHES_IN_A_ROW
  }

  /** Starts the thread before the first job, which would start it otherwise. */
  async start(): Promise<void> {
    await this.#startedWorker()
  }

  async run(job: Job): Promise<Result> {
    const worker = await this.#startedWorker()
    const answer = this.#nextAnswer(worker)
    worker.postMessage(job)
    const message = await answer
    this.#crashesInARow = 0
    if (message.kind === 'result') return message.result
    const said = message.kind === 'failure' ? message : undefined
    throw new RlnError(said?.code ?? 'worker_crashed', said?.message ?? 'the worker thread gave no answer to its job')
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#worker?.terminate()
  }

  async #startedWorker(): Promise<Worker> {
    if (this.#worker) return this.#worker
    if (this.#closed) throw new RlnError('closed', 'the worker thread was closed')
    // From sources and from the compiled package alike: the script lies beside this file and ends like it.
    const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'))
    const worker = new Worker(new URL(this.#options.script + extension, import.meta.url), {
      workerData: this.#options.setup,
    })
    this.#worker = worker
    worker.on('error', () => this.#forget(worker))
    worker.on('exit', () => this.#forget(worker))
    await this.#nextAnswer(worker)
    return worker
  }

  /** The next message; a rejection when the thread ends or takes too long. Only a thread at work keeps the process up. */
  async #nextAnswer(worker: Worker): Promise<WorkerAnswer<Result>> {
    worker.ref()
    const { promise, resolve, reject } = Promise.withResolvers<WorkerAnswer<Result>>()
    const onError = (cause: unknown): void => {
      reject(new RlnError('worker_crashed', 'the worker thread threw an error', { cause }))
    }
    const onExit = (exitCode: number): void => {
      const error = this.#closed
        ? new RlnError('closed', 'the worker thread was closed')
        : new RlnError('worker_crashed', `the worker thread ended by itself with code ${exitCode}`)
      reject(error)
    }
    const cancelTimeout = this.#clock.after(this.#options.timeoutMs, () => {
      reject(new RlnError('job_timed_out', `the worker thread gave no answer in ${this.#options.timeoutMs} ms`))
      void worker.terminate()
    })
    worker.once('message', resolve).once('error', onError).once('exit', onExit)
    try {
      return await promise
    } finally {
      cancelTimeout()
      worker.off('message', resolve).off('error', onError).off('exit', onExit)
      worker.unref()
    }
  }

  /** Called for the error and for the exit of one death; counts it once. */
  #forget(worker: Worker): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    if (!this.#closed) this.#crashesInARow++
  }
}
