import { expect } from 'chai'
import { noMetrics } from '../../../src/foundation/metrics.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

describe('noMetrics', () => {
  it('takes every figure and keeps none', () => {
    expect(noMetrics.counter('a_total', 'a').add(1)).to.equal(undefined)
    expect(noMetrics.gauge('a', 'a').set(1)).to.equal(undefined)
    expect(noMetrics.histogram('a_seconds', 'a').observe(1)).to.equal(undefined)
  })
})

describe('RecordingMetrics', () => {
  it('counts, sets and observes by label', () => {
    const metrics = new RecordingMetrics()
    const counter = metrics.counter('verdicts_total', 'verdicts', ['reason'])
    counter.add(1, { reason: 'valid' })
    counter.add(2, { reason: 'valid' })
    counter.add(5, { reason: 'proof_missing' })
    metrics.gauge('peers', 'peers').set(4)
    metrics.histogram('verify_seconds', 'time').observe(0.02)
    expect(metrics.value('verdicts_total', { reason: 'valid' })).to.equal(3)
    expect(metrics.value('verdicts_total', { reason: 'queue_full' })).to.equal(0)
    expect(metrics.value('peers')).to.equal(4)
    expect(metrics.observations('verify_seconds')).to.deep.equal([0.02])
    expect(metrics.names()).to.deep.equal(['peers', 'verdicts_total', 'verify_seconds'])
  })

  it('is as strict as a registry', () => {
    const metrics = new RecordingMetrics()
    const counter = metrics.counter('verdicts_total', 'verdicts', ['reason'])
    expect(() => counter.add(1)).to.throw(/labels/)
    expect(() => counter.add(1, { reason: 'a', peer: 'b' })).to.throw(/labels/)
    expect(() => counter.add(-1, { reason: 'a' })).to.throw(/only goes up/)
    expect(() => metrics.gauge('verdicts_total', 'verdicts')).to.throw(/registered before/)
    expect(() => metrics.gauge('Verdicts-Total', 'verdicts')).to.throw(/not a metric name/)
    expect(() => metrics.value('other')).to.throw(/no metric other; there are verdicts_total/)
  })
})
