import { expect } from 'chai'
import { RequestQuota } from '../../../src/network/request-quota.ts'
import { FakeClock } from '../../support/fake-clock.ts'

describe('RequestQuota', () => {
  const options = {
    perPeer: { capacity: 2, refillPerSecond: 1 },
    global: { capacity: 5, refillPerSecond: 2 },
  }

  it('holds each peer to its own bucket', () => {
    const clock = new FakeClock()
    const quota = new RequestQuota(clock, options)
    expect(['a', 'a', 'a', 'b'].map((peer) => quota.take(peer))).to.deep.equal([true, true, false, true])
    clock.advance(1_000)
    expect(['a', 'a'].map((peer) => quota.take(peer))).to.deep.equal([true, false])
  })

  it('holds all peers together to one bucket, whatever ids they make up', () => {
    const quota = new RequestQuota(new FakeClock(), options)
    const taken = Array.from({ length: 20 }, (_, index) => quota.take(`stranger-${index}`))
    expect(taken.filter(Boolean)).to.have.length(5)
  })

  it('takes nothing from a peer for what all together used up', () => {
    const clock = new FakeClock()
    const quota = new RequestQuota(clock, options)
    for (let index = 0; index < 5; index++) quota.take(`stranger-${index}`)
    for (let index = 0; index < 10; index++) expect(quota.take('a')).to.equal(false)
    clock.advance(1_000)
    expect(['a', 'a'].map((peer) => quota.take(peer))).to.deep.equal([true, true])
  })

  it('remembers a bounded number of peers', () => {
    const quota = new RequestQuota(new FakeClock(), { ...options, global: { capacity: 1e9, refillPerSecond: 0 } })
    quota.take('a')
    quota.take('a')
    expect(quota.take('a')).to.equal(false)
    for (let index = 0; index < 2_048; index++) quota.take(`stranger-${index}`)
    expect(quota.take('a'), 'forgotten').to.equal(true)
  })
})
