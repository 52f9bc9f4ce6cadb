import type { NodeConfig, RlnConfig } from '../config/index.ts'
import type { Clock, ReleaseStack, StateStore } from '../foundation/index.ts'
import { followedMember, MembershipMonitor, MembershipSync } from '../membership/server.ts'
import { epochOf, NullifierLog } from '../rln/index.ts'
import { createWorkerVerifier, NullifierCalculator } from '../rln/server.ts'
import {
  type EvidenceStore,
  type NullifierJob,
  OwnShareWatch,
  ProofAttacher,
  ProofCheck,
  ProofValidator,
} from '../spam-protection/index.ts'
import { EvidenceFiles } from './evidence-files.ts'
import { EvidenceMemory } from './evidence-memory.ts'
import type { NetworkSettings } from './network-settings.ts'
import type { NodeComponents } from './node-components.ts'
import { NodeError } from './node-error.ts'
import { createNodeMetrics, timed } from './node-metrics.ts'
import { openVerificationKey } from './rln-keys.ts'
import { keepSlotsReady, openSender, type Sender } from './sender.ts'
import { ShardRules } from './shard-rules.ts'
import type { SlashReporter } from './slash-reporter.ts'
import { evidenceFolder, openSlashReporter } from './slash-reporting.ts'
import { SpamRegister } from './spam-register.ts'

/** Both sides of the protection, following the chain. */
export interface Protection {
  readonly epochSizeSeconds: number
  readonly settings: NetworkSettings
  readonly membership: MembershipSync
  readonly validator: ProofValidator
  /** For messages that come by services. */
  readonly proofCheck: ProofCheck
  readonly nullifierLog: Pick<NullifierLog, 'stats'>
  readonly spamRegister: Pick<SpamRegister, 'records'>
  readonly sender?: Sender & {
    readonly attacher?: ProofAttacher
    /** What the chain says of the own membership. */
    readonly monitor?: Pick<MembershipMonitor, 'status'>
  }
  readonly slashReporter?: SlashReporter
}

/** Nullifiers of this long ago can still come up: messages up to 20 s old, seen by clocks up to 20 s apart. */
const REMEMBERED_MS = 60_000

/** How old the figure of messages left in the epoch may be. */
const QUOTA_INTERVAL_MS = 1_000

