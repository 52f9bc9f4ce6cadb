import type { Counter, Gauge, Metrics } from '../foundation/index.ts'

export interface NetworkMetrics {
  readonly directions: Gauge
  readonly agents: Gauge
  readonly slots: Gauge
  readonly uniquePeers: Gauge
  readonly knownPeers: Gauge
  readonly dials: Counter
  readonly initiated: Counter
  readonly disconnects: Counter
}

/** The figures of the peer manager, named as nwaku's where it has them. Every label is from a closed set. */
export function createNetworkMetrics(metrics: Metrics): NetworkMetrics {
  return {
    directions: metrics.gauge('waku_connected_peers_per_direction', 'Connected peers by direction', ['direction']),
    agents: metrics.gauge('waku_connected_peers_per_agent', 'Connected peers by implementation', ['agent']),
    slots: metrics.gauge('waku_connected_peers_per_slot', 'Connected peers by the slot they hold', ['slot']),
    uniquePeers: metrics.gauge('waku_total_unique_peers', 'Different peers that were connected since the start'),
    knownPeers: metrics.gauge('waku_peer_store_size', 'Peers that are known, connected or not'),
    dials: metrics.counter('waku_peers_dials', 'Dials of this node by outcome', ['outcome']),
    initiated: metrics.counter('waku_node_conns_initiated', 'Connections this node made by what for', ['source']),
    disconnects: metrics.counter('waku_peer_disconnects_total', 'Peers the peer manager disconnected', ['reason']),
  }
}
