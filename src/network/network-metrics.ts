import type { Counter, Gauge, Metrics } from '../foundation/index.ts'

export interface NetworkMetrics {
  readonly connectedPeers: Gauge
  readonly dials: Counter
}

/** The figures of this room, named as nwaku's where it has them. */
export function createNetworkMetrics(metrics: Metrics): NetworkMetrics {
  return {
    connectedPeers: metrics.gauge('waku_connected_peers_per_direction', 'Open connections by direction', [
      'direction',
    ]),
    dials: metrics.counter('waku_peers_dials', 'Dials of this node by outcome', ['outcome']),
  }
}
