import { generateKeyPair, privateKeyFromProtobuf, privateKeyFromRaw } from '@libp2p/crypto/keys'
import type { PrivateKey } from '@libp2p/interface'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { hexToBytes } from '../foundation/index.ts'
import { NetworkError } from './network-error.ts'

const SECP256K1_KEY_LENGTH = 32

/** A new secp256k1 key, the kind every Waku node identifies itself with. */
export function createNodeKey(): Promise<PrivateKey> {
  return generateKeyPair('secp256k1')
}

/**
 * The private key of a node from hexadecimal text, with or without `0x`: either the 32 bytes of a secp256k1 key, which
 * is what `--nodekey` of other Waku nodes takes, or a libp2p private key in its protobuf form.
 * @throws NetworkError `invalid_node_key`. Its message never carries the text: it may be a mistyped secret.
 */
export function parseNodeKey(text: string): PrivateKey {
  try {
    const bytes = hexToBytes(text.trim())
    return bytes.length === SECP256K1_KEY_LENGTH ? privateKeyFromRaw(bytes) : privateKeyFromProtobuf(bytes)
  } catch {
    // The cause is left out on purpose: messages of decoders quote what they decode.
    throw new NetworkError(
      'invalid_node_key',
      'the node key (--nodekey) must be 64 hexadecimal digits (secp256k1) or a libp2p private key in hexadecimal',
    )
  }
}

/** The peer id a node with this key will have, as text. */
export function peerIdOfNodeKey(key: PrivateKey): string {
  return peerIdFromPrivateKey(key).toString()
}
