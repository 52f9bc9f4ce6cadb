import { expect } from 'chai'
import { systemRandom } from '../../../src/foundation/index.ts'
import { createIdentity } from '../../../src/rln/index.ts'
import { ACTIVE_SECONDS, CliFixture, GRACE_SECONDS } from './cli-fixture.ts'

describe('wakunode membership status', function () {
  this.timeout(120_000)
  let fixture: CliFixture
  const identity = createIdentity(systemRandom)

  before(async () => {
    fixture = await CliFixture.start()
  })
  after(() => fixture?.stop())

  const status = (...argv: string[]) =>
    fixture.membershipCommand(['status', '--id-commitment', String(identity.commitment), ...argv])

  it('says what to do when there is no membership', async () => {
    const { exitCode, json } = await status('--json')
    expect(exitCode).to.equal(0)
    expect(json).to.include({ state: 'unknown', index: null, deposit: null })
    expect(json.next.map(({ action }: { action: string }) => action)).to.deep.equal(['register'])
  })

  it('tells an active membership with its dates, deposit and token', async () => {
    await fixture.membership.register(identity, 30)
    const { json, exitCode } = await status('--json')
    expect(exitCode).to.equal(0)
    expect(json).to.include({ state: 'active', index: 0, rateLimit: 30, deposit: '1500000000000000000' })
    expect(json.token.decimals).to.equal(18)
    expect(json.holder).to.equal(await fixture.membership.signer.getAddress())
    expect(json.withdrawable).to.deep.equal({ account: json.holder, amount: '0' })
    expect(Date.parse(json.expiresAt) - Date.parse(json.graceStartsAt)).to.equal(GRACE_SECONDS * 1000)
    expect(json.next[0]).to.include({ action: 'extend', at: json.graceStartsAt, until: json.expiresAt })
  })

  it('reads the commitment in hexadecimal too, and writes for people', async () => {
    const hex = `0x${identity.commitment.toString(16)}`
    const { stdout } = await fixture.membershipCommand(['status', '--id-commitment', hex])
    expect(stdout)
      .to.include('member 0, 30 messages an epoch: active')
      .and.to.match(/deposit +1\.5 \S+/)
  })

  it('tells grace and expiry by block time', async () => {
    await fixture.pass(ACTIVE_SECONDS)
    expect((await status('--json')).json.state).to.equal('grace')
    await fixture.pass(GRACE_SECONDS)
    const { json } = await status('--json')
    expect(json.state).to.equal('expired')
    expect(json.next.map(({ action }: { action: string }) => action)).to.deep.equal(['erase', 'register'])
  })

  it('wants to know whose membership', async () => {
    const { exitCode, stderr } = await fixture.membershipCommand(['status'])
    expect(exitCode).to.equal(2)
    expect(stderr).to.include('--rln-relay-cred-path').and.to.include('--id-commitment')
  })

  it('refuses what is no identity commitment', async () => {
    for (const text of ['0', 'alice', '0x', String(2n ** 255n)]) {
      expect((await fixture.membershipCommand(['status', '--id-commitment', text])).exitCode, text).to.equal(2)
    }
  })

  it('says when there is no membership contract at the address', async () => {
    const contract = { WAKUNODE2_RLN_RELAY_ETH_CONTRACT_ADDRESS: fixture.membership.deployment.token }
    const { json, exitCode } = await fixture.membershipCommand(['status', '--id-commitment', '1', '--json'], {
      environment: contract,
    })
    expect(exitCode).to.equal(1)
    expect(json.error.code).to.equal('not_a_membership_contract')
  })
})
