import { expect } from 'chai'
import { MembershipTree, rateCommitment } from '../../src/rln/index.ts'
import {
  ACTIVE_SECONDS,
  DAY_SECONDS,
  DEPOSIT,
  eventsOf,
  GRACE_SECONDS,
  MembershipChain,
  RATE_LIMIT,
} from './membership-chain.ts'

const leafOf = (idCommitment: bigint) => rateCommitment(idCommitment, RATE_LIMIT)

describe('erasing a membership', function () {
  this.timeout(60_000)
  let chain: MembershipChain

  beforeEach(async () => {
    chain = await MembershipChain.start()
    for (const idCommitment of [1n, 2n, 3n]) await chain.register(idCommitment)
  })

  afterEach(() => chain.stop())

  const toGrace = () => chain.pass(ACTIVE_SECONDS)
  const toExpiry = () => chain.pass(ACTIVE_SECONDS + GRACE_SECONDS)

  async function expectRootOf(leaves: readonly bigint[]): Promise<void> {
    expect(await chain.leaves()).to.deep.equal(leaves)
    expect(await chain.read('root')).to.equal(new MembershipTree(leaves).root)
  }

  describe('who may', () => {
    it('is nobody while it is active', async () => {
      for (const from of [chain.holder, chain.stranger, chain.owner]) {
        await expect(chain.erase([1n], { from }))
          .to.be.revertedWithCustomError(chain.membership, 'CannotEraseActiveMembership')
          .withArgs(1n)
      }
    })

    it('is its holder only while it is in grace', async () => {
      await toGrace()
      await expect(chain.erase([1n], { from: chain.stranger }))
        .to.be.revertedWithCustomError(chain.membership, 'NonHolderCannotEraseGracePeriodMembership')
        .withArgs(1n)
      await chain.erase([1n])
    })

    it("is anyone once it has expired, and the deposit is still the holder's", async () => {
      await toExpiry()
      await chain.erase([1n], { from: chain.stranger })
      expect(await chain.withdrawable(chain.holder.address)).to.equal(DEPOSIT)
      expect(await chain.withdrawable(chain.stranger.address)).to.equal(0n)
    })

    it('is nobody when there is no such membership, or no longer', async () => {
      await toExpiry()
      await chain.erase([1n])
      for (const idCommitment of [1n, 999n]) {
        await expect(chain.erase([idCommitment]))
          .to.be.revertedWithCustomError(chain.membership, 'MembershipDoesNotExist')
          .withArgs(idCommitment)
      }
    })
  })

  describe('with its leaf', () => {
    it('zeroes the leaf, frees the rate limit and pays the deposit out', async () => {
      await toGrace()
      const transaction = await chain.call('eraseMemberships(uint256[])', [[2n]])
      expect(await eventsOf(transaction, chain.membership.interface)).to.deep.equal([
        { name: 'MembershipErased', args: [2n, 20n, 1n] },
        { name: 'LeafErasure', args: [2n, 1n, true] },
        { name: 'DepositReleased', args: [2n, chain.holder.address, chain.token.target, DEPOSIT] },
      ])
      await expectRootOf([leafOf(1n), 0n, leafOf(3n)])
      expect(await chain.read('currentTotalRateLimit')).to.equal(40n)
      expect(await chain.read('indicesOfLazilyErasedMemberships', 0)).to.equal(1n)
      await expect(chain.call('withdraw', [chain.token.target])).to.changeTokenBalances(
        chain.ethers,
        chain.token,
        [chain.holder, chain.membership],
        [DEPOSIT, -DEPOSIT],
      )
      expect(await chain.withdrawable(chain.holder.address)).to.equal(0n)
    })

    it('announces the expiry of an expired one first', async () => {
      await toExpiry()
      const events = await eventsOf(chain.erase([1n]), chain.membership.interface)
      expect(events.map(({ name }) => name)).to.deep.equal([
        'MembershipExpired',
        'MembershipErased',
        'LeafErasure',
        'DepositReleased',
      ])
      expect(events[0]!.args).to.deep.equal([1n, 20n, 0n])
    })

    it('lets the idCommitment register again', async () => {
      await toExpiry()
      await chain.erase([1n])
      await chain.register(1n)
      expect((await chain.read('memberships', 1n)).index).to.equal(0n)
    })

    it('does not do so in the registration itself', async () => {
      await toExpiry()
      await expect(chain.register(1n, { erase: [1n] })).to.be.revertedWith(
        'Duplicate idCommitment: membership already exists',
      )
    })

    it('erases all of a list or none', async () => {
      await toGrace()
      await chain.register(4n)
      const root = await chain.read('root')
      await expect(chain.erase([1n, 4n])).to.be.revertedWithCustomError(chain.membership, 'CannotEraseActiveMembership')
      expect(await chain.read('root')).to.equal(root)
    })
  })

  describe('lazily', () => {
    beforeEach(toGrace)

    it('keeps the leaf, and with it the deposit', async () => {
      const root = await chain.read('root')
      expect(await eventsOf(chain.erase([2n], { lazily: true }), chain.membership.interface)).to.deep.equal([
        { name: 'MembershipErased', args: [2n, 20n, 1n] },
        { name: 'LeafErasure', args: [2n, 1n, false] },
      ])
      expect(await chain.read('root')).to.equal(root)
      expect(await chain.read('isInMembershipSet', 2n)).to.equal(false)
      expect(await chain.read('currentTotalRateLimit')).to.equal(40n)
      expect(await chain.withdrawable(chain.holder.address)).to.equal(0n)
      expect(await chain.read('lazilyErasedIdCommitments', 1)).to.equal(2n)
      expect([...(await chain.read('pendingRelease', 2n))]).to.deep.equal([
        chain.holder.address,
        chain.token.target,
        DEPOSIT,
        2n ** 256n - 1n,
      ])
      await expect(chain.call('withdraw', [chain.token.target])).to.be.revertedWith('Insufficient deposit balance')
      await expect(chain.call('releaseDeposits', [[2n]]))
        .to.be.revertedWithCustomError(chain.membership, 'DepositNotReleasable')
        .withArgs(2n, 2n ** 256n - 1n)
    })

    it('does not let the idCommitment register before its leaf is gone', async () => {
      await chain.erase([2n], { lazily: true })
      await expect(chain.register(2n)).to.be.revertedWithCustomError(chain.membership, 'DepositInRelease').withArgs(2n)
    })

    it('pays the deposit out when the index is reused', async () => {
      await chain.erase([2n], { lazily: true })
      const events = await eventsOf(chain.register(4n, { from: chain.stranger }), chain.membership.interface)
      expect(events).to.deep.equal([
        { name: 'DepositReleased', args: [2n, chain.holder.address, chain.token.target, DEPOSIT] },
        { name: 'MembershipRegistered', args: [4n, 20n, 1n] },
      ])
      expect(await chain.withdrawable(chain.holder.address)).to.equal(DEPOSIT)
      expect(await chain.read('lazilyErasedIdCommitments', 1)).to.equal(0n)
      await expectRootOf([leafOf(1n), leafOf(4n), leafOf(3n)])
    })

    it('pays the deposit out when anyone clears the leaf, once', async () => {
      await chain.erase([2n], { lazily: true })
      const clear = () => chain.call('clearLeaf', [1], chain.stranger)
      expect(await eventsOf(clear(), chain.membership.interface)).to.deep.equal([
        { name: 'LeafErasure', args: [2n, 1n, true] },
        { name: 'DepositReleased', args: [2n, chain.holder.address, chain.token.target, DEPOSIT] },
      ])
      await expectRootOf([leafOf(1n), 0n, leafOf(3n)])
      await expect(clear()).to.be.revertedWithCustomError(chain.membership, 'LeafNotErasedLazily').withArgs(1)
      expect(await chain.withdrawable(chain.holder.address)).to.equal(DEPOSIT)
    })

    it('clears no leaf of a live membership, a full erasure or an index nobody had', async () => {
      await chain.erase([3n])
      for (const index of [0, 2, 3, 2 ** 32 - 1]) {
        await expect(chain.call('clearLeaf', [index]))
          .to.be.revertedWithCustomError(chain.membership, 'LeafNotErasedLazily')
          .withArgs(index)
      }
    })
  })

  it('reuses indices last in, first out, and then goes on with new ones', async () => {
    await toExpiry()
    await chain.erase([1n, 3n], { lazily: true })
    await chain.erase([2n])
    const indices: bigint[] = []
    for (const idCommitment of [11n, 12n, 13n, 14n]) {
      await chain.register(idCommitment)
      indices.push((await chain.read('memberships', idCommitment)).index)
    }
    expect(indices).to.deep.equal([1n, 2n, 0n, 3n])
    await expect(chain.read('indicesOfLazilyErasedMemberships', 0)).to.revert(chain.ethers)
    await expectRootOf([leafOf(13n), leafOf(11n), leafOf(12n), leafOf(14n)])
  })

  describe('withdrawing', () => {
    it('needs a token and something to withdraw', async () => {
      await expect(chain.call('withdraw', [chain.ethers.ZeroAddress])).to.be.revertedWith('ETH is not allowed')
      await expect(chain.call('withdraw', [chain.token.target])).to.be.revertedWith('Insufficient deposit balance')
    })

    it('pays a sum of deposits once', async () => {
      await toGrace()
      await chain.erase([1n, 2n, 3n])
      await chain.call('withdraw', [chain.token.target])
      await expect(chain.call('withdraw', [chain.token.target])).to.be.revertedWith('Insufficient deposit balance')
      expect(await chain.token.getFunction('balanceOf')(chain.membership.target)).to.equal(0n)
    })
  })

  describe('with a release delay', () => {
    beforeEach(async () => {
      await chain.call('setDepositReleaseDelay', [DAY_SECONDS], chain.owner)
      await toGrace()
    })

    it("holds the deposit for the delay, then credits it at anyone's call", async () => {
      const events = await eventsOf(chain.erase([2n]), chain.membership.interface)
      const releaseTime = (await chain.now()) + DAY_SECONDS
      expect(events.at(-1)).to.deep.equal({ name: 'DepositReleaseScheduled', args: [2n, BigInt(releaseTime)] })
      expect([...(await chain.read('pendingRelease', 2n))]).to.deep.equal([
        chain.holder.address,
        chain.token.target,
        DEPOSIT,
        BigInt(releaseTime),
      ])
      expect(await chain.withdrawable(chain.holder.address)).to.equal(0n)

      const release = () => chain.call('releaseDeposits', [[2n]], chain.stranger)
      await chain.setNextTime(releaseTime - 1)
      await expect(release())
        .to.be.revertedWithCustomError(chain.membership, 'DepositNotReleasable')
        .withArgs(2n, releaseTime)
      await chain.setNextTime(releaseTime)
      expect(await eventsOf(release(), chain.membership.interface)).to.deep.equal([
        { name: 'DepositReleased', args: [2n, chain.holder.address, chain.token.target, DEPOSIT] },
      ])
      expect(await chain.withdrawable(chain.holder.address)).to.equal(DEPOSIT)
      await expect(release()).to.be.revertedWithCustomError(chain.membership, 'NoDepositInRelease').withArgs(2n)
    })

    it('lets the idCommitment register only after the release', async () => {
      await chain.erase([2n])
      await expect(chain.register(2n)).to.be.revertedWithCustomError(chain.membership, 'DepositInRelease')
      await chain.pass(DAY_SECONDS)
      await expect(chain.register(2n)).to.be.revertedWithCustomError(chain.membership, 'DepositInRelease')
      await chain.call('releaseDeposits', [[2n]])
      await chain.register(2n)
    })

    it('counts the delay of a lazily erased one from when its leaf goes', async () => {
      await chain.erase([1n, 2n], { lazily: true })
      await chain.pass(2 * DAY_SECONDS)
      await expect(chain.call('releaseDeposits', [[1n]])).to.be.revertedWithCustomError(
        chain.membership,
        'DepositNotReleasable',
      )
      for (const [idCommitment, removeLeaf] of [
        [1n, () => chain.call('clearLeaf', [0])],
        [2n, () => chain.register(9n)],
      ] as const) {
        await removeLeaf()
        const releaseTime = BigInt((await chain.now()) + DAY_SECONDS)
        expect((await chain.read('pendingRelease', idCommitment)).releaseTime).to.equal(releaseTime)
      }
    })

    it('keeps the release time of what was erased before the owner changed the delay', async () => {
      await chain.erase([1n])
      const releaseTime = BigInt((await chain.now()) + DAY_SECONDS)
      await chain.call('setDepositReleaseDelay', [0], chain.owner)
      expect((await chain.read('pendingRelease', 1n)).releaseTime).to.equal(releaseTime)
      await chain.erase([2n])
      expect(await chain.withdrawable(chain.holder.address)).to.equal(DEPOSIT)
    })
  })
})
