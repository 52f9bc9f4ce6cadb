import { utils } from '@waku/sdk'
import { expect } from 'chai'
import fc from 'fast-check'
import { createRoutingInfo, defaultNetworkSharding } from '../../../src/sdk/index.ts'

const part = fc.stringMatching(/^[a-zA-Z0-9-]{1,12}$/)

describe('createRoutingInfo', () => {
  it("shards content topics as js-waku's does", () => {
    fc.assert(
      fc.property(part, part, part, fc.integer({ min: 1, max: 1024 }), (application, version, name, shards) => {
        const contentTopic = `/${application}/${version}/${name}/proto`
        const network = { clusterId: 16, numShardsInCluster: shards }
        const { clusterId, shardId, pubsubTopic } = utils.createRoutingInfo(network, { contentTopic })
        expect(createRoutingInfo(network, { contentTopic })).to.deep.equal({ clusterId, shardId, pubsubTopic })
      }),
    )
  })

  it('takes the shard that is named', () => {
    const named = { clusterId: 3, shardId: 5, pubsubTopic: '/waku/2/rs/3/5' }
    expect(createRoutingInfo({ clusterId: 3 }, { contentTopic: 'any text', shardId: 5 })).to.deep.equal(named)
    expect(createRoutingInfo({ clusterId: 3 }, { pubsubTopic: '/waku/2/rs/3/5' })).to.deep.equal(named)
  })

  const unknown = {
    'nothing is named': () => createRoutingInfo(defaultNetworkSharding, {}),
    'a static cluster gets a content topic only': () =>
      createRoutingInfo({ clusterId: 3 }, { contentTopic: '/a/1/b/c' }),
    'the content topic cannot be sharded': () =>
      createRoutingInfo(defaultNetworkSharding, { contentTopic: 'any text' }),
    'the pubsub topic is of another cluster': () =>
      createRoutingInfo(defaultNetworkSharding, { pubsubTopic: '/waku/2/rs/3/5' }),
    'the shard is out of range': () => createRoutingInfo({ clusterId: 3 }, { shardId: 65_536 }),
  }
  for (const [why, create] of Object.entries(unknown)) {
    it(`says routing_unknown when ${why}`, () => {
      expect(create).to.throw().with.property('code', 'routing_unknown')
    })
  }
})
