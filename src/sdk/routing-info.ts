import { MessageError, parsePubsubTopic, pubsubTopicOf, shardOfContentTopic } from '../message/index.ts'
import type { Autosharding } from '../spam-protection/index.ts'
import { SdkError } from './sdk-error.ts'

/** A cluster, and into how many shards it spreads content topics; without a number, each message names its shard. */
export interface NetworkSharding {
  readonly clusterId: number
  readonly numShardsInCluster?: number
}

/** The Waku Network (64/WAKU2-NETWORK). */
export const defaultNetworkSharding: NetworkSharding = { clusterId: 1, numShardsInCluster: 8 }

/** Where messages of a content topic travel. */
export interface RoutingInfo {
  readonly clusterId: number
  readonly shardId: number
  readonly pubsubTopic: string
}

/** What is known of a message when its shard is looked for. A shard, or the topic that names it, wins. */
export interface RoutingQuery {
  readonly contentTopic?: string
  readonly shardId?: number
  readonly pubsubTopic?: string
}

/**
 * The shard of a content topic under autosharding, or the one that is named (51/WAKU2-RELAY-SHARDING).
 * @throws SdkError `routing_unknown`
 */
export function createRoutingInfo(network: NetworkSharding, query: RoutingQuery): RoutingInfo {
  try {
    const shardId = shardOf(network, query)
    const { clusterId } = network
    return { clusterId, shardId, pubsubTopic: pubsubTopicOf(clusterId, shardId) }
  } catch (error) {
    if (!(error instanceof MessageError)) throw error
    throw new SdkError('routing_unknown', error.message, { cause: error })
  }
}

function shardOf({ clusterId, numShardsInCluster }: NetworkSharding, query: RoutingQuery): number {
  const { contentTopic, shardId, pubsubTopic } = query
  if (pubsubTopic !== undefined) {
    const parsed = parsePubsubTopic(pubsubTopic)
    if (parsed.clusterId === clusterId) return parsed.shard
    throw new SdkError('routing_unknown', `${pubsubTopic} is not of cluster ${clusterId}`)
  }
  if (shardId !== undefined) return shardId
  if (contentTopic === undefined) throw new SdkError('routing_unknown', 'name a content topic, or a shard (shardId)')
  if (numShardsInCluster !== undefined) return shardOfContentTopic(contentTopic, numShardsInCluster)
  throw new SdkError(
    'routing_unknown',
    `cluster ${clusterId} is sharded statically (no numShardsInCluster): name the shard of ${contentTopic} (shardId)`,
  )
}

/** Under static sharding any text will do. @throws SdkError `content_topic_missing` */
export function requireContentTopic(contentTopic: string): void {
  if (contentTopic === '') throw new SdkError('content_topic_missing', 'the content topic must not be empty')
}

/** The same as the rooms below name it; undefined under static sharding. */
export function autoshardingOf({ clusterId, numShardsInCluster }: NetworkSharding): Autosharding | undefined {
  return numShardsInCluster === undefined ? undefined : { clusterId, shardCount: numShardsInCluster }
}
