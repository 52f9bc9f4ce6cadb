import { expect } from 'chai'
import { RootSuccession } from '../../../src/spam-protection/root-succession.ts'

/** What may be used after each look, of a root in a block. */
function usable(looks: readonly (readonly [root: bigint, block: number | undefined])[]): bigint[][] {
  const roots = new RootSuccession()
  return looks.map(([root, block]) => [...roots.follow(root, block)])
}

describe('the succession of roots', () => {
  it('keeps a root usable in the block that superseded it, and not in the next', () => {
    const looks = usable([
      [1n, 10],
      [2n, 11],
      [2n, 11],
      [2n, 12],
    ])
    expect(looks).to.deep.equal([[1n], [2n, 1n], [2n, 1n], [2n]])
  })

  it('keeps one root besides the newest at most', () => {
    const looks = usable([
      [1n, 10],
      [2n, 11],
      [3n, 12],
    ])
    expect(looks.at(-1)).to.deep.equal([3n, 2n])
  })

  it('drops a root at once that was superseded in nobody knows which block', () => {
    const missed = usable([
      [1n, 10],
      [2n, 12],
    ])
    const unknown = usable([
      [1n, 10],
      [2n, undefined],
    ])
    expect([missed.at(-1), unknown.at(-1)]).to.deep.equal([[2n], [2n]])
  })
})
