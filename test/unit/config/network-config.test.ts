import { expect } from 'chai'
import { ConfigError, type GivenOptions, pubsubTopicsOf, readOptions } from '../../../src/config/index.ts'
import { networkConfigFrom } from '../../../src/config/network-config.ts'
import { bytesToHex } from '../../../src/foundation/index.ts'

const KEY = '0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798'
const OTHER_KEY = '02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5'

const networkOf = (flags: GivenOptions) =>
  networkConfigFrom(readOptions({ flags, environment: {}, readText: () => '' }))

describe('the network of a node', () => {
  it('is cluster 0 with one shard, open to peers without metadata, when nothing is said', () => {
    expect(networkOf({})).to.deep.equal({
      clusterId: 0,
      shardCount: 1,
      isRelaying: true,
      shards: [0],
      protectedShards: [],
      isMetadataRequired: false,
    })
  })

  it('asks its peers for metadata outside of cluster 0, unless told otherwise', () => {
    expect(networkOf({ 'cluster-id': '1' }).isMetadataRequired).to.equal(true)
    expect(networkOf({ 'cluster-id': '1', 'metadata-required': 'false' }).isMetadataRequired).to.equal(false)
    expect(networkOf({ 'metadata-required': 'true' }).isMetadataRequired).to.equal(true)
  })

  it('of 0 shards is sharded statically: any shard of the cluster may be named', () => {
    const network = networkOf({ 'cluster-id': '16', 'num-shards-in-network': '0', shard: ['32', '1023', '32'] })
    expect(network).to.not.have.property('shardCount')
    expect(network.shards).to.deep.equal([32, 1023])
    expect(pubsubTopicsOf(network)).to.have.length(1_024).and.include('/waku/2/rs/16/1023')
  })

  it('may have any of its pubsub topics joined later', () => {
    expect(pubsubTopicsOf(networkOf({ 'num-shards-in-network': '2', shard: ['1'] }))).to.deep.equal([
      '/waku/2/rs/0/0',
      '/waku/2/rs/0/1',
    ])
  })

  it('has protected shards with one key or several', () => {
    const given = [`1:${KEY}`, `0:0x${KEY}`, `1:${OTHER_KEY}`]
    const { protectedShards } = networkOf({ 'num-shards-in-network': '2', 'protected-shard': given })
    const shown = protectedShards.map(({ shard, publicKeys }) => [shard, publicKeys.map(bytesToHex)])
    expect(shown).to.deep.equal([
      [1, [KEY, OTHER_KEY]],
      [0, [KEY]],
    ])
  })

  const wrong: readonly (readonly [what: string, GivenOptions, code: string, named: RegExp])[] = [
    ['a shard beyond its number', { shard: ['1'] }, 'invalid_value', /--shard 1.*--num-shards-in-network/],
    [
      'a shard beyond what a cluster has',
      { 'num-shards-in-network': '0', shard: ['1024'] },
      'invalid_value',
      /--shard 1024/,
    ],
    ['static sharding without shards', { 'num-shards-in-network': '0' }, 'missing_value', /--shard/],
    [
      'a content topic under static sharding',
      { 'num-shards-in-network': '0', shard: ['1'], 'content-topic': ['/a/1/b/proto'] },
      'conflicting_options',
      /--content-topic .*--num-shards-in-network 0.*--shard/,
    ],
    ['a malformed content topic', { 'content-topic': ['chat'] }, 'invalid_value', /--content-topic chat/],
    [
      'a protected shard beyond its number',
      { 'protected-shard': [`3:${KEY}`] },
      'invalid_value',
      /--protected-shard 3/,
    ],
    ['a protected shard without key', { 'protected-shard': ['0'] }, 'invalid_value', /SHARD:PUBLIC-KEY/],
    ['a protected shard with another key', { 'protected-shard': ['0:00'] }, 'invalid_value', /--protected-shard/],
    [
      'more keys than can be tried',
      { 'protected-shard': Array.from({ length: 5 }, () => `0:${KEY}`) },
      'invalid_value',
      /--protected-shard 0/,
    ],
  ]
  for (const [what, flags, code, named] of wrong) {
    it(`is refused with ${what}, naming the flag`, () => {
      expect(() => networkOf(flags))
        .to.throw(ConfigError, named)
        .with.property('code', code)
    })
  }
})
