import { expect } from 'chai'
import fc from 'fast-check'
import { systemClock } from '../../../src/foundation/index.ts'
import {
  FIELD_MODULUS,
  MembershipTree,
  type MerklePath,
  poseidon,
  RlnError,
  TREE_CAPACITY,
} from '../../../src/rln/index.ts'
import { rlnErrorOf } from './rln-error-of.ts'

/** The root a path leads to. */
function rootOf({ leaf, pathElements, identityPathIndex }: MerklePath): bigint {
  return pathElements.reduce((node, sibling, level) => {
    return identityPathIndex[level] === 0 ? poseidon([node, sibling]) : poseidon([sibling, node])
  }, leaf)
}

describe('MembershipTree', () => {
  it("starts with the contract's empty root", () => {
    const tree = new MembershipTree()
    expect(tree.root).to.equal(0x2134e76ac5d21aab186c2be1dd8f84ee880a1e46eaf712f9d371b6df22191f3en)
    expect(tree.size).to.equal(0)
  })

  it('has the same root however the leaves came in: at once, one by one, overwritten, erased, across gaps', function () {
    this.timeout(60_000)
    const operation = fc.record({ index: fc.nat(20), leaf: fc.bigInt({ min: 0n, max: 5n }) })
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 8 }), (operations) => {
        const tree = new MembershipTree()
        const leaves: bigint[] = []
        for (const { index, leaf } of operations) {
          tree.set(index, leaf)
          while (leaves.length <= index) leaves.push(0n)
          leaves[index] = leaf
        }
        expect(tree.root).to.equal(new MembershipTree(leaves).root)
        expect(tree.size).to.equal(leaves.length)
        leaves.forEach((leaf, index) => {
          const path = tree.path(index)
          expect(tree.leaf(index)).to.equal(leaf)
          expect(path.leaf).to.equal(leaf)
          expect(rootOf(path)).to.equal(path.root).and.to.equal(tree.root)
        })
      }),
      { numRuns: 10 },
    )
  })

  it('returns to an older root when leaves are set back to 0', () => {
    const tree = new MembershipTree([1n, 2n])
    const { root } = tree
    tree.set(2, 3n)
    tree.set(3, 4n)
    tree.set(3, 0n)
    tree.set(2, 0n)
    expect(tree.root).to.equal(root)
  })

  it('does not change with the array it was made from', () => {
    const leaves = [1n, 2n]
    const tree = new MembershipTree(leaves)
    leaves[0] = 9n
    tree.set(2, 3n)
    expect(tree.leaf(0)).to.equal(1n)
    expect(leaves).to.have.length(2)
  })

  it('holds 0 where nothing was set', () => {
    expect(new MembershipTree([1n]).leaf(TREE_CAPACITY - 1)).to.equal(0n)
  })

  it('reaches the last index', function () {
    this.timeout(60_000)
    const tree = new MembershipTree([1n])
    tree.set(TREE_CAPACITY - 1, 7n)
    const path = tree.path(TREE_CAPACITY - 1)
    expect(path.identityPathIndex).to.deep.equal(Array(20).fill(1))
    expect(rootOf(path)).to.equal(tree.root)
  })

  it('refuses indices outside the tree, paths to nothing and leaves that are not canonical', async () => {
    const tree = new MembershipTree([1n])
    for (const index of [-1, 0.5, TREE_CAPACITY, Number.NaN]) {
      for (const attempt of [() => tree.set(index, 1n), () => tree.leaf(index), () => tree.path(index)]) {
        expect((await rlnErrorOf(attempt)).code).to.equal('leaf_out_of_range')
      }
    }
    expect((await rlnErrorOf(() => tree.path(1))).code).to.equal('leaf_out_of_range')
    expect((await rlnErrorOf(() => tree.set(0, FIELD_MODULUS))).code).to.equal('not_canonical')
    expect((await rlnErrorOf(() => new MembershipTree([FIELD_MODULUS]))).code).to.equal('not_canonical')
  })

  it('is the same whether hashed leaf by leaf, all at once by the library, or in slices', async function () {
    this.timeout(60_000)
    const leaves = fc.array(fc.bigInt({ min: 0n, max: 3n }), { maxLength: 150 })
    await fc.assert(
      fc.asyncProperty(leaves, async (its) => {
        const whole = new MembershipTree(its)
        const sliced = await MembershipTree.build(its, { clock: systemClock })
        const grown = new MembershipTree()
        grown.setAll(its.map((leaf, index) => [index, leaf] as const).reverse())
        for (const tree of [sliced, grown]) {
          expect([tree.root, tree.size]).to.deep.equal([whole.root, its.length])
          for (const index of its.keys()) expect(tree.path(index)).to.deep.equal(whole.path(index))
        }
      }),
      { numRuns: 20 },
    )
  })

  it('sets many leaves as one after the other would, gaps included', function () {
    this.timeout(60_000)
    const change = fc.tuple(fc.nat(40), fc.bigInt({ min: 0n, max: 5n }))
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), fc.array(change, { maxLength: 20 }), (first, second) => {
        const together = new MembershipTree()
        const single = new MembershipTree()
        for (const changes of [first, second]) {
          together.setAll(changes)
          for (const [index, leaf] of changes) single.set(index, leaf)
        }
        expect([together.root, together.size]).to.deep.equal([single.root, single.size])
      }),
      { numRuns: 20 },
    )
  })

  it('sets none of several leaves when one is refused', () => {
    const tree = new MembershipTree([1n])
    expect(() =>
      tree.setAll([
        [0, 2n],
        [1, FIELD_MODULUS],
      ]),
    ).to.throw(RlnError)
    expect([tree.leaf(0), tree.size]).to.deep.equal([1n, 1])
  })

  it('lets other work of the thread have its turn while it is built, and tells how far it is', async () => {
    const leaves = Array.from({ length: 1_000 }, (_, index) => BigInt(index + 1))
    let nowMs = 0
    // A clock by which every look is a slice.
    const clock = { monotonicMs: () => (nowMs += 100) }
    const turns = { taken: 0, isOver: false }
    const takeTurn = (): void => {
      turns.taken++
      if (!turns.isOver) setImmediate(takeTurn)
    }
    setImmediate(takeTurn)
    const progress: number[] = []
    const tree = await MembershipTree.build(leaves, { clock, onProgress: (done) => progress.push(done) })
    turns.isOver = true
    expect(tree.root).to.equal(new MembershipTree(leaves).root)
    // 15 looks while leaves are taken in, and at least 14 while nodes are hashed.
    expect(progress.length).to.be.greaterThan(25)
    expect(turns.taken).to.be.greaterThan(10)
    expect(progress).to.deep.equal(progress.toSorted((a, b) => a - b))
    expect(progress.at(-1)).to.be.within(900, 1_000)
  })

  it('finds a leaf, and refuses to be built of what is none', async () => {
    const tree = new MembershipTree([5n, 6n, 6n])
    expect([tree.indexOf(6n), tree.indexOf(7n)]).to.deep.equal([1, undefined])
    const options = { clock: systemClock }
    expect((await rlnErrorOf(() => MembershipTree.build([FIELD_MODULUS], options))).code).to.equal('not_canonical')
    const tooMany = Array<bigint>(TREE_CAPACITY + 1).fill(0n)
    expect((await rlnErrorOf(() => MembershipTree.build(tooMany, options))).code).to.equal('leaf_out_of_range')
  })
})
