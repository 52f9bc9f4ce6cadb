import { expect } from 'chai'
import type { WakuMessage } from '../../../src/message/index.ts'
import { MessageCache, TopicCache } from '../../../src/rest/message-cache.ts'

function message(contentTopic: string, version: number): WakuMessage {
  return { payload: new Uint8Array(), contentTopic, version, timestampNs: 0n, meta: new Uint8Array(), ephemeral: false }
}

describe('TopicCache', () => {
  it('gives messages of subscribed topics once, oldest first', () => {
    const cache = new TopicCache(5)
    cache.subscribe('/a/1/b/c')
    cache.add('/a/1/b/c', message('/a/1/b/c', 1))
    cache.add('/a/1/b/c', message('/a/1/b/c', 2))
    cache.add('/other/1/b/c', message('/other/1/b/c', 3))
    expect(cache.drain('/a/1/b/c')?.map(({ version }) => version)).to.deep.equal([1, 2])
    expect(cache.drain('/a/1/b/c')).to.deep.equal([])
    expect(cache.drain('/other/1/b/c')).to.equal(undefined)
  })

  it('drops the oldest when nobody reads', () => {
    const cache = new TopicCache(2)
    cache.subscribe('/a/1/b/c')
    for (const version of [1, 2, 3]) cache.add('/a/1/b/c', message('/a/1/b/c', version))
    expect(cache.drain('/a/1/b/c')?.map(({ version }) => version)).to.deep.equal([2, 3])
  })

  it('refuses more topics than it has room for, and takes known ones again', () => {
    const cache = new TopicCache(1)
    for (let index = 0; index < 1000; index++) expect(cache.subscribe(`/a/1/${index}/c`)).to.equal(true)
    expect(cache.subscribe('/one/1/too-many/c')).to.equal(false)
    expect(cache.subscribe('/a/1/0/c')).to.equal(true)
  })
})

describe('MessageCache', () => {
  it('keeps a message for its content topic and for its pubsub topic, each read by itself', () => {
    const cache = new MessageCache(2)
    cache.contentTopics.subscribe('/a/1/b/c')
    cache.pubsubTopics.subscribe('/waku/2/rs/0/1')
    cache.add({ pubsubTopic: '/waku/2/rs/0/1', message: message('/a/1/b/c', 1) })
    cache.add({ pubsubTopic: '/waku/2/rs/0/2', message: message('/a/1/b/c', 2) })
    expect(cache.pubsubTopics.drain('/waku/2/rs/0/1')?.map(({ version }) => version)).to.deep.equal([1])
    expect(cache.contentTopics.drain('/a/1/b/c')?.map(({ version }) => version)).to.deep.equal([1, 2])
  })
})
