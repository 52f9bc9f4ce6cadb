import { expect } from 'chai'
import { type Contract, Signature } from 'ethers'
import { network } from 'hardhat'
import { deployBehindProxy, type Ethers, withSigner } from './membership-chain.ts'

const MAX_SUPPLY = 10n ** 24n

describe('the test stable token', function () {
  this.timeout(60_000)
  let connection: Awaited<ReturnType<typeof network.create>>
  let ethers: Ethers
  let token: Contract
  let owner: Awaited<ReturnType<Ethers['getSigners']>>[number]
  let minter: typeof owner
  let user: typeof owner

  beforeEach(async () => {
    connection = await network.create()
    ethers = connection.ethers
    const signers = await ethers.getSigners()
    owner = signers[0]!
    minter = signers[1]!
    user = signers[2]!
    token = await deployBehindProxy(ethers, 'TestStableToken', {}, [MAX_SUPPLY])
  })

  afterEach(() => connection.close())

  const call = (from: typeof owner, method: string, ...args: unknown[]) =>
    withSigner(token, from).getFunction(method)(...args)
  const isMinter = (account: string) => token.getFunction('isMinter')(account)
  const balanceOf = (account: string) => token.getFunction('balanceOf')(account)

  describe('minters', () => {
    it('are added and removed by the owner, which announces it', async () => {
      expect(await isMinter(minter.address)).to.equal(false)
      await expect(call(owner, 'addMinter', minter.address))
        .to.emit(token, 'MinterAdded')
        .withArgs(minter.address)
      await call(owner, 'addMinter', user.address)
      expect([await isMinter(minter.address), await isMinter(user.address)]).to.deep.equal([true, true])
      await expect(call(owner, 'removeMinter', minter.address))
        .to.emit(token, 'MinterRemoved')
        .withArgs(minter.address)
      expect([await isMinter(minter.address), await isMinter(user.address)]).to.deep.equal([false, true])
    })

    it('are added and removed by nobody else', async () => {
      await call(owner, 'addMinter', minter.address)
      for (const method of ['addMinter', 'removeMinter']) {
        await expect(call(user, method, minter.address)).to.be.revertedWith('Ownable: caller is not the owner')
      }
    })

    it('are added once and removed once', async () => {
      await call(owner, 'addMinter', minter.address)
      await expect(call(owner, 'addMinter', minter.address)).to.be.revertedWithCustomError(
        token,
        'AccountAlreadyMinter',
      )
      await expect(call(owner, 'removeMinter', user.address)).to.be.revertedWithCustomError(
        token,
        'AccountNotInMinterList',
      )
    })
  })

  describe('minting', () => {
    it('is for minters and the owner, who needs no role', async () => {
      expect(await isMinter(owner.address)).to.equal(false)
      await call(owner, 'mint', user.address, 5n)
      await call(owner, 'addMinter', minter.address)
      await call(minter, 'mint', user.address, 6n)
      expect(await balanceOf(user.address)).to.equal(11n)
    })

    it('is for nobody else, nor for a removed minter', async () => {
      await call(owner, 'addMinter', minter.address)
      await call(owner, 'removeMinter', minter.address)
      for (const from of [minter, user]) {
        await expect(call(from, 'mint', user.address, 5n)).to.be.revertedWith('AccountNotMinter')
      }
    })

    it('stops at the maximum supply', async () => {
      for (const amount of [MAX_SUPPLY + 1n, 2n ** 256n - 1n]) {
        await expect(call(owner, 'mint', user.address, amount)).to.be.revertedWithCustomError(token, 'ExceedsMaxSupply')
      }
      await call(owner, 'mint', user.address, MAX_SUPPLY)
      await expect(call(owner, 'mint', user.address, 1n)).to.be.revertedWithCustomError(token, 'ExceedsMaxSupply')
    })
  })

  describe('minting with coins', () => {
    it('gives anyone as many tokens as coins it burns', async () => {
      for (const value of [1n, 10n ** 16n, 10n * 10n ** 18n]) {
        const [zeroBefore, tokensBefore] = [
          await ethers.provider.getBalance(ethers.ZeroAddress),
          await balanceOf(user.address),
        ]
        await expect(call(minter, 'mintWithETH', user.address, { value }))
          .to.emit(token, 'ETHBurned')
          .withArgs(value, minter.address, user.address, value)
        expect(await ethers.provider.getBalance(ethers.ZeroAddress)).to.equal(zeroBefore + value)
        expect(await balanceOf(user.address)).to.equal(tokensBefore + value)
        expect(await ethers.provider.getBalance(token.target)).to.equal(0n)
      }
    })

    it('needs coins', async () => {
      await expect(call(user, 'mintWithETH', user.address, { value: 0n })).to.be.revertedWithCustomError(
        token,
        'InsufficientETH',
      )
    })

    it('stops at the maximum supply and keeps no coins', async () => {
      await call(owner, 'setMaxSupply', 100n)
      await expect(call(user, 'mintWithETH', user.address, { value: 101n })).to.be.revertedWithCustomError(
        token,
        'ExceedsMaxSupply',
      )
      await call(user, 'mintWithETH', user.address, { value: 100n })
    })
  })

  describe('the maximum supply', () => {
    it('is what the token was set up with, never 0', async () => {
      expect(await token.getFunction('maxSupply')()).to.equal(MAX_SUPPLY)
      await expect(deployBehindProxy(ethers, 'TestStableToken', {}, [0n]))
        .to.be.revertedWithCustomError(token, 'InvalidMaxSupply')
        .withArgs(0n)
    })

    it('is changed by the owner, which announces it', async () => {
      await expect(call(owner, 'setMaxSupply', 2n * MAX_SUPPLY))
        .to.emit(token, 'MaxSupplySet')
        .withArgs(MAX_SUPPLY, 2n * MAX_SUPPLY)
      expect(await token.getFunction('maxSupply')()).to.equal(2n * MAX_SUPPLY)
      await expect(call(user, 'setMaxSupply', 1n)).to.be.revertedWith('Ownable: caller is not the owner')
    })

    it('does not fall below what exists', async () => {
      await call(owner, 'mint', user.address, 1000n)
      await expect(call(owner, 'setMaxSupply', 999n)).to.be.revertedWithCustomError(token, 'ExceedsMaxSupply')
      await call(owner, 'setMaxSupply', 1000n)
    })
  })

  it('is an ERC-20 token of 18 decimals', async () => {
    await call(owner, 'mint', user.address, 100n)
    expect(await token.getFunction('totalSupply')()).to.equal(100n)
    await expect(call(user, 'transfer', minter.address, 30n)).to.changeTokenBalances(
      ethers,
      token,
      [user, minter],
      [-30n, 30n],
    )
    await call(user, 'approve', minter.address, 10n)
    await call(minter, 'transferFrom', user.address, owner.address, 10n)
    await expect(call(minter, 'transferFrom', user.address, owner.address, 1n)).to.be.revertedWith(
      'ERC20: insufficient allowance',
    )
    expect(await token.getFunction('decimals')()).to.equal(18n)
    expect([await token.getFunction('name')(), await token.getFunction('symbol')()]).to.deep.equal([
      'TestStableToken',
      'TST',
    ])
  })

  it('takes a signed permit instead of an approval', async () => {
    const { chainId } = await ethers.provider.getNetwork()
    const domain = { name: 'TestStableToken', version: '1', chainId, verifyingContract: token.target as string }
    const fields = ['owner:address', 'spender:address', 'value:uint256', 'nonce:uint256', 'deadline:uint256']
    const types = { Permit: fields.map((field) => ({ name: field.split(':')[0]!, type: field.split(':')[1]! })) }
    const deadline = 2n ** 64n
    const permit = { owner: user.address, spender: minter.address, value: 7n, nonce: 0n, deadline }
    const { v, r, s } = Signature.from(await user.signTypedData(domain, types, permit))
    await call(minter, 'permit', user.address, minter.address, 7n, deadline, v, r, s)
    expect(await token.getFunction('allowance')(user.address, minter.address)).to.equal(7n)
    expect(await token.getFunction('nonces')(user.address)).to.equal(1n)
    await expect(call(minter, 'permit', user.address, minter.address, 7n, deadline, v, r, s)).to.be.revertedWith(
      'ERC20Permit: invalid signature',
    )
  })

  it('is upgraded by its owner only', async () => {
    const implementation = await ethers.deployContract('TestStableToken')
    await expect(call(user, 'upgradeTo', implementation.target)).to.be.revertedWith('Ownable: caller is not the owner')
    await call(owner, 'upgradeTo', implementation.target)
  })
})
