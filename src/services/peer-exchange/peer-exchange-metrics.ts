import type { Counter, Gauge, Metrics } from '../../foundation/index.ts'

export interface PeerExchangeMetrics {
  readonly received: Gauge
  readonly receivedUnknown: Gauge
  readonly sent: Counter
  readonly cached: Gauge
  readonly errors: Counter
}

/** The figures of peer exchange, named as nwaku's. */
export function createPeerExchangeMetrics(metrics: Metrics): PeerExchangeMetrics {
  return {
    received: metrics.gauge('waku_px_peers_received_total', 'Node records received by peer exchange'),
    receivedUnknown: metrics.gauge(
      'waku_px_peers_received_unknown',
      'Node records received that were not known before',
    ),
    sent: metrics.counter('waku_px_peers_sent', 'Node records sent by peer exchange'),
    cached: metrics.gauge('waku_px_peers_cached', 'Node records of other peers that are kept'),
    errors: metrics.counter('waku_px_errors', 'Peer exchanges that failed', ['type']),
  }
}
