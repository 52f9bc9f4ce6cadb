import { expect } from 'chai'
import { MembershipChain, PRICE_PER_MESSAGE, withSigner } from './membership-chain.ts'

describe('the linear price calculator', () => {
  let chain: MembershipChain

  before(async () => {
    chain = await MembershipChain.start()
  })

  after(() => chain.stop())

  const calculate = async (rateLimit: number) => [...(await chain.priceCalculator.getFunction('calculate')(rateLimit))]

  it('asks the rate limit times the price, without overflow', async () => {
    for (const rateLimit of [0, 1, 20, 2 ** 32 - 1]) {
      expect(await calculate(rateLimit)).to.deep.equal([chain.token.target, BigInt(rateLimit) * PRICE_PER_MESSAGE])
    }
  })

  it('is changed by its owner only', async () => {
    const set = (from: typeof chain.owner, price: bigint) =>
      withSigner(chain.priceCalculator, from).getFunction('setTokenAndPrice')(chain.membership.target, price)
    await expect(set(chain.stranger, 1n)).to.be.revertedWith('Ownable: caller is not the owner')
    await set(chain.owner, 3n)
    expect(await calculate(7)).to.deep.equal([chain.membership.target, 21n])
    expect(await chain.priceCalculator.getFunction('token')()).to.equal(chain.membership.target)
    expect(await chain.priceCalculator.getFunction('pricePerMessagePerEpoch')()).to.equal(3n)
  })

  it("refuses the chain's own coin", async () => {
    const { ethers, priceCalculator } = chain
    await expect(priceCalculator.getFunction('setTokenAndPrice')(ethers.ZeroAddress, 1n)).to.be.revertedWithCustomError(
      priceCalculator,
      'OnlyTokensAllowed',
    )
    await expect(
      ethers.deployContract('LinearPriceCalculator', [ethers.ZeroAddress, 1n]),
    ).to.be.revertedWithCustomError(priceCalculator, 'OnlyTokensAllowed')
  })
})
