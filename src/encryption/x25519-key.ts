import { x25519 } from '@noble/curves/ed25519.js'
import type { Random } from '../foundation/index.ts'
import { EncryptionError } from './encryption-error.ts'
import { SecretBytes } from './secret-bytes.ts'
import { keyBytes } from './symmetric-key.ts'

/** Of private and public keys alike. */
export const X25519_KEY_BYTES = 32
/** A point is of low order when multiplying by any private key gives zero: tried with this one. */
const PROBE = new Uint8Array(X25519_KEY_BYTES).fill(1)

/** A private key of Curve25519, as Noise uses it: 32 bytes, any. */
export class X25519PrivateKey extends SecretBytes {
  /** 32 bytes, little-endian. */
  readonly publicKey: Uint8Array

  private constructor(bytes: Uint8Array) {
    super(bytes)
    this.publicKey = x25519.getPublicKey(bytes)
  }

  static generate(random: Random): X25519PrivateKey {
    return new X25519PrivateKey(random.bytes(X25519_KEY_BYTES))
  }

  /**
   * @param key 32 bytes, or their hexadecimal
   * @throws EncryptionError `key_invalid`
   */
  static from(key: Uint8Array | string): X25519PrivateKey {
    const bytes = keyBytes(key)
    if (bytes.length === X25519_KEY_BYTES) return new X25519PrivateKey(bytes)
    throw new EncryptionError(
      'key_invalid',
      `a key of Curve25519 has ${X25519_KEY_BYTES} bytes, this one ${bytes.length}`,
    )
  }

  /** The secret shared with the holder of a public key that {@link isX25519PublicKey}: 32 bytes. */
  sharedSecret(publicKey: Uint8Array): Uint8Array {
    return x25519.getSharedSecret(this.expose(), publicKey)
  }
}

/**
 * Whether the bytes are a public key to agree on a secret with. Points of low order are not: the secret would be zero,
 * whatever our key is.
 */
export function isX25519PublicKey(bytes: Uint8Array): boolean {
  if (bytes.length !== X25519_KEY_BYTES) return false
  try {
    x25519.getSharedSecret(PROBE, bytes)
    return true
  } catch {
    return false
  }
}

/**
 * The bytes, when they are a public key.
 * @throws EncryptionError `key_invalid`
 */
export function requireX25519PublicKey(bytes: Uint8Array): Uint8Array {
  if (isX25519PublicKey(bytes)) return bytes
  throw new EncryptionError('key_invalid', 'not a public key of Curve25519: 32 bytes, of no low order')
}
