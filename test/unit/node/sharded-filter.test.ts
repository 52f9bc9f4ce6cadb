import { expect } from 'chai'
import { NodeError } from '../../../src/node/index.ts'
import { ShardRules } from '../../../src/node/shard-rules.ts'
import { ShardedFilter, type ShardFilter } from '../../../src/node/sharded-filter.ts'
import type { FilterOutcome } from '../../../src/services/filter/index.ts'

const OK: FilterOutcome = { ok: true }
const FULL: FilterOutcome = { ok: false, status: 503, description: 'full' }
const network = { clusterId: 1, isRelaying: true, shards: [0], protectedShards: [], isMetadataRequired: true }

describe('ShardedFilter', () => {
  const rules = new ShardRules({ ...network, shardCount: 8 })
  const topics = Array.from({ length: 24 }, (_, index) => `/sharded-${index}/1/chat/proto`)
  const shardOf = (contentTopic: string): string => rules.pubsubTopicFor({ contentTopic })
  let asked: [what: string, pubsubTopic: string, contentTopics: readonly string[]][]
  let answer: (pubsubTopic: string) => FilterOutcome

  beforeEach(() => {
    asked = []
    answer = () => OK
  })

  function filterBy(by = rules): ShardedFilter {
    const change = (what: string) => async (pubsubTopic: string, contentTopics: readonly string[]) => {
      asked.push([what, pubsubTopic, contentTopics])
      return answer(pubsubTopic)
    }
    const inner: ShardFilter = {
      subscribe: change('subscribe'),
      unsubscribe: change('unsubscribe'),
      unsubscribeAll: async () => FULL,
      ping: async () => OK,
      onMessage: () => () => undefined,
    }
    return new ShardedFilter(inner, by)
  }

  async function codeOf(action: () => Promise<unknown>): Promise<string> {
    try {
      await action()
    } catch (error) {
      if (error instanceof NodeError) return error.code
      throw error
    }
    return 'none'
  }

  it('asks each shard once for the content topics that belong there', async () => {
    for (const what of ['subscribe', 'unsubscribe'] as const) {
      asked = []
      expect(await filterBy()[what](undefined, topics)).to.deep.equal(OK)
      expect(asked).to.have.length.above(1)
      expect(asked.map(([, shard]) => shard)).to.have.members([...new Set(topics.map(shardOf))])
      for (const [kind, shard, ofShard] of asked) {
        expect(kind).to.equal(what)
        expect(ofShard).to.deep.equal(topics.filter((topic) => shardOf(topic) === shard))
      }
    }
  })

  it('stops at the first shard that refuses, says what it said, and takes back what is new on the others', async () => {
    const filter = filterBy()
    const shards = [...new Set(topics.map(shardOf))]
    const [kept, ...rest] = topics.filter((topic) => shardOf(topic) === shards[0])
    expect(await filter.subscribe(undefined, [kept!])).to.deep.equal(OK)
    asked = []
    answer = (shard) => (shard === shards[1] ? FULL : OK)
    expect(await filter.subscribe(undefined, topics)).to.deep.equal(FULL)
    expect(asked.map(([what, shard]) => [what, shard])).to.deep.equal([
      ['subscribe', shards[0]],
      ['subscribe', shards[1]],
      ['unsubscribe', shards[0]],
    ])
    expect(asked[2]![2]).to.deep.equal(rest)
  })

  it('stops unsubscribing at the first shard that refuses', async () => {
    answer = () => (asked.length === 2 ? FULL : OK)
    expect(await filterBy().unsubscribe(undefined, topics)).to.deep.equal(FULL)
    expect(asked).to.have.length(2)
  })

  it('asks nobody when one of the topics cannot be placed', async () => {
    const wrong = `/waku/2/rs/1/${(Number(shardOf(topics[0]!).split('/').at(-1)) + 1) % 8}`
    expect(await codeOf(() => filterBy().subscribe(undefined, [...topics, 'chat']))).to.equal('invalid_content_topic')
    expect(await codeOf(() => filterBy().subscribe(wrong, [topics[0]!]))).to.equal('wrong_shard')
    const fixed = filterBy(new ShardRules({ ...network, clusterId: 16 }))
    expect(await codeOf(() => fixed.unsubscribe(undefined, topics))).to.equal('no_autosharding')
    expect(asked).to.have.length(0)
    expect(await fixed.subscribe('/waku/2/rs/16/5', ['anything'])).to.deep.equal(OK)
    expect(asked).to.deep.equal([['subscribe', '/waku/2/rs/16/5', ['anything']]])
  })

  it('leaves to the filter what has no shard', async () => {
    expect(await filterBy().unsubscribeAll()).to.deep.equal(FULL)
    expect(await filterBy().ping()).to.deep.equal(OK)
  })
})
