import { encodeWakuMessage, type RateLimitProof } from '../../message/index.ts'
import { createIdentity, epochToBytes, fieldToBytesLE, MembershipTree, rateCommitment } from '../../rln/index.ts'
import { AttackerPeer } from '../attacker-peer.ts'
import { seenWithin } from '../wait-until.ts'
import { expectedReasons, type RefusedKind, type RefusedReport, refusedKinds } from './demo-report.ts'
import {
  currentEpoch,
  type DemoStage,
  neighbourAddresses,
  neighboursOf,
  nowNs,
  verdictsOfNeighbours,
} from './demo-stage.ts'

/** A message under an unknown root waits up to 4 s for the root to become known. */
const VERDICT_TIMEOUT_MS = 20_000
const STRANGER_RATE_LIMIT = 20

/** Strangers without a membership try their luck, each a new peer; every neighbour must refuse each for its own reason. */
export async function refusalPhase(stage: DemoStage): Promise<Record<RefusedKind, RefusedReport>> {
  const reports: Partial<Record<RefusedKind, RefusedReport>> = {}
  for (const kind of refusedKinds) {
    const report = await tryOne(stage, kind)
    stage.say(`  ${kind}: refused by ${report.nodes} of ${neighboursOf(stage).length} neighbours (${report.reason})`)
    reports[kind] = report
  }
  return reports as Record<RefusedKind, RefusedReport>
}

async function tryOne(stage: DemoStage, kind: RefusedKind): Promise<RefusedReport> {
  const text = `a stranger's message: ${kind}`
  const reason = expectedReasons[kind]
  const before = await verdictsOfNeighbours(stage)
  const stranger = await AttackerPeer.attach(stage, stage.network.pubsubTopic, neighbourAddresses(stage))
  try {
    await stranger.send(await strangerMessage(stage, kind, text))
    const countRefusals = async (): Promise<number> => {
      const after = await verdictsOfNeighbours(stage)
      return after.filter((verdicts, index) => (verdicts[reason] ?? 0) > (before[index]![reason] ?? 0)).length
    }
    const all = neighboursOf(stage).length
    await seenWithin(stage.clock, VERDICT_TIMEOUT_MS, async () => (await countRefusals()) === all)
    const nodes = await countRefusals()
    await stage.tally.collect()
    return { sent: 1, nodes, reason, delivered: stage.tally.nodesThatDelivered(text).length }
  } finally {
    await stranger.stop()
  }
}

/** The stranger is a member of a tree of its own, so its proof is sound, but of nothing that counts here. */
async function strangerMessage(stage: DemoStage, kind: RefusedKind, text: string): Promise<Uint8Array> {
  const { forger, clock, random, membership } = stage
  const timestampNs = nowNs(clock)
  if (kind === 'noProof') return encodeWakuMessage(forger.plain(text, timestampNs))
  const identity = createIdentity(random)
  const tree = new MembershipTree([rateCommitment(identity.commitment, STRANGER_RATE_LIMIT)])
  const claims: Record<Exclude<RefusedKind, 'noProof'>, Partial<RateLimitProof>> = {
    unknownRoot: {},
    badProof: { merkleRoot: fieldToBytesLE(membership.newestRoot()) },
    staleEpoch: { epoch: epochToBytes(currentEpoch(stage) - 1n) },
  }
  const forgery = {
    text,
    timestampNs,
    identitySecret: identity.secretHash,
    rateLimit: STRANGER_RATE_LIMIT,
    messageId: 0,
    path: tree.path(0),
  }
  return forger.prove(forgery, claims[kind])
}
