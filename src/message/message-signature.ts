import { secp256k1 } from '@noble/curves/secp256k1.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bigIntToBytesLE, concatBytes, hexToBytes } from '../foundation/index.ts'
import { MessageError } from './message-error.ts'
import type { WakuMessage } from './waku-message.ts'

/** A signature in a message's `meta`: r and s, 32 bytes each, big-endian. */
export const SIGNATURE_LENGTH = 64

/** What is signed of a message; the content topic as text, or its bytes as they came. */
export interface SignedFields extends Pick<WakuMessage, 'payload' | 'timestampNs' | 'ephemeral'> {
  readonly contentTopic: string | Uint8Array
}

// The hash is computed here. Like libsecp256k1, only the lower of the two possible s counts: with both allowed, anybody
// could send the message in other bytes.
const OPTIONS = { prehash: false, lowS: true } as const

/**
 * What the sender of a message on a protected shard signs (57/STATUS-Simple-Scaling, "DoS protection"): 32 bytes,
 * `sha256(pubsubTopic || payload || contentTopic || timestamp || ephemeral)`, the timestamp as 8 bytes little-endian and
 * ephemeral as one byte.
 */
export function signedMessageHash(pubsubTopic: string, message: SignedFields): Uint8Array {
  const { payload, contentTopic, timestampNs, ephemeral } = message
  const utf8 = new TextEncoder()
  return sha256(
    concatBytes(
      utf8.encode(pubsubTopic),
      payload,
      typeof contentTopic === 'string' ? utf8.encode(contentTopic) : contentTopic,
      bigIntToBytesLE(BigInt.asUintN(64, timestampNs), 8),
      Uint8Array.of(ephemeral ? 1 : 0),
    ),
  )
}

/**
 * The `meta` with which a message is accepted on a protected shard; its timestamp must be the one it is sent with.
 * @param privateKey 32 bytes of secp256k1
 */
export function signMessage(pubsubTopic: string, message: SignedFields, privateKey: Uint8Array): Uint8Array {
  return secp256k1.sign(signedMessageHash(pubsubTopic, message), privateKey, OPTIONS)
}

/** Whether `meta` is the signature of one of the keys. Never throws. @param publicKeys as `parsePublicKey` gives them */
export function isSignedByOneOf(
  publicKeys: readonly Uint8Array[],
  pubsubTopic: string,
  message: SignedFields & Pick<WakuMessage, 'meta'>,
): boolean {
  if (message.meta.length !== SIGNATURE_LENGTH) return false
  const hash = signedMessageHash(pubsubTopic, message)
  return publicKeys.some((publicKey) => secp256k1.verify(message.meta, hash, publicKey, OPTIONS))
}

/**
 * A secp256k1 public key from hexadecimal text, compressed or not, with or without `0x`: 33 bytes.
 * @throws MessageError `public_key_invalid`
 */
export function parsePublicKey(hex: string): Uint8Array {
  try {
    return secp256k1.Point.fromBytes(hexToBytes(hex)).toBytes()
  } catch (cause) {
    const what = 'is no secp256k1 public key in hexadecimal, of 33 or 65 bytes'
    throw new MessageError('public_key_invalid', `${JSON.stringify(hex)} ${what}`, { cause })
  }
}
