import { expect } from 'chai'
import { checkDeliveries } from '../../support/delivery-check.ts'
import { FakeRandom } from '../../support/fake-random.ts'
import { MESH_TOPIC } from '../../support/journaled-relay-node.ts'
import { partitionTrial } from '../../support/partition-trial.ts'
import { MemoryJournal } from '../../support/relay-journal.ts'
import { arrived, eventually, publishByTurns, RelayMesh } from '../../support/relay-mesh.ts'
import { planRing } from '../../support/relay-network-plan.ts'
import { slowLinesTrial } from '../../support/slow-lines-trial.ts'

/** The short forms of the long rows `partition`, `slow-lines` and `relay-sybils`. */
describe('a mesh of relay nodes', function () {
  this.timeout(120_000)

  it('is one again after it was cut in two, and delivers everything', async () => {
    const trial = await partitionTrial(
      { nodes: 6, dialled: 3, fault: 'cut', faultMs: 2_000, messagesPerSecond: 10, trafficMs: 500, deadlineMs: 10_000 },
      new FakeRandom(26),
    )
    expect(trial.before.lost).to.deep.equal([])
    expect(trial.after.published).to.be.at.least(5)
    expect(trial.after.lost).to.deep.equal([])
  })

  it('delivers everything over slow lines that stall', async () => {
    const quality = { delayMs: 50, jitterMs: 20, stallShare: 0.02, stallMs: 500, bitsPerSecond: 1_000_000 }
    const traffic = { messagesPerSecond: 5, bytes: 10_000, durationMs: 1_000 }
    const network = { nodes: 4, dialled: 2, quality, deadlineMs: 15_000 }
    const report = await slowLinesTrial({ ...network, ...traffic }, new FakeRandom(27))
    expect(report.expected).to.equal(15)
    expect(report.lost).to.deep.equal([])
    expect(report.latenciesMs[0], 'the lines are slow').to.be.at.least(30)
  })

  it('delivers everything among as many sybils, which were there before and forward nothing', async () => {
    const random = new FakeRandom(19)
    const journal = new MemoryJournal()
    const mesh = new RelayMesh(journal)
    try {
      const honest = await planRing(5, 2, random)
      const staticPeers = honest.map(({ address }) => address)
      const sybils = (await planRing(5, 0, random, 100)).map((plan) => ({
        ...plan,
        name: `s${plan.name}`,
        staticPeers,
      }))
      await mesh.start(sybils, async () => ({ action: 'ignore', reason: 'sybil' }))
      const nodes = await mesh.start(honest)
      const ids = new Set(nodes.map(({ peerId }) => peerId))
      await eventually('all honest neighbours', 60_000, () =>
        nodes.every(({ relay }) => relay.subscribers(MESH_TOPIC).filter((id) => ids.has(id)).length === 4),
      )
      await publishByTurns(nodes, { messagesPerSecond: 10, bytes: 1_000, durationMs: 1_000 }, random)
      const names = nodes.map(({ name }) => name)
      const options = { deadlineMs: 10_000, receivers: (name: string) => names.includes(name) }
      await arrived(journal, options)
      const report = checkDeliveries(journal.events, options)
      expect(report.expected).to.equal(40)
      expect(report.lost).to.deep.equal([])
    } finally {
      await mesh.stop()
    }
  })
})
