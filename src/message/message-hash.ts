import { sha256 } from '@noble/hashes/sha2.js'
import { bigIntToBytesBE, concatBytes } from '../foundation/index.ts'
import type { WakuMessage } from './waku-message.ts'

type HashedFields = Pick<WakuMessage, 'payload' | 'contentTopic' | 'meta' | 'timestampNs'>

/**
 * The deterministic hash by which store and archive know a message (14/WAKU2-MESSAGE): 32 bytes,
 * `sha256(pubsubTopic || payload || contentTopic || meta || timestamp)`. The timestamp is always there, 8 bytes
 * big-endian, as in nwaku; js-waku leaves it out when it is 0.
 */
export function messageHash(pubsubTopic: string, message: HashedFields): Uint8Array {
  return sha256(messageHashInput(pubsubTopic, message))
}

/** What `messageHash` hashes, for those who have a faster SHA-256 at hand. */
export function messageHashInput(pubsubTopic: string, message: HashedFields): Uint8Array {
  const text = new TextEncoder()
  return concatBytes(
    text.encode(pubsubTopic),
    message.payload,
    text.encode(message.contentTopic),
    message.meta,
    bigIntToBytesBE(BigInt.asUintN(64, message.timestampNs), 8),
  )
}
