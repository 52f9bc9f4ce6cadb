import { setTimeout as delay } from 'node:timers/promises'
import type { Random } from '../../src/foundation/index.ts'
import { MESH_DEGREE_LOW, type RelayValidator, type RelayVerdict } from '../../src/relay/index.ts'
import { checkDeliveries, type DeliveryCheckOptions } from './delivery-check.ts'
import { type JournaledRelayNode, MESH_TOPIC, messageOf, startJournaledRelayNode } from './journaled-relay-node.ts'
import type { MemoryJournal, RelayJournal } from './relay-journal.ts'
import type { PlannedNode } from './relay-network-plan.ts'

/** Relay nodes in this process that form one mesh. */
export class RelayMesh {
  readonly nodes: JournaledRelayNode[] = []
  readonly #journal: RelayJournal

  constructor(journal: RelayJournal) {
    this.#journal = journal
  }

  /** Starts the planned nodes, all at once. */
  async start(plans: readonly PlannedNode[], validate?: RelayValidator<RelayVerdict>): Promise<JournaledRelayNode[]> {
    const nodes = await Promise.all(plans.map((plan) => startJournaledRelayNode(plan, this.#journal, validate)))
    this.nodes.push(...nodes)
    return nodes
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.splice(0).map((node) => node.stop()))
  }
}

/** Whether every node has as many mesh peers as GossipSub wants at least, or all others when they are fewer. */
export function isMeshed(nodes: readonly JournaledRelayNode[]): boolean {
  const least = Math.min(MESH_DEGREE_LOW, nodes.length - 1)
  return nodes.every((node) => node.relay.meshPeers(MESH_TOPIC).length >= least)
}

/** Looks until something is so. Returns how long that took, milliseconds. @throws when it is not in time */
export async function eventually(
  what: string,
  timeoutMs: number,
  isSo: () => boolean | Promise<boolean>,
): Promise<number> {
  const startedMs = performance.now()
  while (!(await isSo())) {
    if (performance.now() - startedMs > timeoutMs) throw new Error(`${what}: not within ${timeoutMs} ms`)
    await delay(100)
  }
  return Math.round(performance.now() - startedMs)
}

/** Waits until all messages have arrived, or their deadline is over. */
export async function arrived(journal: MemoryJournal, options: DeliveryCheckOptions): Promise<void> {
  const deadlineMs = performance.now() + options.deadlineMs
  while (performance.now() < deadlineMs && checkDeliveries(journal.events, options).lost.length > 0) await delay(100)
}

/** What a publisher of a test network needs: a node of this process, or of another one. */
export interface Publisher {
  publish(data: Uint8Array): Promise<string>
}

export interface TrafficOptions {
  /** All authors together; they take turns. */
  readonly messagesPerSecond: number
  readonly bytes: number
  readonly durationMs: number
}

/** Has the authors publish by turns, at the pace given. The first byte of a message is the index of its author. */
export async function publishByTurns(
  authors: readonly Publisher[],
  { messagesPerSecond, bytes, durationMs }: TrafficOptions,
  random: Random,
): Promise<void> {
  const startedMs = performance.now()
  const count = Math.round((messagesPerSecond * durationMs) / 1_000)
  const sent: Promise<string>[] = []
  for (let index = 0; index < count; index++) {
    const dueMs = (index * 1_000) / messagesPerSecond
    await delay(Math.max(0, dueMs - (performance.now() - startedMs)))
    const author = index % authors.length
    sent.push(authors[author]!.publish(messageOf(author, bytes, random)))
  }
  await Promise.all(sent)
}
