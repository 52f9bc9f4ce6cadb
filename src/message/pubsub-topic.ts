import { MessageError } from './message-error.ts'

const MAX_UINT_16 = 0xffff

const SHARD_TOPIC = /^\/waku\/2\/rs\/(0|[1-9][0-9]{0,4})\/(0|[1-9][0-9]{0,4})$/

/**
 * The pubsub topic of a shard: `/waku/2/rs/cluster/shard` (51/WAKU2-RELAY-SHARDING).
 * @throws MessageError `pubsub_topic_invalid` when one of the two is not in 0..65535
 */
export function pubsubTopicOf(clusterId: number, shard: number): string {
  for (const number of [clusterId, shard]) {
    if (!Number.isInteger(number) || number < 0 || number > MAX_UINT_16) {
      throw new MessageError('pubsub_topic_invalid', `Cluster ${clusterId} and shard ${shard} must be within 0..65535`)
    }
  }
  return `/waku/2/rs/${clusterId}/${shard}`
}

/** The shard of a pubsub topic as the label of a metric; `named` for a topic that is no shard's. */
export function shardLabelOf(pubsubTopic: string): string {
  return SHARD_TOPIC.exec(pubsubTopic)?.[2] ?? 'named'
}

/**
 * Cluster and shard of a pubsub topic. Leading zeros are refused: each shard has one topic, since its text is hashed.
 * @throws MessageError `pubsub_topic_invalid`
 */
export function parsePubsubTopic(text: string): { clusterId: number; shard: number } {
  const match = SHARD_TOPIC.exec(text)
  const clusterId = Number(match?.[1])
  const shard = Number(match?.[2])
  if (match === null || clusterId > MAX_UINT_16 || shard > MAX_UINT_16) {
    throw new MessageError(
      'pubsub_topic_invalid',
      `Pubsub topic ${JSON.stringify(text)} must look like /waku/2/rs/1/0, with both numbers within 0..65535`,
    )
  }
  return { clusterId, shard }
}
