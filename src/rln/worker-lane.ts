import type { Clock } from '../foundation/index.ts'
import type { Lane } from './job-pool.ts'
import { RlnError } from './rln-error.ts'
import type { SpawnWorker, WorkerAnswer, WorkerThread } from './worker-thread.ts'

/** A thread that dies this often without finishing a job between will not do better the next time. */
const MAX_CRASHES_IN_A_ROW = 3

export interface WorkerLaneComponents {
  readonly clock: Clock
  readonly spawn: SpawnWorker
}

export interface WorkerLaneOptions {
  /** What the thread's script needs once. */
  readonly setup: unknown
  /** The thread is ended when it takes longer for its start or for one job. */
  readonly timeoutMs: number
}

/** A thread, and who waits for its next answer. */
interface RunningThread<Result> {
  readonly thread: WorkerThread
  waiting: { resolve(answer: WorkerAnswer<Result>): void; reject(error: RlnError): void } | undefined
}

/** A lane that is a worker thread. A thread that dies fails its job; the next job starts a new thread. */
export class WorkerLane<Job, Result> implements Lane<Job, Result> {
  readonly #components: WorkerLaneComponents
  readonly #options: WorkerLaneOptions
  #running: RunningThread<Result> | undefined
  #crashesInARow = 0
  #closed = false

  constructor(components: WorkerLaneComponents, options: WorkerLaneOptions) {
    this.#components = components
    this.#options = options
  }

  get isBroken(): boolean {
    return this.#crashesInARow >= MAX_CRASHES_IN_A_ROW
  }

  /** Starts the thread before the first job, which would start it otherwise. */
  async start(): Promise<void> {
    await this.#started()
  }

  async run(job: Job): Promise<Result> {
    const answer = await this.#ask(await this.#started(), job)
    this.#crashesInARow = 0
    if (answer.kind === 'result') return answer.result
    throw failureOf(answer, 'the worker thread gave no answer to its job')
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#running?.thread.terminate()
  }

  async #started(): Promise<RunningThread<Result>> {
    if (this.#running) return this.#running
    if (this.#closed) throw closed()
    const running = this.#spawn()
    this.#running = running
    const answer = await this.#ask(running, this.#options.setup)
    if (answer.kind === 'ready') return running
    await running.thread.terminate()
    throw failureOf(answer, 'the worker thread did not get ready')
  }

  #spawn(): RunningThread<Result> {
    const thread = this.#components.spawn({
      onAnswer: (answer) => running.waiting?.resolve(answer as WorkerAnswer<Result>),
      onEnd: (error) => {
        this.#forget(running)
        running.waiting?.reject(this.#closed ? closed() : error)
      },
    })
    const running: RunningThread<Result> = { thread, waiting: undefined }
    return running
  }

  /** The next answer; a rejection when the thread ends or takes too long. Only a thread at work keeps the process up. */
  async #ask(running: RunningThread<Result>, message: unknown): Promise<WorkerAnswer<Result>> {
    const { thread } = running
    const { timeoutMs } = this.#options
    const { promise, resolve, reject } = Promise.withResolvers<WorkerAnswer<Result>>()
    running.waiting = { resolve, reject }
    thread.keepProcessUp(true)
    const cancelTimeout = this.#components.clock.after(timeoutMs, () => {
      reject(new RlnError('job_timed_out', `the worker thread gave no answer in ${timeoutMs} ms`))
      void thread.terminate()
    })
    try {
      thread.post(message)
      return await promise
    } finally {
      cancelTimeout()
      running.waiting = undefined
      // Whoever closes the lane waits for the thread's end, which a process that ends before would never tell.
      if (!this.#closed) thread.keepProcessUp(false)
    }
  }

  /** Called for the error and for the exit of one death; counts it once. */
  #forget(running: RunningThread<Result>): void {
    if (this.#running !== running) return
    this.#running = undefined
    if (!this.#closed) this.#crashesInARow++
  }
}

function failureOf(answer: WorkerAnswer<unknown>, otherwise: string): RlnError {
  const said = answer.kind === 'failure' ? answer : undefined
  return new RlnError(said?.code ?? 'worker_crashed', said?.message ?? otherwise)
}

function closed(): RlnError {
  return new RlnError('closed', 'the worker thread was closed')
}
