export interface NwakuMetric {
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly labels: readonly string[]
}

const counter = (...labels: string[]): NwakuMetric => ({ type: 'counter', labels })
const gauge = (...labels: string[]): NwakuMetric => ({ type: 'gauge', labels })
const histogram = (...labels: string[]): NwakuMetric => ({ type: 'histogram', labels })

/**
 * Figures of nwaku 0.37 that a relay with RLN has too, as nwaku declares them. On the wire its library puts `_total` at
 * the end of every counter, also of those that have it: its dashboards ask for `waku_rln_messages_total_total`.
 * Sources: nwaku `protocol_metrics.nim`, `peer_manager.nim`, `waku_relay/protocol.nim`; nim-metrics `newCounterMetrics`.
 */
export const nwakuMetrics: Readonly<Record<string, NwakuMetric>> = {
  waku_rln_messages_total: counter(),
  waku_rln_spam_messages_total: counter(),
  waku_rln_invalid_messages_total: counter('type'),
  waku_rln_valid_messages_total: counter('shard'),
  waku_rln_errors_total: counter('type'),
  waku_rln_proof_verification_total: counter(),
  waku_rln_number_registered_memberships: gauge(),
  waku_rln_proof_verification_duration_seconds: gauge(),
  waku_rln_proof_generation_duration_seconds: gauge(),
  waku_rln_instance_creation_duration_seconds: gauge(),
  waku_rln_membership_credentials_import_duration_seconds: gauge(),
  waku_rln_remaining_proofs_per_epoch: gauge(),
  waku_rln_total_generated_proofs: gauge(),
  waku_relay_network_bytes: counter('topic', 'type', 'direction'),
  waku_relay_total_msg_bytes_per_shard: gauge('shard'),
  waku_relay_max_msg_bytes_per_shard: gauge('shard'),
  waku_relay_avg_msg_bytes_per_shard: gauge('shard'),
  waku_histogram_message_size: histogram(),
  waku_node_messages: counter('type'),
  waku_connected_peers: gauge('direction', 'protocol'),
  waku_connected_peers_per_agent: gauge('agent'),
  waku_connected_peers_per_shard: gauge('shard'),
  waku_streams_peers: gauge('direction', 'protocol'),
  waku_peers_dials: counter('outcome'),
  waku_node_conns_initiated: counter('source'),
  waku_peer_store_size: gauge(),
  waku_total_unique_peers: gauge(),
  waku_msg_validator_signed_outcome: counter('result'),
  waku_service_requests: counter('service', 'state'),
  waku_service_requests_limit: gauge('service'),
  waku_service_request_handling_duration_seconds: histogram('service'),
  waku_service_network_bytes: counter('service', 'direction'),
  waku_archive_messages: gauge('type'),
  waku_archive_messages_per_shard: gauge('shard'),
  waku_archive_errors: gauge('type'),
  waku_archive_insert_duration_seconds: histogram(),
  waku_archive_query_duration_seconds: histogram(),
  waku_px_peers_received_total: gauge(),
  waku_px_peers_received_unknown: gauge(),
  waku_px_peers_sent: counter(),
  waku_px_peers_cached: gauge(),
  waku_px_errors: counter('type'),
  waku_store_peers: gauge(),
  waku_store_queries: gauge(),
  waku_store_errors: gauge('type'),
  waku_store_time_seconds: gauge('phase'),
  waku_filter_requests: counter('type'),
  waku_filter_errors: counter('type'),
  waku_filter_subscriptions: gauge(),
  waku_filter_request_duration_seconds: histogram('type'),
  waku_filter_handle_message_duration_seconds: histogram(),
  waku_lightpush_peers: gauge(),
  waku_lightpush_messages: gauge('type'),
  waku_lightpush_errors: gauge('type'),
  waku_lightpush_v3_messages: gauge('type'),
  waku_lightpush_v3_errors: gauge('type'),
  waku_version: gauge('version'),
  libp2p_gossipsub_peers_per_topic_mesh: gauge('topic'),
}

/** The name under which nwaku's dashboards look for a counter of ours; undefined when nwaku has no such counter. */
export function nwakuWireName(counterName: string): string | undefined {
  return nwakuMetrics[counterName]?.type === 'counter' ? `${counterName}_total` : undefined
}
