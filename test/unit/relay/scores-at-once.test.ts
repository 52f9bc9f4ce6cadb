import { type GossipSubComponents, TopicValidatorResult } from '@libp2p/gossipsub'
import { defaultLogger } from '@libp2p/logger'
import { expect } from 'chai'
import type { GossipsubInternals } from '../../../src/relay/gossipsub-internals.ts'
import { gossipsubRouter } from '../../../src/relay/index.ts'

const TOPIC = '/waku/2/rs/1/0'

describe('Scores that GossipSub remembers for a heartbeat', () => {
  function routerWithScore() {
    const router = gossipsubRouter({ topics: [TOPIC] })({ logger: defaultLogger() } as GossipSubComponents)
    const { score } = router as unknown as GossipsubInternals
    score.addPeer('peer')
    expect(router.getScore('peer')).to.equal(0)
    return { router, score }
  }

  it('are computed anew after a penalty', () => {
    const { router } = routerWithScore()
    router.penalize('peer')
    expect(router.getScore('peer')).to.be.lessThan(0)
  })

  it('are computed anew after a rejected message, and not after an ignored one', () => {
    const { router, score } = routerWithScore()
    score.addPenalty('peer', 1, 'test')
    router.reportMessageValidationResult('unknown', 'peer', TopicValidatorResult.Ignore)
    expect(router.getScore('peer')).to.equal(0)
    router.reportMessageValidationResult('unknown', 'peer', TopicValidatorResult.Reject)
    expect(router.getScore('peer')).to.be.lessThan(0)
  })
})
