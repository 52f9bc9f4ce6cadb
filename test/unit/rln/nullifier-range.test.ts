import { expect } from 'chai'
import { MAX_NULLIFIERS_PER_CALL, nullifiersOf } from '../../../src/rln/index.ts'
import { NullifierCalculator } from '../../../src/rln/server.ts'
import { computeShare } from '../../../src/rln/share.ts'
import { rlnErrorOf } from './rln-error-of.ts'

describe('nullifiersOf', () => {
  it('gives the nullifiers that messages under these ids have', () => {
    const expected = [3, 4, 5].map((id) => computeShare(11n, 12n, id, 99n).nullifier)
    expect(nullifiersOf(11n, 12n, 3, 6)).to.deep.equal(expected)
    expect(nullifiersOf(11n, 12n, 3, 3)).to.deep.equal([])
  })

  it('refuses ranges outside 16 bits and longer than one call takes', async () => {
    const ranges = [
      [-1, 1],
      [2, 1],
      [0.5, 1],
      [65_535, 65_537],
      [0, MAX_NULLIFIERS_PER_CALL + 1],
    ] as const
    for (const [from, to] of ranges) {
      const error = await rlnErrorOf(() => nullifiersOf(11n, 12n, from, to))
      expect(error.code).to.equal('message_id_range_invalid')
    }
  })
})

describe('NullifierCalculator', function () {
  this.timeout(60_000)

  it('gives the same on a worker thread, across chunks', async () => {
    const calculator = new NullifierCalculator()
    const from = MAX_NULLIFIERS_PER_CALL - 50
    const nullifiers = await calculator.nullifiersOf(11n, 12n, 0, MAX_NULLIFIERS_PER_CALL + 50)
    expect(nullifiers).to.have.length(MAX_NULLIFIERS_PER_CALL + 50)
    expect(nullifiers.slice(from)).to.deep.equal(nullifiersOf(11n, 12n, from, from + 100))
    expect((await rlnErrorOf(() => calculator.nullifiersOf(-1n, 12n, 0, 1))).code).to.equal('not_canonical')
    await calculator.close()
    expect((await rlnErrorOf(() => calculator.nullifiersOf(11n, 12n, 0, 1))).code).to.equal('closed')
  })
})
