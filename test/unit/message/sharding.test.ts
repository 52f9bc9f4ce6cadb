import { expect } from 'chai'
import { MessageError, shardOfContentTopic } from '../../../src/message/index.ts'
import vectors from '../../vectors/wire.json' with { type: 'json' }

describe('shardOfContentTopic', () => {
  for (const { contentTopic, shardCount, shard } of vectors.autosharding.vectors) {
    it(`puts ${contentTopic} on shard ${shard} of ${shardCount}`, () => {
      expect(shardOfContentTopic(contentTopic, shardCount)).to.equal(shard)
    })
  }

  it('refuses a number of shards that no network can have', () => {
    for (const shardCount of [0, -1, 1.5, 65_537]) {
      expect(() => shardOfContentTopic('/a/1/b/c', shardCount))
        .to.throw(MessageError)
        .with.property('code', 'shard_count_invalid')
    }
  })
})
