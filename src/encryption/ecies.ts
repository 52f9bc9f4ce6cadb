/**
 * ECIES on secp256k1 as go-ethereum has it (ECIES_AES128_SHA256), which go-waku and js-waku use for 26/WAKU2-PAYLOAD:
 * `R(65) || iv(16) || AES-128-CTR(envelope) || HMAC-SHA256(iv || ciphertext)(32)`. R is the public key of a pair drawn for
 * this message. Of the shared x coordinate one round of the concatenation KDF makes 32 bytes: the first half is the
 * cipher's key, the SHA-256 of the second half the HMAC's.
 */
import { ctr } from '@noble/ciphers/aes.js'
import { equalBytes } from '@noble/ciphers/utils.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, type Random } from '../foundation/index.ts'
import { decodeEnvelope, encodeEnvelope, MAX_ENVELOPE_BYTES, type OpenedPayload } from './payload-envelope.ts'
import { Secp256k1PrivateKey, secp256k1PublicKey } from './secp256k1-key.ts'

const PUBLIC_KEY_BYTES = 65
const UNCOMPRESSED_PREFIX = 4
const IV_BYTES = 16
const MAC_BYTES = 32
const OVERHEAD_BYTES = PUBLIC_KEY_BYTES + IV_BYTES + MAC_BYTES
/** The counter of the KDF's first and only round, as four bytes big-endian. */
const FIRST_ROUND = Uint8Array.of(0, 0, 0, 1)

interface MessageKeys {
  readonly cipherKey: Uint8Array
  readonly macKey: Uint8Array
}

/**
 * A payload for the holder of one private key.
 * @param publicKey of the receiver, on secp256k1, compressed or not
 * @param signWith whose signature the receiver finds inside
 * @throws EncryptionError `key_invalid`, `payload_too_large`
 */
export function sealEcies(
  payload: Uint8Array,
  publicKey: Uint8Array,
  random: Random,
  signWith?: Secp256k1PrivateKey,
): Uint8Array {
  const receiver = secp256k1PublicKey(publicKey)
  const envelope = encodeEnvelope(payload, random, signWith)
  const ephemeral = Secp256k1PrivateKey.generate(random)
  const { cipherKey, macKey } = messageKeys(ephemeral, receiver)
  const iv = random.bytes(IV_BYTES)
  const authenticated = concatBytes(iv, ctr(cipherKey, iv).encrypt(envelope))
  return concatBytes(ephemeral.publicKey, authenticated, hmac(sha256, macKey, authenticated))
}

/** undefined: not for this key. Never throws, whatever the bytes are, and does not say what was wrong with them. */
export function openEcies(sealed: Uint8Array, key: Secp256k1PrivateKey): OpenedPayload | undefined {
  if (sealed.length <= OVERHEAD_BYTES || sealed.length > MAX_ENVELOPE_BYTES + OVERHEAD_BYTES) return undefined
  if (sealed[0] !== UNCOMPRESSED_PREFIX) return undefined
  const keys = keysWithStranger(key, sealed.subarray(0, PUBLIC_KEY_BYTES))
  if (keys === undefined) return undefined
  const macStart = sealed.length - MAC_BYTES
  const authenticated = sealed.subarray(PUBLIC_KEY_BYTES, macStart)
  // Compared in constant time: a stranger must not be able to guess a MAC byte by byte.
  if (!equalBytes(hmac(sha256, keys.macKey, authenticated), sealed.subarray(macStart))) return undefined
  const iv = authenticated.subarray(0, IV_BYTES)
  return decodeEnvelope(ctr(keys.cipherKey, iv).decrypt(authenticated.subarray(IV_BYTES)))
}

/** undefined when the stranger's key is no point of the curve: multiplying by it would give parts of ours away. */
function keysWithStranger(key: Secp256k1PrivateKey, publicKey: Uint8Array): MessageKeys | undefined {
  try {
    return messageKeys(key, publicKey)
  } catch {
    return undefined
  }
}

function messageKeys(privateKey: Secp256k1PrivateKey, publicKey: Uint8Array): MessageKeys {
  // The compressed point without its first byte: x.
  const sharedX = secp256k1.getSharedSecret(privateKey.expose(), publicKey, true).subarray(1)
  const derived = sha256(concatBytes(FIRST_ROUND, sharedX))
  return { cipherKey: derived.subarray(0, 16), macKey: sha256(derived.subarray(16)) }
}
