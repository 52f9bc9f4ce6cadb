import {
  MAX_SHARDS_PER_CLUSTER,
  MessageError,
  parseContentTopic,
  parsePublicKey,
  pubsubTopicOf,
  shardOfContentTopic,
} from '../message/index.ts'
import { ConfigError } from './config-error.ts'
import type { NodeOptionValues } from './node-options.ts'

export interface NetworkConfig {
  readonly clusterId: number
  /** Shards that content topics are spread over. Missing under static sharding, where applications choose the shard. */
  readonly shardCount?: number
  /** Whether messages are relayed at all; else the node is a light one. */
  readonly isRelaying: boolean
  /** Shards relayed from the start; none on a light node. */
  readonly shards: readonly number[]
  /** Shards on which a message must be signed, and by whom. */
  readonly protectedShards: readonly ProtectedShardConfig[]
  /** Peers that do not speak the metadata protocol are disconnected. */
  readonly isMetadataRequired: boolean
}

export interface ProtectedShardConfig {
  readonly shard: number
  /** 33 bytes each, compressed secp256k1: any of them may sign. */
  readonly publicKeys: readonly Uint8Array[]
}

const DEFAULT_CLUSTER_ID = 0
const DEFAULT_SHARD_COUNT = 1

/** Each signature that is wrong is tried against every key of its shard, on the main thread. */
const MAX_KEYS_PER_SHARD = 4

/** @throws ConfigError naming the flag to change */
export function networkConfigFrom(options: NodeOptionValues): NetworkConfig {
  const clusterId = options['cluster-id'] ?? DEFAULT_CLUSTER_ID
  const givenShardCount = options['num-shards-in-network'] ?? DEFAULT_SHARD_COUNT
  const shardCount = givenShardCount === 0 ? undefined : givenShardCount
  return {
    clusterId,
    ...(shardCount !== undefined && { shardCount }),
    isRelaying: options.relay,
    shards: options.relay ? shardsFrom(options, shardCount) : [],
    protectedShards: protectedShardsFrom(options['protected-shard'], shardCount),
    // Cluster 0 is nobody's network: nwaku began with this exception, and plain GossipSub peers are welcome there.
    isMetadataRequired: options['metadata-required'] ?? clusterId !== DEFAULT_CLUSTER_ID,
  }
}

/** Every pubsub topic that messages of this network may be on. */
export function pubsubTopicsOf({ clusterId, shardCount }: NetworkConfig): string[] {
  return Array.from({ length: shardCount ?? MAX_SHARDS_PER_CLUSTER }, (_, shard) => pubsubTopicOf(clusterId, shard))
}

function shardsFrom(options: NodeOptionValues, shardCount: number | undefined): number[] {
  for (const shard of options.shard) checkShard('--shard', shard, shardCount)
  const ofTopics = options['content-topic'].map((topic) => shardOf(topic, shardCount))
  const chosen = new Set([...options.shard, ...ofTopics])
  if (chosen.size > 0) return [...chosen].sort((a, b) => a - b)
  if (shardCount !== undefined) return Array.from({ length: shardCount }, (_, shard) => shard)
  throw new ConfigError('missing_value', '--num-shards-in-network 0 is static sharding: name the shards with --shard')
}

function shardOf(contentTopic: string, shardCount: number | undefined): number {
  if (shardCount === undefined) {
    const advice = 'name its shard with --shard instead'
    throw new ConfigError(
      'conflicting_options',
      `--content-topic ${contentTopic} has no shard under static sharding (--num-shards-in-network 0): ${advice}`,
    )
  }
  try {
    parseContentTopic(contentTopic)
    return shardOfContentTopic(contentTopic, shardCount)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new ConfigError('invalid_value', `--content-topic ${contentTopic}: ${why}`, { cause: error })
  }
}

function protectedShardsFrom(texts: readonly string[], shardCount: number | undefined): ProtectedShardConfig[] {
  const keys = new Map<number, Uint8Array[]>()
  for (const text of texts) {
    const [, shardText, hex] = /^(\d{1,5}):(.+)$/.exec(text) ?? []
    if (shardText === undefined || hex === undefined) {
      throw new ConfigError('invalid_value', `--protected-shard takes SHARD:PUBLIC-KEY-IN-HEX, not "${text}"`)
    }
    const shard = Number(shardText)
    checkShard('--protected-shard', shard, shardCount)
    const ofShard = [...(keys.get(shard) ?? []), publicKeyFrom(hex)]
    if (ofShard.length > MAX_KEYS_PER_SHARD) {
      throw new ConfigError('invalid_value', `--protected-shard ${shard}: at most ${MAX_KEYS_PER_SHARD} keys a shard`)
    }
    keys.set(shard, ofShard)
  }
  return [...keys].map(([shard, publicKeys]) => ({ shard, publicKeys }))
}

function publicKeyFrom(hex: string): Uint8Array {
  try {
    return parsePublicKey(hex)
  } catch (error) {
    if (!(error instanceof MessageError)) throw error
    throw new ConfigError('invalid_value', `--protected-shard: ${error.message}`, { cause: error })
  }
}

function checkShard(flag: string, shard: number, shardCount: number | undefined): void {
  if (shard < (shardCount ?? MAX_SHARDS_PER_CLUSTER)) return
  const why =
    shardCount === undefined
      ? `a cluster has the shards 0 to ${MAX_SHARDS_PER_CLUSTER - 1}`
      : `the network has ${shardCount} (--num-shards-in-network)`
  throw new ConfigError('invalid_value', `${flag} ${shard}: ${why}`)
}
