import { type Clock, type Logger, nextTask } from '../foundation/index.ts'
import { epochOf, MAX_NULLIFIERS_PER_CALL, type MessageIdAllocator, nullifiersOf } from '../rln/index.ts'
import { type NullifierJob, type ObservedShare, OwnShareWatch } from '../spam-protection/index.ts'
import type { LightMembership } from './rln-options.ts'

const NANOSECONDS_PER_MILLISECOND = 1_000_000n

export interface LightOwnSharesComponents {
  readonly clock: Pick<Clock, 'nowMs'>
  readonly logger: Logger
  readonly allocator: Pick<MessageIdAllocator, 'isBound' | 'stopEpoch'>
  /** Told when sending has stopped for the epoch. */
  readonly onUsedElsewhere: () => void
}

/**
 * Looks out for the membership in the hands of another device, among the messages that service nodes hand over. Of epochs
 * that are over the message ids are forgotten, and what was sent in them is history: nothing is concluded from that.
 */
export function lightOwnShares(
  { clock, logger, allocator, onUsedElsewhere }: LightOwnSharesComponents,
  { credential, messageIdRange }: Pick<LightMembership, 'credential' | 'messageIdRange'>,
  epochSizeSeconds: number,
): Pick<OwnShareWatch, 'inspect'> {
  const watch = new OwnShareWatch(
    { allocator, nullifiersOf: nullifiersInPieces, logger },
    {
      identitySecret: credential.identity.secretHash,
      rateLimit: credential.userMessageLimit,
      ...(messageIdRange && { messageIdRange }),
    },
  )
  watch.onUsedElsewhere(onUsedElsewhere)
  return {
    inspect: (share: ObservedShare) => {
      const epoch = epochOf(BigInt(clock.nowMs()) * NANOSECONDS_PER_MILLISECOND, epochSizeSeconds)
      if (share.epoch >= epoch) watch.inspect(share)
    },
  }
}

/** On this thread, with room for everything else in between: a page has no thread for it. */
const nullifiersInPieces: NullifierJob = async (identitySecret, externalNullifier, from, to) => {
  const found: bigint[] = []
  for (let start = from; start < to; start += MAX_NULLIFIERS_PER_CALL) {
    const piece = nullifiersOf(identitySecret, externalNullifier, start, Math.min(to, start + MAX_NULLIFIERS_PER_CALL))
    found.push(...piece)
    await nextTask()
  }
  return found
}
