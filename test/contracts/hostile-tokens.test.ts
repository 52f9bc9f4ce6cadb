import { expect } from 'chai'
import { type BaseContract, Contract } from 'ethers'
import { ACTIVE_SECONDS, GRACE_SECONDS, identityOf, MembershipChain, withSigner } from './membership-chain.ts'

const PRICE = 1000n

describe('hostile tokens', function () {
  this.timeout(60_000)
  let chain: MembershipChain

  beforeEach(async () => {
    chain = await MembershipChain.start()
  })

  afterEach(() => chain.stop())

  /** Makes the token the one deposits are paid in; the owner holds and has approved it. */
  async function priceIn(token: BaseContract): Promise<Contract> {
    const calculator = await chain.ethers.deployContract('FixedPriceCalculator', [token.target, PRICE])
    await chain.call('setPriceCalculator', [calculator.target], chain.owner)
    const asOwner = new Contract(token.target, token.interface, chain.owner)
    await asOwner.getFunction('approve')(chain.membership.target, 2n ** 256n - 1n)
    return asOwner
  }

  const balance = async (token: Contract) => (await token.getFunction('balanceOf')(chain.membership.target)) as bigint
  const withdrawable = async (token: Contract, account = chain.owner.address) =>
    (await chain.read('depositsToWithdraw', account, token.target)) as bigint

  describe('a token that keeps a fee', () => {
    it('is booked with what arrived, so that everybody gets paid', async () => {
      const token = await priceIn(await chain.ethers.deployContract('FeeOnTransferToken', [10n]))
      for (const idCommitment of [1n, 2n]) await chain.register(idCommitment, { from: chain.owner })
      expect((await chain.read('memberships', 1n)).depositAmount).to.equal(900n)
      expect(await balance(token)).to.equal(1800n)
      await chain.pass(ACTIVE_SECONDS)
      await chain.erase([1n, 2n], { from: chain.owner })
      expect(await withdrawable(token)).to.equal(1800n)
      await chain.call('withdraw', [token.target], chain.owner)
      expect(await balance(token)).to.equal(0n)
    })

    it('is slashed by what arrived', async () => {
      const token = await priceIn(await chain.ethers.deployContract('FeeOnTransferToken', [10n]))
      const { secret, idCommitment } = identityOf(5n)
      await chain.register(idCommitment, { from: chain.owner })
      await chain.slash(secret)
      expect(await chain.read('burnedDeposits', token.target)).to.equal(450n)
      expect(await withdrawable(token, chain.stranger.address)).to.equal(450n)
    })

    it('is refused when it keeps everything', async () => {
      await priceIn(await chain.ethers.deployContract('FeeOnTransferToken', [100n]))
      await expect(chain.register(1n, { from: chain.owner })).to.be.revertedWithCustomError(
        chain.membership,
        'DepositNotReceived',
      )
    })
  })

  describe('a token that calls back', () => {
    let token: Contract

    beforeEach(async () => {
      token = await priceIn(await chain.ethers.deployContract('HookToken'))
    })

    const hook = (method: string, args: readonly unknown[], { swallow = false, target = chain.membership } = {}) =>
      token.getFunction('setHook')(target.target, target.interface.encodeFunctionData(method, args), swallow)
    const noHook = () => token.getFunction('setHook')(chain.ethers.ZeroAddress, '0x', false)

    it('cannot re-enter any function that moves members or deposits', async () => {
      await chain.register(1n, { from: chain.owner })
      await chain.pass(ACTIVE_SECONDS + GRACE_SECONDS)
      for (const [method, args] of [
        ['register', [3n, 20, []]],
        ['eraseMemberships(uint256[])', [[1n]]],
        ['eraseMemberships(uint256[],bool)', [[1n], false]],
        ['clearLeaf', [0]],
        ['releaseDeposits', [[1n]]],
        ['withdraw', [token.target]],
        ['slash', [5n, chain.stranger.address, chain.ethers.ZeroHash]],
      ] as const) {
        await hook(method, args)
        await expect(chain.register(2n, { from: chain.owner })).to.be.revertedWith('ReentrancyGuard: reentrant call')
      }
    })

    it('finds the new member booked already, with no deposit yet', async () => {
      await hook('memberships', [7n], { swallow: true })
      await chain.register(7n, { from: chain.owner })
      const result = await token.getFunction('hookResult')()
      const seen = chain.membership.interface.decodeFunctionResult('memberships', result)
      expect([seen.depositAmount, seen.rateLimit, seen.holder]).to.deep.equal([0n, 20n, chain.owner.address])
      expect((await chain.read('memberships', 7n)).depositAmount).to.equal(PRICE)
    })

    it('finds the leaf in the tree already', async () => {
      await hook('getRateCommitmentsInRangeBoundsInclusive', [0, 0], { swallow: true })
      await chain.register(7n, { from: chain.owner })
      expect(await token.getFunction('hookSucceeded')()).to.equal(true)
    })

    it('cannot withdraw twice', async () => {
      await chain.register(1n, { from: chain.owner })
      await chain.register(2n, { from: chain.owner })
      await chain.pass(ACTIVE_SECONDS)
      await chain.erase([1n], { from: chain.owner })
      await hook('withdraw', [token.target], { swallow: true })
      await chain.call('withdraw', [token.target], chain.owner)
      expect(await token.getFunction('hookSucceeded')()).to.equal(false)
      expect(await balance(token)).to.equal(PRICE)
    })

    it('is booked with the price at most, whatever it sends besides', async () => {
      await token.getFunction('setGift')(500n)
      await chain.register(1n, { from: chain.owner })
      expect(await balance(token)).to.equal(PRICE + 500n)
      expect((await chain.read('memberships', 1n)).depositAmount).to.equal(PRICE)
    })

    it('undoes the whole registration when it fails', async () => {
      const root = await chain.read('root')
      await hook('withdraw', [chain.ethers.ZeroAddress])
      await expect(chain.register(1n, { from: chain.owner })).to.revert(chain.ethers)
      expect(await chain.read('root')).to.equal(root)
      expect(await chain.read('isInMembershipSet', 1n)).to.equal(false)
      await noHook()
      await chain.register(1n, { from: chain.owner })
    })
  })

  it('lets nobody register when the price is in something that is no token', async () => {
    const calculator = await chain.ethers.deployContract('FixedPriceCalculator', [chain.stranger.address, PRICE])
    await chain.call('setPriceCalculator', [calculator.target], chain.owner)
    await expect(chain.register(1n)).to.revert(chain.ethers)
  })

  it('keeps deposits of different tokens apart', async () => {
    await chain.register(1n, { from: chain.owner })
    const other = await priceIn(await chain.ethers.deployContract('HookToken'))
    await chain.register(2n, { from: chain.owner })
    await chain.pass(ACTIVE_SECONDS)
    await chain.erase([1n, 2n], { from: chain.owner })
    expect(await withdrawable(other)).to.equal(PRICE)
    expect(await withdrawable(withSigner(chain.token, chain.owner))).to.equal(10n ** 18n)
  })
})
