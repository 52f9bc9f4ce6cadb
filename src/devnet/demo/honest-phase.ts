import type { PublishReceiptJson } from '../../rest/index.ts'
import { seenWithin } from '../wait-until.ts'
import type { DemoReport } from './demo-report.ts'
import { DEMO_CONTENT_TOPIC, type DemoStage, SPAMMER } from './demo-stage.ts'

const MESSAGES_PER_MEMBER = 6
/** Six proofs one after the other on a slow core, and their delivery. */
export const HONEST_PHASE_MS = 24_000
/** Delivery on one machine takes well under a second. */
const DELIVERY_TIMEOUT_MS = 20_000

export interface HonestPhase {
  readonly honest: DemoReport['honest']
  /** The first proof that was not prepared ahead. */
  readonly proveFirstMs: number
  /** Median over the messages whose proof was prepared ahead; null when none was. */
  readonly provePreparedMs: number | null
}

/** The honest members publish through their nodes, at the same time; every message must reach every other node. */
export async function honestPhase(stage: DemoStage): Promise<HonestPhase> {
  const { network, tally, clock, say } = stage
  const senders = network.members.map((_member, position) => position).filter((position) => position !== SPAMMER)
  const receipts = await Promise.all(senders.map((position) => publishAll(stage, position)))
  const texts = senders.flatMap((position) => textsOf(position).map((text) => ({ text, position })))
  const expectedDeliveries = texts.length * (network.nodes.length - 1)
  const countDeliveries = (): number =>
    texts.reduce(
      (sum, { text, position }) => sum + tally.nodesThatDelivered(text).filter((node) => node !== position).length,
      0,
    )
  await seenWithin(clock, DELIVERY_TIMEOUT_MS, async () => {
    await tally.collect()
    return countDeliveries() === expectedDeliveries
  })
  const delivered = countDeliveries()
  say(`  ${texts.length} messages published, ${delivered} of ${expectedDeliveries} deliveries seen`)
  const [first] = receipts.flat().filter(({ proofKind }) => proofKind !== 'slot')
  const preparedMs = receipts.flat().flatMap(({ proofKind, proofMs }) => (proofKind === 'slot' ? [proofMs] : []))
  return {
    honest: { published: texts.length, expectedDeliveries, delivered },
    proveFirstMs: first?.proofMs ?? receipts[0]![0]!.proofMs,
    provePreparedMs: preparedMs.length === 0 ? null : median(preparedMs),
  }
}

async function publishAll({ network, say }: DemoStage, position: number): Promise<PublishReceiptJson[]> {
  const receipts: PublishReceiptJson[] = []
  for (const text of textsOf(position)) {
    const receipt = await network.nodes[position]!.rest.publish({
      payload: Buffer.from(text, 'utf8').toString('base64'),
      contentTopic: DEMO_CONTENT_TOPIC,
    })
    say(`  node ${position} published "${text}", proof (${receipt.proofKind}) in ${receipt.proofMs.toFixed(1)} ms`)
    receipts.push(receipt)
  }
  return receipts
}

function textsOf(position: number): string[] {
  return Array.from({ length: MESSAGES_PER_MEMBER }, (_, number) => `hello ${number + 1} from member ${position}`)
}

function median(samples: readonly number[]): number {
  return samples.toSorted((a, b) => a - b)[samples.length >> 1]!
}
