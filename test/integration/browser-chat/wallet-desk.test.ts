import { expect } from 'chai'
import { type RpcOutcome, refusal } from '../../../src/devnet/web/json-rpc-desk.ts'
import { WalletDesk } from '../../../src/devnet/web/wallet-desk.ts'
import { accountOf, developmentPrivateKeys, HttpRpcEndpoint, tokenAt } from '../../../src/membership/server.ts'
import { type MembershipFixture, startMembershipFixture } from '../../support/membership-fixture.ts'

const ALICE = 'a'.repeat(32)
const BOB = 'b'.repeat(32)
const CAROL = 'c'.repeat(32)
const NOBODY = accountOf(developmentPrivateKeys(1)[0]!)

/** The wallet's part outside of the page, before a real chain. */
describe('WalletDesk', function () {
  this.timeout(120_000)
  let fixture: MembershipFixture
  let desk: WalletDesk

  before(async () => {
    fixture = await startMembershipFixture()
  })
  after(() => fixture.stop())
  beforeEach(() => {
    const { chain, deployment } = fixture
    desk = new WalletDesk(
      { chain: new HttpRpcEndpoint(chain.rpcUrl) },
      { rpcUrl: chain.rpcUrl, token: deployment.token, privateKeys: developmentPrivateKeys(12).slice(10) },
    )
  })

  function resultOf(outcome: RpcOutcome): unknown {
    if ('error' in outcome) throw new Error(`${outcome.error.code}: ${outcome.error.message}`)
    return outcome.result
  }

  const codeOf = (outcome: RpcOutcome): number | undefined => ('error' in outcome ? outcome.error.code : undefined)

  async function open(visitor: string): Promise<string> {
    const [account] = resultOf(await desk.request(visitor, 'eth_requestAccounts', [])) as string[]
    return account!
  }

  it('gives each visitor an account of its own, with something to pay deposits from, and the same again', async () => {
    expect(await desk.request(ALICE, 'eth_accounts', [])).to.deep.equal({ result: [] })
    const [alice, again, bob] = await Promise.all([open(ALICE), open(ALICE), open(BOB)])
    expect(again).to.equal(alice)
    expect(bob).to.not.equal(alice)
    expect(await desk.request(ALICE, 'eth_accounts', [])).to.deep.equal({ result: [alice] })
    const balance = await tokenAt(fixture.deployment.token, fixture.signer).balanceOf(alice)
    expect(balance > 100n * 10n ** 18n).to.equal(true)
  })

  it('says so when all accounts are taken', async () => {
    await Promise.all([open(ALICE), open(BOB)])
    expect(codeOf(await desk.request(CAROL, 'eth_requestAccounts', []))).to.equal(4100)
  })

  it('sends for its visitor', async () => {
    const from = await open(ALICE)
    const transaction = { from, to: NOBODY, value: '0x1', nonsense: 'dropped' }
    const hash = resultOf(await desk.request(ALICE, 'eth_sendTransaction', [transaction]))
    const receipt = resultOf(await desk.request(ALICE, 'eth_getTransactionReceipt', [hash])) as { from: string }
    expect(receipt.from.toLowerCase()).to.equal(from.toLowerCase())
  })

  it('signs and sends for nobody else, and makes no contracts', async () => {
    const [alice, bob] = [await open(ALICE), await open(BOB)]
    const refused = [
      desk.request(ALICE, 'eth_sendTransaction', [{ from: bob, to: NOBODY }]),
      desk.request(ALICE, 'eth_sendTransaction', [{ from: NOBODY, to: NOBODY }]),
      desk.request(ALICE, 'eth_sendTransaction', [{ to: NOBODY }]),
      desk.request(CAROL, 'eth_sendTransaction', [{ from: alice, to: NOBODY }]),
      desk.request(ALICE, 'eth_signTypedData_v4', [bob, '{}']),
      desk.request(undefined, 'eth_requestAccounts', []),
      desk.request('__proto__', 'eth_requestAccounts', []),
    ]
    for (const outcome of await Promise.all(refused)) expect(codeOf(outcome)).to.equal(4100)
    expect(codeOf(await desk.request(ALICE, 'eth_sendTransaction', [{ from: alice, data: '0x00' }]))).to.equal(-32602)
    expect(codeOf(await desk.request(ALICE, 'eth_sendTransaction', []))).to.equal(-32602)
  })

  it('answers a closed list of methods', async () => {
    await open(ALICE)
    for (const method of ['eth_sign', 'personal_sign', 'eth_sendRawTransaction', 'hardhat_setBalance', 'evm_mine']) {
      const unsupported = refusal(4200, `the development wallet does not answer ${method}`)
      expect(await desk.request(ALICE, method, []), method).to.deep.equal(unsupported)
    }
    expect(await desk.request(undefined, 'eth_chainId', [])).to.deep.equal({ result: '0x7a69' })
  })

  it('hands on why the chain refuses', async () => {
    const from = await open(ALICE)
    const rich = { from, to: NOBODY, value: `0x${(10n ** 24n).toString(16)}` }
    const outcome = await desk.request(ALICE, 'eth_sendTransaction', [rich])
    expect('error' in outcome && outcome.error.message).to.match(/funds/)
  })
})
