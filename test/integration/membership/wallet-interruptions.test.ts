import { expect } from 'chai'
import { Interface, toQuantity } from 'ethers'
import type { Enrolment, WalletProgress, WalletStep } from '../../../src/membership/index.ts'
import { expectMembershipError } from '../../support/keystore-fixtures.ts'
import { type MembershipFixture, startMembershipFixture } from '../../support/membership-fixture.ts'
import type { Decision, Person } from '../../support/test-wallet.ts'
import { RATE_LIMIT, WalletPage } from '../../support/wallet-page.ts'

/** So soon that a test sees it, and after a few looks at the chain. */
const MINING_TIMEOUT_MS = 2500

const prices = new Interface(['function setTokenAndPrice(address token, uint256 price)'])

/** What is asked of the person, by method; transactions also by what they do. */
const WINDOWS = {
  'mint test tokens': 'eth_sendTransaction 1',
  'sign the permit': 'eth_signTypedData_v4 1',
  'approve the deposit': 'eth_sendTransaction 2',
} as const

/** Decides at the n-th window of a method, and confirms everywhere else. */
function at(window: string, decision: Decision, meanwhile: () => Promise<unknown> = async () => {}): Person {
  const counts = new Map<string, number>()
  return async ({ method }) => {
    counts.set(method, (counts.get(method) ?? 0) + 1)
    if (`${method} ${counts.get(method)}` !== window) return 'confirm'
    await meanwhile()
    return decision
  }
}

