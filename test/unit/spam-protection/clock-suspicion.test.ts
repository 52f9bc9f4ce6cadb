import { expect } from 'chai'
import { CLOCK_SUSPICION_MS, ClockSuspicion } from '../../../src/spam-protection/clock-suspicion.ts'
import { FakeClock } from '../../support/fake-clock.ts'

/** Lets peers speak once a second for `seconds`: the first `outOfTime` of them out of time, the others in time. */
function speak(suspicion: ClockSuspicion, clock: FakeClock, peers: number, outOfTime: number, seconds: number): void {
  for (let second = 0; second < seconds; second++) {
    for (let peer = 0; peer < peers; peer++) suspicion.note(`peer-${peer}`, peer >= outOfTime)
    clock.advance(1000)
  }
}

describe('ClockSuspicion', () => {
  for (const [peers, outOfTime, isSuspect] of [
    [5, 5, true],
    [5, 4, true],
    [10, 8, true],
    [10, 7, false],
    [5, 3, false],
    [4, 4, false],
  ] as const) {
    it(`${isSuspect ? 'suspects' : 'trusts'} the clock when ${outOfTime} of ${peers} peers disagree with it`, () => {
      const clock = new FakeClock()
      const suspicion = new ClockSuspicion(clock)
      speak(suspicion, clock, peers, outOfTime, 32)
      expect(suspicion.isSuspect).to.equal(isSuspect)
    })
  }

  it('takes its time', () => {
    const clock = new FakeClock()
    const suspicion = new ClockSuspicion(clock)
    speak(suspicion, clock, 5, 5, CLOCK_SUSPICION_MS / 1000 - 1)
    expect(suspicion.isSuspect).to.equal(false)
  })

  it('forgets what was seen before the clock was set back', () => {
    const clock = new FakeClock()
    const suspicion = new ClockSuspicion(clock)
    speak(suspicion, clock, 5, 5, 40)
    expect(suspicion.isSuspect).to.equal(true)
    clock.jumpTo(clock.nowMs() - 600_000)
    expect(suspicion.isSuspect).to.equal(false)
  })

  it('stops when nobody disagrees any more', () => {
    const clock = new FakeClock()
    const suspicion = new ClockSuspicion(clock)
    speak(suspicion, clock, 5, 5, 40)
    clock.advance(CLOCK_SUSPICION_MS + 1000)
    expect(suspicion.isSuspect).to.equal(false)
  })

  it('is not swayed by one peer however much it sends', () => {
    const clock = new FakeClock()
    const suspicion = new ClockSuspicion(clock)
    for (let second = 0; second < 60; second++) {
      for (let count = 0; count < 100; count++) suspicion.note('liar', false)
      for (let peer = 0; peer < 5; peer++) suspicion.note(`peer-${peer}`, true)
      clock.advance(1000)
    }
    expect(suspicion.isSuspect).to.equal(false)
  })
})
