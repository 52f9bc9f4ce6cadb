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

  it('calls a peer flooding that goes on far over its quota, not one that asks for much at once or a little too often', () => {
    const clock = new FakeClock()
    const quota = new RequestQuota(clock, options)
    const ask = (times: number): void => {
      for (let index = 0; index < times; index++) quota.take('a')
    }
    ask(200)
    expect(quota.isFlooding('a'), 'at once').to.equal(false)
    for (let second = 0; second < 60; second++) {
      clock.advance(1_000)
      ask(15)
    }
    expect(quota.isFlooding('a'), 'a little too often').to.equal(false)
    for (let second = 0; second < 2; second++) {
      clock.advance(1_000)
      ask(500)
    }
    expect(quota.isFlooding('a'), 'a flood').to.equal(true)
    expect(quota.isFlooding('b')).to.equal(false)
  })

  it('does not call a peer flooding for what all together used up', () => {
    const quota = new RequestQuota(new FakeClock(), { ...options, perPeer: { capacity: 10, refillPerSecond: 10 } })
    for (let index = 0; index < 5; index++) quota.take(`stranger-${index}`)
    for (let index = 0; index < 1_000; index++) expect(quota.take('a')).to.equal(false)
    expect(quota.isFlooding('a')).to.equal(false)
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
