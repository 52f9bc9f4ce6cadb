import { gcm } from '@noble/ciphers/aes.js'
import { concatBytes, type Random } from '../foundation/index.ts'
import { decodeEnvelope, encodeEnvelope, MAX_ENVELOPE_BYTES, type OpenedPayload } from './payload-envelope.ts'
import type { Secp256k1PrivateKey } from './secp256k1-key.ts'
import type { SymmetricKey } from './symmetric-key.ts'

const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * A payload for everybody who has the key (26/WAKU2-PAYLOAD, symmetric): `AES-256-GCM(envelope) || tag(16) || iv(12)`. The
 * iv is drawn anew each time: under one key, 2^32 messages are the most that GCM is good for.
 * @param signWith whose signature the receiver finds inside
 * @throws EncryptionError `payload_too_large`
 */
export function sealSymmetric(
  payload: Uint8Array,
  key: SymmetricKey,
  random: Random,
  signWith?: Secp256k1PrivateKey,
): Uint8Array {
  const envelope = encodeEnvelope(payload, random, signWith)
  const iv = random.bytes(IV_BYTES)
  return concatBytes(gcm(key.expose(), iv).encrypt(envelope), iv)
}

/** undefined: not for this key. Never throws, whatever the bytes are, and does not say what was wrong with them. */
export function openSymmetric(sealed: Uint8Array, key: SymmetricKey): OpenedPayload | undefined {
  const ivStart = sealed.length - IV_BYTES
  if (ivStart <= TAG_BYTES || ivStart > MAX_ENVELOPE_BYTES + TAG_BYTES) return undefined
  const envelope = decrypt(sealed.subarray(0, ivStart), key, sealed.subarray(ivStart))
  return envelope && decodeEnvelope(envelope)
}

function decrypt(ciphertext: Uint8Array, key: SymmetricKey, iv: Uint8Array): Uint8Array | undefined {
  try {
    return gcm(key.expose(), iv).decrypt(ciphertext)
  } catch {
    // The tag is wrong: a message for somebody else. The library throws, and we judge.
    return undefined
  }
}
