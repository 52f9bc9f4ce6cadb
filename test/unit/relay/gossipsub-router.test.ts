import type { GossipSubComponents } from '@libp2p/gossipsub'
import { defaultLogger } from '@libp2p/logger'
import { expect } from 'chai'
import type { GossipsubInternals } from '../../../src/relay/gossipsub-internals.ts'
import { type GossipsubRouter, gossipsubRouter } from '../../../src/relay/index.ts'
import {
  MAX_BACKOFF_MS,
  MAX_BACKOFFS_PER_TOPIC,
  MAX_RETAINED_SCORES,
  MAX_SEEN_MESSAGES,
} from '../../../src/relay/router-memory.ts'

const TOPIC = '/waku/2/rs/1/0'

function internalsOf(router: GossipsubRouter): GossipsubInternals {
  return router as unknown as GossipsubInternals
}

function createRouter(options: { isRelaying?: boolean } = {}): GossipsubRouter {
  return gossipsubRouter({ topics: [TOPIC], ...options })({ logger: defaultLogger() } as GossipSubComponents)
}

describe('GossipSub router', () => {
  it('speaks the protocol of Waku relay and no other', () => {
    expect(createRouter().protocols).to.deep.equal(['/vac/waku/relay/2.0.0'])
    expect(createRouter({ isRelaying: true }).protocols).to.deep.equal(['/vac/waku/relay/2.0.0'])
  })

  it('speaks nothing on a node that does not relay', () => {
    expect(createRouter({ isRelaying: false }).protocols).to.deep.equal([])
  })

  it('has the members that the installed gossipsub does not publish', () => {
    const router = createRouter()
    expect(router.getMeshPeers).to.be.a('function')
    expect(router.getScore).to.be.a('function')
    expect(router.reportMessageValidationResult).to.be.a('function')
    expect(router.opts.allowedTopics.has(TOPIC)).to.equal(true)
    expect(router.streamsOutbound).to.be.instanceOf(Map)
    const { score, seenCache, ...internals } = internalsOf(router)
    for (const map of [score.peerStats, score.scoreCache, score.deliveryRecords.records, seenCache.entries]) {
      expect(map).to.be.instanceOf(Map)
    }
    for (const name of ['peers', 'mesh', 'outbound', 'streamsInbound', 'streamsOutbound', 'backoff'] as const) {
      expect(internals[name], name).to.be.instanceOf(Map)
    }
    expect(score.deliveryRecords.queue.shift).to.be.a('function')
    expect(internals.tagMeshPeer).to.be.a('function')
  })

  it('replaces and calls methods that the installed gossipsub has', () => {
    const router = internalsOf(createRouter())
    const prototypes: [object, string[]][] = [
      [
        router,
        [
          ...['isStarted', 'decodeRpc', 'handleReceivedRpc', 'handlePeerReadStreamError', 'createInboundStream'],
          ...['createOutboundStream', 'sendRpc', 'doAddBackoff', 'makePrune', 'handleGraft', 'sendGraftPrune'],
        ],
      ],
      [router.score, ['score', 'addPeer', 'removePeer', 'removeIP', 'addPenalty', 'prune']],
      [router.score.deliveryRecords, ['ensureRecord']],
      [router.seenCache, ['put']],
    ]
    for (const [object, names] of prototypes) {
      for (const name of names) expect(Object.getPrototypeOf(object), name).to.respondTo(name)
    }
  })

  it('does not forget a bad score when the peer reconnects', () => {
    const scores = internalsOf(createRouter()).score
    scores.addPeer('peer')
    scores.addPenalty('peer', 32, 'test')
    expect(scores.score('peer')).to.equal(-10_240)
    scores.removePeer('peer')
    scores.addPeer('peer')
    expect(scores.score('peer')).to.equal(-10_240)
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

  it('keeps no longer out of the mesh than ten minutes, whatever a peer asks for', () => {
    const router = internalsOf(createRouter())
    router.doAddBackoff('peer', TOPIC, Number.MAX_VALUE)
    expect(router.backoff.get(TOPIC)?.get('peer')).to.be.within(0, Date.now() + MAX_BACKOFF_MS)
  })

  it('bounds the backoffs of a topic: the oldest goes', () => {
    const router = internalsOf(createRouter())
    for (let peer = 0; peer <= MAX_BACKOFFS_PER_TOPIC; peer++) router.doAddBackoff(`${peer}`, TOPIC, 1_000)
    const backoffs = router.backoff.get(TOPIC)!
    expect(backoffs.size).to.equal(MAX_BACKOFFS_PER_TOPIC)
    expect([backoffs.has('0'), backoffs.has('1')]).to.deep.equal([false, true])
  })

  it('bounds the peers whose score outlives their connection: the oldest goes, with its addresses', () => {
    const { score } = internalsOf(createRouter())
    for (let peer = 0; peer <= MAX_RETAINED_SCORES; peer++) {
      score.addPeer(`${peer}`)
      score.addPenalty(`${peer}`, 1, 'test')
      score.removePeer(`${peer}`)
    }
    expect(score.peerStats.size).to.equal(MAX_RETAINED_SCORES)
    expect([score.score('0'), score.score('1')]).to.deep.equal([0, -10])
    expect(score.scoreCache.size).to.be.at.most(2)
  })

  it('does not forget a peer that came back', () => {
    const { score } = internalsOf(createRouter())
    for (const peer of ['a', 'b']) {
      score.addPeer(peer)
      score.removePeer(peer)
    }
    score.addPeer('a')
    for (let peer = 0; peer < MAX_RETAINED_SCORES; peer++) {
      score.addPeer(`${peer}`)
      score.removePeer(`${peer}`)
    }
    expect([score.peerStats.has('a'), score.peerStats.has('b')]).to.deep.equal([true, false])
  })

  it('bounds the messages it remembers as seen', () => {
    const { seenCache, score } = internalsOf(createRouter())
    for (let message = 0; message <= MAX_SEEN_MESSAGES; message++) {
      seenCache.put(`${message}`)
      score.deliveryRecords.ensureRecord(`${message}`)
    }
    for (const map of [seenCache.entries, score.deliveryRecords.records]) {
      expect(map.size).to.equal(MAX_SEEN_MESSAGES)
      expect([map.has('0'), map.has('1')]).to.deep.equal([false, true])
    }
  })

  it('forgets a message when told, so that it is taken again', () => {
    const router = createRouter()
    const { seenCache, score } = internalsOf(router)
    seenCache.put('message')
    score.deliveryRecords.ensureRecord('message')
    router.forgetMessage('message')
    expect([seenCache.entries.size, score.deliveryRecords.records.size]).to.deep.equal([0, 0])
    expect(seenCache.put('message'), 'it is new').to.equal(false)
  })

  it('penalizes a peer: little once, squared when it goes on', () => {
    for (const [times, score] of [
      [1, -10],
      [4, -160],
    ] as const) {
      const router = createRouter()
      internalsOf(router).score.addPeer('peer')
      for (let count = 0; count < times; count++) router.penalize('peer')
      expect(router.getScore('peer')).to.equal(score)
    }
  })

  it('protects the connections of mesh peers, and of nobody who only asked to be one', () => {
    const tagged: string[] = []
    const peerStore = { merge: async (peer: { toString(): string }) => tagged.push(peer.toString()) }
    const components = { logger: defaultLogger(), peerStore } as unknown as GossipSubComponents
    const router = internalsOf(gossipsubRouter({ topics: [TOPIC] })(components))
    router.mesh.set(TOPIC, new Set(['member']))
    for (const peerId of ['member', 'stranger']) {
      router.peers.set(peerId, peerId as never)
      router.tagMeshPeer(new CustomEvent('gossipsub:graft', { detail: { peerId, topic: TOPIC } }))
    }
    expect(tagged).to.deep.equal(['member'])
  })
})
