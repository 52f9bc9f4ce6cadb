import type { GossipSubComponents } from '@libp2p/gossipsub'
import { defaultLogger } from '@libp2p/logger'
import { expect } from 'chai'
import { type GossipsubRouter, gossipsubRouter } from '../../../src/relay/index.ts'

const TOPIC = '/waku/2/rs/1/0'

/** What scores are made of, in the installed gossipsub. */
interface ScoreInternals {
  addPeer(peerId: string): void
  removePeer(peerId: string): void
  rejectInvalidMessage(peerId: string, topic: string): void
  score(peerId: string): number
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
    expect(router.score.peerStats).to.be.instanceOf(Map)
    expect(router.streamsOutbound).to.be.instanceOf(Map)
  })

  it('does not forget a bad score when the peer reconnects', () => {
    const scores = createRouter().score as unknown as ScoreInternals
    scores.addPeer('peer')
    for (let count = 0; count < 11; count++) scores.rejectInvalidMessage('peer', TOPIC)
    expect(scores.score('peer')).to.equal(-12_100)
    scores.removePeer('peer')
    scores.addPeer('peer')
    expect(scores.score('peer')).to.equal(-12_100)
  })

  it('starts a new peer at zero', () => {
    const scores = createRouter().score as unknown as ScoreInternals
    scores.addPeer('peer')
    expect(scores.score('peer')).to.equal(0)
  })
})
