import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MESH_DEGREE_LOW } from '../../src/relay/index.ts'
import { FileJournal, type JournalEvent, readJournals } from './relay-journal.ts'
import type { PlannedNode } from './relay-network-plan.ts'
import { RelayNodeChild } from './relay-node-child.ts'

/** Relay nodes each in a process of its own, and their journals. */
export class RelayNodeChildren {
  readonly plans: readonly PlannedNode[]
  readonly #folder = mkdtempSync(join(tmpdir(), 'relay-nodes-'))
  readonly #supervisor = new FileJournal(join(this.#folder, 'supervisor'))
  /** By the index of their plan; killed ones are left out. */
  readonly #running = new Map<number, RelayNodeChild>()

  constructor(plans: readonly PlannedNode[]) {
    this.plans = plans
  }

  /** In the order of their plans, whichever was up first. */
  get running(): RelayNodeChild[] {
    return [...this.#running].sort(([a], [b]) => a - b).map(([, child]) => child)
  }

  /** Starts the nodes with these indexes; all of them unless told otherwise. */
  async start(indexes: readonly number[] = [...this.plans.keys()]): Promise<void> {
    await Promise.all(
      indexes.map(async (index) => {
        const plan = this.plans[index]!
        this.#running.set(index, await RelayNodeChild.start(plan, join(this.#folder, plan.name)))
      }),
    )
  }

  /** Kills nodes at once, as in a power failure; what they were to receive is not expected of them. */
  async kill(indexes: readonly number[]): Promise<void> {
    for (const index of indexes) this.#supervisor.record(this.plans[index]!.name, 'down')
    await Promise.all(indexes.map((index) => this.#running.get(index)!.kill()))
    for (const index of indexes) this.#running.delete(index)
  }

  /** Has nodes leave in order. */
  async stop(indexes: readonly number[]): Promise<void> {
    await Promise.all(indexes.map((index) => this.#running.get(index)!.stop()))
    for (const index of indexes) this.#running.delete(index)
  }

  /** Whether every running node has at least Dlow mesh peers, all of them running. */
  async isMeshed(): Promise<boolean> {
    const ids = new Set([...this.#running.keys()].map((index) => this.plans[index]!.peerId))
    const least = Math.min(MESH_DEGREE_LOW, ids.size - 1)
    const states = await Promise.all(this.running.map((child) => child.state()))
    return states.every(({ meshPeers }) => meshPeers.filter((id) => ids.has(id)).length >= least)
  }

  events(): JournalEvent[] {
    const names = [...this.plans.map(({ name }) => name), 'supervisor']
    return readJournals(names.map((name) => join(this.#folder, name)))
  }

  async remove(): Promise<void> {
    await Promise.all(this.running.map((child) => child.kill()))
    this.#running.clear()
    rmSync(this.#folder, { recursive: true })
  }
}
