import { expect } from 'chai'
import { timestampDefect } from '../../../src/spam-protection/time-window.ts'

const NOW_MS = 1_704_067_200_000
const NOW_NS = BigInt(NOW_MS) * 1_000_000n
const SECOND_NS = 1_000_000_000n

describe('timestampDefect', () => {
  for (const [offsetNs, defect] of [
    [0n, undefined],
    [20n * SECOND_NS, undefined],
    [20n * SECOND_NS + 1n, 'timestamp_out_of_range'],
    [60n * SECOND_NS, 'timestamp_out_of_range'],
    [60n * SECOND_NS + 1n, 'timestamp_too_far'],
  ] as const) {
    for (const sign of offsetNs === 0n ? [1n] : [1n, -1n]) {
      it(`says ${defect ?? 'nothing'} ${sign * offsetNs} ns from the clock`, () => {
        expect(timestampDefect(NOW_NS + sign * offsetNs, NOW_MS)).to.equal(defect)
      })
    }
  }

  it('finds missing, negative and extreme timestamps too far', () => {
    for (const timestampNs of [0n, -1n, -(1n << 63n), (1n << 63n) - 1n]) {
      expect(timestampDefect(timestampNs, NOW_MS)).to.equal('timestamp_too_far')
    }
  })
})
