import { expect } from 'chai'
import {
  ACTIVE_SECONDS,
  DAY_SECONDS,
  DEPOSIT,
  defaultTerms,
  deployBehindProxy,
  MembershipChain,
} from './membership-chain.ts'

/** EIP-1967: where a proxy keeps the address of what it runs. */
const IMPLEMENTATION_SLOT = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'

describe('owning the contract', function () {
  this.timeout(60_000)
  let chain: MembershipChain

  beforeEach(async () => {
    chain = await MembershipChain.start()
  })

  afterEach(() => chain.stop())

  const asOwner = (method: string, ...args: unknown[]) => chain.call(method, args, chain.owner)

  it('sets every parameter, at its bounds', async () => {
    const { maxMembershipRateLimit: max, minMembershipRateLimit: min } = defaultTerms
    for (const [setter, getter, values] of [
      ['setMaxTotalRateLimit', 'maxTotalRateLimit', [max, 2 ** 32 - 1]],
      ['setMaxMembershipRateLimit', 'maxMembershipRateLimit', [min, max]],
      ['setMinMembershipRateLimit', 'minMembershipRateLimit', [1, max]],
      ['setActiveDuration', 'activeDurationForNewMemberships', [1, 2 ** 32 - 1]],
      ['setGracePeriodDuration', 'gracePeriodDurationForNewMemberships', [0, 2 ** 32 - 1]],
      ['setDepositReleaseDelay', 'depositReleaseDelay', [0, 30 * DAY_SECONDS]],
      ['setBurnedShare', 'burnedShareBasisPoints', [1000, 9000]],
    ] as const) {
      for (const value of values) {
        await asOwner(setter, value)
        expect(await chain.read(getter), setter).to.equal(BigInt(value))
      }
    }
  })

  it('refuses values that contradict each other or nothing could work with', async () => {
    const { maxMembershipRateLimit: max, minMembershipRateLimit: min } = defaultTerms
    for (const [setter, value] of [
      ['setMaxTotalRateLimit', max - 1],
      ['setMaxMembershipRateLimit', min - 1],
      ['setMinMembershipRateLimit', 0],
      ['setMinMembershipRateLimit', max + 1],
      ['setActiveDuration', 0],
    ] as const) {
      await expect(asOwner(setter, value), `${setter}(${value})`).to.be.revertedWithoutReason(chain.ethers)
    }
    await expect(asOwner('setDepositReleaseDelay', 30 * DAY_SECONDS + 1)).to.be.revertedWithCustomError(
      chain.membership,
      'InvalidDepositReleaseDelay',
    )
  })

  it('is needed for every setter and for upgrades', async () => {
    for (const [method, args] of [
      ['setPriceCalculator', [chain.priceCalculator.target]],
      ['setMaxTotalRateLimit', [1000]],
      ['setMaxMembershipRateLimit', [1000]],
      ['setMinMembershipRateLimit', [10]],
      ['setActiveDuration', [10]],
      ['setGracePeriodDuration', [10]],
      ['setDepositReleaseDelay', [10]],
      ['setBurnedShare', [5000]],
      ['transferOwnership', [chain.stranger.address]],
      ['renounceOwnership', []],
      ['upgradeTo', [chain.token.target]],
      ['upgradeToAndCall', [chain.token.target, '0x']],
    ] as const) {
      await expect(chain.call(method, args, chain.stranger), method).to.be.revertedWith(
        'Ownable: caller is not the owner',
      )
    }
  })

  it('can be handed over', async () => {
    await asOwner('transferOwnership', chain.stranger.address)
    expect(await chain.read('owner')).to.equal(chain.stranger.address)
    await expect(asOwner('setActiveDuration', 5)).to.be.revertedWith('Ownable: caller is not the owner')
    await chain.call('setActiveDuration', [5], chain.stranger)
  })

  it('leaves existing memberships alone when bounds shrink below them', async () => {
    await chain.register(1n, { rateLimit: 600 })
    await asOwner('setMaxMembershipRateLimit', 20)
    await asOwner('setMaxTotalRateLimit', 20)
    expect((await chain.read('memberships', 1n)).rateLimit).to.equal(600n)
    expect(await chain.read('currentTotalRateLimit')).to.equal(600n)
    await expect(chain.register(2n)).to.be.revertedWithCustomError(chain.membership, 'CannotExceedMaxTotalRateLimit')
    await chain.pass(ACTIVE_SECONDS)
    await chain.erase([1n])
    await chain.register(2n)
  })

  describe('initializing', () => {
    it('works once, and not on the implementation', async () => {
      const args = [chain.priceCalculator.target, 100, 1, 10, 600, 0]
      await expect(asOwner('initialize', ...args)).to.be.revertedWith('Initializable: contract is already initialized')
      const { libraries } = chain
      const implementation = await chain.ethers.deployContract('WakuRlnV2', [], { libraries })
      await expect(implementation.getFunction('initialize')(...args)).to.be.revertedWith(
        'Initializable: contract is already initialized',
      )
    })

    it('refuses terms that contradict each other', async () => {
      for (const [total, min, max, active] of [
        [100, 0, 10, 600],
        [100, 11, 10, 600],
        [9, 1, 10, 600],
        [100, 1, 10, 0],
      ]) {
        const args = [chain.priceCalculator.target, total, min, max, active, 0]
        await expect(deployBehindProxy(chain.ethers, 'WakuRlnV2', chain.libraries, args)).to.revert(chain.ethers)
      }
    })

    it('starts with no release delay and half of a slashed deposit burned', async () => {
      expect(await chain.read('depositReleaseDelay')).to.equal(0n)
      expect(await chain.read('burnedShareBasisPoints')).to.equal(5000n)
      expect(await chain.read('owner')).to.equal(chain.owner.address)
    })
  })

  describe('upgrading', () => {
    it('keeps members, tree and deposits', async () => {
      await chain.register(1n)
      await chain.register(2n)
      const before = [await chain.read('root'), [...(await chain.read('getRecentRoots'))]]
      const { libraries } = chain
      const upgraded = await chain.ethers.deployContract('UpgradedWakuRlnV2', [], { libraries })
      await asOwner('upgradeTo', upgraded.target)

      const slot = await chain.ethers.provider.getStorage(chain.membership.target, IMPLEMENTATION_SLOT)
      expect(BigInt(slot)).to.equal(BigInt(upgraded.target as string))
      const proxy = await chain.ethers.getContractAt('UpgradedWakuRlnV2', chain.membership.target)
      expect(await proxy.getFunction('version')()).to.equal(2n)
      expect([await chain.read('root'), [...(await chain.read('getRecentRoots'))]]).to.deep.equal(before)
      await chain.pass(ACTIVE_SECONDS)
      await chain.register(3n, { erase: [1n] })
      expect(await chain.withdrawable(chain.holder.address)).to.equal(DEPOSIT)
    })

    it('refuses what could not be upgraded again', async () => {
      await expect(asOwner('upgradeTo', chain.priceCalculator.target)).to.be.revertedWith(
        'ERC1967Upgrade: new implementation is not UUPS',
      )
    })
  })
})
