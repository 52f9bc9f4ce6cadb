import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { noMetrics, systemClock, systemRandom } from '../../../src/foundation/index.ts'
import { developmentPrivateKeys, openSigner, planSlash, sendPlanned } from '../../../src/membership/server.ts'
import { EvidenceFiles, evidencePath } from '../../../src/node/evidence-files.ts'
import { EvidenceSlashDesk } from '../../../src/node/evidence-slash-desk.ts'
import { SlashAttemptFile } from '../../../src/node/slash-attempt-file.ts'
import { SlashReporter } from '../../../src/node/slash-reporter.ts'
import { createIdentity, type Identity } from '../../../src/rln/index.ts'
import { doubleSignalOf } from '../../support/double-signals.ts'
import { type MembershipFixture, startMembershipFixture } from '../../support/membership-fixture.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'

const keys = developmentPrivateKeys(4)

describe('slash reporter on a real chain', function () {
  this.timeout(120_000)
  let fixture: MembershipFixture
  let folder: string
  const running: SlashReporter[] = []

  before(async () => {
    fixture = await startMembershipFixture({ depositReleaseDelaySeconds: 1_000 })
    folder = await mkdtemp(join(tmpdir(), 'slash-reporter-'))
  })
  afterEach(async () => {
    await Promise.all(running.splice(0).map((reporter) => reporter.stop()))
  })
  after(async () => {
    await fixture?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const evidenceFolderOf = (node: number) => join(folder, `node-${node}`)

  function startReporter(node: number, rpcUrls = [fixture.chain.rpcUrl]) {
    const evidence = new EvidenceFiles(evidenceFolderOf(node))
    const logger = new RecordingLogger()
    const desk = new EvidenceSlashDesk(
      { clock: systemClock, random: systemRandom },
      {
        rpcUrls,
        chainId: 31337,
        contractAddress: fixture.deployment.contract,
        privateKey: keys[node]!,
        evidenceFolder: evidenceFolderOf(node),
      },
    )
    const view = { isSynced: true, memberOf: () => undefined }
    const reporter = new SlashReporter({ clock: systemClock, logger, metrics: noMetrics, desk, evidence, view })
    running.push(reporter)
    return { reporter, store: reporter.watch(evidence), logger, account: desk.account }
  }

  async function member(): Promise<Identity> {
    const identity = createIdentity(systemRandom)
    await fixture.register(identity)
    return identity
  }

  async function done(reporter: SlashReporter): Promise<void> {
    while (reporter.status.slashed + reporter.status.alreadySlashed === 0) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  it('commits and reveals with the salt on disk, and remembers that it is done', async () => {
    const identity = await member()
    const { reporter, store, account } = startReporter(1)
    await reporter.start()
    await store.save(doubleSignalOf(identity))
    await done(reporter)
    expect(await fixture.contract.slashed(identity.commitment)).to.equal(true)
    expect(await fixture.contract.depositsToWithdraw(account, fixture.deployment.token)).to.equal(5n * 10n ** 17n)
    const path = new SlashAttemptFile(evidencePath(evidenceFolderOf(1), identity.commitment)).path
    expect((await stat(path)).mode & 0o777).to.equal(0o600)
    const attempt = JSON.parse(await readFile(path, 'utf8'))
    expect(attempt.settled.status).to.equal('slashed')

    const again = startReporter(1)
    await again.reporter.start()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(again.reporter.status).to.deep.include({ waiting: 0, slashed: 0, alreadySlashed: 0, failedAttempts: 0 })
  })

  it('finishes after a restart what was killed between commit and reveal, without another commit', async () => {
    const identity = await member()
    const evidence = doubleSignalOf(identity)
    await new EvidenceFiles(evidenceFolderOf(2)).save(evidence)
    const signer = await openSigner(fixture.chain.rpcUrl, { privateKey: keys[2]! })
    const sender = await signer.getAddress()
    const salt = systemRandom.bytes(32)
    const [commit] = planSlash({
      chainId: 31337,
      contractAddress: fixture.deployment.contract,
      sender,
      receiver: sender,
      identitySecretHash: identity.secretHash,
      salt,
    })
    await new SlashAttemptFile(evidencePath(evidenceFolderOf(2), identity.commitment)).save({
      chainId: 31337,
      contract: fixture.deployment.contract,
      sender,
      receiver: sender,
      salt: `0x${Buffer.from(salt).toString('hex')}`,
      settled: null,
    })
    await sendPlanned(signer, commit!)
    const before = await signer.getNonce()

    const { reporter } = startReporter(2)
    await reporter.start()
    await done(reporter)
    expect(reporter.status.slashed).to.equal(1)
    expect((await signer.getNonce()) - before).to.equal(1)
  })

  it('lets several nodes race: one gains, the others are done too', async () => {
    const identity = await member()
    const evidence = doubleSignalOf(identity)
    const reporters = [1, 2, 3].map((node) => startReporter(node))
    for (const { reporter } of reporters) await reporter.start()
    await Promise.all(reporters.map(({ store }) => store.save(evidence)))
    await Promise.all(reporters.map(({ reporter }) => done(reporter)))
    const slashed = reporters.reduce((sum, { reporter }) => sum + reporter.status.slashed, 0)
    expect(slashed).to.equal(1)
    for (const { reporter } of reporters) expect(reporter.status.waiting).to.equal(0)
  })

  it('is only delayed by an endpoint that is down', async () => {
    const identity = await member()
    const { reporter, store, logger } = startReporter(3, ['http://127.0.0.1:1', fixture.chain.rpcUrl])
    await reporter.start()
    await store.save(doubleSignalOf(identity))
    await done(reporter)
    expect(reporter.status).to.deep.include({ slashed: 1, failedAttempts: 1 })
    expect(logger.at('warn')[0]?.fields).to.include({ code: 'rpc_unreachable' })
    const secret = identity.secretHash
    for (const text of [String(secret), secret.toString(16)]) expect(logger.text()).to.not.include(text)
  })
})