describe('enrolling through a wallet, interrupted', function () {
  this.timeout(90_000)
  let fixture: MembershipFixture

  before(async () => {
    fixture = await startMembershipFixture()
  })
  after(() => fixture?.stop())
  afterEach(() => fixture.chain.setAutomine(true))

  /** Resolves when the page has come to this step, having asked or sent. */
  function reaches(page: WalletPage, what: WalletProgress['what'], step: WalletStep, signal?: AbortSignal) {
    const reached = Promise.withResolvers<void>()
    const enrolment = page.enrol({
      ...(signal && { signal }),
      onProgress: (progress) => {
        if (progress.what === what && progress.step === step) reached.resolve()
      },
    })
    enrolment.catch(reached.reject)
    return { reached: reached.promise, enrolment }
  }

  async function finish(page: WalletPage): Promise<Enrolment> {
    page.wallet.person = () => 'confirm'
    page.reload()
    const enrolment = await page.enrol()
    expect(await page.holderOf(enrolment.credential.identity.commitment)).to.equal(page.account)
    expect(await page.keystore.state()).to.equal('enrolled')
    page.expectNothingSecretTold(enrolment)
    return enrolment
  }

  for (const [step, window] of Object.entries(WINDOWS)) {
    it(`leaves nothing behind when the person rejects to ${step}, and goes through when asked again`, async () => {
      const page = await WalletPage.open(fixture)
      page.wallet.person = at(window, 'reject')
      const payment = step === 'approve the deposit' ? 'approve' : undefined
      await expectMembershipError(page.enrol(payment && { payment }), 'wallet_rejected')
      expect(page.asked.at(-1)).to.equal(step)
      expect(await page.keystore.state()).to.equal('empty')
      await finish(page)
    })
  }

  it('asks for no second approval when the registration was rejected behind the first', async () => {
    const page = await WalletPage.open(fixture)
    page.wallet.person = at('eth_sendTransaction 3', 'reject')
    await expectMembershipError(page.enrol({ payment: 'approve' }), 'wallet_rejected')
    await finish(page)
    expect(page.asked).to.deep.equal(['register'])
  })

  it('goes on with the same identity when the page is loaded anew between approval and registration', async () => {
    const page = await WalletPage.open(fixture, { signing: 'none' })
    page.wallet.person = at('eth_sendTransaction 3', 'ignore')
    const { reached } = reaches(page, 'confirming', 'register')
    await reached
    expect(await page.keystore.state()).to.equal('pending')
    const asked = page.wallet.count('eth_sendTransaction')
    page.wallet.closeWindow()
    await finish(page)
    expect(page.asked).to.deep.equal(['register'])
    expect(page.wallet.count('eth_sendTransaction')).to.equal(asked + 1)
  })

  it('waits for what it had sent when the page is loaded anew before it is mined, and sends nothing again', async () => {
    const page = await WalletPage.open(fixture)
    page.wallet.person = at('eth_sendTransaction 2', 'confirm', () => fixture.chain.setAutomine(false))
    const { reached, enrolment } = reaches(page, 'waiting', 'register', AbortSignal.timeout(60_000))
    await reached
    // The page that is gone must not see it mined before the new one does.
    enrolment.catch(() => {})
    page.reload()
    const again = page.enrol({ onProgress: ({ what }) => what === 'waiting' && void fixture.chain.mine() })
    const { credential } = await again
    expect(page.asked).to.deep.equal([])
    expect(await page.holderOf(credential.identity.commitment)).to.equal(page.account)
    await enrolment.catch(() => {})
  })

  it('gives up on a wallet that never answers, keeps the identity, and goes on with it', async () => {
    const page = await WalletPage.open(fixture)
    page.wallet.person = at('eth_sendTransaction 2', 'ignore')
    const abort = new AbortController()
    const { reached, enrolment } = reaches(page, 'confirming', 'register', abort.signal)
    await reached
    abort.abort()
    await expectMembershipError(enrolment, 'wallet_aborted')
    expect(await page.keystore.state()).to.equal('pending')
    await expectMembershipError(page.enrol(), 'wallet_request_pending')
    page.wallet.closeWindow()
    await finish(page)
  })

  it('takes the membership of a window that was confirmed after the page had given up', async () => {
    const page = await WalletPage.open(fixture)
    const late = Promise.withResolvers<Decision>()
    page.wallet.person = ({ method }) =>
      method === 'eth_sendTransaction' && page.asked.includes('register') ? late.promise : 'confirm'
    const abort = new AbortController()
    const { reached, enrolment } = reaches(page, 'confirming', 'register', abort.signal)
    await reached
    abort.abort()
    await expectMembershipError(enrolment, 'wallet_aborted')
    const registered = page.wallet.nextAnswer('eth_sendTransaction')
    late.resolve('confirm')
    await registered
    page.reload()
    expect((await page.enrol()).status).to.equal('already_member')
    expect(page.asked).to.deep.equal([])
  })

  it('says that a transaction is not mined, and goes on when it is', async () => {
    const page = await WalletPage.open(fixture)
    page.wallet.person = at('eth_sendTransaction 2', 'confirm', () => fixture.chain.setAutomine(false))
    await expectMembershipError(page.enrol({ miningTimeoutMs: MINING_TIMEOUT_MS }), 'transaction_not_mined')
    expect(await page.keystore.state()).to.equal('pending')
    await fixture.chain.mine()
    await finish(page)
    expect(page.asked).to.deep.equal([])
  })

  it('asks again when the chain has forgotten what was sent', async () => {
    const page = await WalletPage.open(fixture)
    page.wallet.person = at('eth_sendTransaction 2', 'confirm', () => fixture.chain.setAutomine(false))
    await expectMembershipError(page.enrol({ miningTimeoutMs: MINING_TIMEOUT_MS }), 'transaction_not_mined')
    await fixture.chain.request('hardhat_dropTransaction', [page.wallet.lastHash()])
    await fixture.chain.setAutomine(true)
    await finish(page)
    expect(page.asked).to.include('register')
  })

  for (const isSpedUp of [true, false]) {
    it(`sees a transaction that the wallet ${isSpedUp ? 'sped up' : 'cancelled'}`, async () => {
      const page = await WalletPage.open(fixture)
      page.wallet.person = at('eth_sendTransaction 2', 'confirm', () => fixture.chain.setAutomine(false))
      const { reached, enrolment } = reaches(page, 'waiting', 'register')
      await reached
      const { request } = fixture.chain
      const sent = (await request('eth_getTransactionByHash', [page.wallet.lastHash()])) as Record<string, string>
      await page.wallet.nextAnswer('eth_getTransactionCount')
      const { from, to, input, nonce, gas } = sent
      // Nodes want a tenth more at least for the place of another one.
      const gasPrice = toQuantity(2n * BigInt(sent.maxFeePerGas ?? sent.gasPrice!))
      const other = isSpedUp ? { to, data: input } : { to: from, value: '0x0' }
      await request('eth_sendTransaction', [{ from, nonce, gas, gasPrice, ...other }])
      await fixture.chain.mine()
      if (isSpedUp) {
        const { status, credential } = await enrolment
        expect(status).to.equal('registered')
        expect(await page.holderOf(credential.identity.commitment)).to.equal(page.account)
        return
      }
      await expectMembershipError(enrolment, 'transaction_replaced')
      expect(await page.keystore.state()).to.equal('pending')
      await fixture.chain.setAutomine(true)
      await finish(page)
    })
  }

  for (const [name, change] of [
    ['account', (page: WalletPage) => page.wallet.useAccounts(...page.wallet.otherAccounts)],
    ['chain', (page: WalletPage) => page.wallet.useChain(1)],
  ] as const) {
    it(`sends nothing more after the ${name} was changed in between`, async () => {
      const page = await WalletPage.open(fixture, { chainIds: [31_337, 1] })
      page.wallet.person = at('eth_signTypedData_v4 1', 'confirm', async () => change(page))
      const failure = name === 'account' ? 'wallet_changed' : 'wallet_disconnected'
      await expectMembershipError(page.enrol(), failure)
      expect(page.wallet.count('eth_sendTransaction')).to.equal(1)
    })
  }

  it('says that the wallet went to another chain while a transaction was awaited, and goes on when it is back', async () => {
    const page = await WalletPage.open(fixture, { chainIds: [31_337, 1], readsOtherChains: true })
    page.wallet.person = at('eth_sendTransaction 2', 'confirm', () => fixture.chain.setAutomine(false))
    const { reached, enrolment } = reaches(page, 'waiting', 'register')
    await reached
    page.wallet.useChain(1)
    await expectMembershipError(enrolment, 'wallet_changed')
    expect(await page.keystore.state()).to.equal('pending')
    page.wallet.useChain(31_337)
    await fixture.chain.mine()
    await finish(page)
    expect(page.asked, 'what was sent is enough').to.deep.equal([])
  })

  it('registers for no more than was signed when the price rises before it is mined', async () => {
    const page = await WalletPage.open(fixture)
    const { token, priceCalculator } = fixture.deployment
    const setPrice = async (price: bigint): Promise<void> => {
      const data = prices.encodeFunctionData('setTokenAndPrice', [token, price])
      await (await fixture.signer.sendTransaction({ to: priceCalculator, data })).wait()
    }
    const snapshot = 5n * 10n ** 16n
    page.wallet.person = at('eth_sendTransaction 2', 'confirm', () => setPrice(2n * snapshot))
    try {
      await expectMembershipError(page.enrol(), 'transaction_reverted')
      expect(await page.keystore.state()).to.equal('empty')
      page.reload()
      const maxDeposit = snapshot * BigInt(RATE_LIMIT)
      await expectMembershipError(page.enrol({ maxDeposit }), 'price_above_limit')
      await finish(page)
    } finally {
      await setPrice(snapshot)
    }
  })
})
