import type { GossipSubComponents } from '@libp2p/gossipsub'
import { defaultLogger } from '@libp2p/logger'
import { expect } from 'chai'
import type { GossipsubInternals } from '../../../src/relay/gossipsub-internals.ts'
import { gossipsubRouter } from '../../../src/relay/index.ts'

const TOPIC = '/waku/2/rs/1/0'

describe('a full mesh', () => {
  /** The installed gossipsub with a mesh of eight that dialled it, but for `outbound` of them; scores by peer, else 0. */
  function setUp(outbound: readonly string[], scores: Readonly<Record<string, number>>) {
    const router = gossipsubRouter({ topics: [TOPIC] })({
      logger: defaultLogger(),
    } as GossipSubComponents) as unknown as GossipsubInternals
    const members = [...'abcdefgh']
    router.mesh.set(TOPIC, new Set(members))
    for (const id of outbound) (router.outbound as Map<string, boolean>).set(id, true)
    router.score.score = (id) => scores[id] ?? 0
    const mesh = (): string => [...router.mesh.get(TOPIC)!].join('')
    const graft = (id: string) => router.handleGraft(id, [{ topicID: TOPIC }])
    return { router, mesh, graft }
  }

  it('takes a peer that delivered in the place of the worst, which is told to stay away', async () => {
    const { router, mesh, graft } = setUp([], { new: 2, a: 1, b: 1, c: 1, d: -0.5, e: 1, f: 1, g: 1, h: 1 })
    expect(await graft('new')).to.deep.equal([])
    expect(mesh()).to.equal('abcefghnew')
    expect(router.backoff.get(TOPIC)?.has('d')).to.equal(true)
  })

  it('takes nobody who is hardly better, but lets that one ask again soon', async () => {
    const { router, mesh, graft } = setUp([], { new: 0.9 })
    const beforeMs = Date.now()
    expect(await graft('new')).to.deep.equal([{ topicID: TOPIC, peers: [], backoff: 10 }])
    expect(mesh()).to.equal('abcdefgh')
    expect(router.backoff.get(TOPIC)?.get('new')).to.be.within(beforeMs + 10_000, Date.now() + 10_000)
  })

  it('keeps a peer with a bad score away for a minute', async () => {
    const { graft } = setUp([], { new: -0.1 })
    expect(await graft('new')).to.deep.equal([{ topicID: TOPIC, peers: [], backoff: 60 }])
  })

  it('gives up none of the three peers it needs that it dialled itself, but one of four', async () => {
    const scores = { new: 5, a: -0.1, b: -0.1, c: -0.1, d: 0.1 }
    const three = setUp(['a', 'b', 'c'], scores)
    await three.graft('new')
    expect(three.mesh()).to.equal('abcdfghnew')
    const four = setUp(['a', 'b', 'c', 'd'], scores)
    await four.graft('new')
    expect(four.mesh()).to.equal('bcdefghnew')
  })

  it('makes no room for whoever was told to stay away', async () => {
    const { router, mesh, graft } = setUp([], { new: 5 })
    router.doAddBackoff('new', TOPIC, 60_000)
    expect(await graft('new')).to.deep.equal([{ topicID: TOPIC, peers: [], backoff: 60 }])
    expect(mesh()).to.equal('abcdefgh')
  })
})
