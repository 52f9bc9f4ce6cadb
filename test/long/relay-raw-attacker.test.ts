import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'chai'
import { GRAYLIST_THRESHOLD } from '../../src/relay/index.ts'
import { checkDeliveries, describeDeliveries } from '../support/delivery-check.ts'
import { FakeRandom } from '../support/fake-random.ts'
import { type GossipAttack, gossipAttacks } from '../support/gossip-attacks.ts'
import { MESH_TOPIC, messageOf } from '../support/journaled-relay-node.ts'
import { RawRelayPeer } from '../support/raw-relay-peer.ts'
import { readJournals } from '../support/relay-journal.ts'
import { eventually, publishByTurns } from '../support/relay-mesh.ts'
import { planRing } from '../support/relay-network-plan.ts'
import { RelayNodeChild, type RelayNodeState } from '../support/relay-node-child.ts'

const SEED = Number(process.env.SEED ?? 18)
const ATTACK_MS = 20_000
/** 50 MB. */
const MAX_GROWTH_MIB = 47
const MAX_TOTAL_GROWTH_MIB = 80
const CUT_OFF_MS = 15_000
const HONEST_INTERVAL_MS = 200
const HONEST_BYTES = 2_000
const DEADLINE_MS = 10_000
const WARM_UP_MS = 20_000

const mebibytes = (bytes: number): number => Math.round(bytes / 1024 / 1024)

interface Outcome {
  readonly attack: string
  readonly strikes: number
  readonly cutOffMs: number | undefined
  /** Peak of the RSS after garbage collections, over its value when this attack began. */
  readonly growthMiB: number
  /** The same over its value before the first attack; ids of messages of the last two minutes are in it. */
  readonly totalGrowthMiB: number
  /** The heap in use at its end. */
  readonly heapMiB: number
}

describe('a relay node under attack by its own protocol (reliability rows R18, T20, T21, T22)', function () {
  this.timeout(20 * 60_000)
  const folder = mkdtempSync(join(tmpdir(), 'relay-attack-'))
  const random = new FakeRandom(SEED)
  const children: RelayNodeChild[] = []

  after(async () => {
    await Promise.all(children.map((child) => child.kill()))
    rmSync(folder, { recursive: true })
  })

  it('keeps its memory, cuts the attacker off, and goes on relaying', async () => {
    // Author and reader know only the victim: what gets through went through it.
    const [victim, author, reader] = await planRing(3, 0, random)
    const journals = [victim!, author!, reader!].map(({ name }) => join(folder, name))
    const start = async (plan: typeof victim, index: number, flags: string[] = []): Promise<RelayNodeChild> => {
      const staticPeers = index === 0 ? [] : [victim!.address]
      const child = await RelayNodeChild.start({ ...plan!, staticPeers, unannounced: true }, journals[index]!, flags)
      children.push(child)
      return child
    }
    const node = await start(victim, 0, ['--expose-gc'])
    const publisher = await start(author, 1)
    await start(reader, 2)
    await eventually('both in the mesh', 30_000, async () => (await node.state()).meshPeers.length === 2)
    // What a node holds that is at work, not one that was just started.
    await publishByTurns([publisher], { messagesPerSecond: 50, bytes: 10_000, durationMs: WARM_UP_MS }, random)
    let isOver = false
    const honest = (async () => {
      while (!isOver) {
        await publisher.publish(messageOf(0, HONEST_BYTES, random))
        await delay(HONEST_INTERVAL_MS)
      }
    })()
    await delay(2_000)
    const before = (await node.state()).memory
    console.log(`seed ${SEED}; before: RSS ${mebibytes(before.rss)} MiB, heap ${mebibytes(before.heapUsed)} MiB`)

    const outcomes: Outcome[] = []
    for (const attack of gossipAttacks) {
      outcomes.push(await launch(attack, node, victim!.address, before.rss))
      console.log(JSON.stringify(outcomes.at(-1)))
    }
    await delay(2_000)
    isOver = true
    await honest
    await delay(DEADLINE_MS)
    const report = checkDeliveries(readJournals(journals), {
      deadlineMs: DEADLINE_MS,
      authors: (name) => name === 'n1',
    })
    console.log(describeDeliveries(report))

    expect(children.map(({ end }) => end)).to.deep.equal([undefined, undefined, undefined])
    expect(report.lost, 'honest messages lost').to.deep.equal([])
    for (const [index, { attack, cutOffMs, growthMiB, totalGrowthMiB }] of outcomes.entries()) {
      const { isOffence, isBelowRelay } = gossipAttacks[index]!
      if (isOffence) expect(cutOffMs, attack).to.be.at.most(CUT_OFF_MS)
      if (isBelowRelay) continue
      expect(growthMiB, attack).to.be.at.most(MAX_GROWTH_MIB)
      expect(totalGrowthMiB, attack).to.be.at.most(MAX_TOTAL_GROWTH_MIB)
    }
  })

  /** Attacks for `ATTACK_MS`, coming back whenever it is cut off. */
  async function launch(
    { name, strike, perSecond }: GossipAttack,
    node: RelayNodeChild,
    address: string,
    before: number,
  ): Promise<Outcome> {
    const atFirst = (await node.state()).memory.rss
    const peer = await RawRelayPeer.start(address)
    await peer.dial()
    const startedMs = performance.now()
    const elapsedMs = (): number => performance.now() - startedMs
    let strikes = 0
    const striking = (async () => {
      while (elapsedMs() < ATTACK_MS) {
        // The end of a connection or a stream is what the node owes it.
        await strike(peer, MESH_TOPIC, random).then(
          () => strikes++,
          () => delay(100),
        )
        await delay(Math.max(0, (strikes * 1_000) / perSecond - elapsedMs()))
      }
    })()
    let cutOffMs: number | undefined
    let peak = 0
    let heap = 0
    while (elapsedMs() < ATTACK_MS) {
      const state = await node.state()
      peak = Math.max(peak, state.memory.rss)
      heap = state.memory.heapUsed
      if (cutOffMs === undefined && isCutOff(state, peer.peerId)) cutOffMs = Math.round(elapsedMs())
      await delay(250)
    }
    await striking
    await peer.stop()
    return {
      attack: name,
      strikes,
      cutOffMs,
      growthMiB: mebibytes(peak - atFirst),
      totalGrowthMiB: mebibytes(peak - before),
      heapMiB: mebibytes(heap),
    }
  }
})

function isCutOff({ peers, connections }: RelayNodeState, peerId: string): boolean {
  const score = peers.find((peer) => peer.peerId === peerId)?.score ?? 0
  return score < GRAYLIST_THRESHOLD || !connections.includes(peerId)
}
