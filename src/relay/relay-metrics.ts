import type { Counter, Gauge, Histogram, Metrics } from '../foundation/index.ts'
import { AcceptedMessages } from './accepted-messages.ts'

export interface RelayMetrics {
  readonly accepted: AcceptedMessages
  readonly verdicts: Counter
  readonly validationSeconds: Histogram
  readonly waitingValidations: Gauge
  readonly waitingBytes: Gauge
  readonly runningValidations: Gauge
  readonly meshPeers: Gauge
  readonly subscribers: Gauge
  readonly disconnects: Counter
}

/** The figures of this room, named as nwaku's and nim-libp2p's where they have them. */
export function createRelayMetrics(metrics: Metrics): RelayMetrics {
  return {
    accepted: new AcceptedMessages(metrics),
    verdicts: metrics.counter('waku_relay_verdicts_total', 'Verdicts on received messages', ['action', 'reason']),
    validationSeconds: metrics.histogram('waku_relay_validation_duration_seconds', 'From arrival to verdict'),
    waitingValidations: metrics.gauge('waku_relay_waiting_validations', 'Messages that wait for their validation'),
    waitingBytes: metrics.gauge('waku_relay_waiting_validation_bytes', 'Bytes of the messages that wait'),
    runningValidations: metrics.gauge('waku_relay_running_validations', 'Validations under way'),
    meshPeers: metrics.gauge('libp2p_gossipsub_peers_per_topic_mesh', 'Peers in the mesh of a topic', ['topic']),
    subscribers: metrics.gauge('waku_connected_peers_per_shard', 'Connected peers that relay a shard', ['shard']),
    disconnects: metrics.counter('waku_relay_disconnects_total', 'Peers disconnected by relay', ['reason']),
  }
}
