import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { nodeConfigFrom, readOptions } from '../../../src/config/index.ts'
import { noMetrics, systemClock, systemRandom } from '../../../src/foundation/index.ts'
import { developmentPrivateKeys } from '../../../src/membership/server.ts'
import { createWakuNode, EvidenceFiles } from '../../../src/node/server.ts'
import { createIdentity } from '../../../src/rln/index.ts'
import { doubleSignalOf } from '../../support/double-signals.ts'
import { enrolTestMember } from '../../support/enrol-test-member.ts'
import { type MembershipFixture, startMembershipFixture } from '../../support/membership-fixture.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'

const GRACE_SECONDS = 3_600

describe('a node with --slash', function () {
  this.timeout(120_000)
  let fixture: MembershipFixture
  let folder: string

  before(async () => {
    fixture = await startMembershipFixture({ activeDurationSeconds: 3_600, gracePeriodSeconds: GRACE_SECONDS })
    folder = await mkdtemp(join(tmpdir(), 'slashing-node-'))
  })
  after(async () => {
    await fixture?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  function nodeWith(flags: Record<string, string | string[]>, environment: Record<string, string> = {}) {
    const given = {
      'rln-relay-eth-client-address': [fixture.chain.rpcUrl],
      'rln-relay-eth-contract-address': fixture.deployment.contract,
      'local-storage-path': join(folder, 'node'),
      'tcp-port': '0',
      'listen-address': '127.0.0.1',
      rest: 'false',
      ...flags,
    }
    const config = nodeConfigFrom(readOptions({ flags: given, environment, readText: () => '' }), () => '')
    const logger = new RecordingLogger()
    const components = { clock: systemClock, random: systemRandom, logger, metrics: noMetrics }
    return { node: createWakuNode(components, config), logger }
  }

  it('slashes with the evidence of an earlier run, and shows it in its status', async () => {
    const identity = createIdentity(systemRandom)
    await fixture.register(identity)
    await new EvidenceFiles(join(folder, 'node', 'evidence')).save(doubleSignalOf(identity))
    const environment = { WAKUNODE2_RLN_RELAY_ETH_PRIVATE_KEY: developmentPrivateKeys(3)[2]! }
    const { node, logger } = nodeWith({ slash: 'true' }, environment)
    await node.start()
    try {
      while (node.rlnStatus()?.slashReports?.slashed !== 1) await new Promise((resolve) => setTimeout(resolve, 100))
      expect(await fixture.contract.slashed(identity.commitment)).to.equal(true)
      expect(logger.text()).to.not.include(environment.WAKUNODE2_RLN_RELAY_ETH_PRIVATE_KEY.slice(2))
    } finally {
      await node.stop()
    }
  })

  it('warns at its start that its own membership is in grace and expires soon', async () => {
    const keystorePath = join(folder, 'alice.json')
    await enrolTestMember(fixture, keystorePath)
    await fixture.chain.request('evm_increaseTime', [3_600])
    await fixture.chain.mine()
    const { node, logger } = nodeWith({ 'rln-relay-cred-path': keystorePath, 'rln-relay-cred-password': 'p' })
    await node.start()
    await node.stop()
    const warnings = logger.at('warn').map(({ message }) => message)
    expect(warnings).to.include('the membership is in its grace period: extend it before it expires')
    expect(warnings).to.include('the membership expires soon: extend it in its grace period')
  })
})
