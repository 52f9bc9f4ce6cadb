import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'chai'
import { checkDeliveries, describeDeliveries } from '../support/delivery-check.ts'
import { FakeRandom } from '../support/fake-random.ts'
import { eventually, publishByTurns } from '../support/relay-mesh.ts'
import { planRing } from '../support/relay-network-plan.ts'
import { RelayNodeChildren } from '../support/relay-node-children.ts'

const SEED = Number(process.env.SEED ?? 26)
const NODES = 10
const GONE = [0, 4, 7]
const TRAFFIC = { messagesPerSecond: 5, bytes: 1_000, durationMs: 20_000 }
const DEADLINE_MS = 10_000
const MESH_BACK_MS = 15_000

describe('a network of ten processes of which three go and come back (reliability rows R26, kill)', function () {
  this.timeout(10 * 60_000)
  const random = new FakeRandom(SEED)
  let nodes: RelayNodeChildren

  beforeEach(async () => {
    nodes = new RelayNodeChildren(await planRing(NODES, 4, random))
    await nodes.start()
    await eventually('a mesh', 60_000, () => nodes.isMeshed())
  })
  afterEach(() => nodes.remove())

  for (const [how, leave] of [
    ['killed', () => nodes.kill(GONE)],
    ['stopped', () => nodes.stop(GONE)],
  ] as const) {
    it(`has its mesh back soon when they were ${how}, and when they are started again, and delivers everything`, async () => {
      await publishByTurns(nodes.running, TRAFFIC, random)
      // In the midst of traffic, which those that go relay; what they publish themselves could die with them.
      const staying = nodes.running.filter((_, index) => !GONE.includes(index))
      const traffic = publishByTurns(staying, TRAFFIC, random)
      await delay(5_000)
      await leave()
      const withoutMs = await eventually('a mesh without them', 60_000, () => nodes.isMeshed())
      await traffic
      await publishByTurns(nodes.running, TRAFFIC, random)
      await nodes.start(GONE)
      const withMs = await eventually('a mesh with them', 60_000, () => nodes.isMeshed())
      await publishByTurns(nodes.running, TRAFFIC, random)
      await delay(DEADLINE_MS)
      const report = checkDeliveries(nodes.events(), { deadlineMs: DEADLINE_MS })
      console.log(`seed ${SEED}; ${how} ${GONE}; mesh after ${withoutMs} ms, with them again after ${withMs} ms`)
      console.log(describeDeliveries(report))
      expect(withoutMs).to.be.at.most(MESH_BACK_MS)
      expect(withMs).to.be.at.most(MESH_BACK_MS)
      expect(report.lost).to.deep.equal([])
    })
  }
})
