import { type Clock, noMetrics, type Random, ReleaseStack, silentLogger } from '../../foundation/index.ts'
import { latestBlockNumber, loadCredential, MembershipSync } from '../../membership/server.ts'
import { openProvingArtifacts } from '../../node/server.ts'
import { createWorkerProver } from '../../rln/server.ts'
import { DevelopmentNetwork } from '../development-network.ts'
import { MessageForger } from '../message-forger.ts'
import { afterSlashPhase } from './after-slash-phase.ts'
import { type DemoReport, shortcomings } from './demo-report.ts'
import {
  DEMO_CONTENT_TOPIC,
  type DemoStage,
  neighboursOf,
  spammerOf,
  timeUntilMs,
  waitForEpochAfter,
} from './demo-stage.ts'
import { HONEST_PHASE_MS, honestPhase } from './honest-phase.ts'
import { MessageTally } from './message-tally.ts'
import { refusalPhase } from './refusal-phase.ts'
import { rootsAfterSlash, slashPhase } from './slash-phase.ts'
import { prepareSpam, spamPhase } from './spam-phase.ts'

const HONEST_RATE_LIMIT = 20
const SPAMMER_RATE_LIMIT = 5
const NODE_COUNT = 4
const EPOCH_SIZE_SECONDS = 60
const DEMO_CLUSTER_ID = 42
/** The attackers prove several messages at once. */
const PROVER_THREADS = 2

export interface DemoResult {
  readonly report: DemoReport
  /** What is not as it must be; empty exactly when the report is ok. */
  readonly shortcomings: readonly string[]
}

/** The whole story on this machine: a network, honest members, a spammer that is caught and slashed, strangers. */
export async function runDemo(
  components: { readonly clock: Clock; readonly random: Random },
  say: (line: string) => void,
): Promise<DemoResult> {
  const releases = new ReleaseStack()
  try {
    const startedAtMs = components.clock.nowMs()
    say('Starting a chain, the contract, three members and four nodes')
    const network = await DevelopmentNetwork.start(components, {
      rateLimits: [HONEST_RATE_LIMIT, HONEST_RATE_LIMIT, SPAMMER_RATE_LIMIT],
      nodeCount: NODE_COUNT,
      clusterId: DEMO_CLUSTER_ID,
      epochSizeSeconds: EPOCH_SIZE_SECONDS,
      minRateLimit: SPAMMER_RATE_LIMIT,
      onProgress: (line) => say(`  ${line}`),
    })
    releases.add(() => network.stop())
    const stage = await setStage(components, network, releases, say)
    return await play(stage, startedAtMs)
  } finally {
    await releases.releaseAll()
  }
}

/** Message counters and the attackers' tools. */
async function setStage(
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  network: DevelopmentNetwork,
  releases: ReleaseStack,
  say: (line: string) => void,
): Promise<DemoStage> {
  const tally = new MessageTally(
    network.nodes.map((node) => node.rest),
    DEMO_CONTENT_TOPIC,
  )
  await tally.subscribe()
  const { deployment, chain } = network
  const membership = new MembershipSync(
    { clock, logger: silentLogger, metrics: noMetrics },
    {
      rpcUrls: [chain.rpcUrl],
      chainId: deployment.chainId,
      contractAddress: deployment.contract,
      idCommitments: network.members.map(({ idCommitment }) => idCommitment),
    },
  )
  await membership.start()
  releases.add(() => membership.stop())
  const prover = await createWorkerProver(await openProvingArtifacts('development'), { threads: PROVER_THREADS })
  releases.add(() => prover.close())
  const forger = new MessageForger(prover, {
    contentTopic: DEMO_CONTENT_TOPIC,
    epochSizeSeconds: network.options.epochSizeSeconds,
    externalNullifierMode: 'hashed',
  })
  return { clock, random, network, tally, membership, forger, say }
}

async function play(stage: DemoStage, startedAtMs: number): Promise<DemoResult> {
  const { clock, network, membership, say } = stage
  const spammer = spammerOf(stage)
  const { identity } = await loadCredential(spammer.keystorePath, spammer.password)
  const nodes = await describeNodes(network)
  const startMs = clock.nowMs() - startedAtMs

  const lastPath = membership.pathOf(spammer.index)
  say(`Member ${spammer.index} prepares to send twice as many messages as it may`)
  const prepared = await prepareSpam(stage, identity.secretHash)

  // The attack has to begin with an epoch. What is left of the one before is used, if it is enough.
  const publishHonestly = () => {
    say('The honest members publish')
    return honestPhase(stage)
  }
  const before = timeUntilMs(stage, prepared.epoch) > HONEST_PHASE_MS ? await publishHonestly() : undefined

  await waitForEpochAfter(stage, prepared.epoch - 1n)
  say(`Member ${spammer.index} attacks`)
  const spam = await spamPhase(stage, prepared)
  say('Its deposit is taken')
  const slash = await slashPhase(stage, identity.secretHash)
  const { contractRoot, sameRootOnAllNodes } = await rootsAfterSlash(stage)

  const { honest, proveFirstMs, provePreparedMs } = before ?? (await publishHonestly())
  say('Strangers try')
  const refused = await refusalPhase(stage)

  say('The spammer tries again in a later epoch')
  await waitForEpochAfter(stage, prepared.epoch)
  const afterSlash = await afterSlashPhase(stage, identity.secretHash, lastPath)

  const found = {
    chain: {
      chainId: network.deployment.chainId,
      contract: network.deployment.contract,
      token: network.deployment.token,
      block: await latestBlockNumber(network.chain.rpcUrl),
    },
    members: network.members.map(({ index, idCommitment, rateLimit }) => ({
      index,
      idCommitment: toHex(idCommitment),
      rateLimit,
    })),
    nodes,
    honest,
    spam: { ...spam, ...slash },
    refused,
    afterSlash: { contractRoot: toHex(contractRoot), sameRootOnAllNodes, ...afterSlash },
    timingsMs: {
      start: startMs,
      proveFirst: proveFirstMs,
      provePrepared: provePreparedMs,
      verify: await medianVerificationMs(stage),
      total: clock.nowMs() - startedAtMs,
    },
  }
  const missing = shortcomings(found, neighboursOf(stage).length)
  return { report: { ok: missing.length === 0, ...found }, shortcomings: missing }
}

async function describeNodes({ nodes, pubsubTopic }: DevelopmentNetwork): Promise<DemoReport['nodes']> {
  return Promise.all(
    nodes.map(async (node) => {
      const { root, meshPeers } = await node.rest.rlnStatus()
      return {
        peerId: node.ready.peerId,
        multiaddr: node.address('tcp')!,
        rest: node.ready.rest,
        root,
        meshPeers: meshPeers[pubsubTopic] ?? 0,
      }
    }),
  )
}

async function medianVerificationMs(stage: DemoStage): Promise<number> {
  const statuses = await Promise.all(neighboursOf(stage).map((node) => node.rest.rlnStatus()))
  const times = statuses.flatMap(({ verificationMs }) => verificationMs ?? []).sort((a, b) => a - b)
  return times[Math.floor(times.length / 2)] ?? Number.NaN
}

function toHex(value: bigint): string {
  return `0x${value.toString(16).padStart(64, '0')}`
}
