import type { Clock } from '../../foundation/index.ts'
import type { Lane } from '../job-pool.ts'
import type { ProvingLane } from './proving-lane.ts'
import type { ProvingTask, TaskResult } from './proving-task.ts'

/** A lane on this thread, which other work gets between two steps. */
export class LocalLane implements Lane<ProvingTask, TaskResult> {
  readonly isBroken = false
  readonly #clock: Clock
  readonly #lane: ProvingLane

  constructor({ clock, lane }: { readonly clock: Clock; readonly lane: ProvingLane }) {
    this.#clock = clock
    this.#lane = lane
  }

  async run(task: ProvingTask): Promise<TaskResult> {
    await new Promise<void>((resolve) => this.#clock.after(0, resolve))
    return this.#lane.take(task)
  }

  async close(): Promise<void> {}
}
