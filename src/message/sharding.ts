import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToBigIntBE } from '../foundation/index.ts'
import { parseContentTopic } from './content-topic.ts'
import { MessageError } from './message-error.ts'

const MAX_SHARD_COUNT = 65_536

/** Shards that a cluster may have under static sharding: 0..1023 (51/WAKU2-RELAY-SHARDING). */
export const MAX_SHARDS_PER_CLUSTER = 1_024

/**
 * The shard of a content topic under autosharding (51/WAKU2-RELAY-SHARDING): the last 8 bytes, big-endian, of
 * `sha256(application || version)`, modulo the number of shards. Name and encoding do not matter.
 * @throws MessageError `content_topic_invalid`, `content_topic_generation_unsupported`, `shard_count_invalid`
 */
export function shardOfContentTopic(contentTopic: string, shardCount: number): number {
  if (!Number.isInteger(shardCount) || shardCount < 1 || shardCount > MAX_SHARD_COUNT) {
    throw new MessageError('shard_count_invalid', `The number of shards ${shardCount} must be within 1..65536`)
  }
  const { application, version } = parseContentTopic(contentTopic)
  const digest = sha256(new TextEncoder().encode(application + version))
  return Number(bytesToBigIntBE(digest.subarray(24)) % BigInt(shardCount))
}
