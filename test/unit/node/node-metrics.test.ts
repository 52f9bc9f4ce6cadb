import { expect } from 'chai'
import { createNodeMetrics, timed } from '../../../src/node/node-metrics.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

const NAME = 'waku_rln_instance_creation_duration_seconds'

describe('timed', () => {
  it('tells how long work took, and gives its result', async () => {
    const clock = new FakeClock()
    const metrics = new RecordingMetrics()
    const work = async (): Promise<string> => {
      clock.advance(1_500)
      return 'done'
    }
    expect(await timed(clock, createNodeMetrics(metrics).verifierSeconds, work)).to.equal('done')
    expect(metrics.value(NAME)).to.equal(1.5)
  })

  it('tells nothing of work that failed, and throws what the work threw', async () => {
    const metrics = new RecordingMetrics()
    const failure = new Error('no key')
    const outcome = await timed(new FakeClock(), createNodeMetrics(metrics).verifierSeconds, () =>
      Promise.reject(failure),
    ).catch((error: unknown) => error)
    expect(outcome).to.equal(failure)
    expect(metrics.value(NAME)).to.equal(undefined)
  })
})
