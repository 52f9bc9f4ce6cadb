import { expect } from 'chai'
import fc from 'fast-check'
import { MessageError, parsePubsubTopic, pubsubTopicOf } from '../../../src/message/index.ts'

const uint16 = fc.integer({ min: 0, max: 65_535 })

describe('pubsub topics', () => {
  it('are written as nwaku writes them', () => {
    expect(pubsubTopicOf(1, 7)).to.equal('/waku/2/rs/1/7')
  })

  it('are read back', () => {
    fc.assert(
      fc.property(uint16, uint16, (clusterId, shard) => {
        expect(parsePubsubTopic(pubsubTopicOf(clusterId, shard))).to.deep.equal({ clusterId, shard })
      }),
    )
  })

  for (const text of [
    '',
    '/waku/2/rs/1',
    '/waku/2/rs/1/65536',
    '/waku/2/rs/01/0',
    '/waku/2/rs/1/0/',
    '/waku/2/rs/-1/0',
    '/waku/2/default-waku/proto',
  ]) {
    it(`refuse ${JSON.stringify(text)}`, () => {
      expect(() => parsePubsubTopic(text))
        .to.throw(MessageError)
        .with.property('code', 'pubsub_topic_invalid')
    })
  }

  it('refuse numbers that are not 16 bits', () => {
    for (const number of [-1, 65_536, 0.5, Number.NaN]) {
      expect(() => pubsubTopicOf(number, 0)).to.throw(MessageError)
      expect(() => pubsubTopicOf(0, number)).to.throw(MessageError)
    }
  })
})
