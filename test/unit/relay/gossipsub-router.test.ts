import type { GossipSubComponents } from '@libp2p/gossipsub'
import { defaultLogger } from '@libp2p/logger'
import { expect } from 'chai'
import { type GossipsubRouter, gossipsubRouter } from '../../../src/relay/index.ts'

const TOPIC = '/waku/2/rs/1/0'

/** What is mended in the installed gossipsub. */
interface Internals {
  readonly score: {
    readonly peerStats: unknown
    addPeer(peerId: string): void
    removePeer(peerId: string): void
    rejectInvalidMessage(peerId: string, topic: string): void
    score(peerId: string): number
  }
  readonly backoff: ReadonlyMap<string, ReadonlyMap<string, number>>
  makePrune(peerId: string, topic: string, doPX: boolean, onUnsubscribe: boolean): Promise<unknown>
}

function internalsOf(router: GossipsubRouter): Internals {
  return router as unknown as Internals
}

function createRouter(): GossipsubRouter {
  return gossipsubRouter({ topics: [TOPIC] })({ logger: defaultLogger() } as GossipSubComponents)
}

describe('GossipSub router', () => {
  it('speaks the protocol of Waku relay and no other', () => {
    expect(createRouter().protocols).to.deep.equal(['/vac/waku/relay/2.0.0'])
  })

  it('has the members that the installed gossipsub does not publish', () => {
    const router = createRouter()
    expect(router.getMeshPeers).to.be.a('function')
    expect(router.getScore).to.be.a('function')
    expect(router.reportMessageValidationResult).to.be.a('function')
    expect(router.opts.allowedTopics.has(TOPIC)).to.equal(true)
    expect(router.streamsOutbound).to.be.instanceOf(Map)
    expect(internalsOf(router).score.peerStats).to.be.instanceOf(Map)
    // Methods of the class that are replaced, or called by the replacement.
    for (const name of ['makePrune', 'doAddBackoff']) {
      expect(Object.getPrototypeOf(router), name).to.respondTo(name)
    }
  })

  it('does not forget a bad score when the peer reconnects', () => {
    const scores = internalsOf(createRouter()).score
    scores.addPeer('peer')
    for (let count = 0; count < 11; count++) scores.rejectInvalidMessage('peer', TOPIC)
    expect(scores.score('peer')).to.equal(-12_100)
    scores.removePeer('peer')
    scores.addPeer('peer')
    expect(scores.score('peer')).to.equal(-12_100)
  })

  it('starts a new peer at zero', () => {
    const scores = internalsOf(createRouter()).score
    scores.addPeer('peer')
    expect(scores.score('peer')).to.equal(0)
  })

  it('tells a pruned peer how long to stay away, and keeps away as long', async () => {
    const router = internalsOf(createRouter())
    const beforeMs = Date.now()
    expect(await router.makePrune('a', TOPIC, false, true)).to.deep.equal({ topicID: TOPIC, peers: [], backoff: 5 })
    expect(await router.makePrune('b', TOPIC, false, false)).to.deep.equal({ topicID: TOPIC, peers: [], backoff: 60 })
    expect(router.backoff.get(TOPIC)?.get('a')).to.be.within(beforeMs + 5_000, Date.now() + 5_000)
    expect(router.backoff.get(TOPIC)?.get('b')).to.be.within(beforeMs + 60_000, Date.now() + 60_000)
  })
})
