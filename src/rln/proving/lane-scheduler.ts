import type { Lane } from '../job-pool.ts'
import { RlnError } from '../rln-error.ts'
import type { ProvingStep, ProvingTask, TaskResult } from './proving-task.ts'
import type { Workspace } from './workspace.ts'

/** What goes first when a lane is free: the older job; inside a job the longer step. */
export interface Urgency {
  /** Lower goes first. */
  readonly rank: number
  /** Higher goes first among equals. */
  readonly weight: number
}

interface WaitingStep {
  readonly task: ProvingTask
  readonly urgency: Urgency
  readonly resolve: (result: TaskResult) => void
  readonly reject: (error: unknown) => void
}

/** Gives the steps of proving jobs to free lanes, the most urgent first. Its users bound how many steps wait. */
export class LaneScheduler {
  readonly #lanes: readonly Lane<ProvingTask, TaskResult>[]
  readonly #free: Lane<ProvingTask, TaskResult>[]
  #waiting: WaitingStep[] = []
  #closed = false

  constructor(lanes: readonly Lane<ProvingTask, TaskResult>[]) {
    this.#lanes = lanes
    this.#free = [...lanes]
  }

  get laneCount(): number {
    return this.#lanes.length
  }

  /** Whether no lane will ever work again. */
  get isBroken(): boolean {
    return this.#lanes.every((lane) => lane.isBroken)
  }

  /** @throws RlnError `closed`, `worker_unavailable`, and what the lane throws. */
  run(step: ProvingStep, work: Workspace, urgency: Urgency): Promise<TaskResult> {
    if (this.#closed) return Promise.reject(closedError())
    return new Promise((resolve, reject) => {
      const waiting = { task: { step, memory: work.buffer }, urgency, resolve, reject }
      const place = this.#waiting.findIndex((other) => goesBefore(urgency, other.urgency))
      this.#waiting.splice(place === -1 ? this.#waiting.length : place, 0, waiting)
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
    while (this.#free.length > 0 && this.#waiting.length > 0) void this.#work(this.#free.pop()!, this.#waiting.shift()!)
    if (this.isBroken) {
      this.#refuseWaiting(new RlnError('worker_unavailable', 'no worker thread is left: restart the node'))
    }
  }

  async #work(lane: Lane<ProvingTask, TaskResult>, { task, resolve, reject }: WaitingStep): Promise<void> {
    try {
      resolve(await lane.run(task))
    } catch (error) {
      reject(error)
    }
    if (!lane.isBroken) this.#free.push(lane)
    this.#dispatch()
  }

  #refuseWaiting(error: RlnError): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const { reject } of waiting) reject(error)
  }
}

function goesBefore(a: Urgency, b: Urgency): boolean {
  return a.rank < b.rank || (a.rank === b.rank && a.weight > b.weight)
}

function closedError(): RlnError {
  return new RlnError('closed', 'the prover was closed')
}
