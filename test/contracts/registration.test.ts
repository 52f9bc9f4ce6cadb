import { expect } from 'chai'
import { FIELD_MODULUS, rateCommitment } from '../../src/rln/index.ts'
import {
  ACTIVE_SECONDS,
  DEPOSIT,
  defaultTerms,
  eventsOf,
  GRACE_SECONDS,
  MembershipChain,
  PRICE_PER_MESSAGE,
  RATE_LIMIT,
} from './membership-chain.ts'

/** Where a suite written for the original pokes nextFreeIndex. */
const NEXT_FREE_INDEX_SLOT = 206
const SET_SIZE = 2 ** 20

describe('registering a membership', function () {
  this.timeout(60_000)
  let chain: MembershipChain

  beforeEach(async () => {
    chain = await MembershipChain.start()
  })

  afterEach(() => chain.stop())

  it('books the membership, its leaf, its rate limit and its deposit', async () => {
    const transaction = await chain.register(7n)
    const registeredAt = await chain.now()

    expect(await eventsOf(transaction, chain.membership.interface)).to.deep.equal([
      { name: 'MembershipRegistered', args: [7n, BigInt(RATE_LIMIT), 0n] },
    ])
    expect([...(await chain.read('memberships', 7n))]).to.deep.equal([
      DEPOSIT,
      BigInt(ACTIVE_SECONDS),
      BigInt(registeredAt + ACTIVE_SECONDS),
      BigInt(GRACE_SECONDS),
      BigInt(RATE_LIMIT),
      0n,
      chain.holder.address,
      chain.token.target,
    ])
    expect([...(await chain.read('getMembershipInfo', 7n))]).to.deep.equal([20n, 0n, rateCommitment(7n, RATE_LIMIT)])
    expect(await chain.read('isInMembershipSet', 7n)).to.equal(true)
    expect(await chain.read('currentTotalRateLimit')).to.equal(BigInt(RATE_LIMIT))
    expect(await chain.read('nextFreeIndex')).to.equal(1n)
    expect([...(await chain.read('merkleTree'))]).to.deep.equal([BigInt(SET_SIZE - 1), 1n])
    expect(await chain.token.getFunction('balanceOf')(chain.membership.target)).to.equal(DEPOSIT)
  })

  it('makes the root, leaf and path zerokit computes for the same membership', async () => {
    await chain.call('setMinMembershipRateLimit', [2], chain.owner)
    await chain.register(2n, { rateLimit: 2 })
    expect(await chain.read('root')).to.equal(
      13801897483540040307162267952866411686127372014953358983481592640000001877295n,
    )
    expect((await chain.read('getMembershipInfo', 2n))[2]).to.equal(
      4699387056273519054140667386511343037709699938246587880795929666834307503001n,
    )
    const path = await chain.read('getMerkleProof', 0)
    expect(path[0]).to.equal(0n)
    expect(path[1]).to.equal(14744269619966411208579211824598458697587494354926760081771325075741142829156n)
    expect(path[19]).to.equal(10941962436777715901943463195175331263348098796018438960955633645115732864202n)
  })

  it('emits MembershipRegistered unindexed, third after the two logs of the token', async () => {
    await chain.token.connect(chain.holder).getFunction('approve')(chain.membership.target, DEPOSIT)
    const receipt = (await (await chain.register(7n)).wait())!
    expect(receipt.logs).to.have.length(3)
    const log = receipt.logs[2]!
    expect(log.topics).to.deep.equal([chain.ethers.id('MembershipRegistered(uint256,uint256,uint32)')])
    expect((log.data.length - 2) / 2).to.equal(96)
  })

  it('refuses idCommitments that are no field elements other than 0', async () => {
    for (const invalid of [0n, FIELD_MODULUS, FIELD_MODULUS + 1n, 2n ** 256n - 1n]) {
      expect(await chain.read('isValidIdCommitment', invalid)).to.equal(false)
      await expect(chain.register(invalid))
        .to.be.revertedWithCustomError(chain.membership, 'InvalidIdCommitment')
        .withArgs(invalid)
    }
    for (const valid of [1n, FIELD_MODULUS - 1n]) {
      expect(await chain.read('isValidIdCommitment', valid)).to.equal(true)
      await chain.register(valid)
    }
    expect(await chain.read('Q')).to.equal(FIELD_MODULUS)
  })

  it('refuses an idCommitment that is already a member', async () => {
    await chain.register(7n)
    const duplicate = 'Duplicate idCommitment: membership already exists'
    await expect(chain.register(7n)).to.be.revertedWith(duplicate)
    await expect(chain.register(7n, { from: chain.stranger, rateLimit: 21 })).to.be.revertedWith(duplicate)
  })

  it('refuses rate limits outside the bounds', async () => {
    const { minMembershipRateLimit: min, maxMembershipRateLimit: max } = defaultTerms
    for (const rateLimit of [0, min - 1, max + 1, 2 ** 32 - 1]) {
      expect(await chain.read('isValidMembershipRateLimit', rateLimit)).to.equal(false)
      await expect(chain.register(7n, { rateLimit })).to.be.revertedWithCustomError(
        chain.membership,
        'InvalidMembershipRateLimit',
      )
    }
    await chain.register(7n, { rateLimit: min })
    await chain.register(8n, { rateLimit: max })
  })

  it('refuses rate limits the circuit cannot prove, whatever the owner allows', async () => {
    await chain.call('setMaxMembershipRateLimit', [100_000], chain.owner)
    await expect(chain.register(7n, { rateLimit: 65_536 })).to.be.revertedWithCustomError(
      chain.membership,
      'InvalidMembershipRateLimit',
    )
    expect(await chain.read('MAX_RATE_LIMIT')).to.equal(65_535n)
    await chain.register(7n, { rateLimit: 65_535 })
  })

  it('refuses what would exceed the total rate limit, to the last message', async () => {
    await chain.call('setMaxMembershipRateLimit', [100], chain.owner)
    await chain.call('setMaxTotalRateLimit', [100], chain.owner)
    await chain.register(7n, { rateLimit: 79 })
    await expect(chain.register(8n, { rateLimit: 22 })).to.be.revertedWithCustomError(
      chain.membership,
      'CannotExceedMaxTotalRateLimit',
    )
    await chain.register(8n, { rateLimit: 21 })
    expect(await chain.read('currentTotalRateLimit')).to.equal(100n)
  })

  it('takes exactly the price, and nothing without it', async () => {
    const approve = (amount: bigint) =>
      chain.token.connect(chain.holder).getFunction('approve')(chain.membership.target, amount)
    await approve(DEPOSIT - 1n)
    await expect(chain.register(7n)).to.be.revertedWith('ERC20: insufficient allowance')
    expect(await chain.read('isInMembershipSet', 7n)).to.equal(false)
    await approve(DEPOSIT)
    await chain.register(7n)
    expect(await chain.token.getFunction('allowance')(chain.holder.address, chain.membership.target)).to.equal(0n)
  })

  it('takes no deposit when the price is 0', async () => {
    const free = await chain.ethers.deployContract('FixedPriceCalculator', [chain.token.target, 0n])
    await chain.call('setPriceCalculator', [free.target], chain.owner)
    await chain.register(1n)
    expect((await chain.read('memberships', 1n)).depositAmount).to.equal(0n)
    expect(await chain.read('root')).to.equal(
      13301394660502635912556179583660948983063063326359792688871878654796186320104n,
    )
  })

  it('books later registrations at the new price and terms, earlier ones keep theirs', async () => {
    await chain.register(7n)
    const calculator = await chain.ethers.deployContract('LinearPriceCalculator', [chain.token.target, 10n])
    await chain.call('setPriceCalculator', [calculator.target], chain.owner)
    await chain.call('setActiveDuration', [1000], chain.owner)
    await chain.call('setGracePeriodDuration', [0], chain.owner)
    await chain.register(8n)
    const [earlier, later] = [await chain.read('memberships', 7n), await chain.read('memberships', 8n)]
    expect(earlier.depositAmount).to.equal(BigInt(RATE_LIMIT) * PRICE_PER_MESSAGE)
    expect(earlier.activeDuration).to.equal(BigInt(ACTIVE_SECONDS))
    expect(later.depositAmount).to.equal(200n)
    expect([later.activeDuration, later.gracePeriodDuration]).to.deep.equal([1000n, 0n])
  })

  it('answers zeros for an unknown idCommitment', async () => {
    expect([...(await chain.read('getMembershipInfo', 7n))]).to.deep.equal([0n, 0n, 0n])
    expect(await chain.read('isInMembershipSet', 7n)).to.equal(false)
    expect(await chain.read('isInGracePeriod', 7n)).to.equal(false)
    expect(await chain.read('isExpired', 7n)).to.equal(true)
    expect((await chain.read('pendingRelease', 7n)).holder).to.equal(chain.ethers.ZeroAddress)
  })

  describe('in a full set', () => {
    const setNextFreeIndex = async (index: number) => {
      const value = `0x${index.toString(16).padStart(64, '0')}`
      await chain.connection.networkHelpers.setStorageAt(chain.membership.target as string, NEXT_FREE_INDEX_SLOT, value)
    }

    it('keeps nextFreeIndex where the original keeps it', async () => {
      await chain.register(7n)
      await chain.register(8n)
      const slot = await chain.ethers.provider.getStorage(chain.membership.target, NEXT_FREE_INDEX_SLOT)
      expect(BigInt(slot)).to.equal(2n)
    })

    it('refuses a registration from the last leaf of the lazy tree on', async () => {
      expect(await chain.read('MAX_MEMBERSHIP_SET_SIZE')).to.equal(BigInt(SET_SIZE))
      for (const index of [SET_SIZE - 1, SET_SIZE]) {
        await setNextFreeIndex(index)
        await expect(chain.register(7n)).to.be.revertedWith('Membership set is full')
      }
    })

    it('still reuses the indices of erased memberships', async () => {
      await chain.register(7n)
      await chain.pass(ACTIVE_SECONDS + GRACE_SECONDS)
      await setNextFreeIndex(SET_SIZE)
      await chain.register(8n, { erase: [7n] })
      expect((await chain.read('memberships', 8n)).index).to.equal(0n)
    })
  })

  describe('with a list of memberships to erase', () => {
    it('frees their rate limit for the new one', async () => {
      await chain.call('setMaxMembershipRateLimit', [100], chain.owner)
      await chain.call('setMaxTotalRateLimit', [100], chain.owner)
      for (const idCommitment of [1n, 2n, 3n, 4n]) await chain.register(idCommitment)
      await chain.pass(ACTIVE_SECONDS + GRACE_SECONDS)
      await chain.register(5n)

      await expect(chain.register(6n, { rateLimit: 60 })).to.be.revertedWithCustomError(
        chain.membership,
        'CannotExceedMaxTotalRateLimit',
      )
      await expect(chain.register(6n, { rateLimit: 60, erase: [5n, 1n, 2n] }))
        .to.be.revertedWithCustomError(chain.membership, 'CannotEraseActiveMembership')
        .withArgs(5n)
      await chain.register(6n, { rateLimit: 60, erase: [1n, 2n, 4n] })

      expect(await chain.read('currentTotalRateLimit')).to.equal(100n)
      expect(await chain.withdrawable(chain.holder.address)).to.equal(3n * DEPOSIT)
      const leaf = (idCommitment: bigint, rateLimit: number) => rateCommitment(idCommitment, rateLimit)
      expect(await chain.leaves()).to.deep.equal([0n, 0n, leaf(3n, 20), leaf(6n, 60), leaf(5n, 20)])
    })

    it('refuses an unknown one and one listed twice', async () => {
      await chain.register(1n)
      await chain.pass(ACTIVE_SECONDS + GRACE_SECONDS)
      for (const erase of [[9n], [1n, 1n]]) {
        await expect(chain.register(2n, { erase }))
          .to.be.revertedWithCustomError(chain.membership, 'MembershipDoesNotExist')
          .withArgs(erase.at(-1))
      }
    })
  })
})
