import type { Counter, Gauge, Histogram, Metrics } from '../foundation/index.ts'
import type { NetworkErrorCode } from './network-error.ts'

/** What became of a request that a peer made here. */
export type ServiceOutcome =
  | 'served'
  /** Over its quota. */
  | 'rejected'
  /** As many streams of the peer, or of all peers, were open as are allowed. */
  | 'too_many_streams'
  /** So far over its quota that it was hung up. */
  | 'flooding'
  | 'undecodable'
  /** Our own failure. */
  | 'failed'
  /** The stream ended, broke, timed out or carried no frame. */
  | NetworkErrorCode

export interface RequestMetrics {
  readonly served: Counter
  readonly limit: Gauge
  readonly handlingSeconds: Histogram
  readonly bytes: Counter
  readonly asked: Counter
}

/** The figures of all services, named as nwaku's where it has them. Its `state` knows served and rejected only. */
export function createRequestMetrics(metrics: Metrics): RequestMetrics {
  return {
    served: metrics.counter('waku_service_requests', 'Requests of peers by outcome', ['service', 'state']),
    limit: metrics.gauge('waku_service_requests_limit', 'Requests a second taken from all peers together', ['service']),
    handlingSeconds: metrics.histogram('waku_service_request_handling_duration_seconds', 'From request to response', [
      'service',
    ]),
    bytes: metrics.counter('waku_service_network_bytes', 'Bytes of requests and responses', ['service', 'direction']),
    asked: metrics.counter('waku_service_client_requests_total', 'Requests of this node by outcome', [
      'service',
      'outcome',
    ]),
  }
}
