import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'chai'
import type { RelayValidator, RelayVerdict } from '../../src/relay/index.ts'
import { checkDeliveries, deliveredWithin, describeDeliveries } from '../support/delivery-check.ts'
import { FakeRandom } from '../support/fake-random.ts'
import { type JournaledRelayNode, MESH_TOPIC, messageOf } from '../support/journaled-relay-node.ts'
import { MemoryJournal } from '../support/relay-journal.ts'
import { arrived, eventually, publishByTurns, RelayMesh } from '../support/relay-mesh.ts'
import { type PlannedNode, planRing } from '../support/relay-network-plan.ts'

const SEED = Number(process.env.SEED ?? 19)
const HONEST = 10
const SYBILS = 30
/** Each honest node dials this many others, and is dialled by as many. */
const DIALLED = 4
const LEAST_OUTBOUND = 3
/** Of 50 connections, the default: thirty sybils that come first take all of every node. */
const INBOUND_RELAY_SLOTS = 20
const TRAFFIC = { messagesPerSecond: 5, bytes: 1_000, durationMs: 40_000 }
const DEADLINE_MS = 30_000
/** Peers that were turned away come back after a minute at most, and a sybil is found useless after one. */
const SETTLED_WITHIN_MS = 5 * 60_000
/**
 * The honest node whose messages are censored. As a node that knows some peers does, it fills its ten slots for outbound
 * relay peers: it dials all other honest nodes.
 */
const VICTIM = 0

const silent: RelayValidator<RelayVerdict> = async () => ({ action: 'ignore', reason: 'sybil' })
const censoring: RelayValidator<RelayVerdict> = async ({ data }) =>
  data[0] === VICTIM ? { action: 'ignore', reason: 'sybil' } : { action: 'accept', reason: 'valid' }

describe('ten honest nodes among thirty sybils (reliability rows R19, T23, T24)', function () {
  this.timeout(15 * 60_000)
  const random = new FakeRandom(SEED)
  let mesh: RelayMesh
  let journal: MemoryJournal

  beforeEach(() => {
    journal = new MemoryJournal()
    mesh = new RelayMesh(journal)
  })
  afterEach(() => mesh.stop())

  /** Sybils that each dial every honest node. */
  async function plan(): Promise<{ honest: PlannedNode[]; sybils: PlannedNode[] }> {
    const ring = await planRing(HONEST, DIALLED, random)
    const targets = ring.map(({ address }) => address)
    const honest = ring.map((node, index) => {
      const staticPeers = index === VICTIM ? targets.slice(1) : node.staticPeers
      return { ...node, staticPeers }
    })
    const sybils = (await planRing(SYBILS, 0, random, 100)).map((sybil) => {
      return { ...sybil, name: `s${sybil.name.slice(1)}`, staticPeers: targets }
    })
    return { honest, sybils }
  }

  async function checkTraffic(honest: JournaledRelayNode[], sybils: JournaledRelayNode[]): Promise<void> {
    const publishedFromMs = performance.timeOrigin + performance.now()
    await publishByTurns(honest, TRAFFIC, random)
    const names = new Set(honest.map(({ name }) => name))
    const options = { deadlineMs: DEADLINE_MS, publishedFromMs, receivers: (name: string) => names.has(name) }
    await arrived(journal, options)
    const report = checkDeliveries(journal.events, options)
    const honestIds = new Set(honest.map(({ peerId }) => peerId))
    const outbound = honest.map((node) => honestOutboundMeshPeers(node, honestIds))
    const share = deliveredWithin(report, 5_000)
    const inMesh = honest.map(({ relay }) => relay.meshPeers(MESH_TOPIC).filter((id) => !honestIds.has(id)).length)
    console.log(`seed ${SEED}; ${describeDeliveries(report)}; within 5 s ${(100 * share).toFixed(2)} %`)
    console.log(`honest outbound mesh peers ${outbound}; sybils in the mesh ${inMesh}; of ${sybils.length}`)
    expect(share).to.be.at.least(0.99)
    expect(report.lost).to.deep.equal([])
    expect(outbound[VICTIM]).to.be.at.least(LEAST_OUTBOUND)
  }

  it('deliver everything although the sybils forward nothing', async () => {
    const plans = await plan()
    const honest = await mesh.start(plans.honest)
    await delay(5_000)
    const sybils = await mesh.start(plans.sybils, silent)
    await delay(15_000)
    await checkTraffic(honest, sybils)
  })

  it('deliver everything of a publisher whom the sybils censor', async () => {
    const plans = await plan()
    const honest = await mesh.start(plans.honest)
    await delay(5_000)
    const sybils = await mesh.start(plans.sybils, censoring)
    await delay(15_000)
    await checkTraffic(honest, sybils)
  })

  it('deliver everything although the sybils were there before them (cold boot)', async () => {
    const plans = await plan()
    let mayDial = false
    const sybils = await mesh.start(plans.sybils, silent)
    const honest = await mesh.start(plans.honest.map((node) => ({ ...node, mayDial: () => mayDial })))
    const takenMs = await eventually('sybils hold all inbound slots', SETTLED_WITHIN_MS, () =>
      honest.every(({ relay }) => relay.subscribers(MESH_TOPIC).length >= INBOUND_RELAY_SLOTS),
    )
    console.log(`sybils hold all slots for relay peers that dial after ${takenMs} ms`)
    mayDial = true
    const ids = new Set(honest.map(({ peerId }) => peerId))
    const neighboursOf = ({ relay }: JournaledRelayNode): number =>
      relay.subscribers(MESH_TOPIC).filter((id) => ids.has(id)).length
    const talk = keepTalking(honest, random)
    try {
      const connectedMs = await eventually('honest neighbours', SETTLED_WITHIN_MS, () =>
        honest.every((node) => neighboursOf(node) >= LEAST_OUTBOUND),
      )
      console.log(`all honest nodes have ${LEAST_OUTBOUND} honest neighbours after ${connectedMs} ms more`)
    } finally {
      console.log(`honest neighbours of each: ${honest.map(neighboursOf)}`)
      await talk.stop()
    }
    const eclipsed = honest.filter(({ relay }) => !relay.meshPeers(MESH_TOPIC).some((id) => ids.has(id)))
    console.log(`${eclipsed.length} honest nodes with none but sybils in the mesh`)
    await checkTraffic(honest, sybils)
  })
})

/** What people say meanwhile, a message a second by turns: it is by messages that peers show their worth. */
function keepTalking(authors: readonly JournaledRelayNode[], random: FakeRandom): { stop(): Promise<void> } {
  let isOver = false
  const talking = (async () => {
    for (let turn = 0; !isOver; turn++) {
      const author = turn % authors.length
      await authors[author]!.publish(messageOf(author, TRAFFIC.bytes, random))
      await delay(1_000)
    }
  })()
  return {
    stop: async () => {
      isOver = true
      await talking
    },
  }
}

function honestOutboundMeshPeers(node: JournaledRelayNode, honest: ReadonlySet<string>): number {
  const outbound = new Set(
    node.host
      .getConnections()
      .filter(({ direction }) => direction === 'outbound')
      .map(({ remotePeer }) => remotePeer.toString()),
  )
  return node.relay.meshPeers(MESH_TOPIC).filter((id) => honest.has(id) && outbound.has(id)).length
}
