import { expect } from 'chai'
import { MembershipTree, poseidon, rateCommitment } from '../../src/rln/index.ts'
import { ACTIVE_SECONDS, MembershipChain, RATE_LIMIT } from './membership-chain.ts'

const leafOf = (idCommitment: bigint) => rateCommitment(idCommitment, RATE_LIMIT)

describe('reading the tree', function () {
  this.timeout(60_000)
  let chain: MembershipChain

  beforeEach(async () => {
    chain = await MembershipChain.start()
  })

  afterEach(() => chain.stop())

  const registerFirst = async (count: number) => {
    for (let idCommitment = 1; idCommitment <= count; idCommitment++) await chain.register(idCommitment)
  }
  const page = async (start: number, end: number) => [
    ...(await chain.read('getRateCommitmentsInRangeBoundsInclusive', start, end)),
  ]

  it('pages leaves from and to an index, both included', async () => {
    await registerFirst(5)
    expect(await page(0, 0)).to.deep.equal([leafOf(1n)])
    expect(await page(1, 3)).to.deep.equal([leafOf(2n), leafOf(3n), leafOf(4n)])
    expect(await page(0, 4)).to.deep.equal([1n, 2n, 3n, 4n, 5n].map(leafOf))
  })

  it('refuses a page that ends before it starts or behind the last leaf', async () => {
    await registerFirst(2)
    for (const [start, end] of [
      [1, 0],
      [0, 2],
      [2, 2],
      [0, 2 ** 32 - 1],
      [2 ** 32 - 1, 2 ** 32 - 1],
    ]) {
      await expect(page(start!, end!))
        .to.be.revertedWithCustomError(chain.membership, 'InvalidPaginationQuery')
        .withArgs(start, end)
    }
  })

  it('has no page in an empty set', async () => {
    await expect(page(0, 0)).to.be.revertedWithCustomError(chain.membership, 'InvalidPaginationQuery').withArgs(0, 0)
  })

  it('gives the root of the empty tree before the first registration', async () => {
    expect(await chain.read('root')).to.equal(new MembershipTree().root)
  })

  it('gives the root and every path a plain tree gives, at every size and after erasure', async () => {
    const tree = new MembershipTree()
    const expectSame = async () => {
      expect(await chain.read('root')).to.equal(tree.root)
      for (let index = 0; index < tree.size; index++) {
        expect([...(await chain.read('getMerkleProof', index))]).to.deep.equal([...tree.path(index).pathElements])
      }
    }
    for (let index = 0; index < 9; index++) {
      await chain.register(index + 1)
      tree.set(index, leafOf(BigInt(index + 1)))
      await expectSame()
    }
    await chain.pass(ACTIVE_SECONDS)
    await chain.erase([2n, 9n])
    tree.set(1, 0n)
    tree.set(8, 0n)
    await expectSame()
  })

  it('gives a path that leads from the leaf to the root', async () => {
    await registerFirst(3)
    const path = (await chain.read('getMerkleProof', 2)) as bigint[]
    const root = path.reduce(
      (node, sibling, level) => poseidon(((2 >> level) & 1) === 0 ? [node, sibling] : [sibling, node]),
      leafOf(3n),
    )
    expect(await chain.read('root')).to.equal(root)
  })

  it('has no path of a leaf that does not exist', async () => {
    await registerFirst(1)
    for (const index of [1, 2 ** 20, 2 ** 32 - 1]) {
      await expect(chain.read('getMerkleProof', index)).to.be.revertedWith('LazyIMT: leaf must exist')
    }
  })

  it('tells the block from which on there can be events', async () => {
    const created = await chain.membership.queryFilter('Initialized')
    expect(await chain.read('deployedBlockNumber')).to.equal(BigInt(created[0]!.blockNumber))
    expect(await chain.read('MERKLE_TREE_DEPTH')).to.equal(20n)
  })
})
