import { expect } from 'chai'
import { METRICS_LOG_INTERVAL_MS, MetricsLog } from '../../../src/telemetry/metrics-log.ts'
import { PrometheusMetrics } from '../../../src/telemetry/prometheus-metrics.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'

describe('MetricsLog', () => {
  it('writes the sums of the main figures that there are, every ten minutes until it is stopped', async () => {
    const logger = new RecordingLogger()
    const clock = new FakeClock()
    const metrics = new PrometheusMetrics({ logger })
    const messages = metrics.counter('waku_node_messages', 'Messages', ['type'])
    metrics.gauge('waku_connected_peers_per_direction', 'Peers', ['direction']).set(4, { direction: 'In' })
    const log = new MetricsLog({ clock, metrics, logger })
    await log.start()
    messages.add(2, { type: 'relay' })
    messages.add(3, { type: 'filter' })
    clock.advance(METRICS_LOG_INTERVAL_MS)
    expect(logger.lines).to.deep.equal([
      {
        level: 'info',
        room: 'telemetry',
        message: 'figures since the start',
        fields: { connectedPeers: 4, messagesAccepted: 5 },
      },
    ])
    await log.stop()
    clock.advance(2 * METRICS_LOG_INTERVAL_MS)
    expect(logger.lines).to.have.length(1)
  })
})
