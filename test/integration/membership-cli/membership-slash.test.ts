import { stat } from 'node:fs/promises'
import { expect } from 'chai'
import { systemRandom } from '../../../src/foundation/index.ts'
import { type PlannedTransaction, sendPlanned } from '../../../src/membership/server.ts'
import { EvidenceFiles, evidencePath } from '../../../src/node/evidence-files.ts'
import { createIdentity, type Identity } from '../../../src/rln/index.ts'
import { doubleSignalOf } from '../../support/double-signals.ts'
import { CliFixture } from './cli-fixture.ts'

describe('wakunode membership slash', function () {
  this.timeout(120_000)
  let fixture: CliFixture

  before(async () => {
    fixture = await CliFixture.start()
  })
  after(() => fixture?.stop())

  async function convict(identity: Identity): Promise<string> {
    await new EvidenceFiles(fixture.folder).save(doubleSignalOf(identity))
    return evidencePath(fixture.folder, identity.commitment)
  }

  async function convictedMember(): Promise<string> {
    const identity = createIdentity(systemRandom)
    await fixture.membership.register(identity)
    return convict(identity)
  }

  const slash = (path: string, ...flags: string[]) =>
    fixture.membershipCommand(['slash', '--evidence', path, '--json', ...flags])

  it('slashes, keeps the attempt, and says when it is run again that it is done', async () => {
    const path = await convictedMember()
    const { exitCode, json, stderr } = await slash(path)
    expect(exitCode).to.equal(0)
    expect(json).to.include({ status: 'slashed', reward: '500000000000000000', burned: '500000000000000000' })
    expect(stderr)
      .to.match(/at stake +1 /)
      .and.to.include('2 transactions')
    expect((await stat(`${path}.slash.json`)).mode & 0o777).to.equal(0o600)
    const again = await slash(path)
    expect(again.exitCode).to.equal(0)
    expect(again.json.status).to.equal('already_slashed')
  })

  it('lets the reward be withdrawn without a keystore', async () => {
    const { json, exitCode } = await fixture.membershipCommand(['withdraw', '--json'])
    expect(exitCode).to.equal(0)
    expect(json).to.include({ status: 'withdrawn', withdrawn: '500000000000000000' })
  })

  it('says that nothing is there to slash', async () => {
    const { json, exitCode } = await slash(await convict(createIdentity(systemRandom)))
    expect(exitCode).to.equal(1)
    expect(json.error.code).to.equal('nothing_to_slash')
  })

  it('refuses evidence of somebody else', async () => {
    const identity = createIdentity(systemRandom)
    const forged = { ...doubleSignalOf(), idCommitment: identity.commitment }
    await new EvidenceFiles(fixture.folder).save(forged)
    const { json, exitCode } = await slash(evidencePath(fixture.folder, identity.commitment))
    expect(exitCode).to.equal(1)
    expect(json.error.code).to.equal('evidence_invalid')
  })

  it('hands commit and reveal to a wallet, with a salt that stays the same', async () => {
    const path = await convictedMember()
    const { address, signer } = await fixture.account(1)
    const { json, exitCode } = await slash(path, '--offline', '--account', address)
    expect(exitCode).to.equal(0)
    const again = await slash(path, '--offline', '--account', address)
    expect(again.json.transactions).to.deep.equal(json.transactions)
    for (const transaction of json.transactions as PlannedTransaction[]) {
      await sendPlanned(signer, { ...transaction, value: BigInt(transaction.value) })
    }
    expect((await slash(path)).json.status).to.equal('already_slashed')
  })

  it('needs to know whose wallet it is: the commit is bound to the sender', async () => {
    const { exitCode, stderr } = await slash(await convictedMember(), '--offline')
    expect(exitCode).to.equal(2)
    expect(stderr).to.include('--account')
  })
})
