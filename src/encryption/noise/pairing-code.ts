import { equalBytes } from '@noble/ciphers/utils.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToBigIntBE, concatBytes } from '../../foundation/index.ts'
import { deriveFromHash } from './symmetric-state.ts'

/** Of the random value in a commitment. */
export const COMMITMENT_RANDOM_BYTES = 32
const CODE_DIGITS = 8

/** SHA-256(public key || random): says which key will come without showing it. */
export function commitToKey(publicKey: Uint8Array, random: Uint8Array): Uint8Array {
  return sha256(concatBytes(publicKey, random))
}

/** Whether the key is the one that was committed to. */
export function opensCommitment(commitment: Uint8Array, publicKey: Uint8Array, random: Uint8Array): boolean {
  const expected = commitToKey(publicKey, random)
  return (
    random.length === COMMITMENT_RANDOM_BYTES &&
    commitment.length === expected.length &&
    equalBytes(expected, commitment)
  )
}

/**
 * The eight digits that both devices show and two people compare: HKDF of the handshake hash, 8 bytes big-endian, modulo
 * 10^8, as go-waku and js-noise make them (nwaku reads the bytes the other way round).
 */
export function pairingCode(handshakeHash: Uint8Array): string {
  const code = bytesToBigIntBE(deriveFromHash(handshakeHash, 8)) % 10n ** BigInt(CODE_DIGITS)
  return code.toString().padStart(CODE_DIGITS, '0')
}
