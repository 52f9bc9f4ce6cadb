import { BoundedQueue } from '../foundation/index.ts'
import { RlnError } from './rln-error.ts'

/** Something that works on one job at a time: this thread, or a worker thread. */
export interface Lane<Job, Result> {
  /** Whether it will never work again. */
  readonly isBroken: boolean
  run(job: Job): Promise<Result>
  close(): Promise<void>
}

interface WaitingJob<Job, Result> {
  readonly job: Job
  readonly resolve: (result: Result | PromiseLike<Result>) => void
  readonly reject: (error: unknown) => void
}

/** Gives each job to a free lane; jobs that find none wait in a bounded queue, first in, first out. */
export class JobPool<Job, Result> {
  readonly #lanes: readonly Lane<Job, Result>[]
  readonly #free: Lane<Job, Result>[]
  readonly #waiting: BoundedQueue<WaitingJob<Job, Result>>
  #closed = false

  constructor(lanes: readonly Lane<Job, Result>[], capacity: number) {
    this.#lanes = lanes
    this.#free = [...lanes]
    this.#waiting = new BoundedQueue(capacity)
  }

  /** @throws RlnError `closed`, `queue_full`, `worker_unavailable`, and what the lane throws. */
  async run(job: Job): Promise<Result> {
    if (this.#closed) throw closedError()
    return await new Promise<Result>((resolve, reject) => {
      if (!this.#waiting.push({ job, resolve, reject })) {
        reject(new RlnError('queue_full', `${this.#waiting.size} jobs wait already: slow down, or add threads`))
        return
      }
      this.#dispatch()
    })
  }

  /** Refuses what waits and closes every lane. */
  async close(): Promise<void> {
    this.#closed = true
    this.#refuseWaiting(closedError())
    await Promise.all(this.#lanes.map((lane) => lane.close()))
  }

  #dispatch(): void {
    while (this.#free.length > 0 && this.#waiting.size > 0) {
      const lane = this.#free.pop()!
      void this.#work(lane, this.#waiting.shift()!)
    }
    if (this.#lanes.every((lane) => lane.isBroken)) {
      this.#refuseWaiting(new RlnError('worker_unavailable', 'no worker thread is left: restart the node'))
    }
  }

  async #work(lane: Lane<Job, Result>, { job, resolve, reject }: WaitingJob<Job, Result>): Promise<void> {
    try {
      resolve(await lane.run(job))
    } catch (error) {
      reject(error)
    }
    if (!lane.isBroken) this.#free.push(lane)
    this.#dispatch()
  }

  #refuseWaiting(error: RlnError): void {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) next.reject(error)
  }
}

function closedError(): RlnError {
  return new RlnError('closed', 'the prover, verifier or calculator was closed')
}
