import { expect } from 'chai'
import { formatTokens, parseKeystore, readCredential } from '../../../src/membership/index.ts'
import { expectMembershipError } from '../../support/keystore-fixtures.ts'
import { type MembershipFixture, startMembershipFixture } from '../../support/membership-fixture.ts'
import { PASSWORD, RATE_LIMIT, WalletPage } from '../../support/wallet-page.ts'

const DEPOSIT = 10n ** 18n

describe('enrolling through a wallet', function () {
  this.timeout(60_000)
  let fixture: MembershipFixture

  before(async () => {
    fixture = await startMembershipFixture()
  })
  after(() => fixture?.stop())

  it('takes one signature and one transaction where contract and token know permits', async () => {
    const page = await WalletPage.open(fixture)
    const enrolment = await page.enrol()
    expect(page.asked).to.deep.equal(['mint test tokens', 'sign the permit', 'register'])
    expect(enrolment.status).to.equal('registered')
    const { credential, transactionHash } = enrolment
    expect(await page.holderOf(credential.identity.commitment)).to.equal(page.account)
    expect(transactionHash).to.match(/^0x[0-9a-f]{64}$/)
    expect(credential.userMessageLimit).to.equal(RATE_LIMIT)
    expect(await page.keystore.state()).to.equal('enrolled')
    page.expectNothingSecretTold(enrolment)
  })

  it('approves exactly the deposit where it is told to, and registers', async () => {
    const page = await WalletPage.open(fixture)
    const enrolment = await page.enrol({ payment: 'approve' })
    expect(page.asked).to.deep.equal(['mint test tokens', 'approve the deposit', 'register'])
    const approval = page.wallet.requests.filter(({ method }) => method === 'eth_sendTransaction')[1]!
    expect((approval.params[0] as { data: string }).data.endsWith(DEPOSIT.toString(16).padStart(64, '0'))).to.equal(
      true,
    )
    expect(await page.holderOf(enrolment.credential.identity.commitment)).to.equal(page.account)
    page.expectNothingSecretTold(enrolment)
  })

  for (const signing of ['contract', 'none'] as const) {
    it(`approves where the wallet's signatures are no use to the token (${signing})`, async () => {
      const page = await WalletPage.open(fixture, { signing })
      await page.enrol()
      expect(page.asked.slice(-2)).to.deep.equal(['approve the deposit', 'register'])
      const other = await WalletPage.open(fixture, { signing })
      await expectMembershipError(other.enrol({ payment: 'permit' }), 'permit_unsupported')
    })
  }

  it('approves where the endpoint does not say that a call was a revert', async () => {
    const page = await WalletPage.open(fixture, { hidesReverts: true })
    const { status } = await page.enrol()
    expect(status).to.equal('registered')
    expect(page.asked.slice(-2)).to.deep.equal(['approve the deposit', 'register'])
  })

  it('tells beforehand what it costs and what will be asked', async () => {
    const page = await WalletPage.open(fixture)
    const membership = await page.membership()
    expect(await membership.limits()).to.include({ minRateLimit: 20, maxRateLimit: 600, totalRateLimit: 4_000_000 })
    const price = await membership.price(RATE_LIMIT, { mintTestTokens: true })
    expect(price).to.deep.include({ deposit: DEPOSIT, allowance: 0n, balance: 0n, payment: 'permit' })
    expect(price.steps).to.deep.equal(['mint test tokens', 'sign the permit', 'register'])
    expect(formatTokens(price.deposit, price.token)).to.equal('1 TST')
    expect(price.gas.totalWei > 0n).to.equal(true)
    await page.enrol()
    expect(page.asked).to.deep.equal(price.steps)
  })

  it('keeps a keystore that opens elsewhere, and lets the member send at once', async () => {
    const page = await WalletPage.open(fixture)
    const { credential } = await page.enrol()
    const text = await page.keystore.exportText()
    expect(await readCredential(parseKeystore(text!), PASSWORD)).to.deep.equal(credential)
    page.reload()
    expect(await page.keystore.credential(PASSWORD)).to.deep.equal(credential)
    await expectMembershipError(page.keystore.credential('another'), 'keystore_wrong_password')
  })

  it('asks for nothing when the page is a member already', async () => {
    const page = await WalletPage.open(fixture)
    const { credential } = await page.enrol()
    page.reload()
    expect(await page.enrol()).to.deep.equal({ status: 'already_enrolled', credential })
    expect(page.asked).to.deep.equal([])
  })

  it('refuses a price above what was agreed to before it asks for anything', async () => {
    const page = await WalletPage.open(fixture)
    const { deposit: maxDeposit } = await (await page.membership()).price(RATE_LIMIT)
    await expectMembershipError(page.enrol({ rateLimit: RATE_LIMIT + 1, maxDeposit }), 'price_above_limit')
    expect(page.asked).to.deep.equal([])
    expect(await page.keystore.state()).to.equal('empty')
  })

  it('refuses what the contract would refuse, and an account without tokens, for free', async () => {
    const page = await WalletPage.open(fixture)
    await expectMembershipError(page.enrol({ rateLimit: 601 }), 'rate_limit_out_of_range')
    await expectMembershipError(page.enrol({ mintTestTokens: false }), 'insufficient_tokens')
    expect(page.asked).to.deep.equal([])
    expect(await page.keystore.state()).to.equal('empty')
  })
})
