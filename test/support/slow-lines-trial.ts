import type { Random } from '../../src/foundation/index.ts'
import { checkDeliveries, type DeliveryReport } from './delivery-check.ts'
import { leadThroughProxies } from './proxied-network.ts'
import { MemoryJournal } from './relay-journal.ts'
import { arrived, eventually, isMeshed, publishByTurns, RelayMesh, type TrafficOptions } from './relay-mesh.ts'
import { planRing } from './relay-network-plan.ts'
import type { LineQuality } from './tcp-chaos-proxy.ts'

export interface SlowLinesTrialOptions extends TrafficOptions {
  readonly nodes: number
  /** How many others each node dials. */
  readonly dialled: number
  readonly quality: LineQuality
  readonly deadlineMs: number
}

/** Has the nodes of a mesh talk over lines of the given quality, all of them, and tells what was delivered (R27). */
export async function slowLinesTrial(options: SlowLinesTrialOptions, random: Random): Promise<DeliveryReport> {
  const { nodes: count, dialled, quality, deadlineMs } = options
  const network = await leadThroughProxies(await planRing(count, dialled, random), () => true, quality, random)
  const journal = new MemoryJournal()
  const mesh = new RelayMesh(journal)
  try {
    const nodes = await mesh.start(network.plans)
    await eventually('a mesh', 60_000, () => isMeshed(nodes))
    await publishByTurns(nodes, options, random)
    await arrived(journal, { deadlineMs })
    return checkDeliveries(journal.events, { deadlineMs })
  } finally {
    await mesh.stop()
    await network.stop()
  }
}
