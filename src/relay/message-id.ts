import { sha256 } from '@noble/hashes/sha2.js'

/**
 * The id under which GossipSub knows a message: SHA-256 of its data, 32 bytes. Waku messages are anonymous, so author
 * and sequence number have no part in it (11/WAKU2-RELAY; nwaku and js-waku alike).
 */
export function gossipMessageId(message: { readonly data: Uint8Array }): Uint8Array {
  return sha256(message.data)
}
