import { expect } from 'chai'
import { summarize } from '../../../bench/bench-suite.ts'

describe('summarize', () => {
  it('gives the median and the sample at the 95th percentile', () => {
    const samples = Array.from({ length: 100 }, (_, index) => 100 - index)
    expect(summarize('prove', 'ms', samples)).to.deep.equal({
      name: 'prove',
      unit: 'ms',
      n: 100,
      median: 50.5,
      p95: 95,
    })
    expect(summarize('prove', 'ms', [3, 1, 2])).to.include({ n: 3, median: 2, p95: 3 })
    expect(summarize('prove', 'ms', [4])).to.include({ n: 1, median: 4, p95: 4 })
  })

  it('refuses to sum up nothing', () => {
    expect(() => summarize('prove', 'ms', [])).to.throw(RangeError)
  })
})
