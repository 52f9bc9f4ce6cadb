import { expect } from 'chai'
import { diagnoseTopic, topicHealth } from '../../../src/relay/index.ts'

describe('topic health', () => {
  it('is unhealthy without mesh peers, minimal below four, else sufficient', () => {
    expect([0, 1, 3, 4, 8].map(topicHealth)).to.deep.equal([
      'unhealthy',
      'minimal',
      'minimal',
      'sufficient',
      'sufficient',
    ])
  })

  const unwell: readonly (readonly [string, Parameters<typeof diagnoseTopic>[0], RegExp, RegExp])[] = [
    ['nobody is connected', { relayPeers: 0, subscribers: 0, meshPeers: 0 }, /no relay peer/, /--staticnode/],
    ['all relay other shards', { relayPeers: 3, subscribers: 0, meshPeers: 0 }, /none of 3/, /--shard/],
    ['nobody is in the mesh', { relayPeers: 3, subscribers: 2, meshPeers: 0 }, /2 peers relay it/, /refuse/],
    ['the mesh is thin', { relayPeers: 3, subscribers: 3, meshPeers: 3 }, /only 3 of 4/, /more peers/],
  ]
  for (const [what, peers, problem, advice] of unwell) {
    it(`says what is wrong and what to do when ${what}`, () => {
      const diagnosis = diagnoseTopic(peers)
      expect(diagnosis.problem).to.match(problem)
      expect(diagnosis.advice).to.match(advice)
    })
  }

  it('has nothing to say when the mesh is sufficient', () => {
    expect(diagnoseTopic({ relayPeers: 9, subscribers: 9, meshPeers: 4 })).to.deep.equal({ health: 'sufficient' })
  })
})
