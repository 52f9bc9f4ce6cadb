import type { Random } from '../../src/foundation/index.ts'
import { checkDeliveries, type DeliveryReport } from './delivery-check.ts'
import { MESH_TOPIC } from './journaled-relay-node.ts'
import { leadThroughProxies } from './proxied-network.ts'
import { MemoryJournal } from './relay-journal.ts'
import { arrived, eventually, isMeshed, publishByTurns, RelayMesh } from './relay-mesh.ts'
import { planRing } from './relay-network-plan.ts'
import { perfectLine } from './tcp-chaos-proxy.ts'

export interface PartitionTrialOptions {
  readonly nodes: number
  /** How many others each node dials. */
  readonly dialled: number
  /** `cut`: connections end. `silence`: nothing is let through, and nobody is told. */
  readonly fault: 'cut' | 'silence'
  readonly faultMs: number
  readonly messagesPerSecond: number
  /** Traffic before the fault and after it was healed. */
  readonly trafficMs: number
  readonly deadlineMs: number
}

export interface PartitionTrial {
  /** From the end of the fault until both halves are in one mesh and every node has Dlow mesh peers. */
  readonly meshBackMs: number
  readonly before: DeliveryReport
  /** Within the halves while they were apart: of the authors of the first half to its own nodes. */
  readonly apart: DeliveryReport
  /** Of messages published after the mesh was back. */
  readonly after: DeliveryReport
}

/** Cuts a mesh in two halves, heals it, and tells what was delivered (R26). */
export async function partitionTrial(options: PartitionTrialOptions, random: Random): Promise<PartitionTrial> {
  const { nodes: count, dialled, fault, faultMs, trafficMs, messagesPerSecond, deadlineMs } = options
  const isLeft = (index: number): boolean => index < count / 2
  const network = await leadThroughProxies(
    await planRing(count, dialled, random),
    (from, to) => isLeft(from) !== isLeft(to),
    perfectLine,
    random,
  )
  const journal = new MemoryJournal()
  const mesh = new RelayMesh(journal)
  try {
    const nodes = await mesh.start(network.plans)
    const left = new Set(nodes.filter((_, index) => isLeft(index)).map(({ peerId }) => peerId))
    const leftNames = new Set(nodes.filter((_, index) => isLeft(index)).map(({ name }) => name))
    const isJoined = (): boolean =>
      nodes.some(({ peerId, relay }) => left.has(peerId) && relay.meshPeers(MESH_TOPIC).some((id) => !left.has(id)))
    const traffic = (durationMs: number): Promise<void> =>
      publishByTurns(nodes, { messagesPerSecond, bytes: 1_000, durationMs }, random)
    const now = (): number => performance.timeOrigin + performance.now()

    await eventually('a mesh', 60_000, () => isMeshed(nodes) && isJoined())
    await traffic(trafficMs)
    await arrived(journal, { deadlineMs })
    const faultAtMs = now()
    for (const proxy of network.proxies) proxy[fault]()
    await traffic(faultMs)
    const healedAtMs = now()
    for (const proxy of network.proxies) proxy.heal()
    const meshBackMs = await eventually('one mesh again', 60_000, () => isMeshed(nodes) && isJoined())
    const backAtMs = now()
    await traffic(trafficMs)
    await arrived(journal, { deadlineMs, publishedFromMs: backAtMs })
    const { events } = journal
    const isLeftName = (name: string): boolean => leftNames.has(name)
    const span = { publishedFromMs: faultAtMs, publishedUntilMs: healedAtMs - deadlineMs }
    return {
      meshBackMs,
      before: checkDeliveries(events, { deadlineMs, publishedUntilMs: faultAtMs }),
      apart: checkDeliveries(events, { deadlineMs, authors: isLeftName, receivers: isLeftName, ...span }),
      after: checkDeliveries(events, { deadlineMs, publishedFromMs: backAtMs }),
    }
  } finally {
    await mesh.stop()
    await network.stop()
  }
}
