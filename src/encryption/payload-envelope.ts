/**
 * What 26/WAKU2-PAYLOAD encrypts: `flags(1) || length(1-3, little-endian) || payload || padding || signature(65)`. Bits 0
 * and 1 of the flags are the length of the length, bit 2 says that a signature follows; the whole is a multiple of 256 bytes.
 */
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { concatBytes, type Random } from '../foundation/index.ts'
import { EncryptionError } from './encryption-error.ts'
import type { Secp256k1PrivateKey } from './secp256k1-key.ts'

/** What js-waku's client takes at most. Networks take 150 KiB of a whole message; the room of messages sees to that. */
export const MAX_PAYLOAD_BYTES = 2 ** 20
/** The largest envelope: flags, length, payload, padding, signature. */
export const MAX_ENVELOPE_BYTES = 1 + 3 + MAX_PAYLOAD_BYTES + 256 + 65

const LENGTH_SIZE_MASK = 0b011
const SIGNED_FLAG = 0b100
const PADDING_TARGET = 256
/** r and s, big-endian, and the recovery id. */
const SIGNATURE_BYTES = 65

/** What was in an envelope. */
export interface OpenedPayload {
  readonly payload: Uint8Array
  /** r (32), s (32), recovery id; undefined when the sender did not sign. */
  readonly signature: Uint8Array | undefined
  /** Whose signature it is: 65 bytes, uncompressed. Whether that is a friend the application knows. */
  readonly signaturePublicKey: Uint8Array | undefined
}

/**
 * The envelope of a payload, signed when there is a key to sign with. A multiple of 256 bytes, so that a length says little.
 * @throws EncryptionError `payload_too_large`
 */
export function encodeEnvelope(payload: Uint8Array, random: Random, signWith?: Secp256k1PrivateKey): Uint8Array {
  if (payload.length > MAX_PAYLOAD_BYTES) {
    throw new EncryptionError(
      'payload_too_large',
      `at most ${MAX_PAYLOAD_BYTES} bytes are sealed, not ${payload.length}`,
    )
  }
  const length = lengthBytes(payload.length)
  const flags = length.length | (signWith === undefined ? 0 : SIGNED_FLAG)
  const head = concatBytes(Uint8Array.of(flags), length, payload)
  const unpadded = head.length + (signWith === undefined ? 0 : SIGNATURE_BYTES)
  // A full block when nothing is missing, as go-waku and js-waku do.
  const padded = concatBytes(head, random.bytes(PADDING_TARGET - (unpadded % PADDING_TARGET)))
  return signWith === undefined ? padded : concatBytes(padded, sign(padded, signWith))
}

/** @throws EncryptionError `payload_too_large` */
export function requirePayloadSize({ length }: Uint8Array): void {
  if (length <= MAX_PAYLOAD_BYTES) return
  throw new EncryptionError(
    'payload_too_large',
    `at most ${MAX_PAYLOAD_BYTES} bytes are sealed, not ${length}: split them`,
  )
}

/** undefined when the bytes are no envelope, or nobody can have made the signature. */
export function decodeEnvelope(envelope: Uint8Array): OpenedPayload | undefined {
  const flags = envelope[0]
  if (flags === undefined) return undefined
  const lengthSize = flags & LENGTH_SIZE_MASK
  if (lengthSize === 0) return undefined
  const isSigned = (flags & SIGNED_FLAG) !== 0
  const end = envelope.length - (isSigned ? SIGNATURE_BYTES : 0)
  const start = 1 + lengthSize
  if (end < start) return undefined
  let length = 0
  for (let index = lengthSize; index > 0; index--) length = length * 256 + envelope[index]!
  if (length > end - start) return undefined
  const payload = envelope.slice(start, start + length)
  if (!isSigned) return { payload, signature: undefined, signaturePublicKey: undefined }
  const signature = envelope.slice(end)
  const signaturePublicKey = signerOf(envelope.subarray(0, end), signature)
  return signaturePublicKey && { payload, signature, signaturePublicKey }
}

function lengthBytes(length: number): Uint8Array {
  const bytes = [length & 0xff]
  for (let rest = length >>> 8; rest > 0; rest >>>= 8) bytes.push(rest & 0xff)
  return Uint8Array.from(bytes)
}

function sign(envelope: Uint8Array, key: Secp256k1PrivateKey): Uint8Array {
  // noble puts the recovery id first, Ethereum and Waku last.
  const recovered = secp256k1.sign(keccak_256(envelope), key.expose(), { prehash: false, format: 'recovered' })
  return concatBytes(recovered.subarray(1), recovered.subarray(0, 1))
}

function signerOf(signed: Uint8Array, signature: Uint8Array): Uint8Array | undefined {
  const recovered = concatBytes(signature.subarray(64), signature.subarray(0, 64))
  try {
    // The same signature once more, with n - s: nobody signs so, and who took it could be shown a payload's signature twice.
    if (secp256k1.Signature.fromBytes(recovered, 'recovered').hasHighS()) return undefined
    const compressed = secp256k1.recoverPublicKey(recovered, keccak_256(signed), { prehash: false })
    return secp256k1.Point.fromBytes(compressed).toBytes(false)
  } catch {
    // Not a signature of anybody. The library throws, and we judge.
    return undefined
  }
}
