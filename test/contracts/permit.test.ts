import { expect } from 'chai'
import { Signature } from 'ethers'
import { ACTIVE_SECONDS, DEPOSIT, eventsOf, MembershipChain, RATE_LIMIT, withSigner } from './membership-chain.ts'

const DEADLINE = 2n ** 64n

const permitTypes = {
  Permit: [
    { name: 'owner', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
}

describe('registering with a permit', function () {
  this.timeout(60_000)
  let chain: MembershipChain

  beforeEach(async () => {
    chain = await MembershipChain.start()
    for (const account of [chain.holder, chain.stranger]) await approve(account, 0n)
  })

  afterEach(() => chain.stop())

  function approve(account: MembershipChain['holder'], amount: bigint): Promise<unknown> {
    return withSigner(chain.token, account).getFunction('approve')(chain.membership.target, amount)
  }

  function allowance(): Promise<bigint> {
    return chain.token.getFunction('allowance')(chain.holder.address, chain.membership.target)
  }

  /** The holder's signature over a permit for the membership contract. */
  async function sign({ value = DEPOSIT, deadline = DEADLINE } = {}): Promise<Signature> {
    const domain = {
      name: 'TestStableToken',
      version: '1',
      chainId: 31_337,
      verifyingContract: chain.token.target as string,
    }
    const message = {
      owner: chain.holder.address,
      spender: chain.membership.target,
      value,
      nonce: await chain.token.getFunction('nonces')(chain.holder.address),
      deadline,
    }
    return Signature.from(await chain.holder.signTypedData(domain, permitTypes, message))
  }

  function register(
    { v, r, s }: Signature,
    {
      owner = chain.holder.address,
      from = chain.holder,
      idCommitment = 7n,
      deadline = DEADLINE,
      erase = [] as readonly bigint[],
    } = {},
  ): ReturnType<MembershipChain['call']> {
    return chain.call('registerWithPermit', [owner, deadline, v, r, s, idCommitment, RATE_LIMIT, erase], from)
  }

  it('registers in one transaction without an approval before, and leaves none behind', async () => {
    const transaction = await register(await sign())
    expect(await eventsOf(transaction, chain.membership.interface)).to.deep.equal([
      { name: 'MembershipRegistered', args: [7n, BigInt(RATE_LIMIT), 0n] },
    ])
    const { holder, depositAmount } = await chain.read('memberships', 7n)
    expect([holder, depositAmount]).to.deep.equal([chain.holder.address, DEPOSIT])
    expect(await chain.token.getFunction('balanceOf')(chain.membership.target)).to.equal(DEPOSIT)
    expect(await allowance()).to.equal(0n)
  })

  it('goes through although somebody else brought the signature to the token before', async () => {
    const { v, r, s } = await sign()
    const permit = withSigner(chain.token, chain.stranger).getFunction('permit')
    await permit(chain.holder.address, chain.membership.target, DEPOSIT, DEADLINE, v, r, s)
    await register(Signature.from({ v, r, s }))
    expect(await chain.read('isInMembershipSet', 7n)).to.equal(true)
  })

  it("lets nobody pay with another account's signature, nor with an approval that account left", async () => {
    const signature = await sign()
    const steal = (): Promise<unknown> => register(signature, { from: chain.stranger, idCommitment: 8n })
    await expect(steal())
      .to.be.revertedWithCustomError(chain.membership, 'PermitOwnerNotSender')
      .withArgs(chain.holder.address)
    await approve(chain.holder, DEPOSIT)
    await expect(steal()).to.be.revertedWithCustomError(chain.membership, 'PermitOwnerNotSender')
    await expect(
      register(signature, { owner: chain.stranger.address, from: chain.stranger, idCommitment: 8n }),
    ).to.be.revertedWith('ERC20: insufficient allowance')
    expect(await chain.read('nextFreeIndex')).to.equal(0n)
  })

  it('refuses a signature over less than the price, and one over the price of before', async () => {
    await expect(register(await sign({ value: DEPOSIT - 1n }))).to.be.revertedWith('ERC20: insufficient allowance')
    const signature = await sign()
    await chain.priceCalculator.getFunction('setTokenAndPrice')(chain.token.target, (2n * DEPOSIT) / BigInt(RATE_LIMIT))
    await expect(register(signature)).to.be.revertedWith('ERC20: insufficient allowance')
    expect(await allowance()).to.equal(0n)
  })

  it('refuses a signature after its deadline', async () => {
    const deadline = BigInt((await chain.now()) + 100)
    const signature = await sign({ deadline })
    await chain.pass(200)
    await expect(register(signature, { deadline })).to.be.revertedWith('ERC20: insufficient allowance')
  })

  it('takes a signature once', async () => {
    const signature = await sign()
    await register(signature)
    await expect(register(signature, { idCommitment: 8n })).to.be.revertedWith('ERC20: insufficient allowance')
  })

  it('registers on an approval where the token knows no permits', async () => {
    const signature = await sign()
    const token = await chain.deployToken('HookToken')
    const calculator = await chain.ethers.deployContract('FixedPriceCalculator', [token.target, DEPOSIT])
    await chain.call('setPriceCalculator', [calculator.target], chain.owner)
    await register(signature)
    expect((await chain.read('memberships', 7n)).token).to.equal(token.target)
  })

  it('refuses what register refuses', async () => {
    await expect(register(await sign(), { idCommitment: 0n }))
      .to.be.revertedWithCustomError(chain.membership, 'InvalidIdCommitment')
      .withArgs(0n)
    await register(await sign())
    await expect(register(await sign())).to.be.revertedWith('Duplicate idCommitment: membership already exists')
  })

  it('erases what it is told to before', async () => {
    await register(await sign())
    await chain.pass(ACTIVE_SECONDS)
    await register(await sign(), { idCommitment: 8n, erase: [7n] })
    expect(await chain.read('isInMembershipSet', 7n)).to.equal(false)
    expect((await chain.read('getMembershipInfo', 8n))[1]).to.equal(0n)
  })
})
