import { expect } from 'chai'
import { MAX_SERIES_PER_METRIC } from '../../../src/telemetry/metric-series.ts'
import { PrometheusMetrics } from '../../../src/telemetry/prometheus-metrics.ts'
import { TelemetryError } from '../../../src/telemetry/telemetry-error.ts'
import { readScrape } from '../../support/read-scrape.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'

function setUp() {
  const logger = new RecordingLogger()
  const metrics = new PrometheusMetrics({ logger })
  return { logger, metrics, scrape: async () => readScrape(await metrics.text()) }
}

describe('PrometheusMetrics', () => {
  it('writes counters, gauges and histograms with help, type and labels', async () => {
    const { metrics, scrape } = setUp()
    const sent = metrics.counter('sent_total', 'Things sent', ['kind'])
    sent.add(1, { kind: 'a' })
    sent.add(2.5, { kind: 'a' })
    sent.add(1, { kind: 'b"\n\\' })
    metrics.gauge('waiting', 'Things that wait').set(7)
    const took = metrics.histogram('took_seconds', 'How long', ['kind'], [0.1, 1])
    for (const seconds of [0.05, 0.5, 0.6, 5]) took.observe(seconds, { kind: 'a' })
    const { families, value } = await scrape()
    expect(families.get('sent_total')).to.deep.equal({ help: 'Things sent', type: 'counter' })
    expect(families.get('waiting')).to.deep.equal({ help: 'Things that wait', type: 'gauge' })
    expect(families.get('took_seconds')).to.deep.equal({ help: 'How long', type: 'histogram' })
    expect(value('sent_total', { kind: 'a' })).to.equal(3.5)
    expect(value('sent_total', { kind: 'b"\n\\' })).to.equal(1)
    expect(value('waiting')).to.equal(7)
    expect(value('took_seconds_bucket', { kind: 'a', le: '0.1' })).to.equal(1)
    expect(value('took_seconds_bucket', { kind: 'a', le: '1' })).to.equal(3)
    expect(value('took_seconds_bucket', { kind: 'a', le: '+Inf' })).to.equal(4)
    expect(value('took_seconds_count', { kind: 'a' })).to.equal(4)
    expect(value('took_seconds_sum', { kind: 'a' })).to.be.closeTo(6.15, 1e-9)
  })

  it('shows what has no labels from the start, and says the same when asked again', async () => {
    const { metrics, scrape } = setUp()
    metrics.counter('quiet_total', 'Nothing yet')
    expect((await scrape()).value('quiet_total')).to.equal(0)
    const again = metrics.counter('quiet_total', 'Nothing yet')
    again.add()
    expect((await scrape()).value('quiet_total')).to.equal(1)
    expect((await scrape()).value('quiet_total')).to.equal(1)
  })

  it("serves nwaku's counters under the name nwaku's dashboards ask for besides, others not", async () => {
    const { metrics, scrape } = setUp()
    metrics.counter('waku_node_messages', 'Messages', ['type']).add(3, { type: 'relay' })
    metrics.counter('waku_rln_messages_total', 'Messages judged').add(2)
    metrics.counter('own_total', 'Ours').add(1)
    metrics.counter('waku_rln_total_generated_proofs', 'A gauge there').add(1)
    const { value, families } = await scrape()
    expect(value('waku_node_messages', { type: 'relay' })).to.equal(3)
    expect(value('waku_node_messages_total', { type: 'relay' })).to.equal(3)
    expect(value('waku_rln_messages_total')).to.equal(2)
    expect(value('waku_rln_messages_total_total')).to.equal(2)
    expect([...families.keys()]).not.to.include.members(['own_total_total'])
    expect([...families.keys()]).not.to.include.members(['waku_rln_total_generated_proofs_total'])
  })

  it('gives whoever registers again the same metric, and refuses another one of that name', () => {
    const { metrics } = setUp()
    const first = metrics.counter('a_total', 'A', ['x'])
    expect(metrics.counter('a_total', 'A', ['x'])).to.equal(first)
    const others = [
      () => metrics.gauge('a_total', 'A', ['x']),
      () => metrics.counter('a_total', 'A', ['y']),
      () => metrics.counter('a_total', 'A'),
    ]
    for (const other of others) {
      expect(other).to.throw(TelemetryError).with.property('code', 'metric_mismatch')
    }
  })

  it('stays small and says so once when labels come from no closed set', async () => {
    const { metrics, logger, scrape } = setUp()
    const counter = metrics.counter('c_total', 'C', ['peer'])
    const gauge = metrics.gauge('g', 'G', ['peer'])
    const histogram = metrics.histogram('h_seconds', 'H', ['peer'], [1])
    for (let i = 0; i < 2 * MAX_SERIES_PER_METRIC; i++) {
      counter.add(1, { peer: `${i}` })
      gauge.set(i, { peer: `${i}` })
      histogram.observe(i, { peer: `${i}` })
    }
    const { samples, value } = await scrape()
    const seriesOf = (name: string): number => samples.filter((sample) => sample.name === name).length
    expect(seriesOf('c_total')).to.equal(MAX_SERIES_PER_METRIC)
    expect(seriesOf('g')).to.equal(MAX_SERIES_PER_METRIC)
    expect(seriesOf('h_seconds_count')).to.equal(MAX_SERIES_PER_METRIC)
    expect(value('c_total', { peer: 'other' })).to.equal(MAX_SERIES_PER_METRIC + 1)
    expect(logger.at('error').map(({ fields }) => fields)).to.deep.equal([
      { metric: 'c_total' },
      { metric: 'g' },
      { metric: 'h_seconds' },
    ])
    expect(metrics.total('c_total')).to.equal(2 * MAX_SERIES_PER_METRIC)
  })

  it('leaves out amounts that would spoil the scrape', async () => {
    const { metrics, logger, scrape } = setUp()
    const counter = metrics.counter('c_total', 'C')
    const histogram = metrics.histogram('h_seconds', 'H')
    for (const wrong of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      counter.add(wrong)
      histogram.observe(wrong)
    }
    counter.add(2)
    const { value } = await scrape()
    expect(value('c_total')).to.equal(2)
    expect(value('h_seconds_count')).to.equal(0)
    expect(logger.at('error')).to.have.length(1)
  })

  it('tells what Node.js knows of the process', async () => {
    const { metrics, scrape } = setUp()
    metrics.collectProcess()
    const { value, families } = await scrape()
    expect(value('process_resident_memory_bytes')).to.be.greaterThan(1e6)
    expect(value('nodejs_heap_size_used_bytes')).to.be.greaterThan(1e6)
    expect(value('process_cpu_seconds_total')).to.be.greaterThan(0)
    expect([...families.keys()]).to.include.members([
      'nodejs_eventloop_lag_p50_seconds',
      'nodejs_eventloop_lag_p99_seconds',
    ])
  })
})
