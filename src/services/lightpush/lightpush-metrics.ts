import type { Counter, Metrics } from '../../foundation/index.ts'

export interface LightPushMetrics {
  readonly messages: Counter
  readonly errors: Counter
}

/** The figures of the second version, named as nwaku's. */
export function createLightPushV2Metrics(metrics: Metrics): LightPushMetrics {
  return {
    messages: metrics.counter('waku_lightpush_messages', 'Messages pushed by clients, protocol version 2', ['type']),
    errors: metrics.counter('waku_lightpush_errors', 'Pushes refused, protocol version 2', ['type']),
  }
}

/** The figures of the third version, named as nwaku's. */
export function createLightPushMetrics(metrics: Metrics): LightPushMetrics {
  return {
    messages: metrics.counter('waku_lightpush_v3_messages', 'Messages pushed by clients, protocol version 3', ['type']),
    errors: metrics.counter('waku_lightpush_v3_errors', 'Pushes refused, protocol version 3', ['type']),
  }
}
