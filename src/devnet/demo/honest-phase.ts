import { seenWithin } from '../wait-until.ts'
import type { DemoReport } from './demo-report.ts'
import { DEMO_CONTENT_TOPIC, type DemoStage, SPAMMER } from './demo-stage.ts'

const MESSAGES_PER_MEMBER = 6
/** Six proofs one after the other on a slow core, and their delivery. */
export const HONEST_PHASE_MS = 24_000
/** Delivery on one machine takes well under a second. */
const DELIVERY_TIMEOUT_MS = 20_000

/** The honest members publish through their nodes, at the same time; every message must reach every other node. */
export async function honestPhase(stage: DemoStage): Promise<{ honest: DemoReport['honest']; proveFirstMs: number }> {
  const { network, tally, clock, say } = stage
  const senders = network.members.map((_member, position) => position).filter((position) => position !== SPAMMER)
  const proofTimes = await Promise.all(senders.map((position) => publishAll(stage, position)))
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
  return { honest: { published: texts.length, expectedDeliveries, delivered }, proveFirstMs: proofTimes[0]![0]! }
}

async function publishAll({ network, say }: DemoStage, position: number): Promise<number[]> {
  const times: number[] = []
  for (const text of textsOf(position)) {
    const { proofMs } = await network.nodes[position]!.rest.publish({
      payload: Buffer.from(text, 'utf8').toString('base64'),
      contentTopic: DEMO_CONTENT_TOPIC,
    })
    say(`  node ${position} published "${text}", proof in ${Math.round(proofMs)} ms`)
    times.push(proofMs)
  }
  return times
}

function textsOf(position: number): string[] {
  return Array.from({ length: MESSAGES_PER_MEMBER }, (_, number) => `hello ${number + 1} from member ${position}`)
}
