import { expect } from 'chai'
import fc from 'fast-check'
import { TokenBucket } from '../../../src/foundation/token-bucket.ts'
import { FAKE_START_MS, FakeClock } from '../../support/fake-clock.ts'

function bucketAt(options = { capacity: 3, refillPerSecond: 2 }) {
  const clock = new FakeClock()
  return { clock, bucket: new TokenBucket(clock, options) }
}

describe('TokenBucket', () => {
  it('starts full and gives no more than it holds', () => {
    const { bucket } = bucketAt()
    expect(bucket.isFull).to.equal(true)
    expect([bucket.take(), bucket.take(), bucket.take(), bucket.take()]).to.deep.equal([true, true, true, false])
  })

  it('takes all of what is asked or nothing', () => {
    const { bucket } = bucketAt()
    expect([bucket.take(4), bucket.take(3), bucket.take(1)]).to.deep.equal([false, true, false])
  })

  it('refills steadily up to its capacity', () => {
    const { clock, bucket } = bucketAt()
    bucket.take(3)
    clock.advance(499)
    expect(bucket.take()).to.equal(false)
    clock.advance(1)
    expect([bucket.take(), bucket.take()]).to.deep.equal([true, false])
    clock.advance(3_600_000)
    expect([bucket.isFull, bucket.take(3), bucket.take()]).to.deep.equal([true, true, false])
  })

  it('takes back what was not owed, but never overflows', () => {
    const { bucket } = bucketAt()
    bucket.take(2)
    bucket.giveBack(2)
    bucket.giveBack(5)
    expect([bucket.take(3), bucket.take()]).to.deep.equal([true, false])
  })

  it('neither gives nor takes when the clock is set back', () => {
    const { clock, bucket } = bucketAt()
    bucket.take(3)
    clock.jumpTo(FAKE_START_MS - 60_000)
    expect(bucket.take()).to.equal(false)
    clock.advance(500)
    expect([bucket.take(), bucket.take()]).to.deep.equal([true, false])
  })

  it('never gives more than its capacity and what it regained', () => {
    const steps = fc.array(fc.record({ waitMs: fc.nat({ max: 5000 }), count: fc.integer({ min: 1, max: 4 }) }))
    fc.assert(
      fc.property(steps, (script) => {
        const { clock, bucket } = bucketAt()
        let given = 0
        for (const { waitMs, count } of script) {
          clock.advance(waitMs)
          if (bucket.take(count)) given += count
          expect(given).to.be.at.most(3 + ((clock.nowMs() - FAKE_START_MS) / 1000) * 2 + 1e-6)
        }
      }),
    )
  })
})
