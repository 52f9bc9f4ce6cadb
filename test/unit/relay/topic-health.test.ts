import { expect } from 'chai'
import { topicHealth } from '../../../src/relay/index.ts'

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
})
