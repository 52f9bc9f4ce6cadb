import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StateStore } from '../../src/foundation/index.ts'
import { systemRandom } from '../../src/foundation/index.ts'
import type { VerificationKey, Verifier } from '../../src/rln/index.ts'
import { createWorkerVerifier } from '../../src/rln/server.ts'
import { openSqliteStateStore } from '../../src/storage/server.ts'
import { CorpusClock, HONEST_PER_SECOND } from '../../test/support/corpus-network.ts'
import { CorpusProtection } from '../../test/support/corpus-protection.ts'
import type { CorpusMessage } from '../../test/support/corpus-prover.ts'
import { checkDeliveries, percentile } from '../../test/support/delivery-check.ts'
import { type JournaledRelayNode, MESH_TOPIC } from '../../test/support/journaled-relay-node.ts'
import { MemoryJournal } from '../../test/support/relay-journal.ts'
import { eventually, isMeshed, RelayMesh } from '../../test/support/relay-mesh.ts'
import { type PlannedNode, planRing } from '../../test/support/relay-network-plan.ts'
import type { BenchOutcome, BenchResult } from '../bench-suite.ts'

const MESSAGES_PER_SECOND = 20
const MESHED_WITHIN_MS = 60_000
/** What takes longer is lost, and nothing may be lost here. */
const DEADLINE_MS = 5_000

interface Shape {
  readonly name: string
  readonly nodes: number
  /** Of the deliveries that are measured, to all nodes but the first `notMeasured`. */
  readonly hops: number
  readonly notMeasured: number
  readonly plan: () => Promise<PlannedNode[]>
  readonly isUp: (nodes: readonly JournaledRelayNode[]) => boolean
}

/** Each node dials the next one, and nobody else knows of it. */
async function planChain(nodes: number): Promise<PlannedNode[]> {
  const ring = await planRing(nodes, 1, systemRandom)
  return ring.map((node, index) => {
    return { ...node, staticPeers: index === nodes - 1 ? [] : node.staticPeers, unannounced: true }
  })
}

const shapes: readonly Shape[] = [
  {
    name: 'along a chain of 4',
    nodes: 4,
    hops: 3,
    notMeasured: 3,
    plan: () => planChain(4),
    isUp: (nodes) =>
      nodes.every(({ relay }, index) => {
        return relay.meshPeers(MESH_TOPIC).length === (index === 0 || index === nodes.length - 1 ? 1 : 2)
      }),
  },
  {
    name: 'in a mesh of 8',
    nodes: 8,
    // Everybody is a neighbour of the author; a second hop is seldom the faster one.
    hops: 1,
    notMeasured: 1,
    plan: () => planRing(8, 4, systemRandom),
    isUp: isMeshed,
  },
]

interface Protections {
  readonly all: CorpusProtection[]
  close(): Promise<void>
}

/** One for each node, each with a store of its own; they share the verifier and its threads. */
async function protect(nodes: number, clock: CorpusClock, verifier: Verifier, folder: string): Promise<Protections> {
  const stores: StateStore[] = []
  const all: CorpusProtection[] = []
  for (let node = 0; node < nodes; node++) {
    const store = await openSqliteStateStore(join(folder, `${crypto.randomUUID()}.sqlite3`))
    stores.push(store)
    all.push(new CorpusProtection({ clock, verifier, store }))
  }
  return {
    all,
    close: async () => {
      for (const { validator } of all) await validator.stop()
      for (const store of stores) await store.close()
    },
  }
}

/** Sorted latencies of all deliveries: from publication in the first node to the others' listeners. */
async function deliver(
  { nodes: count, notMeasured, plan, isUp }: Shape,
  messages: readonly CorpusMessage[],
  clock: CorpusClock,
  protections: Protections | undefined,
): Promise<readonly number[]> {
  const journal = new MemoryJournal()
  const mesh = new RelayMesh(journal)
  try {
    for (const [index, planned] of (await plan()).entries()) {
      const validator = protections?.all[index]?.validator
      await mesh.start([planned], validator && ((message) => validator.validate(message)))
    }
    await eventually('a mesh', MESHED_WITHIN_MS, () => mesh.nodes.length === count && isUp(mesh.nodes))
    clock.start()
    const [author] = mesh.nodes
    for (const { atMs, data } of messages) {
      await clock.reaches(atMs)
      await author!.publish(data)
    }
    const receivers = (name: string): boolean => mesh.nodes.findIndex((node) => node.name === name) >= notMeasured
    const report = () => checkDeliveries(journal.events, { deadlineMs: DEADLINE_MS, receivers })
    await eventually('all messages are delivered', DEADLINE_MS, () => report().lost.length === 0)
    return report().latenciesMs
  } finally {
    await mesh.stop()
  }
}

/** How long messages take from author to listeners, with and without RLN. All nodes are in this process. */
export async function latency(
  messages: readonly CorpusMessage[],
  verificationKey: VerificationKey,
): Promise<BenchOutcome> {
  const verifier = await createWorkerVerifier(verificationKey, { threads: 2 })
  const folder = mkdtempSync(join(tmpdir(), 'bench-relay-'))
  const results: BenchResult[] = []
  const ratios: Record<string, number> = {}
  try {
    for (const shape of shapes) {
      const medians = []
      for (const isProtected of [false, true]) {
        const clock = new CorpusClock(MESSAGES_PER_SECOND / HONEST_PER_SECOND)
        const protections = isProtected ? await protect(shape.nodes, clock, verifier, folder) : undefined
        const latenciesMs = await deliver(shape, messages, clock, protections)
        await protections?.close()
        const [median, p95, p99] = [0.5, 0.95, 0.99].map((part) => percentile({ latenciesMs }, part))
        const name = `${shape.name}, ${isProtected ? 'RLN, real proofs' : 'no RLN'}`
        const n = latenciesMs.length
        results.push({ name: `delivery ${name}`, unit: 'ms', n, median: median!, p95: p95! })
        results.push({ name: `delivery p99, ${name}`, unit: 'ms', n, median: p99!, p95: p99! })
        medians.push(median!)
      }
      const [plain, withRln] = medians as [number, number]
      ratios[`delivery ${shape.name}: ms that RLN adds to p50, each hop`] = (withRln - plain) / shape.hops
    }
  } finally {
    await verifier.close()
    rmSync(folder, { recursive: true })
  }
  return { results, ratios }
}
