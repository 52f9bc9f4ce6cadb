import { expect } from 'chai'
import { systemClock } from '../../../src/foundation/index.ts'
import { NullifierCalculator } from '../../../src/rln/server.ts'
import { threadSpawner } from '../../../src/rln/spawn-thread.ts'
import { WorkerLane } from '../../../src/rln/worker-lane.ts'
import type { WorkerListener } from '../../../src/rln/worker-thread.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { rlnErrorOf } from './rln-error-of.ts'

const spawn = threadSpawner(new URL('./misbehaving-worker.ts', import.meta.url))
const laneWith = (clock = systemClock, setup = '') =>
  new WorkerLane<string, unknown>({ clock, spawn }, { setup, timeoutMs: 30_000 })

describe('a worker thread', function () {
  this.timeout(60_000)

  it('that dies fails its job alone: the next one gets a new thread', async () => {
    const lane = laneWith()
    const first = await lane.run('thread id')
    for (const death of ['exit', 'throw outside']) {
      expect((await rlnErrorOf(() => lane.run(death))).code).to.equal('worker_crashed')
      const next = await lane.run('thread id')
      expect(next).to.be.a('number').and.to.not.equal(first)
    }
    await lane.close()
  })

  it('that dies again and again is not started any more', async () => {
    const lane = laneWith()
    for (let crash = 0; crash < 3; crash++) await rlnErrorOf(() => lane.run('exit'))
    expect(lane.isBroken).to.equal(true)
    await lane.close()
  })

  it('that throws for a job goes on, and hands the code of the error over', async () => {
    const lane = laneWith()
    const first = await lane.run('thread id')
    const error = await rlnErrorOf(() => lane.run('throw'))
    expect([error.code, error.message]).to.deep.equal(['x_is_zero', 'thrown by the job'])
    expect(await lane.run('thread id')).to.equal(first)
    await lane.close()
  })

  it('that cannot use its setup says why, and is ended', async () => {
    const lane = laneWith(systemClock, 'unusable')
    const error = await rlnErrorOf(() => lane.run('thread id'))
    expect([error.code, error.message]).to.deep.equal(['key_invalid', 'thrown by the setup'])
    await lane.close()
  })

  it('that does not answer is ended when its time is up', async () => {
    const clock = new FakeClock()
    const lane = laneWith(clock)
    await lane.start()
    const hanging = rlnErrorOf(() => lane.run('hang'))
    await new Promise((resolve) => setImmediate(resolve))
    clock.advance(30_000)
    expect((await hanging).code).to.equal('job_timed_out')
    expect(clock.pendingTimers).to.equal(0)
    await lane.close()
  })

  it('that is closed at work refuses its job', async () => {
    const lane = laneWith()
    await lane.start()
    const hanging = rlnErrorOf(() => lane.run('hang'))
    await new Promise((resolve) => setImmediate(resolve))
    await lane.close()
    expect((await hanging).code).to.equal('closed')
    expect((await rlnErrorOf(() => lane.run('thread id'))).code).to.equal('closed')
  })

  it('that answers while it is being closed keeps the process up until it has ended', async () => {
    let keepsUp = false
    let listener: WorkerListener | undefined
    const ended = Promise.withResolvers<void>()
    const lane = new WorkerLane<string, unknown>(
      {
        clock: systemClock,
        spawn: (given) => {
          listener = given
          return {
            post: () => undefined,
            terminate: () => ended.promise,
            keepProcessUp: (yes) => {
              keepsUp = yes
            },
          }
        },
      },
      { setup: '', timeoutMs: 30_000 },
    )
    const started = lane.start()
    listener!.onAnswer({ kind: 'ready' })
    await started
    const job = lane.run('work')
    await Promise.resolve()
    const closed = lane.close()
    listener!.onAnswer({ kind: 'result', result: 'done' })
    expect(await job).to.equal('done')
    expect(keepsUp).to.equal(true)
    ended.resolve()
    await closed
  })

  it('of a calculator that never had work is never started', async () => {
    await new NullifierCalculator().close()
  })
})
