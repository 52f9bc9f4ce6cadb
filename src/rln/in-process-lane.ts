import type { Lane } from './job-pool.ts'
import type { CurveLease } from './snarkjs-curve.ts'

/** A lane on this thread. Closing waits for the job under way, because its engine ends with the lease. */
export class InProcessLane<Job, Result> implements Lane<Job, Result> {
  readonly isBroken = false
  readonly #work: (job: Job) => Promise<Result>
  readonly #lease: CurveLease
  #underWay: Promise<unknown> = Promise.resolve()

  constructor(lease: CurveLease, work: (job: Job) => Promise<Result>) {
    this.#lease = lease
    this.#work = work
  }

  run(job: Job): Promise<Result> {
    const result = this.#work(job)
    this.#underWay = result
    return result
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.#underWay])
    await this.#lease.release()
  }
}
