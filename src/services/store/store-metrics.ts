import type { Counter, Gauge, Metrics } from '../../foundation/index.ts'

export interface StoreMetrics {
  readonly queries: Counter
  readonly errors: Counter
  readonly seconds: Gauge
  readonly proofs: Counter
}

/** The figures of store, named as nwaku's where it has them. */
export function createStoreMetrics(metrics: Metrics): StoreMetrics {
  return {
    queries: metrics.counter('waku_store_queries', 'Store queries of peers and of the REST API'),
    errors: metrics.counter('waku_store_errors', 'Store queries that failed, here or at the peer asked', ['type']),
    seconds: metrics.gauge('waku_store_time_seconds', 'Seconds the last store query took by phase', ['phase']),
    proofs: metrics.counter(
      'waku_store_proofs_total',
      'Messages received from stores by what is known of their proof',
      ['finding'],
    ),
  }
}
