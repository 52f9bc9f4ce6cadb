import { expect } from 'chai'
import { JobPool, type Lane } from '../../../src/rln/job-pool.ts'
import { rlnErrorOf } from './rln-error-of.ts'

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A lane that finishes a job when told to. */
class ManualLane implements Lane<string, string> {
  isBroken = false
  isClosed = false
  readonly jobs: {
    readonly job: string
    readonly resolve: (result: string) => void
    readonly reject: (e: Error) => void
  }[] = []

  run(job: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.jobs.push({ job, resolve, reject })
    })
  }

  async close(): Promise<void> {
    this.isClosed = true
  }
}

describe('JobPool', () => {
  it('gives each lane one job at a time, in the order they came', async () => {
    const lanes = [new ManualLane(), new ManualLane()]
    const pool = new JobPool(lanes, 10)
    const results = ['a', 'b', 'c'].map((job) => pool.run(job))
    await settle()
    expect(lanes.map(({ jobs }) => jobs.length)).to.deep.equal([1, 1])
    const [first, second] = lanes.map(({ jobs }) => jobs[0]!)
    first!.resolve(first!.job.toUpperCase())
    await settle()
    expect(lanes[0]!.jobs.map(({ job }) => job)).to.include('c')
    second!.resolve(second!.job.toUpperCase())
    lanes[0]!.jobs[1]!.resolve('C')
    expect(await Promise.all(results)).to.deep.equal(['A', 'B', 'C'])
  })

  it('refuses what its queue has no room for', async () => {
    const pool = new JobPool([new ManualLane()], 1)
    void pool.run('runs')
    void pool.run('waits')
    expect((await rlnErrorOf(() => pool.run('too many'))).code).to.equal('queue_full')
  })

  it('fails one job alone', async () => {
    const lane = new ManualLane()
    const pool = new JobPool([lane], 10)
    const failing = pool.run('fails').catch((error: Error) => error.message)
    const working = pool.run('works')
    await settle()
    lane.jobs[0]!.reject(new Error('no'))
    expect(await failing).to.equal('no')
    await settle()
    lane.jobs[1]!.resolve('yes')
    expect(await working).to.equal('yes')
  })

  it('refuses waiting and later jobs when its lanes are broken', async () => {
    const lane = new ManualLane()
    const pool = new JobPool([lane], 10)
    const running = rlnErrorOf(() => pool.run('runs')).catch((error: Error) => error.message)
    const waiting = rlnErrorOf(() => pool.run('waits'))
    await settle()
    lane.isBroken = true
    lane.jobs[0]!.reject(new Error('died'))
    expect(await running).to.equal('died')
    expect((await waiting).code).to.equal('worker_unavailable')
    expect((await rlnErrorOf(() => pool.run('later'))).code).to.equal('worker_unavailable')
  })

  it('refuses waiting and later jobs when it is closed, and closes its lanes', async () => {
    const lane = new ManualLane()
    const pool = new JobPool([lane], 10)
    void pool.run('runs')
    const waiting = rlnErrorOf(() => pool.run('waits'))
    await pool.close()
    expect((await waiting).code).to.equal('closed')
    expect((await rlnErrorOf(() => pool.run('later'))).code).to.equal('closed')
    expect(lane.isClosed).to.equal(true)
  })
})
