import { existsSync } from 'node:fs'
import { expect } from 'chai'
import { developmentPrivateKeys, tokenAt } from '../../../src/membership/server.ts'
import { ACTIVE_SECONDS, CliFixture, GRACE_SECONDS, RELEASE_DELAY_SECONDS } from './cli-fixture.ts'

describe('wakunode membership register, extend, erase and withdraw', function () {
  this.timeout(120_000)
  let fixture: CliFixture
  let keystore: string[]
  const stranger = { environment: { WAKUNODE2_RLN_RELAY_ETH_PRIVATE_KEY: developmentPrivateKeys(3)[2]! } }

  before(async () => {
    fixture = await CliFixture.start()
    keystore = ['--rln-relay-cred-path', fixture.path('alice.json'), '--json']
  })
  after(() => fixture?.stop())

  const membership = (...[argv, changes]: Parameters<CliFixture['membershipCommand']>) =>
    fixture.membershipCommand([...argv, ...keystore], changes)
  const register = (changes = {}) => membership(['register', '--rln-relay-user-message-limit', '20'], changes)
  const sentBy = async (index: number): Promise<number> => {
    const { chain } = fixture.membership
    const { address } = await fixture.account(index)
    return Number(await chain.request('eth_getTransactionCount', [address, 'latest']))
  }

  it('asks before it registers, and leaves nothing behind when the answer is no', async () => {
    const questions: string[] = []
    const ask = async (question: string) => {
      questions.push(question)
      return ''
    }
    const { exitCode, json, stderr } = await register({ context: { ask } })
    expect(exitCode).to.equal(1)
    expect(json.error.code).to.equal('not_confirmed')
    expect(questions).to.deep.equal(['Go on? [y/N] '])
    expect(stderr)
      .to.match(/deposit +1 \S+ \(token 0x/)
      .and.to.match(/gas +about \d+ at [\d.]+ gwei = [\d.]+ ETH/)
    expect(await sentBy(1)).to.equal(0)
    expect(existsSync(fixture.path('alice.json.pending'))).to.equal(false)
  })

  it('registers when the answer is yes', async () => {
    const { exitCode, json } = await register({ context: { ask: async () => 'y' } })
    expect(exitCode).to.equal(0)
    expect(json).to.include({ status: 'registered', index: 0, rateLimit: 20 })
  })

  it('sends nothing when it is run again', async () => {
    const before = await sentBy(1)
    expect((await register()).json).to.include({ status: 'already_enrolled', index: 0, transactionHash: null })
    expect(await sentBy(1)).to.equal(before)
  })

  it('has nothing to extend, and refuses to erase, while the membership is active', async () => {
    const extended = await membership(['extend'])
    expect(extended.exitCode).to.equal(0)
    expect(extended.json).to.include({ status: 'already_active', transactionHash: null })
    const erased = await membership(['erase'])
    expect(erased.exitCode).to.equal(1)
    expect(erased.json.error.code).to.equal('membership_active')
    expect(erased.json.error.message).to.include(extended.json.graceStartsAt)
  })

  it('lets only the holder extend and erase in the grace period', async () => {
    await fixture.pass(ACTIVE_SECONDS)
    for (const command of ['extend', 'erase']) {
      const { json, exitCode } = await membership([command], stranger)
      expect(exitCode, command).to.equal(1)
      expect(json.error.code, command).to.equal('not_the_holder')
    }
  })

  it('extends by grace and active period, once', async () => {
    const before = await membership(['status'])
    const { json, exitCode } = await membership(['extend'])
    expect(exitCode).to.equal(0)
    expect(json.status).to.equal('extended')
    expect(Date.parse(json.graceStartsAt) - Date.parse(before.json.expiresAt)).to.equal(ACTIVE_SECONDS * 1000)
    expect((await membership(['extend'])).json).to.include({ status: 'already_active', transactionHash: null })
  })

  it('cannot extend what expired', async () => {
    await fixture.pass(ACTIVE_SECONDS + 2 * GRACE_SECONDS)
    const { json, exitCode } = await membership(['extend'])
    expect(exitCode).to.equal(1)
    expect(json.error.code).to.equal('membership_expired')
  })

  it('erases what expired for anybody, once, and says when the deposit can be had', async () => {
    const { json, exitCode } = await membership(['erase'], stranger)
    expect(exitCode).to.equal(0)
    expect(json.status).to.equal('erased')
    const again = await membership(['erase'], stranger)
    expect(again.exitCode).to.equal(0)
    expect(again.json).to.include({ status: 'already_erased', depositReleasableAt: json.depositReleasableAt })
    const status = await membership(['status'])
    const delayMs = Date.parse(json.depositReleasableAt) - Date.parse(status.json.blockTime)
    expect(delayMs).to.be.within((RELEASE_DELAY_SECONDS - 60) * 1000, RELEASE_DELAY_SECONDS * 1000)
  })

  it('has nothing to withdraw before the deposit is released', async () => {
    const { json, exitCode } = await membership(['withdraw'])
    expect(exitCode).to.equal(0)
    expect(json).to.include({ status: 'nothing_to_withdraw', transactionHash: null })
    expect(json.releasableAt).to.be.a('string')
  })

  it('releases and withdraws the deposit, once, for its holder only', async () => {
    await fixture.pass(RELEASE_DELAY_SECONDS)
    expect((await membership(['withdraw'], stranger)).json.error.code).to.equal('not_the_holder')
    const { address } = await fixture.account(1)
    const token = tokenAt(fixture.membership.deployment.token, fixture.membership.signer)
    const before = await token.balanceOf(address)
    const { json, exitCode } = await membership(['withdraw'])
    expect(exitCode).to.equal(0)
    expect(json).to.include({ status: 'withdrawn', withdrawn: '1000000000000000000' })
    expect(json.transactionHashes).to.have.length(2)
    expect((await token.balanceOf(address)) - before).to.equal(10n ** 18n)
    expect((await membership(['withdraw'])).json).to.include({ status: 'nothing_to_withdraw' })
    expect((await membership(['status'])).json).to.include({ state: 'unknown' })
  })
})

describe('the leaf of a lazily erased membership', function () {
  this.timeout(120_000)
  let fixture: CliFixture
  before(async () => {
    fixture = await CliFixture.start()
  })
  after(() => fixture?.stop())

  it('is cleared by withdraw, which lets the deposit go', async () => {
    const keystore = ['--rln-relay-cred-path', fixture.path('bob.json'), '--json']
    await fixture.membershipCommand(['register', '--rln-relay-user-message-limit', '20', ...keystore])
    await fixture.pass(ACTIVE_SECONDS + GRACE_SECONDS)
    const { json } = await fixture.membershipCommand(['status', ...keystore])
    const erased = await fixture.membership.contract['eraseMemberships(uint256[],bool)']([json.idCommitment], false)
    await erased.wait()

    const cleared = await fixture.membershipCommand(['withdraw', ...keystore])
    expect(cleared.json).to.include({ status: 'leaf_cleared', withdrawn: '0' })
    await fixture.pass(RELEASE_DELAY_SECONDS)
    const withdrawn = await fixture.membershipCommand(['withdraw', ...keystore])
    expect(withdrawn.json).to.include({ status: 'withdrawn', withdrawn: '1000000000000000000' })
  })
})
