import { expect } from 'chai'
import { FIELD_MODULUS, MembershipTree, rateCommitment } from '../../src/rln/index.ts'
import {
  ACTIVE_SECONDS,
  DAY_SECONDS,
  DEPOSIT,
  eventsOf,
  GRACE_SECONDS,
  identityOf,
  MembershipChain,
  RATE_LIMIT,
  SALT,
  slashCommitHash,
  withSigner,
} from './membership-chain.ts'

const spammer = identityOf(1234567890123456789n)
const HALF = DEPOSIT / 2n

describe('slashing', function () {
  this.timeout(60_000)
  let chain: MembershipChain

  beforeEach(async () => {
    chain = await MembershipChain.start()
    await chain.register(1n)
    await chain.register(spammer.idCommitment)
    await chain.register(3n)
  })

  afterEach(() => chain.stop())

  const commit = (from = chain.stranger, receiver = from.address, secret = spammer.secret) =>
    chain.call('commitSlash', [chain.slashCommitHash(secret, SALT, { from, receiver })], from)
  const reveal = (from = chain.stranger, receiver = from.address, secret = spammer.secret) =>
    chain.call('slash', [secret, receiver, SALT], from)
  const burned = async () => await chain.read('burnedDeposits', chain.token.target)

  async function expectGone(): Promise<void> {
    expect(await chain.read('isInMembershipSet', spammer.idCommitment)).to.equal(false)
    expect(await chain.read('slashed', spammer.idCommitment)).to.equal(true)
    const leaves = [rateCommitment(1n, RATE_LIMIT), 0n, rateCommitment(3n, RATE_LIMIT)]
    expect(await chain.leaves()).to.deep.equal(leaves)
    expect(await chain.read('root')).to.equal(new MembershipTree(leaves).root)
  }

  describe('a live membership', () => {
    for (const [state, seconds] of [
      ['active', 1],
      ['in grace', ACTIVE_SECONDS],
      ['expired', ACTIVE_SECONDS + GRACE_SECONDS],
    ] as const) {
      it(`that is ${state} zeroes the leaf, frees the rate limit and splits the deposit`, async () => {
        await chain.pass(seconds)
        await commit()
        const transaction = await reveal()
        expect(await eventsOf(transaction, chain.membership.interface)).to.deep.equal([
          { name: 'MembershipErased', args: [spammer.idCommitment, 20n, 1n] },
          { name: 'LeafErasure', args: [spammer.idCommitment, 1n, true] },
          {
            name: 'MembershipSlashed',
            args: [spammer.idCommitment, 1n, chain.stranger.address, HALF, HALF, spammer.secret],
          },
        ])
        await expectGone()
        expect(await chain.read('currentTotalRateLimit')).to.equal(40n)
        expect(await burned()).to.equal(HALF)
        expect(await chain.withdrawable(chain.stranger.address)).to.equal(HALF)
        expect(await chain.withdrawable(chain.holder.address)).to.equal(0n)
      })
    }

    it('pays the reward to the receiver named, on withdrawal only', async () => {
      await commit(chain.stranger, chain.owner.address)
      const tokens = chain.token.getFunction('balanceOf')
      const before = await tokens(chain.membership.target)
      await reveal(chain.stranger, chain.owner.address)
      expect(await tokens(chain.membership.target)).to.equal(before)
      await expect(chain.call('withdraw', [chain.token.target], chain.owner)).to.changeTokenBalance(
        chain.ethers,
        chain.token,
        chain.owner,
        HALF,
      )
    })

    it('lets the index be reused', async () => {
      await chain.slash(spammer.secret)
      await chain.register(9n)
      expect((await chain.read('memberships', 9n)).index).to.equal(1n)
    })

    it('bars the idCommitment for ever', async () => {
      await chain.slash(spammer.secret)
      await chain.pass(1000 * DAY_SECONDS)
      await expect(chain.register(spammer.idCommitment))
        .to.be.revertedWithCustomError(chain.membership, 'IdCommitmentSlashed')
        .withArgs(spammer.idCommitment)
    })

    it('works once', async () => {
      await chain.slash(spammer.secret)
      await commit()
      await expect(reveal())
        .to.be.revertedWithCustomError(chain.membership, 'MembershipDoesNotExist')
        .withArgs(spammer.idCommitment)
      expect(await burned()).to.equal(HALF)
      expect(await chain.withdrawable(chain.stranger.address)).to.equal(HALF)
    })

    it('rounds the burned share up, so that one unit is burned and not paid', async () => {
      const oneUnit = await chain.ethers.deployContract('FixedPriceCalculator', [chain.token.target, 1n])
      await chain.call('setPriceCalculator', [oneUnit.target], chain.owner)
      const other = identityOf(55n)
      await chain.register(other.idCommitment)
      await chain.slash(other.secret)
      expect(await burned()).to.equal(1n)
      expect(await chain.withdrawable(chain.stranger.address)).to.equal(0n)
    })

    it('burns the share the owner set, never more or less than the bounds', async () => {
      for (const share of [999, 9001, 0, 10_000, 65_535]) {
        await expect(chain.call('setBurnedShare', [share], chain.owner)).to.be.revertedWithCustomError(
          chain.membership,
          'InvalidBurnedShare',
        )
      }
      await chain.call('setBurnedShare', [9000], chain.owner)
      await chain.slash(spammer.secret)
      expect(await burned()).to.equal((DEPOSIT * 9n) / 10n)
      await chain.call('setBurnedShare', [1000], chain.owner)
      expect(await chain.read('burnedShareBasisPoints')).to.equal(1000n)
    })

    it('takes a membership without a deposit too', async () => {
      const free = await chain.ethers.deployContract('FixedPriceCalculator', [chain.token.target, 0n])
      await chain.call('setPriceCalculator', [free.target], chain.owner)
      const other = identityOf(55n)
      await chain.register(other.idCommitment)
      await chain.slash(other.secret)
      expect(await chain.read('slashed', other.idCommitment)).to.equal(true)
      expect(await burned()).to.equal(0n)
    })
  })

  describe('an erased membership', () => {
    it('takes the deposit in release, until it is released', async () => {
      await chain.call('setDepositReleaseDelay', [DAY_SECONDS], chain.owner)
      await chain.pass(ACTIVE_SECONDS)
      await chain.erase([spammer.idCommitment])
      await commit()
      expect(await eventsOf(reveal(), chain.membership.interface)).to.deep.equal([
        {
          name: 'MembershipSlashed',
          args: [spammer.idCommitment, 1n, chain.stranger.address, HALF, HALF, spammer.secret],
        },
      ])
      await expectGone()
      expect((await chain.read('pendingRelease', spammer.idCommitment)).amount).to.equal(0n)
      await chain.pass(DAY_SECONDS)
      await expect(chain.call('releaseDeposits', [[spammer.idCommitment]])).to.be.revertedWithCustomError(
        chain.membership,
        'NoDepositInRelease',
      )
      expect(await chain.withdrawable(chain.holder.address)).to.equal(0n)
    })

    it('takes the deposit of a lazily erased one, and its leaf', async () => {
      await chain.pass(ACTIVE_SECONDS)
      await chain.erase([spammer.idCommitment], { lazily: true })
      await commit()
      const events = await eventsOf(reveal(), chain.membership.interface)
      expect(events.map(({ name }) => name)).to.deep.equal(['LeafErasure', 'MembershipSlashed'])
      expect(events[0]!.args).to.deep.equal([spammer.idCommitment, 1n, true])
      await expectGone()
      await expect(chain.call('clearLeaf', [1])).to.be.revertedWithCustomError(chain.membership, 'LeafNotErasedLazily')
      await chain.register(9n)
      expect((await chain.read('memberships', 9n)).index).to.equal(1n)
      expect(await chain.withdrawable(chain.holder.address)).to.equal(0n)
    })

    it('leaves alone the member that reused its index', async () => {
      await chain.call('setDepositReleaseDelay', [DAY_SECONDS], chain.owner)
      await chain.pass(ACTIVE_SECONDS)
      await chain.erase([spammer.idCommitment], { lazily: true })
      await chain.register(9n)
      await chain.slash(spammer.secret)
      expect((await chain.read('getMembershipInfo', 9n))[2]).to.equal(rateCommitment(9n, RATE_LIMIT))
      expect(await burned()).to.equal(HALF)
    })

    it('finds nothing once the deposit is released', async () => {
      await chain.pass(ACTIVE_SECONDS)
      await chain.erase([spammer.idCommitment])
      await commit()
      await expect(reveal())
        .to.be.revertedWithCustomError(chain.membership, 'MembershipDoesNotExist')
        .withArgs(spammer.idCommitment)
      expect(await chain.withdrawable(chain.holder.address)).to.equal(DEPOSIT)
    })
  })

  describe('the commit', () => {
    it('is recorded under its sender with block and time, until it is revealed', async () => {
      await commit()
      const hash = chain.slashCommitHash(spammer.secret, SALT)
      const block = (await chain.ethers.provider.getBlock('latest'))!
      expect([...(await chain.read('slashCommits', chain.stranger.address, hash))]).to.deep.equal([
        BigInt(block.number),
        BigInt(block.timestamp),
      ])
      expect((await chain.read('slashCommits', chain.holder.address, hash)).blockNumber).to.equal(0n)
      await reveal()
      expect((await chain.read('slashCommits', chain.stranger.address, hash)).blockNumber).to.equal(0n)
    })

    it('must exist', async () => {
      await expect(reveal()).to.be.revertedWithCustomError(chain.membership, 'SlashCommitNotFound')
    })

    it('must be of an earlier block', async () => {
      const receipts = await chain.inOneBlock(async () => [await commit(), await reveal()])
      expect(receipts.map(({ status }) => status)).to.deep.equal([1, 0])
      // A call at the latest block runs in that block, the commit's own.
      await expect(
        withSigner(chain.membership, chain.stranger)
          .getFunction('slash')
          .staticCall(spammer.secret, chain.stranger.address, SALT),
      ).to.be.revertedWithCustomError(chain.membership, 'SlashCommitTooRecent')
      await reveal()
      expect(await chain.read('slashed', spammer.idCommitment)).to.equal(true)
    })

    it('is good for a day to the second', async () => {
      await commit()
      const committedAt = await chain.now()
      await chain.setNextTime(committedAt + DAY_SECONDS + 1)
      await expect(reveal()).to.be.revertedWithCustomError(chain.membership, 'SlashCommitExpired')
      await commit()
      await chain.setNextTime((await chain.now()) + DAY_SECONDS)
      await reveal()
      expect(await chain.read('slashed', spammer.idCommitment)).to.equal(true)
    })

    it('is not overwritten while it lives, so nobody can keep it too young', async () => {
      await commit()
      await expect(commit()).to.be.revertedWithCustomError(chain.membership, 'SlashCommitStillLive')
      await chain.pass(DAY_SECONDS + 1)
      await commit()
    })

    it('counts for its sender, receiver, secret, salt, contract and chain only', async () => {
      const right = {
        chainId: 31337n,
        contract: chain.membership.target as string,
        sender: chain.stranger.address,
        secret: spammer.secret,
        receiver: chain.stranger.address,
        salt: SALT,
      }
      for (const wrong of [
        { chainId: 1n },
        { contract: chain.token.target as string },
        { sender: chain.holder.address },
        { secret: spammer.secret + 1n },
        { receiver: chain.holder.address },
        { salt: `0x${'00'.repeat(32)}` },
      ]) {
        const hash = slashCommitHash(chain.ethers, { ...right, ...wrong })
        await chain.call('commitSlash', [hash], chain.stranger)
        await expect(reveal()).to.be.revertedWithCustomError(chain.membership, 'SlashCommitNotFound')
      }
    })

    it('cannot be stocked: without the secret, there is nothing to commit to', async () => {
      // The best a bot can do before it knows the secret is to commit to a guess.
      await commit(chain.stranger, chain.stranger.address, 42n)
      await expect(reveal()).to.be.revertedWithCustomError(chain.membership, 'SlashCommitNotFound')
    })
  })

  it('refuses a secret that is no field element other than 0, and a reward for nobody', async () => {
    for (const secret of [0n, FIELD_MODULUS, spammer.secret + FIELD_MODULUS]) {
      await commit(chain.stranger, chain.stranger.address, secret)
      await expect(reveal(chain.stranger, chain.stranger.address, secret)).to.be.revertedWithCustomError(
        chain.membership,
        'InvalidIdentitySecretHash',
      )
    }
    await commit(chain.stranger, chain.ethers.ZeroAddress)
    await expect(reveal(chain.stranger, chain.ethers.ZeroAddress)).to.be.revertedWithCustomError(
      chain.membership,
      'InvalidSlashReceiver',
    )
  })

  it('leaves the commit in place when there is nobody to slash', async () => {
    const future = identityOf(77n)
    await commit(chain.stranger, chain.stranger.address, future.secret)
    await expect(reveal(chain.stranger, chain.stranger.address, future.secret)).to.be.revertedWithCustomError(
      chain.membership,
      'MembershipDoesNotExist',
    )
    await chain.register(future.idCommitment)
    await reveal(chain.stranger, chain.stranger.address, future.secret)
    expect(await chain.read('slashed', future.idCommitment)).to.equal(true)
  })

  it('earns a bot nothing that copies every pending transaction and outbids it', async () => {
    const reporter = chain.stranger
    const bot = chain.owner
    const encode = (method: string, args: readonly unknown[]) =>
      chain.membership.interface.encodeFunctionData(method, args)
    const commitData = encode('commitSlash', [chain.slashCommitHash(spammer.secret, SALT)])
    const revealData = encode('slash', [spammer.secret, reporter.address, SALT])
    const botCommitData = encode('commitSlash', [
      chain.slashCommitHash(spammer.secret, SALT, { from: bot, receiver: bot.address }),
    ])
    const botRevealData = encode('slash', [spammer.secret, bot.address, SALT])
    const send = (from: typeof bot, data: string, tip: bigint) =>
      from.sendTransaction({ to: chain.membership.target, data, maxPriorityFeePerGas: tip, maxFeePerGas: 10n ** 12n })
    const [low, high] = [10n ** 9n, 10n ** 11n]

    const commits = await chain.inOneBlock(async () => [
      await send(reporter, commitData, low),
      await send(bot, commitData, high),
    ])
    expect(commits.map(({ status }) => status)).to.deep.equal([1, 1])
    const reveals = await chain.inOneBlock(async () => [
      await send(reporter, revealData, low),
      await send(bot, revealData, high),
      await send(bot, botRevealData, high),
      await send(bot, botCommitData, high),
      await send(bot, botRevealData, high),
    ])
    // The bot was served first, and only its commit to the secret it just saw went through.
    expect(Math.max(...reveals.slice(1).map(({ index }) => index))).to.be.lessThan(reveals[0]!.index)
    expect(reveals.map(({ status }) => status)).to.deep.equal([1, 0, 0, 1, 0])
    await expect(send(bot, botRevealData, low)).to.be.revertedWithCustomError(
      chain.membership,
      'MembershipDoesNotExist',
    )
    expect(await chain.withdrawable(reporter.address)).to.equal(HALF)
    expect(await chain.withdrawable(bot.address)).to.equal(0n)
  })

  it('costs a spammer that slashes itself at least the burned share', async () => {
    await chain.slash(spammer.secret, { from: chain.holder, receiver: chain.holder.address })
    expect(await chain.withdrawable(chain.holder.address)).to.equal(DEPOSIT - HALF)
    expect(await burned()).to.equal(HALF)
  })
})
