import type { Counter, Gauge, Histogram, Metrics } from '../foundation/index.ts'
import { shardLabelOf } from '../message/index.ts'
import { messageBytes, networkBytes } from './network-bytes.ts'

/** Bounds in kB, nwaku's. The largest message has 150 KiB. */
const SIZE_BUCKETS = [0, 1, 3, 5, 15, 50, 75, 100, 125, 150, 500, 700, 1_000]

interface ShardSizes {
  count: number
  totalBytes: number
  maxBytes: number
}

/** Counts accepted messages and their sizes, as nwaku does. Topics are those this node subscribed to. */
export class AcceptedMessages {
  readonly #messages: Counter
  readonly #networkBytes: Counter
  readonly #kilobytes: Histogram
  readonly #total: Gauge
  readonly #max: Gauge
  readonly #average: Gauge
  /** By the shard's label: at most as many as this node has topics. */
  readonly #sizes = new Map<string, ShardSizes>()

  constructor(metrics: Metrics) {
    this.#messages = metrics.counter('waku_node_messages', 'Messages received and accepted', ['type'])
    this.#networkBytes = networkBytes(metrics)
    this.#kilobytes = metrics.histogram(
      'waku_histogram_message_size',
      'Size of accepted messages in kB',
      [],
      SIZE_BUCKETS,
    )
    this.#total = metrics.gauge('waku_relay_total_msg_bytes_per_shard', 'Bytes of accepted messages', ['shard'])
    this.#max = metrics.gauge('waku_relay_max_msg_bytes_per_shard', 'Bytes of the largest accepted message', ['shard'])
    this.#average = metrics.gauge('waku_relay_avg_msg_bytes_per_shard', 'Mean bytes of accepted messages', ['shard'])
  }

  add(pubsubTopic: string, data: Uint8Array): void {
    const shard = shardLabelOf(pubsubTopic)
    const bytes = messageBytes(pubsubTopic, data)
    this.#messages.add(1, { type: 'relay' })
    this.#networkBytes.add(bytes, { topic: pubsubTopic, type: 'net', direction: 'in' })
    this.#kilobytes.observe(data.length / 1000)
    const sizes = this.#sizes.get(shard) ?? { count: 0, totalBytes: 0, maxBytes: 0 }
    this.#sizes.set(shard, sizes)
    sizes.count++
    sizes.totalBytes += bytes
    sizes.maxBytes = Math.max(sizes.maxBytes, bytes)
    this.#total.set(sizes.totalBytes, { shard })
    this.#max.set(sizes.maxBytes, { shard })
    this.#average.set(sizes.totalBytes / sizes.count, { shard })
  }
}
