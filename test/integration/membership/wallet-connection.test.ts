import { expect } from 'chai'
import { connectWallet, type WalletChange, WalletMembership } from '../../../src/membership/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { expectMembershipError } from '../../support/keystore-fixtures.ts'
import { type MembershipFixture, newIdentities, startMembershipFixture } from '../../support/membership-fixture.ts'
import { TestWallet } from '../../support/test-wallet.ts'
import { WalletPage } from '../../support/wallet-page.ts'

const CHAIN = {
  name: 'Hardhat',
  rpcUrls: ['http://127.0.0.1:8545'],
  currency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
}
const CHAIN_ID = 31_337

describe('connecting a wallet', function () {
  this.timeout(60_000)
  let fixture: MembershipFixture
  let page: WalletPage

  before(async () => {
    fixture = await startMembershipFixture()
  })
  after(() => fixture?.stop())
  beforeEach(async () => {
    page = await WalletPage.open(fixture)
  })

  it('gives the account that the person uses, with its checksum', async () => {
    const connected = await connectWallet(page.wallet, { chainId: CHAIN_ID })
    expect([connected.account, connected.chainId]).to.deep.equal([page.account, CHAIN_ID])
    expect(page.wallet.count('wallet_switchEthereumChain')).to.equal(0)
  })

  it('says that there is no wallet', async () => {
    await expectMembershipError(connectWallet(undefined, { chainId: CHAIN_ID }), 'wallet_missing')
    await expectMembershipError(connectWallet({} as TestWallet, { chainId: CHAIN_ID }), 'wallet_missing')
  })

  it('says that the person rejected, gave no account, or has another window open', async () => {
    page.wallet.person = () => 'reject'
    await expectMembershipError(connectWallet(page.wallet, { chainId: CHAIN_ID }), 'wallet_rejected')
    const empty = new TestWallet(fixture, { accounts: [] })
    await expectMembershipError(connectWallet(empty, { chainId: CHAIN_ID }), 'wallet_no_account')
    page.wallet.person = () => 'ignore'
    const abort = new AbortController()
    const waiting = connectWallet(page.wallet, { chainId: CHAIN_ID, signal: abort.signal })
    await expectMembershipError(connectWallet(page.wallet, { chainId: CHAIN_ID }), 'wallet_request_pending')
    abort.abort()
    await expectMembershipError(waiting, 'wallet_aborted')
  })

  it('has it switch to the chain, which it tells only where the wallet does not know it', async () => {
    const knowing = await WalletPage.open(fixture, { chainIds: [1, CHAIN_ID] })
    await connectWallet(knowing.wallet, { chainId: CHAIN_ID, chain: CHAIN })
    expect(knowing.wallet.count('wallet_addEthereumChain')).to.equal(0)

    const learning = await WalletPage.open(fixture, { chainIds: [1] })
    await expectMembershipError(connectWallet(learning.wallet, { chainId: CHAIN_ID }), 'wallet_wrong_chain')
    const { chainId } = await connectWallet(learning.wallet, { chainId: CHAIN_ID, chain: CHAIN })
    expect(chainId).to.equal(CHAIN_ID)
    const added = learning.wallet.requests.find(({ method }) => method === 'wallet_addEthereumChain')
    expect(added!.params).to.deep.equal([
      { chainId: '0x7a69', chainName: 'Hardhat', nativeCurrency: CHAIN.currency, rpcUrls: CHAIN.rpcUrls },
    ])
  })

  it('says that the person did not want to switch, or that the wallet stayed where it was', async () => {
    const stubborn = await WalletPage.open(fixture, { chainIds: [1, CHAIN_ID] })
    stubborn.wallet.person = ({ method }) => (method === 'wallet_switchEthereumChain' ? 'reject' : 'confirm')
    await expectMembershipError(connectWallet(stubborn.wallet, { chainId: CHAIN_ID }), 'wallet_rejected')
    const { wallet } = await WalletPage.open(fixture, { chainIds: [1, CHAIN_ID] })
    wallet.on('chainChanged', (chainId) => Number(chainId) === CHAIN_ID && wallet.useChain(1))
    await expectMembershipError(connectWallet(wallet, { chainId: CHAIN_ID }), 'wallet_wrong_chain')
  })

  it('tells of another account, another chain and a lost connection, until it is closed', async () => {
    const { wallet } = page
    const connected = await connectWallet(wallet, { chainId: CHAIN_ID })
    const changes: WalletChange[] = []
    const stop = connected.onChange((change) => changes.push(change))
    const [other] = wallet.otherAccounts
    wallet.useAccounts(other!)
    wallet.lock()
    wallet.useChain(1)
    wallet.useChain(CHAIN_ID)
    wallet.disconnect()
    expect(changes.map(({ what }) => what)).to.deep.equal(['account', 'account', 'chain', 'disconnected'])
    expect(changes[1]).to.deep.equal({ what: 'account', account: undefined })
    expect(changes[2]).to.deep.equal({ what: 'chain', chainId: 1 })
    stop()
    wallet.useChain(1)
    expect(changes).to.have.length(4)
    connected.close()
    expect(wallet.listenerCount).to.equal(0)
  })

  it('reads nothing through a wallet that lost its connection, and sends nothing through a locked one', async () => {
    const { contract: contractAddress } = fixture.deployment
    const wallet = await connectWallet(page.wallet, { chainId: CHAIN_ID })
    const membership = new WalletMembership({ wallet }, { contractAddress })
    page.wallet.lock()
    const { keystore } = page
    await expectMembershipError(membership.enrol({ keystore, password: 'p', rateLimit: 20 }), 'wallet_changed')
    page.wallet.disconnect()
    await expectMembershipError(membership.limits(), 'wallet_disconnected')
  })

  it('does not wait for ever for a wallet that hangs at a read', async () => {
    const clock = new FakeClock()
    const wallet = await connectWallet(page.wallet, { chainId: CHAIN_ID, clock })
    const { contract: contractAddress } = fixture.deployment
    const membership = new WalletMembership({ wallet }, { contractAddress })
    page.wallet.hang()
    const limits = expectMembershipError(membership.limits(), 'rpc_timeout')
    clock.advance(30_000)
    await limits
  })

  it('says that there is no such contract there', async () => {
    const wallet = await connectWallet(page.wallet, { chainId: CHAIN_ID })
    const { account, token } = { account: page.account, token: fixture.deployment.token }
    expect(() => new WalletMembership({ wallet }, { contractAddress: '0x12' }))
      .to.throw()
      .with.property('code', 'no_contract_code')
    const nowhere = new WalletMembership({ wallet }, { contractAddress: account })
    await expectMembershipError(nowhere.limits(), 'no_contract_code')
    const elsewhere = new WalletMembership({ wallet }, { contractAddress: token })
    await expectMembershipError(elsewhere.limits(), 'not_a_membership_contract')
    await expectMembershipError(elsewhere.status(newIdentities(1)[0]!.commitment), 'not_a_membership_contract')
  })
})
