import { expect } from 'chai'
import fc from 'fast-check'
import { RequestPace } from '../../../src/network/request-pace.ts'
import { FakeClock } from '../../support/fake-clock.ts'

describe('RequestPace', () => {
  it('lets the first begin at once, and each one after it when the spacing has passed', async () => {
    const clock = new FakeClock()
    const pace = new RequestPace(clock, 5)
    const startMs = clock.monotonicMs()
    const begunMs: number[] = []
    const turns = Array.from({ length: 4 }, () => pace.turn().then(() => begunMs.push(clock.monotonicMs() - startMs)))
    await turns[0]
    for (const turn of turns.slice(1)) {
      await clock.advanceAsync(4)
      await clock.advanceAsync(1)
      await turn
    }
    expect(begunMs).to.deep.equal([0, 5, 10, 15])
  })

  it('holds nobody up who comes when it has rested already', async () => {
    const clock = new FakeClock()
    const pace = new RequestPace(clock, 5)
    await pace.turn()
    clock.advance(5)
    await pace.turn()
    expect(clock.pendingTimers).to.equal(0)
  })

  it('gives what else waits a turn between two, without a spacing as well', async () => {
    const pace = new RequestPace(new FakeClock(), 0)
    let begun = 0
    const turns = [1, 2].map(() => pace.turn().then(() => begun++))
    await turns[0]
    // Everything that may go on within one task does.
    for (let microtask = 0; microtask < 100; microtask++) await Promise.resolve()
    expect(begun).to.equal(1)
    await turns[1]
    expect(begun).to.equal(2)
  })

  it('begins in the order of asking and never two within the spacing, however they come', async () => {
    const waits = fc.array(fc.nat(12), { minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(waits, async (pausesMs) => {
        const clock = new FakeClock()
        const pace = new RequestPace(clock, 5)
        const begun: { readonly index: number; readonly atMs: number }[] = []
        const turns = pausesMs.map(async (pauseMs, index) => {
          await clock.advanceAsync(pauseMs)
          await pace.turn()
          begun.push({ index, atMs: clock.monotonicMs() })
        })
        while (begun.length < pausesMs.length) await clock.advanceAsync(1)
        await Promise.all(turns)
        expect(begun.map(({ index }) => index)).to.deep.equal(pausesMs.map((_, index) => index))
        for (const [index, { atMs }] of begun.entries()) {
          if (index > 0) expect(atMs - begun[index - 1]!.atMs).to.be.at.least(5)
        }
      }),
      { numRuns: 30 },
    )
  })
})
