import { expect } from 'chai'
import fc from 'fast-check'
import { FIELD_MODULUS, MembershipTree, type MerklePath, poseidon, TREE_CAPACITY } from '../../../src/rln/index.ts'
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
})
