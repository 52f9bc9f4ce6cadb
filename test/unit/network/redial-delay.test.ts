import { expect } from 'chai'
import fc from 'fast-check'
import { MAX_REDIAL_DELAY_MS, redialDelayMs } from '../../../src/network/index.ts'

describe('redial delay', () => {
  it('starts below a second and grows to a minute', () => {
    expect([1, 2, 3, 6, 7, 100].map((failures) => redialDelayMs(failures, 0))).to.deep.equal([
      500, 1_000, 2_000, 16_000, 30_000, 30_000,
    ])
  })

  it('stays between half and all of the bound, however often a dial failed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, fraction) => {
          const delayMs = redialDelayMs(failures, fraction)
          expect(delayMs).to.be.within(500, MAX_REDIAL_DELAY_MS)
          expect(delayMs).to.be.at.least(redialDelayMs(failures, 0))
        },
      ),
    )
  })
})
