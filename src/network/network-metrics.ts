import type { Counter, Gauge, Metrics } from '../foundation/index.ts'

export interface NetworkMetrics {
  readonly connectedPeers: Gauge
  readonly agents: Gauge
  readonly streams: Gauge
  readonly knownPeers: Gauge
  readonly dials: Counter
  readonly initiated: Counter
}

/** The figures of this room, named as nwaku's where it has them. */
export function createNetworkMetrics(metrics: Metrics): NetworkMetrics {
  return {
    connectedPeers: metrics.gauge('waku_connected_peers', 'Connections to peers that speak a protocol of this node', [
      'direction',
      'protocol',
    ]),
    agents: metrics.gauge('waku_connected_peers_per_agent', 'Connected peers by implementation', ['agent']),
    streams: metrics.gauge('waku_streams_peers', 'Open streams of the protocols of this node', [
      'direction',
      'protocol',
    ]),
    knownPeers: metrics.gauge('waku_peer_store_size', 'Peers whose addresses are kept'),
    dials: metrics.counter('waku_peers_dials', 'Dials of this node by outcome', ['outcome']),
    initiated: metrics.counter('waku_node_conns_initiated', 'Connections this node made, by who wanted them', [
      'source',
    ]),
  }
}
