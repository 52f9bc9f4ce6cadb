import { secp256k1 } from '@noble/curves/secp256k1.js'
import { expect } from 'chai'
import type { NetworkConfig } from '../../../src/config/index.ts'
import { signMessage } from '../../../src/message/index.ts'
import { NodeError } from '../../../src/node/index.ts'
import { ShardRules } from '../../../src/node/shard-rules.ts'

const CONTENT_TOPIC = '/toychat/2/huilong/proto'
const TOPIC_3 = '/waku/2/rs/1/3'
const PRIVATE_KEY = new Uint8Array(32).fill(9)

const auto: NetworkConfig = {
  clusterId: 1,
  shardCount: 8,
  isRelaying: true,
  shards: [3, 7],
  protectedShards: [],
  isMetadataRequired: true,
}
const { shardCount: _, ...fixed } = { ...auto, clusterId: 16 }

function codeOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (error instanceof NodeError) return error.code
    throw error
  }
  return 'none'
}

describe('ShardRules', () => {
  it('find the shard of a content topic', () => {
    const rules = new ShardRules(auto)
    expect(rules.pubsubTopicFor({ contentTopic: CONTENT_TOPIC })).to.equal(TOPIC_3)
    expect(rules.pubsubTopicFor({ contentTopic: CONTENT_TOPIC, pubsubTopic: TOPIC_3 })).to.equal(TOPIC_3)
    expect(rules.startTopics).to.deep.equal([TOPIC_3, '/waku/2/rs/1/7'])
    expect(rules.messageRules.autosharding).to.deep.equal({ clusterId: 1, shardCount: 8 })
  })

  it('do not send a message where its content topic does not belong', () => {
    const rules = new ShardRules(auto)
    const contentTopic = CONTENT_TOPIC
    expect(codeOf(() => rules.pubsubTopicFor({ contentTopic, pubsubTopic: '/waku/2/rs/1/4' }))).to.equal('wrong_shard')
    expect(codeOf(() => rules.pubsubTopicOf('chat'))).to.equal('invalid_content_topic')
  })

  it('leave the choice to the application under static sharding', () => {
    const rules = new ShardRules(fixed)
    expect(rules.pubsubTopicFor({ contentTopic: 'anything', pubsubTopic: '/waku/2/rs/16/32' })).to.equal(
      '/waku/2/rs/16/32',
    )
    expect(codeOf(() => rules.pubsubTopicFor({ contentTopic: CONTENT_TOPIC }))).to.equal('no_autosharding')
    expect(rules.messageRules).to.not.have.property('autosharding')
    expect(rules.pubsubTopics).to.have.length(1_024)
  })

  it('ask for a signature on protected shards, before anything is spent on the message', () => {
    const publicKeys = [secp256k1.getPublicKey(PRIVATE_KEY)]
    const rules = new ShardRules({ ...auto, protectedShards: [{ shard: 3, publicKeys }] })
    expect(rules.messageRules.protectedShards).to.deep.equal([{ pubsubTopic: TOPIC_3, publicKeys }])
    const message = {
      payload: Uint8Array.of(1),
      contentTopic: CONTENT_TOPIC,
      version: 0,
      timestampNs: 5n,
      meta: new Uint8Array(),
      ephemeral: false,
    }
    const meta = signMessage(TOPIC_3, message, PRIVATE_KEY)
    expect(codeOf(() => rules.checkSignature(TOPIC_3, message))).to.equal('message_refused')
    expect(codeOf(() => rules.checkSignature(TOPIC_3, { ...message, meta, timestampNs: 6n }))).to.equal(
      'message_refused',
    )
    expect(codeOf(() => rules.checkSignature(TOPIC_3, { ...message, meta }))).to.equal('none')
    expect(codeOf(() => rules.checkSignature('/waku/2/rs/1/4', message))).to.equal('none')
  })
})
