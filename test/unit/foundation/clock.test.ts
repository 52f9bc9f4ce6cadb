import { expect } from 'chai'
import { sleep, systemClock } from '../../../src/foundation/clock.ts'
import { FAKE_START_MS, FakeClock } from '../../support/fake-clock.ts'

describe('systemClock', () => {
  it("tells the machine's time", () => {
    expect(systemClock.nowMs()).to.be.closeTo(Date.now(), 1000)
  })

  it('calls once after a while, and again and again until told to stop', async () => {
    await new Promise<void>((resolve) => systemClock.after(1, resolve))
    await new Promise<void>((resolve) => {
      let calls = 0
      const cancel = systemClock.every(1, () => {
        calls++
        if (calls < 3) return
        cancel()
        resolve()
      })
    })
  })

  it('does not call what was cancelled', async () => {
    let called = false
    const cancel = systemClock.after(0, () => {
      called = true
    })
    cancel()
    await new Promise<void>((resolve) => systemClock.after(5, resolve))
    expect(called).to.equal(false)
  })
})

describe('sleep', () => {
  it('ends after the time asked for, not before', async () => {
    const clock = new FakeClock()
    let awake = false
    const sleeping = sleep(clock, 1000).then(() => {
      awake = true
    })
    await clock.advanceAsync(999)
    expect(awake).to.equal(false)
    clock.advance(1)
    await sleeping
  })

  it('ends with the reason when aborted, and leaves no timer', async () => {
    const clock = new FakeClock()
    const abort = new AbortController()
    const sleeping = sleep(clock, 1000, abort.signal)
    const reason = new Error('enough')
    abort.abort(reason)
    expect(await sleeping.catch((error) => error)).to.equal(reason)
    expect(clock.pendingTimers).to.equal(0)
  })

  it('does not even begin under a signal that is aborted already', async () => {
    const clock = new FakeClock()
    const reason = new Error('too late')
    expect(await sleep(clock, 1000, AbortSignal.abort(reason)).catch((error) => error)).to.equal(reason)
    expect(clock.pendingTimers).to.equal(0)
  })
})

describe('FakeClock', () => {
  it('fires timers in the order they are due, each at its own time', () => {
    const clock = new FakeClock()
    const fired: string[] = []
    const note = (name: string) => () => fired.push(`${name}@${clock.nowMs() - FAKE_START_MS}`)
    clock.after(30, note('late'))
    clock.after(10, note('early'))
    clock.every(15, note('tick'))
    clock.after(30, note('later'))
    clock.advance(30)
    expect(fired).to.deep.equal(['early@10', 'tick@15', 'late@30', 'tick@30', 'later@30'])
    expect(clock.nowMs()).to.equal(FAKE_START_MS + 30)
  })

  it('fires what a timer sets on the way, and not what one cancels', () => {
    const clock = new FakeClock()
    const fired: string[] = []
    const cancel = clock.after(20, () => fired.push('cancelled'))
    clock.after(10, () => {
      cancel()
      clock.after(5, () => fired.push('set on the way'))
    })
    clock.advance(100)
    expect(fired).to.deep.equal(['set on the way'])
    expect(clock.pendingTimers).to.equal(0)
  })

  it('lets promises go on between timers', async () => {
    const clock = new FakeClock()
    const fired: number[] = []
    const run = async () => {
      for (let round = 0; round < 3; round++) {
        await sleep(clock, 10)
        fired.push(clock.nowMs() - FAKE_START_MS)
      }
    }
    const running = run()
    await clock.advanceAsync(100)
    await running
    expect(fired).to.deep.equal([10, 20, 30])
  })

  it('keeps the time timers have left when the time is set', () => {
    const clock = new FakeClock()
    let fired = false
    clock.after(100, () => {
      fired = true
    })
    clock.jumpTo(FAKE_START_MS - 3_600_000)
    clock.advance(99)
    expect(fired).to.equal(false)
    clock.advance(1)
    expect(fired).to.equal(true)
  })
})
