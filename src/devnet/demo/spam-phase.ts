import { AttackerPeer } from '../attacker-peer.ts'
import { DevnetError } from '../devnet-error.ts'
import { seenWithin, waitUntil } from '../wait-until.ts'
import { type DemoStage, neighbourAddresses, neighboursOf, spammerOf } from './demo-stage.ts'

/** The spam's timestamps: safely inside the epoch, and near enough for every clock. */
const STAMPED_AFTER_BORDER_MS = 1_000
/** The attack begins in the first seconds of its epoch, so that all of it fits. */
const LATEST_START_MS = 8_000
/** Ten proofs on two slow cores. An epoch that begins sooner is left to pass. */
const EXPECTED_PROVING_MS = 20_000
const MAX_PREPARATIONS = 3
/** A machine is seldom slower by more than this the second time. */
const SLOWER_NEXT_TIME = 1.5
const DETECTION_TIMEOUT_MS = 20_000

export interface SpamOutcome {
  readonly limit: number
  readonly sent: number
  readonly relayed: number
  readonly detectedBy: number
}

/** What the spammer will send, made for one epoch. */
export interface PreparedSpam {
  readonly epoch: bigint
  /** Within the limit. */
  readonly first: readonly SpamMessage[]
  /** The same message ids again. */
  readonly second: readonly SpamMessage[]
}

interface SpamMessage {
  readonly text: string
  readonly data: Uint8Array
}

/**
 * Proves the spam before the epoch it is for has begun: nobody stops a spammer from that. When proving took into the
 * epoch, it is made again for one far enough ahead, because the whole attack has to fit one epoch.
 * @throws DevnetError `expectation_not_met` on a machine that becomes slower each time
 */
export async function prepareSpam(stage: DemoStage, identitySecret: bigint): Promise<PreparedSpam> {
  const { clock, network, say } = stage
  const epochSizeMs = network.options.epochSizeSeconds * 1000
  let expectedMs = EXPECTED_PROVING_MS
  for (let attempt = 1; attempt <= MAX_PREPARATIONS; attempt++) {
    const startedAtMs = clock.nowMs()
    const epoch = Math.floor((startedAtMs + expectedMs) / epochSizeMs) + 1
    const startMs = epoch * epochSizeMs
    const timestampNs = BigInt(startMs + STAMPED_AFTER_BORDER_MS) * 1_000_000n
    const first = await proveSpam(stage, identitySecret, timestampNs, 1)
    const second = await proveSpam(stage, identitySecret, timestampNs, 1 + first.length)
    if (clock.nowMs() < startMs + LATEST_START_MS) return { epoch: BigInt(epoch), first, second }
    expectedMs = (clock.nowMs() - startedAtMs) * SLOWER_NEXT_TIME
    say('  proving took into the epoch; once more for a later one')
  }
  throw new DevnetError('expectation_not_met', `the spam was not proven in time, ${MAX_PREPARATIONS} times in a row`)
}

async function proveSpam(
  stage: DemoStage,
  identitySecret: bigint,
  timestampNs: bigint,
  firstNumber: number,
): Promise<SpamMessage[]> {
  const { rateLimit, index } = spammerOf(stage)
  const { membership, forger } = stage
  const path = membership.pathOf(index)
  return Promise.all(
    Array.from({ length: rateLimit }, async (_, messageId) => {
      const text = `spam ${firstNumber + messageId}`
      const forgery = { text, timestampNs, identitySecret, rateLimit, messageId, path }
      return { text, data: await forger.prove(forgery) }
    }),
  )
}

/**
 * The spammer floods its neighbours from modified software: within its limit at first, then with the same message ids
 * again, which reveals its secret.
 */
export async function spamPhase(stage: DemoStage, { first, second }: PreparedSpam): Promise<SpamOutcome> {
  const { network, tally, say } = stage
  const { rateLimit, idCommitment } = spammerOf(stage)
  const attacker = await AttackerPeer.attach(stage, network.pubsubTopic, neighbourAddresses(stage))
  try {
    for (const { data } of first) await attacker.send(data)
    say(`  ${first.length} messages sent, its limit of an epoch`)
    await deliveredEverywhere(
      stage,
      first.map(({ text }) => text),
    )
    for (const { data } of second) await attacker.send(data)
    const texts = [...first, ...second].map(({ text }) => text)
    say(`  ${texts.length} sent: every message id twice`)
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
