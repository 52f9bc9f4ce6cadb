import { type Metrics, noMetrics, systemRandom } from '../../src/foundation/index.ts'
import { meterTraffic } from '../../src/relay/index.ts'
import { checkDeliveries } from '../../test/support/delivery-check.ts'
import { MemoryJournal } from '../../test/support/relay-journal.ts'
import { eventually, isMeshed, publishByTurns, RelayMesh } from '../../test/support/relay-mesh.ts'
import { planRing } from '../../test/support/relay-network-plan.ts'
import { type BenchOutcome, type BenchResult, summarize } from '../bench-suite.ts'

const SIZES = [2, 4, 8, 16]
/** Each node dials so many and is dialled by as many, when there are as many. */
const DIALLED = 4
const TRAFFIC = { messagesPerSecond: 10, bytes: 1_000, durationMs: 10_000 }
const MESHED_WITHIN_MS = 60_000
const DEADLINE_MS = 10_000

/** Sums up what routers send, as `waku_relay_network_bytes` counts it. */
class SentTraffic {
  messages = 0
  bytes = 0
  readonly metrics: Metrics = {
    ...noMetrics,
    counter: () => ({
      add: (bytes = 1, { direction }: Readonly<Record<string, string>> = {}) => {
        if (direction !== 'out') return
        this.messages++
        this.bytes += bytes
      },
    }),
  }
}

async function measure(size: number): Promise<BenchResult[]> {
  const [journal, sent] = [new MemoryJournal(), new SentTraffic()]
  const mesh = new RelayMesh(journal)
  try {
    await mesh.start(await planRing(size, Math.min(DIALLED, size - 1), systemRandom))
    await eventually('a mesh', MESHED_WITHIN_MS, () => isMeshed(mesh.nodes))
    for (const { host } of mesh.nodes) meterTraffic(host.services.pubsub, sent.metrics)
    await publishByTurns(mesh.nodes, TRAFFIC, systemRandom)
    const report = () => checkDeliveries(journal.events, { deadlineMs: DEADLINE_MS })
    await eventually('all messages are delivered', DEADLINE_MS, () => report().lost.length === 0)
    const { delivered } = report()
    const name = `${size} nodes, no RLN, for each delivery`
    return [
      summarize(`${name}, messages sent`, 'messages', [sent.messages / delivered]),
      summarize(`${name}, bytes sent`, 'bytes', [sent.bytes / delivered]),
    ]
  } finally {
    await mesh.stop()
  }
}

/** What a delivery costs as a network grows: messages of 1 KB that all nodes send, and their bytes, without control messages. */
export async function growth(): Promise<BenchOutcome> {
  const results: BenchResult[] = []
  for (const size of SIZES) results.push(...(await measure(size)))
  return { results, ratios: {} }
}
