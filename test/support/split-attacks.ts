import { setTimeout as delay } from 'node:timers/promises'
import { encodeWakuMessage } from '../../src/message/index.ts'
import { checkDeliveries, type DeliveryReport } from './delivery-check.ts'
import { FakeRandom } from './fake-random.ts'
import { ProtectedMesh } from './protected-mesh.ts'
import { eventually } from './relay-mesh.ts'

const NODES = 8
/** Between two attacks; an honest message goes out with each of them. */
const INTERVAL_MS = 100
const DEADLINE_MS = 5_000
/** Scores are computed anew at each heartbeat. */
const SCORED_WITHIN_MS = 1_500
/** Copies of one message in other bytes, for each node as many. */
const VARIANTS_PER_NODE = 4

export interface AttackReport {
  readonly honest: DeliveryReport
  readonly cutLinks: number
  readonly links: number
  readonly secretsRecovered: number
  /** Most proofs that one node verified for one attacked nullifier, and most messages it relayed. */
  readonly mostVerified: number
  readonly mostRelayed: number
}

export interface AttackOptions {
  readonly count: number
  readonly seed: number
  readonly strictSpec64?: boolean
}

type Strike = (mesh: ProtectedMesh, index: number) => Promise<void>

/** A member sends one message to half of the nodes and another under the same id to the other half (T4). */
export function splitDoubleSignals(options: AttackOptions): Promise<AttackReport> {
  return underAttack(options, async (mesh, index) => {
    const identity = mesh.register()
    const [a, b] = ['a', 'b'].map((half) => mesh.message({ identity, payload: `split ${index} ${half}` }))
    await Promise.all(mesh.nodes.map((_, node) => mesh.inject(node, [node < NODES / 2 ? a! : b!])))
  })
}

/** Strangers send each node other bytes of one member's message: what the proof does not cover is changed (T9). */
export function byteVariants(options: AttackOptions): Promise<AttackReport> {
  return underAttack(options, async (mesh, index) => {
    const original = mesh.message({ identity: mesh.register(), payload: `variant ${index}` })
    const strikes = mesh.nodes.map((_, node) => {
      const variants = Array.from({ length: VARIANTS_PER_NODE }, (_, variant) => {
        return { ...original, meta: Uint8Array.of(node, variant), ephemeral: variant % 2 === 1 }
      })
      return mesh.inject(node, variants)
    })
    await Promise.all(strikes)
  })
}

async function underAttack({ count, seed, ...policy }: AttackOptions, strike: Strike): Promise<AttackReport> {
  const mesh = new ProtectedMesh(new FakeRandom(seed))
  try {
    const honest = mesh.register(65_536)
    await mesh.start(NODES, policy)
    for (let index = 0; index < count; index++) {
      await strike(mesh, index)
      const message = mesh.message({ identity: honest, messageId: index, payload: `honest ${index}` })
      await mesh.nodes[index % NODES]!.node.publish(encodeWakuMessage(message))
      await delay(INTERVAL_MS)
    }
    const isDelivered = (): boolean =>
      checkDeliveries(mesh.journal.events, { deadlineMs: DEADLINE_MS }).lost.length === 0
    await eventually('all honest messages are delivered', DEADLINE_MS, isDelivered).catch(() => undefined)
    await delay(SCORED_WITHIN_MS)
    return reportOf(mesh, count)
  } finally {
    await mesh.stop()
  }
}

function reportOf(mesh: ProtectedMesh, count: number): AttackReport {
  const calls = mesh.nodes.map(({ verifier }) => verifier.calls)
  const relayed = mesh.nodes.map(({ validator }) => validator.counts().valid)
  // Each node but the author verifies and relays the honest messages, too.
  const honestOf = (node: number): number => count - Math.ceil((count - node) / NODES)
  return {
    honest: checkDeliveries(mesh.journal.events, { deadlineMs: DEADLINE_MS }),
    cutLinks: mesh.cutLinks(),
    links: NODES * (NODES - 1),
    secretsRecovered: mesh.recoveredSecrets().size,
    mostVerified: Math.max(...calls.map((verified, node) => (verified - honestOf(node)) / count)),
    mostRelayed: Math.max(...relayed.map((valid, node) => (valid - honestOf(node)) / count)),
  }
}

export function describeAttack({ honest, cutLinks, links, secretsRecovered, mostVerified }: AttackReport): string {
  const delivered = `${honest.delivered} of ${honest.expected} honest deliveries`
  const cut = `${cutLinks} of ${links} honest links cut`
  return `${delivered}, ${cut}, ${secretsRecovered} secrets recovered, ${mostVerified} proofs verified a strike at most`
}
