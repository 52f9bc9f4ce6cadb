import { AttackerPeer } from '../attacker-peer.ts'
import { seenWithin, waitUntil } from '../wait-until.ts'
import { type DemoStage, neighbourAddresses, neighboursOf, nowNs, spammerOf } from './demo-stage.ts'

/** Every message id is used twice. */
const USES_OF_A_MESSAGE_ID = 2
const DETECTION_TIMEOUT_MS = 20_000

export interface SpamOutcome {
  readonly limit: number
  readonly sent: number
  readonly relayed: number
  readonly detectedBy: number
}

/**
 * The spammer floods its neighbours from modified software: within its limit at first, then with the same message ids
 * again, which reveals its secret. Everything happens within one epoch.
 */
export async function spamPhase(stage: DemoStage, identitySecret: bigint): Promise<SpamOutcome> {
  const { clock, network, tally, membership, forger, say } = stage
  const { rateLimit, index, idCommitment } = spammerOf(stage)
  const attacker = await AttackerPeer.attach(stage, network.pubsubTopic, neighbourAddresses(stage))
  const texts: string[] = []
  try {
    for (let use = 0; use < USES_OF_A_MESSAGE_ID; use++) {
      for (let messageId = 0; messageId < rateLimit; messageId++) {
        const text = `spam ${texts.length + 1}`
        texts.push(text)
        const path = membership.pathOf(index)
        await attacker.send(
          await forger.prove({ text, timestampNs: nowNs(clock), identitySecret, rateLimit, messageId, path }),
        )
      }
      say(
        use === 0
          ? `  ${texts.length} messages sent, its limit of an epoch`
          : `  ${texts.length} sent: every message id twice`,
      )
      if (use === 0) await deliveredEverywhere(stage, texts)
    }
    const detectedBy = await countDetections(stage, idCommitment)
    await tally.collect()
    const relayed = texts.filter((text) => tally.nodesThatDelivered(text).length > 0).length
    say(`  relayed ${relayed} of ${texts.length}; caught by ${detectedBy} of ${neighboursOf(stage).length} neighbours`)
    return { limit: rateLimit, sent: texts.length, relayed, detectedBy }
  } finally {
    await attacker.stop()
  }
}

/** What is within the limit must arrive before the rest is sent, or the count of relayed messages would say nothing. */
async function deliveredEverywhere(stage: DemoStage, texts: readonly string[]): Promise<void> {
  const { clock, tally, network } = stage
  await waitUntil(clock, "the spammer's first messages arrived", DETECTION_TIMEOUT_MS, async () => {
    await tally.collect()
    return texts.every((text) => tally.nodesThatDelivered(text).length === network.nodes.length)
  })
}

async function countDetections(stage: DemoStage, idCommitment: bigint): Promise<number> {
  const count = async (): Promise<number> => {
    const statuses = await Promise.all(neighboursOf(stage).map((node) => node.rest.rlnStatus()))
    return statuses.filter((status) => status.convicted.some((convicted) => BigInt(convicted) === idCommitment)).length
  }
  const all = neighboursOf(stage).length
  await seenWithin(stage.clock, DETECTION_TIMEOUT_MS, async () => (await count()) === all)
  return count()
}
