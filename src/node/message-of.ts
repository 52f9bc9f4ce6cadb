import { bytesToBigIntBE, type Clock, type Random } from '../foundation/index.ts'
import type { WakuMessage } from '../message/index.ts'
import type { OutgoingMessage } from './outgoing-message.ts'

const NANOSECONDS_PER_MILLISECOND = 1_000_000n

/** The message to be sent, without its proof: what was left out is filled in. */
export function messageOf(
  components: { readonly clock: Clock; readonly random: Random },
  outgoing: OutgoingMessage,
): WakuMessage {
  return {
    payload: outgoing.payload,
    contentTopic: outgoing.contentTopic,
    version: outgoing.version ?? 0,
    timestampNs: outgoing.timestampNs ?? uniqueNowNs(components),
    meta: outgoing.meta ?? new Uint8Array(),
    ephemeral: outgoing.ephemeral ?? false,
  }
}

/** The clock knows milliseconds; random digits below keep two equal payloads in one of them apart. */
function uniqueNowNs({ clock, random }: { readonly clock: Clock; readonly random: Random }): bigint {
  const belowMillisecond = bytesToBigIntBE(random.bytes(8)) % NANOSECONDS_PER_MILLISECOND
  return BigInt(clock.nowMs()) * NANOSECONDS_PER_MILLISECOND + belowMillisecond
}
