import { sha256 } from '@noble/hashes/sha2.js'
import { bigIntToBytesBE, concatBytes } from '../foundation/index.ts'
import type { WakuMessage } from './waku-message.ts'

/**
 * The deterministic hash by which store and archive know a message (14/WAKU2-MESSAGE): 32 bytes,
 * `sha256(pubsubTopic || payload || contentTopic || meta || timestamp)`. The timestamp is always there, 8 bytes
 * big-endian, as in nwaku; js-waku leaves it out when it is 0.
 */
export function messageHash(
  pubsubTopic: string,
  message: Pick<WakuMessage, 'payload' | 'contentTopic' | 'meta' | 'timestampNs'>,
): Uint8Array {
  const text = new TextEncoder()
  return sha256(
    concatBytes(
      text.encode(pubsubTopic),
      message.payload,
      text.encode(message.contentTopic),
      message.meta,
      bigIntToBytesBE(BigInt.asUintN(64, message.timestampNs), 8),
    ),
  )
}
