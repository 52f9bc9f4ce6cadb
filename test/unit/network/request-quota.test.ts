import { expect } from 'chai'
import { RequestQuota } from '../../../src/network/request-quota.ts'
import { TOLERATED_BURST, TOLERATED_PER_SECOND } from '../../../src/network/unwelcome-peers.ts'
import { FakeClock } from '../../support/fake-clock.ts'

describe('RequestQuota', () => {
  const options = {
    perPeer: { capacity: 2, refillPerSecond: 1 },
    global: { capacity: 5, refillPerSecond: 2 },
  }

  it('holds each peer to its own bucket', () => {
    const clock = new FakeClock()
    const quota = new RequestQuota(clock, options)
    const verdicts = ['a', 'a', 'a', 'b'].map((peer) => quota.take(peer))
    expect(verdicts).to.deep.equal(['within', 'within', 'over_own', 'within'])
    clock.advance(1_000)
    expect(['a', 'a'].map((peer) => quota.take(peer))).to.deep.equal(['within', 'over_own'])
  })

  it('holds all peers together to one bucket, whatever ids they make up', () => {
    const quota = new RequestQuota(new FakeClock(), options)
    const taken = Array.from({ length: 20 }, (_, index) => quota.take(`stranger-${index}`))
    expect(taken.filter((verdict) => verdict === 'within')).to.have.length(5)
    expect(taken.filter((verdict) => verdict === 'over_global')).to.have.length(15)
  })

  it('takes nothing from a peer for what all together used up', () => {
    const clock = new FakeClock()
    const quota = new RequestQuota(clock, options)
    for (let index = 0; index < 5; index++) quota.take(`stranger-${index}`)
    for (let index = 0; index < 10; index++) expect(quota.take('a')).to.equal('over_global')
    clock.advance(1_000)
    expect(['a', 'a'].map((peer) => quota.take(peer))).to.deep.equal(['within', 'within'])
  })

  it('weighs what is refused the less the more may be asked', () => {
    const weight = (capacity: number, refillPerSecond: number): number =>
      new RequestQuota(new FakeClock(), { ...options, perPeer: { capacity, refillPerSecond } }).refusalWeight
    expect(weight(2, 1)).to.equal(1)
    expect(weight(TOLERATED_BURST, TOLERATED_PER_SECOND)).to.equal(1)
    expect(weight(4 * TOLERATED_BURST, 1)).to.equal(1 / 4)
    expect(weight(1, 5 * TOLERATED_PER_SECOND)).to.equal(1 / 5)
    expect(weight(0, 0)).to.equal(1)
  })

  it('remembers a bounded number of peers', () => {
    const quota = new RequestQuota(new FakeClock(), { ...options, global: { capacity: 1e9, refillPerSecond: 0 } })
    quota.take('a')
    quota.take('a')
    expect(quota.take('a')).to.equal('over_own')
    for (let index = 0; index < 2_048; index++) quota.take(`stranger-${index}`)
    expect(quota.take('a'), 'forgotten').to.equal('within')
  })
})
