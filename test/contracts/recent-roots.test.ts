import { expect } from 'chai'
import { MembershipTree } from '../../src/rln/index.ts'
import { ACTIVE_SECONDS, identityOf, MembershipChain } from './membership-chain.ts'

describe('the recent roots', function () {
  this.timeout(60_000)
  let chain: MembershipChain

  beforeEach(async () => {
    chain = await MembershipChain.start()
  })

  afterEach(() => chain.stop())

  const recentRoots = async () => [...(await chain.read('getRecentRoots'))] as bigint[]

  it('are zeros before the first registration', async () => {
    expect(await recentRoots()).to.deep.equal([0n, 0n, 0n, 0n, 0n])
  })

  it('are the newest five end-of-block roots, newest first, then zeros', async () => {
    const roots: bigint[] = []
    for (let idCommitment = 1n; idCommitment <= 7n; idCommitment++) {
      await chain.register(idCommitment)
      roots.unshift(await chain.read('root'))
      expect(await recentRoots()).to.deep.equal([...roots, 0n, 0n, 0n, 0n].slice(0, 5))
    }
  })

  it('count a block with several changes once, and blocks without a change not at all', async () => {
    await chain.register(1n)
    const first = await chain.read('root')
    await chain.pass(10)
    await chain.call('setActiveDuration', [100], chain.owner)
    await chain.inOneBlock(async () => [await chain.register(2n), await chain.register(3n), await chain.register(4n)])
    const second = await chain.read('root')
    await chain.pass(10)
    expect(await chain.read('nextFreeIndex')).to.equal(4n)
    expect(await recentRoots()).to.deep.equal([second, first, 0n, 0n, 0n])
  })

  it('are five static words on the wire', async () => {
    await chain.register(1n)
    const data = chain.membership.interface.encodeFunctionData('getRecentRoots')
    const reply = await chain.ethers.provider.call({ to: chain.membership.target, data })
    expect((reply.length - 2) / 2).to.equal(5 * 32)
    expect(BigInt(reply.slice(0, 66))).to.equal(await chain.read('root'))
  })

  it('are read one by one, the newest at 0, and none beyond the fifth', async () => {
    for (let idCommitment = 1n; idCommitment <= 6n; idCommitment++) await chain.register(idCommitment)
    const roots = await recentRoots()
    for (const [age, root] of roots.entries()) expect(await chain.read('getRootAt', age)).to.equal(root)
    await expect(chain.read('getRootAt', 5)).to.be.revertedWithPanic(0x32)
  })

  it('stay what they were when leaves change later, in any order and under any peak', async () => {
    const spammer = identityOf(99n)
    const past: bigint[] = []
    const afterBlock = async () => {
      past.unshift(new MembershipTree(await chain.leaves()).root)
      expect(await recentRoots()).to.deep.equal([...past, 0n, 0n, 0n, 0n].slice(0, 5))
    }
    for (const idCommitment of [1n, 2n, 3n, spammer.idCommitment, 5n, 6n, 7n]) {
      await chain.register(idCommitment)
      await afterBlock()
    }
    await chain.pass(ACTIVE_SECONDS)
    for (const change of [
      () => chain.erase([2n]),
      () => chain.register(12n),
      () => chain.erase([7n, 1n, 6n]),
      () => chain.register(13n),
      () => chain.slash(spammer.secret),
      () => chain.register(14n),
      () => chain.erase([3n]),
      () => chain.register(15n),
      () => chain.register(16n),
    ]) {
      await change()
      await afterBlock()
    }
    // A change of a leaf that several snapshots share, and then of one under the same peak.
    await chain.erase([5n], { lazily: true })
    await chain.call('clearLeaf', [4])
    await afterBlock()
  })

  it('stay what they were when a block changes leaves and appends others', async () => {
    for (const idCommitment of [1n, 2n, 3n]) await chain.register(idCommitment)
    await chain.pass(ACTIVE_SECONDS)
    const before = await recentRoots()
    await chain.inOneBlock(async () => [
      await chain.erase([1n, 3n]),
      await chain.register(4n),
      await chain.register(5n),
      await chain.register(6n),
    ])
    expect(await chain.read('nextFreeIndex')).to.equal(4n)
    expect(await recentRoots()).to.deep.equal([await chain.read('root'), ...before.slice(0, 4)])
  })
})
