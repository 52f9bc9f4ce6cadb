/**
 * A message's payload in version 2 (35/WAKU2-NOISE): `nametag(16) || protocol id(1) || length(1) || public keys ||
 * length(8, little-endian) || message`. A public key is `flag(1) || key`, of 32 bytes when the flag is 0, or encrypted,
 * with its tag, of 48 when it is 1.
 */
import { bigIntToBytesLE, bytesToBigIntLE, concatBytes } from '../../foundation/index.ts'
import { MAX_PAYLOAD_BYTES } from '../payload-envelope.ts'
import { X25519_KEY_BYTES } from '../x25519-key.ts'
import { TAG_BYTES } from './cipher-state.ts'
import { BLOCK_BYTES } from './noise-padding.ts'
import { type NoiseRefusal, refused } from './noise-refusal.ts'

export const NAMETAG_BYTES = 16
/** After a handshake, nothing tells which one it was. */
export const NO_PROTOCOL = 0
const KEYS_START = NAMETAG_BYTES + 2
const LENGTH_BYTES = 8
/** The largest payload in its padding, with as many keys as there is room for. Longer ones are not looked at. */
const MAX_BYTES = KEYS_START + 0xff + LENGTH_BYTES + MAX_PAYLOAD_BYTES + BLOCK_BYTES + TAG_BYTES

export interface NoisePublicKey {
  readonly isEncrypted: boolean
  /** 32 bytes, and 16 of a tag when encrypted. */
  readonly bytes: Uint8Array
}

export interface NoisePayload {
  readonly nametag: Uint8Array
  readonly protocolId: number
  readonly publicKeys: readonly NoisePublicKey[]
  readonly message: Uint8Array
}

export type NoisePayloadRead =
  | { readonly ok: true; readonly payload: NoisePayload }
  | { readonly ok: false; readonly reason: NoiseRefusal }

export function encodeNoisePayload({ nametag, protocolId, publicKeys, message }: NoisePayload): Uint8Array {
  const keys = concatBytes(
    ...publicKeys.flatMap(({ isEncrypted, bytes }) => [Uint8Array.of(isEncrypted ? 1 : 0), bytes]),
  )
  return concatBytes(
    nametag,
    Uint8Array.of(protocolId, keys.length),
    keys,
    bigIntToBytesLE(BigInt(message.length), LENGTH_BYTES),
    message,
  )
}

/** Never throws: it comes from a stranger. Lengths that do not add up are refused, and so are bytes after the end. */
export function decodeNoisePayload(bytes: Uint8Array): NoisePayloadRead {
  if (bytes.length < KEYS_START) return refused('truncated')
  if (bytes.length > MAX_BYTES) return refused('malformed')
  const keysEnd = KEYS_START + bytes[NAMETAG_BYTES + 1]!
  const messageStart = keysEnd + LENGTH_BYTES
  if (bytes.length < messageStart) return refused('truncated')
  const publicKeys = decodePublicKeys(bytes.subarray(KEYS_START, keysEnd))
  if (publicKeys === undefined) return refused('malformed')
  const length = bytesToBigIntLE(bytes.subarray(keysEnd, messageStart))
  const present = BigInt(bytes.length - messageStart)
  if (length !== present) return refused(length > present ? 'truncated' : 'malformed')
  const nametag = bytes.slice(0, NAMETAG_BYTES)
  const protocolId = bytes[NAMETAG_BYTES]!
  return { ok: true, payload: { nametag, protocolId, publicKeys, message: bytes.slice(messageStart) } }
}

function decodePublicKeys(bytes: Uint8Array): NoisePublicKey[] | undefined {
  const keys: NoisePublicKey[] = []
  for (let start = 0; start < bytes.length; ) {
    const flag = bytes[start]!
    if (flag > 1) return undefined
    const end = start + 1 + X25519_KEY_BYTES + (flag === 1 ? TAG_BYTES : 0)
    if (end > bytes.length) return undefined
    keys.push({ isEncrypted: flag === 1, bytes: bytes.slice(start + 1, end) })
    start = end
  }
  return keys
}
