import type { CredentialConfig, RlnConfig } from '../config/index.ts'
import type { ReleaseStack } from '../foundation/index.ts'
import {
  loadCredential,
  type MembershipCredential,
  type MembershipSync,
  messageIdStorePath,
} from '../membership/server.ts'
import { MessageIdAllocator, type MessageIdRange, type PreparingProver, RlnError } from '../rln/index.ts'
import { createWorkerProver } from '../rln/server.ts'
import { type RateLimitRules, SlotKeeper } from '../spam-protection/index.ts'
import { openSqliteStateStore } from '../storage/server.ts'
import type { NetworkSettings } from './network-settings.ts'
import type { NodeComponents } from './node-components.ts'
import { NodeError } from './node-error.ts'
import { createNodeMetrics, timed } from './node-metrics.ts'
import { openProvingArtifacts } from './rln-keys.ts'

/** What a member's node has over one that only relays. */
export interface Sender {
  readonly credential: MembershipCredential
  readonly allocator: MessageIdAllocator
  /** The ids it publishes with; missing: all of the membership's. */
  readonly messageIdRange?: MessageIdRange
  /** Missing when the network's proving key was not imported: the node relays and cannot publish. */
  readonly prover?: PreparingProver
}

/**
 * Opens the credential and what sending with it needs.
 * @throws MembershipError for the keystore; StorageError `store_in_use` when another node sends with it; NodeError
 *   `credential_of_other_contract`
 */
export async function openSender(
  { clock, logger, metrics }: NodeComponents,
  { epochSizeSeconds }: Pick<RlnConfig, 'epochSizeSeconds'>,
  config: CredentialConfig,
  settings: NetworkSettings,
  releases: ReleaseStack,
): Promise<Sender> {
  const credential = await timed(clock, createNodeMetrics(metrics).credentialSeconds, () =>
    loadCredential(config.path, config.password, {
      ...(config.membershipIndex !== undefined && { treeIndex: config.membershipIndex }),
    }),
  )
  requireSameContract(credential, settings)
  const store = await openSqliteStateStore(messageIdStorePath(config.path))
  releases.add(() => store.close())
  const messageIdRange = messageIdRangeOf(config, credential.userMessageLimit)
  const allocator = await MessageIdAllocator.open(
    { store, clock },
    {
      idCommitment: credential.identity.commitment,
      rateLimit: credential.userMessageLimit,
      epochSizeSeconds,
      ...(messageIdRange && { messageIdRange }),
    },
  )
  if (allocator.availableAtMs > clock.nowMs()) {
    logger.warn('the credential is new here and may have been used elsewhere: it publishes nothing before then', {
      until: new Date(allocator.availableAtMs).toISOString(),
    })
  }
  const prover = await openProver(settings, releases)
  if (prover === undefined) {
    logger.warn("the network's proving key was not imported (wakunode artifacts import): this node cannot publish")
  }
  return { credential, allocator, ...(messageIdRange && { messageIdRange }), ...(prover && { prover }) }
}

function messageIdRangeOf(
  { messageIdRange, messageLimit }: CredentialConfig,
  rateLimit: number,
): MessageIdRange | undefined {
  if (messageLimit === undefined || messageLimit >= rateLimit) return messageIdRange
  return { from: 0, to: messageLimit - 1 }
}

async function openProver(settings: NetworkSettings, releases: ReleaseStack): Promise<PreparingProver | undefined> {
  try {
    const prover = await createWorkerProver(await openProvingArtifacts(settings.key))
    releases.add(() => prover.close())
    return prover
  } catch (error) {
    if (error instanceof RlnError && error.code === 'artifact_unknown' && settings.key === 'network') return undefined
    throw error
  }
}

/** Has the prover compute ahead while nothing is sent. */
export async function keepSlotsReady(
  components: NodeComponents & { readonly membership: MembershipSync },
  sender: Sender | undefined,
  rules: RateLimitRules,
  slotsPerEpoch: number | undefined,
  releases: ReleaseStack,
): Promise<void> {
  if (sender?.prover === undefined || slotsPerEpoch === undefined) return
  const { credential, allocator, prover } = sender
  const { clock, metrics, membership } = components
  const logger = components.logger.child('spam-protection')
  const keeper = new SlotKeeper(
    { clock, logger, metrics, view: membership, blockNumber: () => membership.health().blockNumber, allocator, prover },
    { ...rules, identitySecret: credential.identity.secretHash, slotsPerEpoch },
  )
  releases.add(async () => {
    // What is prepared waits behind the proofs of all messages that are being sent; closing the prover calls both off.
    await Promise.all([prover.close(), keeper.stop()])
  })
  await keeper.start()
}

function requireSameContract({ membershipContract }: MembershipCredential, settings: NetworkSettings): void {
  const isSame =
    membershipContract.chainId === BigInt(settings.chainId) &&
    membershipContract.address.toLowerCase() === settings.contractAddress.toLowerCase()
  if (isSame) return
  throw new NodeError(
    'credential_of_other_contract',
    `the keystore's membership is of contract ${membershipContract.address} on chain ${membershipContract.chainId}, the node follows ${settings.contractAddress} on chain ${settings.chainId}; change --rln-relay-cred-path or --rln-relay-eth-contract-address`,
  )
}
