import { fieldToBytesLE, type MerklePath } from '../../rln/index.ts'
import { AttackerPeer } from '../attacker-peer.ts'
import { seenWithin } from '../wait-until.ts'
import {
  type DemoStage,
  neighbourAddresses,
  neighboursOf,
  nowNs,
  spammerOf,
  verdictsOfNeighbours,
} from './demo-stage.ts'

const VERDICT_TIMEOUT_MS = 20_000

export interface AfterSlashOutcome {
  readonly sent: number
  readonly accepted: number
  readonly reasons: readonly string[]
}

/**
 * In a later epoch the spammer tries again: on the last root that still held its leaf, which nodes accept from others for
 * some minutes, and on the newest root.
 */
export async function afterSlashPhase(
  stage: DemoStage,
  identitySecret: bigint,
  lastPath: MerklePath,
): Promise<AfterSlashOutcome> {
  const { clock, network, membership, forger, tally, say } = stage
  const { rateLimit } = spammerOf(stage)
  const newestRoot = fieldToBytesLE(membership.newestRoot())
  const attempts = [
    { text: 'spam after the slash, on the last root that held it', claim: {} },
    { text: 'spam after the slash, on the newest root', claim: { merkleRoot: newestRoot } },
  ]
  const reasons: string[] = []
  const attacker = await AttackerPeer.attach(stage, network.pubsubTopic, neighbourAddresses(stage))
  try {
    for (const [messageId, { text, claim }] of attempts.entries()) {
      const forgery = { text, timestampNs: nowNs(clock), identitySecret, rateLimit, messageId, path: lastPath }
      const data = await forger.prove(forgery, claim)
      const before = await verdictsOfNeighbours(stage)
      await attacker.send(data)
      const reason = await refusalSeen(stage, before)
      if (reason !== undefined) reasons.push(reason)
      say(`  "${text}": ${reason ?? 'not refused everywhere'}`)
    }
  } finally {
    await attacker.stop()
  }
  await tally.collect()
  const accepted = attempts.filter(({ text }) => tally.nodesThatDelivered(text).length > 0).length
  return { sent: attempts.length, accepted, reasons }
}

/** The reason under which every neighbour counted one more refusal; undefined when they did not all. */
async function refusalSeen(
  stage: DemoStage,
  before: readonly Readonly<Record<string, number>>[],
): Promise<string | undefined> {
  const look = async (): Promise<string | undefined> => {
    const after = await verdictsOfNeighbours(stage)
    const newReasons = after.map((verdicts, index) =>
      Object.keys(verdicts).find((reason) => reason !== 'valid' && verdicts[reason]! > (before[index]![reason] ?? 0)),
    )
    const isEverywhere =
      newReasons.length === neighboursOf(stage).length && newReasons.every((reason) => reason !== undefined)
    return isEverywhere ? [...new Set(newReasons)].join(', ') : undefined
  }
  return seenWithin(stage.clock, VERDICT_TIMEOUT_MS, look)
}
