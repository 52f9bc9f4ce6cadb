import { epochOf } from '../rln/index.ts'
import type { Protection } from './protection.ts'
import type { MembershipStatus, RlnStatus } from './waku-node.ts'

const NANOSECONDS_PER_MILLISECOND = 1_000_000n

/** What the protection does at this time. */
export function rlnStatusOf(protection: Protection, nowMs: number): RlnStatus {
  const { epochSizeSeconds, settings, membership, validator, slashReporter } = protection
  const { status, reason, lastSyncedAtMs, blockNumber, leaves, endpoints } = membership.health()
  const { verificationMs } = validator
  const epoch = epochOf(BigInt(nowMs) * NANOSECONDS_PER_MILLISECOND, epochSizeSeconds)
  const ownMembership = membershipStatusOf(protection, nowMs, epoch)
  return {
    chainId: settings.chainId,
    contractAddress: settings.contractAddress,
    isSynced: membership.isSynced,
    sync: { status, ...(reason && { reason }), ...(lastSyncedAtMs !== undefined && { lastSyncedAtMs }), endpoints },
    blockNumber: blockNumber ?? 0,
    root: membership.newestRoot(),
    rootWindow: membership.acceptedRoots(),
    leafCount: leaves,
    epoch,
    epochSizeSeconds,
    epochEndsAtMs: (Number(epoch) + 1) * epochSizeSeconds * 1_000,
    ...(ownMembership && { membership: ownMembership }),
    verdicts: validator.counts(),
    convicted: validator.convicted,
    ...(slashReporter && { slashReports: slashReporter.status }),
    ...(verificationMs !== undefined && { verificationMs }),
  }
}

function membershipStatusOf(
  { sender, membership }: Protection,
  nowMs: number,
  epoch: bigint,
): MembershipStatus | undefined {
  if (sender === undefined) return undefined
  const idCommitment = sender.credential.identity.commitment
  const member = membership.memberOf(idCommitment)
  const { availableAtMs } = sender.allocator
  const rateLimit = sender.credential.userMessageLimit
  const { from, to } = sender.messageIdRange ?? { from: 0, to: rateLimit - 1 }
  const messagesLeftInEpoch = sender.allocator.remaining(epoch)
  const onChain = sender.monitor?.status
  const { graceStartsAtSeconds, expiresAtSeconds } = onChain ?? {}
  return {
    idCommitment,
    rateLimit,
    messagesLeftInEpoch,
    messagesUsedInEpoch: to - from + 1 - messagesLeftInEpoch,
    ...(onChain && { state: onChain.state }),
    ...(graceStartsAtSeconds !== undefined && { graceStartsAtMs: graceStartsAtSeconds * 1_000 }),
    ...(expiresAtSeconds !== undefined && { expiresAtMs: expiresAtSeconds * 1_000 }),
    ...(member && { index: member.index }),
    ...(availableAtMs > nowMs && { coolingDownUntilMs: availableAtMs }),
  }
}
