import { expect } from 'chai'
import { TwoClockWait } from '../../../src/rln/two-clock-wait.ts'
import { FakeClock } from '../../support/fake-clock.ts'

describe('TwoClockWait', () => {
  it('goes on until its time, and is over then', () => {
    const clock = new FakeClock()
    const wait = new TwoClockWait(clock, clock.nowMs() + 60_000)
    expect(wait.outcome).to.equal('going_on')
    clock.advance(59_999)
    expect(wait.outcome).to.equal('going_on')
    clock.advance(1)
    expect(wait.outcome).to.equal('over')
  })

  it('is not over because somebody set the clock forward, but for small corrections', () => {
    const clock = new FakeClock()
    const wait = new TwoClockWait(clock, clock.nowMs() + 60_000)
    clock.jumpTo(clock.nowMs() + 60_000)
    expect(wait.outcome).to.equal('clock_was_set')
    clock.advance(56_000)
    expect(wait.outcome).to.equal('over')
  })

  it('goes on when the clock is set back', () => {
    const clock = new FakeClock()
    const wait = new TwoClockWait(clock, clock.nowMs() + 60_000)
    clock.jumpTo(clock.nowMs() - 10_000)
    clock.advance(60_000)
    expect(wait.outcome).to.equal('going_on')
  })
})
