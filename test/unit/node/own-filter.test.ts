import { expect } from 'chai'
import { OwnFilter } from '../../../src/node/own-filter.ts'
import type { ReceivedMessage } from '../../../src/node/waku-node.ts'
import type { FilteredMessage } from '../../../src/services/filter/index.ts'

const SHARD = '/waku/2/rs/1/0'
const CHAT = '/own/1/chat/proto'

function message(pubsubTopic: string, contentTopic: string): ReceivedMessage {
  const meta = new Uint8Array()
  return {
    pubsubTopic,
    messageHash: new Uint8Array(32),
    message: { payload: Uint8Array.of(1), contentTopic, version: 0, timestampNs: 1n, meta, ephemeral: false },
  }
}

function filterOf(proof: 'valid' | 'unchecked'): OwnFilter {
  return new OwnFilter({ peerId: 'self', isRelayed: (topic) => topic === SHARD, proof })
}

describe('OwnFilter', () => {
  let filter: OwnFilter
  let got: FilteredMessage[]
  beforeEach(() => {
    filter = filterOf('valid')
    got = []
  })

  it('vouches for no proof where none is asked for', async () => {
    filter = filterOf('unchecked')
    filter.onMessage((received) => got.push(received))
    await filter.subscribe(SHARD, [CHAT])
    filter.relayed(message(SHARD, CHAT))
    expect(got.map(({ proof }) => proof)).to.deep.equal(['unchecked'])
  })

  it('picks what is wanted out of what is relayed, and vouches for its proof', async () => {
    filter.onMessage((received) => got.push(received))
    filter.relayed(message(SHARD, CHAT))
    expect(await filter.subscribe(SHARD, [CHAT])).to.deep.equal({ ok: true })
    filter.relayed(message(SHARD, CHAT))
    filter.relayed(message(SHARD, '/own/1/other/proto'))
    filter.relayed(message('/waku/2/rs/1/1', CHAT))
    expect(got).to.deep.equal([{ ...message(SHARD, CHAT), proof: 'valid', peerId: 'self' }])
  })

  it('hands nothing to a listener that has ended, nor of topics that are wanted no more', async () => {
    const end = filter.onMessage((received) => got.push(received))
    await filter.subscribe(SHARD, [CHAT, '/own/1/other/proto'])
    expect(await filter.unsubscribe(SHARD, [CHAT])).to.deep.equal({ ok: true })
    filter.relayed(message(SHARD, CHAT))
    expect(got).to.have.length(0)
    filter.relayed(message(SHARD, '/own/1/other/proto'))
    expect(got).to.have.length(1)
    end()
    filter.relayed(message(SHARD, '/own/1/other/proto'))
    expect(got).to.have.length(1)
  })

  it('answers as a filter node does when there is no subscription, or none of the kind', async () => {
    for (const ask of [() => filter.ping(), () => filter.unsubscribeAll(), () => filter.unsubscribe(SHARD, [CHAT])]) {
      expect(await ask()).to.include({ ok: false, status: 404 })
    }
    await filter.subscribe(SHARD, [CHAT])
    expect(await filter.ping()).to.deep.equal({ ok: true })
    expect(await filter.unsubscribe(SHARD, ['/own/1/other/proto'])).to.include({ status: 404 })
    expect(await filter.unsubscribeAll()).to.deep.equal({ ok: true })
    expect(await filter.ping()).to.include({ status: 404 })
  })

  it('wants a bounded number of content topics, on shards that are relayed', async () => {
    expect(await filter.subscribe('/waku/2/rs/1/1', [CHAT])).to.include({ ok: false, status: 503 })
    const topics = Array.from({ length: 1_000 }, (_, index) => `/own/1/${index}/proto`)
    expect(await filter.subscribe(SHARD, topics)).to.deep.equal({ ok: true })
    expect(await filter.subscribe(SHARD, [CHAT])).to.include({ ok: false, status: 503 })
    await filter.unsubscribe(SHARD, topics.slice(0, 1))
    expect(await filter.subscribe(SHARD, [CHAT])).to.deep.equal({ ok: true })
  })

  it('takes again what it has already, also when there is no room for more', async () => {
    const topics = Array.from({ length: 1_000 }, (_, index) => `/own/1/${index}/proto`)
    await filter.subscribe(SHARD, topics)
    expect(await filter.subscribe(SHARD, topics.slice(0, 2))).to.deep.equal({ ok: true })
    expect(await filter.subscribe(SHARD, ['/own/1/new/proto', '/own/1/new/proto'])).to.include({ status: 503 })
  })
})
