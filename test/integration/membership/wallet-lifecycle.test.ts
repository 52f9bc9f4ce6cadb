import { expect } from 'chai'
import { takesPermits } from '../../../src/membership/deposit-permit.ts'
import { connectWallet, membershipContractAt, tokenAt, type WalletMembership } from '../../../src/membership/index.ts'
import { expectMembershipError } from '../../support/keystore-fixtures.ts'
import { type MembershipFixture, startMembershipFixture } from '../../support/membership-fixture.ts'
import { WalletPage } from '../../support/wallet-page.ts'

const ACTIVE_SECONDS = 1000
const GRACE_SECONDS = 1000
const DELAY_SECONDS = 500
const DEPOSIT = 10n ** 18n

describe('a membership through a wallet', function () {
  this.timeout(60_000)
  let fixture: MembershipFixture
  let page: WalletPage
  let membership: WalletMembership
  let idCommitment: bigint

  before(async () => {
    fixture = await startMembershipFixture({
      activeDurationSeconds: ACTIVE_SECONDS,
      gracePeriodSeconds: GRACE_SECONDS,
      depositReleaseDelaySeconds: DELAY_SECONDS,
    })
  })
  after(() => fixture?.stop())
  beforeEach(async () => {
    page = await WalletPage.open(fixture)
    membership = await page.membership()
    idCommitment = (await page.enrol()).credential.identity.commitment
  })

  async function pass(seconds: number): Promise<void> {
    await fixture.chain.request('evm_increaseTime', [seconds])
    await fixture.chain.mine()
  }

  it('is extended in its grace period, once, and not before', async () => {
    expect(await membership.extend(idCommitment)).to.deep.equal({ status: 'nothing_to_do', transactionHashes: [] })
    await pass(ACTIVE_SECONDS)
    expect((await membership.status(idCommitment)).status.state).to.equal('grace')
    const { status, transactionHashes } = await membership.extend(idCommitment)
    expect([status, transactionHashes.length]).to.deep.equal(['done', 1])
    expect((await membership.status(idCommitment)).status.state).to.equal('active')
  })

  it('is not extended once it expired, and the person is not asked', async () => {
    await pass(ACTIVE_SECONDS + GRACE_SECONDS)
    const asked = page.wallet.count('eth_sendTransaction')
    await expectMembershipError(membership.extend(idCommitment), 'membership_expired')
    expect(page.wallet.count('eth_sendTransaction')).to.equal(asked)
  })

  it('is erased, released and paid out, each when its time has come', async () => {
    await expectMembershipError(membership.erase(idCommitment), 'membership_active')
    await pass(ACTIVE_SECONDS)
    expect((await membership.erase(idCommitment)).status).to.equal('done')
    expect((await membership.status(idCommitment)).status.state).to.equal('erased')
    expect((await membership.erase(idCommitment)).status).to.equal('nothing_to_do')
    const early = await membership.withdraw({ idCommitment })
    expect([early.status, early.amount]).to.deep.equal(['nothing_to_do', 0n])

    await pass(DELAY_SECONDS)
    const token = tokenAt(fixture.deployment.token, fixture.signer)
    const before = await token.balanceOf(page.account)
    const steps: string[] = []
    const outcome = await membership.withdraw({
      idCommitment,
      onProgress: ({ what, step }) => void (what === 'done' && steps.push(step)),
    })
    expect(steps).to.deep.equal(['release the deposit', 'withdraw'])
    expect([outcome.amount, outcome.transactionHashes.length]).to.deep.equal([DEPOSIT, 2])
    expect((await token.balanceOf(page.account)) - before).to.equal(DEPOSIT)
    expect((await membership.status(idCommitment)).status.state).to.equal('unknown')
  })

  it('pays out the rest when the person rejected half of it before', async () => {
    await pass(ACTIVE_SECONDS)
    await membership.erase(idCommitment)
    await pass(DELAY_SECONDS)
    let sent = 0
    page.wallet.person = ({ method }) => (method === 'eth_sendTransaction' && ++sent === 2 ? 'reject' : 'confirm')
    await expectMembershipError(membership.withdraw({ idCommitment }), 'wallet_rejected')
    const outcome = await membership.withdraw()
    expect([outcome.amount, outcome.transactionHashes.length]).to.deep.equal([DEPOSIT, 1])
  })

  it("is nobody else's", async () => {
    await pass(ACTIVE_SECONDS)
    const stranger = await (await WalletPage.open(fixture)).membership()
    await expectMembershipError(stranger.extend(idCommitment), 'not_the_holder')
    await expectMembershipError(stranger.erase(idCommitment), 'not_the_holder')
    await membership.erase(idCommitment)
    await pass(DELAY_SECONDS)
    await expectMembershipError(stranger.withdraw({ idCommitment }), 'not_the_holder')
  })

  it('makes room for another one when it expired', async () => {
    await pass(ACTIVE_SECONDS + GRACE_SECONDS)
    const other = await WalletPage.open(fixture)
    const { credential } = await other.enrol({ idCommitmentsToErase: [idCommitment] })
    expect((await membership.status(idCommitment)).status.state).to.equal('erased')
    expect((await membership.status(credential.identity.commitment)).status.state).to.equal('active')
  })

  it('is paid by permit only where the contract knows how', async () => {
    const { chain } = await connectWallet(page.wallet, { chainId: 31_337 })
    expect(await takesPermits(membershipContractAt(fixture.deployment.contract, chain), page.account)).to.equal(true)
    // A contract without the function: it reverts without a word, as the original membership contract.
    expect(await takesPermits(membershipContractAt(fixture.deployment.token, chain), page.account)).to.equal(false)
  })
})
