import { expect } from 'chai'
import { RelaySubscriptions } from '../../../src/node/relay-subscriptions.ts'

describe('RelaySubscriptions', () => {
  function create() {
    const joined = new Set<string>()
    const subscriptions = new RelaySubscriptions({
      subscribe: (topic) => void joined.add(topic),
      unsubscribe: (topic) => void joined.delete(topic),
    })
    return { joined, subscriptions }
  }

  it('leaves a shard with the last content topic on it', () => {
    const { joined, subscriptions } = create()
    subscriptions.joinFor('/a/1/x/proto', 'shard')
    subscriptions.joinFor('/b/1/x/proto', 'shard')
    subscriptions.leaveFor('/a/1/x/proto')
    expect([...joined]).to.deep.equal(['shard'])
    subscriptions.leaveFor('/b/1/x/proto')
    expect([...joined]).to.deep.equal([])
  })

  it('stays on a shard that was named, whatever becomes of its content topics', () => {
    const { joined, subscriptions } = create()
    subscriptions.join('shard')
    subscriptions.joinFor('/a/1/x/proto', 'shard')
    subscriptions.leaveFor('/a/1/x/proto')
    expect([...joined]).to.deep.equal(['shard'])
  })

  it('leaves a shard that is named to be left, whatever it was joined for', () => {
    const { joined, subscriptions } = create()
    subscriptions.join('shard')
    subscriptions.joinFor('/a/1/x/proto', 'shard')
    subscriptions.leave('shard')
    expect([...joined]).to.deep.equal([])
    subscriptions.joinFor('/b/1/x/proto', 'shard')
    subscriptions.leaveFor('/a/1/x/proto')
    expect([...joined], 'the forgotten content topic has no say').to.deep.equal(['shard'])
  })

  it('takes a content topic twice and an unknown one away without harm', () => {
    const { joined, subscriptions } = create()
    subscriptions.joinFor('/a/1/x/proto', 'shard')
    subscriptions.joinFor('/a/1/x/proto', 'shard')
    subscriptions.leaveFor('/never/1/x/proto')
    subscriptions.leaveFor('/a/1/x/proto')
    expect([...joined]).to.deep.equal([])
  })

  it('keeps account of a bounded number of content topics', () => {
    const { subscriptions } = create()
    for (let index = 0; index < 10_000; index++) subscriptions.joinFor(`/a/1/${index}/proto`, 'shard')
    expect(() => subscriptions.joinFor('/b/1/x/proto', 'shard'))
      .to.throw()
      .with.property('code', 'too_many_content_topics')
    subscriptions.joinFor('/a/1/0/proto', 'shard')
  })
})
