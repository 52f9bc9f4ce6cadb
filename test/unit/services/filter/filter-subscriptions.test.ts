import { expect } from 'chai'
import fc from 'fast-check'
import { FilterSubscriptions } from '../../../../src/services/filter/filter-subscriptions.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

const SHARD = '/waku/2/rs/1/0'
const TTL_MS = 300_000

describe('FilterSubscriptions', () => {
  let clock: FakeClock
  let connected: Set<string>
  let forgotten: string[]
  let subscriptions: FilterSubscriptions

  beforeEach(() => {
    clock = new FakeClock()
    connected = new Set(['a', 'b', 'c'])
    forgotten = []
    subscriptions = tableOf({})
  })

  function tableOf(options: { maxPeers?: number; maxCriteriaPerPeer?: number }): FilterSubscriptions {
    return new FilterSubscriptions(
      { clock, isConnected: (id) => connected.has(id), onForgotten: (id) => forgotten.push(id) },
      { maxPeers: 2, maxCriteriaPerPeer: 3, timeToLiveMs: TTL_MS, ...options },
    )
  }

  it('know who wants which pair of topics', () => {
    subscriptions.subscribe('a', SHARD, ['/x', '/y'])
    subscriptions.subscribe('b', SHARD, ['/y'])
    expect(subscriptions.subscribersOf(SHARD, '/x')).to.deep.equal(['a'])
    expect(subscriptions.subscribersOf(SHARD, '/y')).to.deep.equal(['a', 'b'])
    expect(subscriptions.subscribersOf('/waku/2/rs/1/1', '/x')).to.deep.equal([])
    expect(subscriptions.criteriaOf('b')).to.deep.equal([{ pubsubTopic: SHARD, contentTopic: '/y' }])
  })

  it('count a pair once, and take all pairs of a request or none', () => {
    expect(subscriptions.subscribe('a', SHARD, ['/1', '/2', '/1'])).to.equal('subscribed')
    expect(subscriptions.subscribe('a', SHARD, ['/1', '/2', '/3'])).to.equal('subscribed')
    expect(subscriptions.subscribe('a', SHARD, ['/3', '/4'])).to.equal('too_many_criteria')
    expect(subscriptions.subscribersOf(SHARD, '/4')).to.deep.equal([])
    subscriptions.unsubscribe('a', SHARD, ['/1'])
    expect(subscriptions.subscribe('a', SHARD, ['/3', '/4'])).to.equal('subscribed')
  })

  it('of a peer end with its last pair', () => {
    subscriptions.subscribe('a', SHARD, ['/x', '/y'])
    expect(subscriptions.unsubscribe('a', SHARD, ['/x', '/z'])).to.equal(true)
    expect(subscriptions.unsubscribe('a', SHARD, ['/z'])).to.equal(false)
    expect(forgotten).to.deep.equal([])
    expect(subscriptions.unsubscribe('a', SHARD, ['/y'])).to.equal(true)
    expect(forgotten).to.deep.equal(['a'])
    expect(subscriptions.refresh('a')).to.equal(false)
    expect(subscriptions.unsubscribe('a', SHARD, ['/y'])).to.equal(false)
  })

  it('live for their time after the last request, connected or not', () => {
    subscriptions.subscribe('a', SHARD, ['/x'])
    subscriptions.subscribe('b', SHARD, ['/x'])
    connected.clear()
    clock.advance(TTL_MS - 1)
    expect(subscriptions.refresh('b')).to.equal(true)
    clock.advance(1)
    subscriptions.expire()
    expect(forgotten).to.deep.equal(['a'])
    expect(subscriptions.subscribersOf(SHARD, '/x')).to.deep.equal(['b'])
    clock.advance(TTL_MS)
    subscriptions.expire()
    expect(subscriptions.peerCount).to.equal(0)
  })

  it('are full with so many peers, of whom one that is away goes first', () => {
    subscriptions.subscribe('a', SHARD, ['/x'])
    subscriptions.subscribe('b', SHARD, ['/x'])
    expect(subscriptions.subscribe('c', SHARD, ['/x'])).to.equal('too_many_peers')
    expect(subscriptions.subscribe('a', SHARD, ['/y']), 'who is in is not turned down').to.equal('subscribed')
    connected.delete('b')
    expect(subscriptions.subscribe('c', SHARD, ['/x'])).to.equal('subscribed')
    expect(forgotten).to.deep.equal(['b'])
    expect(subscriptions.subscribersOf(SHARD, '/x')).to.deep.equal(['a', 'c'])
  })

  it('hold after any sequence what a plain list of pairs would', () => {
    const peers = fc.constantFrom('a', 'b', 'c', 'd')
    const topics = fc.array(fc.constantFrom('/1', '/2', '/3', '/4'), { minLength: 1, maxLength: 4 })
    const steps = fc.array(fc.tuple(fc.constantFrom('subscribe', 'unsubscribe', 'remove'), peers, topics))
    fc.assert(
      fc.property(steps, (taken) => {
        const table = tableOf({ maxPeers: 10, maxCriteriaPerPeer: 10 })
        const pairs = new Set<string>()
        for (const [what, peer, contentTopics] of taken) {
          if (what === 'remove') {
            table.remove(peer)
            for (const pair of pairs) if (pair.startsWith(`${peer} `)) pairs.delete(pair)
          }
          if (what === 'subscribe') table.subscribe(peer, SHARD, contentTopics)
          if (what === 'unsubscribe') table.unsubscribe(peer, SHARD, contentTopics)
          for (const topic of contentTopics) {
            if (what === 'subscribe') pairs.add(`${peer} ${topic}`)
            if (what === 'unsubscribe') pairs.delete(`${peer} ${topic}`)
          }
        }
        const found = ['/1', '/2', '/3', '/4'].flatMap((topic) =>
          table.subscribersOf(SHARD, topic).map((peer) => `${peer} ${topic}`),
        )
        expect(found.sort()).to.deep.equal([...pairs].sort())
        expect(table.peerCount).to.equal(new Set([...pairs].map((pair) => pair[0])).size)
      }),
    )
  })
})
