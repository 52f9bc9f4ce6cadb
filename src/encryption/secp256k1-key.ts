import { secp256k1 } from '@noble/curves/secp256k1.js'
import type { Random } from '../foundation/index.ts'
import { EncryptionError } from './encryption-error.ts'
import { SecretBytes } from './secret-bytes.ts'
import { keyBytes } from './symmetric-key.ts'

const KEY_LENGTH = 32

/** A private key of secp256k1: opens what was sealed to its public key by ECIES, and signs. */
export class Secp256k1PrivateKey extends SecretBytes {
  /** Uncompressed: 65 bytes, 0x04 and two coordinates, big-endian. */
  readonly publicKey: Uint8Array

  private constructor(bytes: Uint8Array) {
    super(bytes)
    this.publicKey = secp256k1.getPublicKey(bytes, false)
  }

  static generate(random: Random): Secp256k1PrivateKey {
    for (;;) {
      const bytes = random.bytes(KEY_LENGTH)
      // One in 2^128 is zero or not below the curve's order: drawn again.
      if (secp256k1.utils.isValidSecretKey(bytes)) return new Secp256k1PrivateKey(bytes)
    }
  }

  /**
   * @param key 32 bytes, big-endian, or their hexadecimal
   * @throws EncryptionError `key_invalid`
   */
  static from(key: Uint8Array | string): Secp256k1PrivateKey {
    const bytes = keyBytes(key)
    if (secp256k1.utils.isValidSecretKey(bytes)) return new Secp256k1PrivateKey(bytes)
    throw new EncryptionError('key_invalid', 'a private key of secp256k1 is 32 bytes, not zero, below the order')
  }
}

/**
 * A public key of secp256k1 in its uncompressed form, 65 bytes.
 * @param key compressed or not, or its hexadecimal
 * @throws EncryptionError `key_invalid`
 */
export function secp256k1PublicKey(key: Uint8Array | string): Uint8Array {
  const bytes = keyBytes(key)
  try {
    return secp256k1.Point.fromBytes(bytes).toBytes(false)
  } catch (error) {
    throw new EncryptionError('key_invalid', 'not a point of secp256k1: 33 bytes compressed or 65 uncompressed', {
      cause: error,
    })
  }
}
