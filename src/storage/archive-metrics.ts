import type { Counter, Gauge, Histogram, Metrics } from '../foundation/index.ts'

/** Why something did not get into the archive, out of it, or away from it. The first four are nwaku's. */
export type ArchiveFailure =
  | 'invalid_message_too_old'
  | 'invalid_message_future_timestamp'
  | 'insert_failure'
  | 'retpolicy_failure'
  | 'query_failure'
  /** The database is slower than the network, or broken: a message was dropped. */
  | 'queue_full'
  /** No message that an archive can hold. */
  | 'invalid_message'

export interface ArchiveMetrics {
  readonly messages: Gauge
  readonly messagesPerShard: Gauge
  readonly sizeBytes: Gauge
  readonly errors: Counter
  readonly insertSeconds: Histogram
  readonly querySeconds: Histogram
  readonly waiting: Gauge
}

/** The figures of an archive, named as nwaku's where it has them. */
export function createArchiveMetrics(metrics: Metrics): ArchiveMetrics {
  return {
    messages: metrics.gauge('waku_archive_messages', 'Archived messages', ['type']),
    messagesPerShard: metrics.gauge('waku_archive_messages_per_shard', 'Archived messages by shard', ['shard']),
    sizeBytes: metrics.gauge('waku_archive_size_bytes', 'Bytes that archived messages take, indices included'),
    errors: metrics.counter('waku_archive_errors', 'What was not archived, found or deleted', ['type']),
    insertSeconds: metrics.histogram('waku_archive_insert_duration_seconds', 'From a put until it is durable'),
    querySeconds: metrics.histogram('waku_archive_query_duration_seconds', 'From a query to its page'),
    waiting: metrics.gauge('waku_archive_waiting_messages', 'Relayed messages that wait to be archived'),
  }
}
