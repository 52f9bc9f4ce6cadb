import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '../foundation/index.ts'

/**
 * The id under which GossipSub knows a message: SHA-256 of its data, 32 bytes. Waku messages are anonymous, so author
 * and sequence number have no part in it (11/WAKU2-RELAY; nwaku and js-waku alike).
 */
export function gossipMessageId(message: { readonly data: Uint8Array }): Uint8Array {
  return sha256(message.data)
}

/** The same as the key of GossipSub's maps and in its events: 64 hex digits. */
export function gossipMessageKey(message: { readonly data: Uint8Array }): string {
  return bytesToHex(gossipMessageId(message))
}
