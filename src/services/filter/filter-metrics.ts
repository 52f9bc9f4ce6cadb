import type { Counter, Gauge, Histogram, Metrics } from '../../foundation/index.ts'

/** Seconds, nwaku's bounds: from a message at hand to a message sent. */
const PUSH_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 15, 20, 30]

export interface FilterServerMetrics {
  readonly requests: Counter
  readonly requestSeconds: Histogram
  readonly errors: Counter
  readonly subscriptions: Gauge
  readonly peers: Gauge
  readonly pushes: Counter
  readonly pushSeconds: Histogram
}

/** The figures of a filter node, named as nwaku's where it has them. */
export function createFilterServerMetrics(metrics: Metrics): FilterServerMetrics {
  return {
    requests: metrics.counter('waku_filter_requests', 'Requests of filter clients', ['type']),
    requestSeconds: metrics.histogram('waku_filter_request_duration_seconds', 'From request to answer', ['type']),
    errors: metrics.counter('waku_filter_errors', 'Filter requests refused and pushes failed', ['type']),
    subscriptions: metrics.gauge('waku_filter_subscriptions', 'Subscribed filter clients'),
    peers: metrics.gauge('waku_filter_peers', 'Subscribed filter clients that are connected'),
    pushes: metrics.counter('waku_filter_pushes_total', 'Messages for subscribers by outcome', ['outcome']),
    pushSeconds: metrics.histogram(
      'waku_filter_handle_message_duration_seconds',
      'From an accepted message to its push to one subscriber',
      [],
      PUSH_BUCKETS,
    ),
  }
}

export interface FilterClientMetrics {
  readonly received: Counter
  readonly servicePeers: Gauge
}

export function createFilterClientMetrics(metrics: Metrics): FilterClientMetrics {
  return {
    received: metrics.counter('waku_filter_client_messages_total', 'Messages pushed to this node by outcome', [
      'outcome',
    ]),
    servicePeers: metrics.gauge('waku_filter_client_service_peers', 'Filter nodes this node is subscribed at'),
  }
}
