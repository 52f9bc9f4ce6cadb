import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToBigIntLE } from '../foundation/index.ts'
import { FIELD_MODULUS } from './field.ts'

/** keccak256 of the bytes, read as a little-endian integer, modulo r (zerokit's `hash_to_field`; no length prefix). */
export function hashToField(bytes: Uint8Array): bigint {
  return bytesToBigIntLE(keccak_256(bytes)) % FIELD_MODULUS
}
