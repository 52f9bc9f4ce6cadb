import { expect } from 'chai'
import { ACTIVE_SECONDS, defaultTerms, eventsOf, GRACE_SECONDS, MembershipChain } from './membership-chain.ts'

describe('the life of a membership', function () {
  this.timeout(60_000)
  let chain: MembershipChain
  let graceStart: number

  const extend = (from = chain.holder) => chain.call('extendMemberships', [[7n]], from)

  beforeEach(async () => {
    chain = await MembershipChain.start()
    await chain.register(7n)
    graceStart = (await chain.now()) + ACTIVE_SECONDS
  })

  afterEach(() => chain.stop())

  const state = async () => ({
    grace: await chain.read('isInGracePeriod', 7n),
    expired: await chain.read('isExpired', 7n),
  })

  it('is active, in grace and expired from exactly these seconds on', async () => {
    const { time } = chain.connection.networkHelpers
    expect(await state()).to.deep.equal({ grace: false, expired: false })
    await time.increaseTo(graceStart - 1)
    expect(await state()).to.deep.equal({ grace: false, expired: false })
    await time.increaseTo(graceStart)
    expect(await state()).to.deep.equal({ grace: true, expired: false })
    await time.increaseTo(graceStart + GRACE_SECONDS - 1)
    expect(await state()).to.deep.equal({ grace: true, expired: false })
    await time.increaseTo(graceStart + GRACE_SECONDS)
    expect(await state()).to.deep.equal({ grace: false, expired: true })
    expect(await chain.read('membershipExpirationTimestamp', 7n)).to.equal(BigInt(graceStart + GRACE_SECONDS))
    expect(await chain.read('isInMembershipSet', 7n)).to.equal(true)
  })

  it('cannot be extended while active', async () => {
    await chain.setNextTime(graceStart - 1)
    await expect(extend())
      .to.be.revertedWithCustomError(chain.membership, 'CannotExtendNonGracePeriodMembership')
      .withArgs(7n)
  })

  it('is extended in its grace period from the end of it, whenever that is done', async () => {
    for (const delay of [0, GRACE_SECONDS - 1]) {
      await chain.setNextTime(graceStart + delay)
      const expected = graceStart + GRACE_SECONDS + ACTIVE_SECONDS
      expect(await eventsOf(extend(), chain.membership.interface)).to.deep.equal([
        { name: 'MembershipExtended', args: [7n, 20n, 0n, BigInt(expected)] },
      ])
      const membership = await chain.read('memberships', 7n)
      expect(membership.gracePeriodStartTimestamp).to.equal(BigInt(expected))
      expect([membership.activeDuration, membership.gracePeriodDuration]).to.deep.equal([
        BigInt(ACTIVE_SECONDS),
        BigInt(GRACE_SECONDS),
      ])
      expect(await state()).to.deep.equal({ grace: false, expired: false })
      graceStart = expected
    }
  })

  it('keeps its own durations when it is extended after the owner changed them', async () => {
    await chain.call('setActiveDuration', [5], chain.owner)
    await chain.call('setGracePeriodDuration', [5], chain.owner)
    await chain.setNextTime(graceStart)
    await extend()
    const membership = await chain.read('memberships', 7n)
    expect(membership.gracePeriodStartTimestamp).to.equal(BigInt(graceStart + GRACE_SECONDS + ACTIVE_SECONDS))
  })

  it('is extended by its holder only', async () => {
    await chain.setNextTime(graceStart)
    await expect(extend(chain.stranger))
      .to.be.revertedWithCustomError(chain.membership, 'NonHolderCannotExtend')
      .withArgs(7n)
  })

  it('cannot be extended once expired, nor when there is none', async () => {
    const ids = [7n, 8n]
    await chain.setNextTime(graceStart + GRACE_SECONDS)
    for (const idCommitment of ids) {
      await expect(chain.call('extendMemberships', [[idCommitment]]))
        .to.be.revertedWithCustomError(chain.membership, 'CannotExtendNonGracePeriodMembership')
        .withArgs(idCommitment)
    }
  })

  it('extends all of a list or none', async () => {
    await chain.pass(1000)
    await chain.register(8n)
    await chain.setNextTime(graceStart)
    await expect(chain.call('extendMemberships', [[7n, 8n]]))
      .to.be.revertedWithCustomError(chain.membership, 'CannotExtendNonGracePeriodMembership')
      .withArgs(8n)
    expect((await chain.read('memberships', 7n)).gracePeriodStartTimestamp).to.equal(BigInt(graceStart))
  })

  it('expires without a grace period when there is none', async () => {
    const noGrace = await MembershipChain.start({ ...defaultTerms, graceSeconds: 0 })
    try {
      await noGrace.register(7n)
      await noGrace.pass(ACTIVE_SECONDS)
      expect(await noGrace.read('isExpired', 7n)).to.equal(true)
      expect(await noGrace.read('isInGracePeriod', 7n)).to.equal(false)
      await expect(noGrace.call('extendMemberships', [[7n]])).to.be.revertedWithCustomError(
        noGrace.membership,
        'CannotExtendNonGracePeriodMembership',
      )
      const events = await eventsOf(noGrace.call('eraseMemberships(uint256[])', [[7n]]), noGrace.membership.interface)
      expect(events[0]).to.deep.equal({ name: 'MembershipExpired', args: [7n, 20n, 0n] })
    } finally {
      await noGrace.stop()
    }
  })
})