/** Opens keys, follows the chain, and starts judging. Releases are put on the stack. */
export async function startProtection(
  components: NodeComponents & {
    readonly store: StateStore
    /** Where a peer comes from, for budgets of whole addresses. */
    readonly addressOf: (peerId: string) => string | undefined
  },
  config: NodeConfig & { readonly rln: RlnConfig },
  settings: NetworkSettings,
  releases: ReleaseStack,
): Promise<Protection> {
  const { clock, logger, metrics, store, addressOf } = components
  const { epochSizeSeconds, externalNullifierMode, strictSpec64, credential } = config.rln
  const rules = { epochSizeSeconds, externalNullifierMode }
  const sender = credential && (await openSender(components, config.rln, credential, settings, releases))
  const membership = new MembershipSync(
    { clock, logger, metrics, store },
    {
      rpcUrls: config.rln.rpcUrls,
      chainId: settings.chainId,
      contractAddress: settings.contractAddress,
      ...(sender && followedMember(sender.credential)),
    },
  )
  const evidence = openEvidence(config.storagePath)
  const slashReporter = openSlashReporter(components, config, settings, { evidence, view: membership })
  const spamRegister = new SpamRegister({ view: membership, ...(slashReporter && { slashReporter }) })
  releases.add(() => spamRegister.close())
  const figures = createNodeMetrics(metrics)
  const verifier = await timed(clock, figures.verifierSeconds, async () =>
    createWorkerVerifier(await openVerificationKey(settings.key)),
  )
  releases.add(() => verifier.close())
  const calculator = new NullifierCalculator({ clock })
  releases.add(() => calculator.close())
  const nullifiersOf: NullifierJob = (...job) => calculator.nullifiersOf(...job)
  const nullifierLog = await openNullifierLog({ clock, store }, epochSizeSeconds, releases)
  const messageRules = { ...rules, ...new ShardRules(config.network).messageRules }
  const proofCheck = new ProofCheck({ verifier, view: membership }, messageRules)
  const validator = new ProofValidator(
    {
      clock,
      logger,
      metrics,
      view: membership,
      verifier,
      nullifierLog,
      nullifiersOf,
      addressOf,
      evidence: spamRegister.watch(slashReporter?.watch(evidence) ?? evidence),
      ...(sender && { ownShares: watchOwnShares(components, sender, nullifiersOf) }),
    },
    { ...messageRules, strictSpec64 },
  )
  // Before the chain is followed: slashings that happened while the node was down are told as they are read.
  releases.add(() => validator.stop())
  await validator.start()
  releases.add(() => membership.stop())
  await membership.start()
  if (slashReporter) {
    releases.add(() => slashReporter.stop())
    await slashReporter.start()
  }
  const monitor = sender && (await watchOwnMembership(components, membership, sender, releases))
  const attacher =
    sender?.prover &&
    new ProofAttacher(
      { clock, metrics, view: membership, allocator: sender.allocator, prover: sender.prover },
      { ...rules, identitySecret: sender.credential.identity.secretHash },
    )
  await keepSlotsReady({ ...components, membership }, sender, rules, credential?.preparedProofs, releases)
  if (attacher) releases.add(clock.every(QUOTA_INTERVAL_MS, () => attacher.measure()))
  const parts = { epochSizeSeconds, settings, membership, validator, proofCheck, nullifierLog, spamRegister }
  return {
    ...parts,
    ...(sender && { sender: { ...sender, ...(attacher && { attacher }), ...(monitor && { monitor }) } }),
    ...(slashReporter && { slashReporter }),
  }
}

/**
 * What makes the proofs of what is published.
 * @throws NodeError `no_credential`, `no_proving_key`
 */
export function attacherOf({ sender }: Pick<Protection, 'sender'>): ProofAttacher {
  if (sender === undefined) {
    throw new NodeError('no_credential', 'this node only relays: to publish, start it with --rln-relay-cred-path')
  }
  if (sender.attacher === undefined) {
    throw new NodeError(
      'no_proving_key',
      "the network's proving key is missing: wakunode artifacts import FILE, then start again",
    )
  }
  return sender.attacher
}

/** Warns in the log before the own membership expires. A chain that cannot be asked is asked again later. */
async function watchOwnMembership(
  { clock, logger }: NodeComponents,
  membership: MembershipSync,
  { credential }: Sender,
  releases: ReleaseStack,
): Promise<MembershipMonitor> {
  const readStatus = () => membership.statusOf(credential.identity.commitment)
  const monitor = new MembershipMonitor({ readStatus, clock, logger: logger.child('membership') })
  releases.add(() => monitor.stop())
  await monitor.start()
  return monitor
}

function watchOwnShares(
  { logger }: NodeComponents,
  { credential, allocator, messageIdRange }: Sender,
  nullifiersOf: NullifierJob,
): OwnShareWatch {
  return new OwnShareWatch(
    { allocator, nullifiersOf, logger: logger.child('spam-protection') },
    {
      identitySecret: credential.identity.secretHash,
      rateLimit: credential.userMessageLimit,
      ...(messageIdRange && { messageIdRange }),
    },
  )
}

async function openNullifierLog(
  { clock, store }: { readonly clock: Clock; readonly store: StateStore },
  epochSizeSeconds: number,
  releases: ReleaseStack,
): Promise<NullifierLog> {
  const nullifierLog = new NullifierLog({ store })
  await nullifierLog.load(epochOf(BigInt(clock.nowMs() - REMEMBERED_MS) * 1_000_000n, epochSizeSeconds))
  releases.add(() => nullifierLog.flush())
  return nullifierLog
}

function openEvidence(storagePath: string | undefined): EvidenceStore {
  return storagePath === undefined ? new EvidenceMemory() : new EvidenceFiles(evidenceFolder(storagePath))
}
