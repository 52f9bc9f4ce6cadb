import { type NetworkConfig, pubsubTopicsOf } from '../config/index.ts'
import {
  isSignedByOneOf,
  MessageError,
  parseContentTopic,
  pubsubTopicOf,
  shardOfContentTopic,
  type WakuMessage,
} from '../message/index.ts'
import type { ProofValidatorOptions, ProtectedShard } from '../spam-protection/index.ts'
import { NodeError } from './node-error.ts'
import type { OutgoingMessage } from './outgoing-message.ts'

/** Which shard a message belongs on in this node's network, and who may send there. */
export class ShardRules {
  readonly #network: NetworkConfig
  readonly #protectedShards: readonly ProtectedShard[]

  constructor(network: NetworkConfig) {
    this.#network = network
    this.#protectedShards = network.protectedShards.map(({ shard, publicKeys }) => {
      return { pubsubTopic: pubsubTopicOf(network.clusterId, shard), publicKeys }
    })
  }

  /** What the validator has to know of shards. */
  get messageRules(): Pick<ProofValidatorOptions, 'autosharding' | 'protectedShards'> {
    const { clusterId, shardCount } = this.#network
    const protectedShards = this.#protectedShards
    return { protectedShards, ...(shardCount !== undefined && { autosharding: { clusterId, shardCount } }) }
  }

  /** Every pubsub topic that may be joined: none on a light node. */
  get pubsubTopics(): readonly string[] {
    return this.#network.isRelaying ? pubsubTopicsOf(this.#network) : []
  }

  /** Those relayed from the start. */
  get startTopics(): readonly string[] {
    return this.#network.shards.map((shard) => pubsubTopicOf(this.#network.clusterId, shard))
  }

  /** @throws NodeError `no_autosharding`, `invalid_content_topic` */
  pubsubTopicOf(contentTopic: string): string {
    const { clusterId, shardCount } = this.#network
    if (shardCount === undefined) {
      const why = 'this network is sharded statically (--num-shards-in-network 0)'
      throw new NodeError('no_autosharding', `${why}: name the pubsub topic of ${contentTopic}`)
    }
    try {
      parseContentTopic(contentTopic)
      return pubsubTopicOf(clusterId, shardOfContentTopic(contentTopic, shardCount))
    } catch (error) {
      if (!(error instanceof MessageError)) throw error
      throw new NodeError('invalid_content_topic', error.message, { cause: error })
    }
  }

  /** @throws NodeError `wrong_shard`, and as `pubsubTopicOf` */
  pubsubTopicFor({ contentTopic, pubsubTopic }: Pick<OutgoingMessage, 'contentTopic' | 'pubsubTopic'>): string {
    if (this.#network.shardCount === undefined && pubsubTopic !== undefined) return pubsubTopic
    const expected = this.pubsubTopicOf(contentTopic)
    if (pubsubTopic === undefined || pubsubTopic === expected) return expected
    throw new NodeError('wrong_shard', `${contentTopic} belongs on ${expected}, not on ${pubsubTopic}`)
  }

  /**
   * Before a message id is spent on it: on a protected shard, `meta` must be the signature of one of its keys.
   * @throws NodeError `message_refused`
   */
  checkSignature(pubsubTopic: string, message: WakuMessage): void {
    const shard = this.#protectedShards.find((candidate) => candidate.pubsubTopic === pubsubTopic)
    if (shard === undefined || isSignedByOneOf(shard.publicKeys, pubsubTopic, message)) return
    const what = 'a protected shard: its meta must be a signature by the key of --protected-shard'
    throw new NodeError('message_refused', `${pubsubTopic} is ${what}, over the timestamp it is sent with`)
  }
}
