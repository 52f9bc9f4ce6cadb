import { hexToBytes, type Random } from '../foundation/index.ts'
import { EncryptionError } from './encryption-error.ts'
import { SecretBytes } from './secret-bytes.ts'

const KEY_LENGTH = 32

/** A secret that both sides share: 32 bytes, for AES-256-GCM or as the pre-shared key of a Noise handshake. */
export class SymmetricKey extends SecretBytes {
  static generate(random: Random): SymmetricKey {
    return new SymmetricKey(random.bytes(KEY_LENGTH))
  }

  /**
   * @param key 32 bytes, or their hexadecimal
   * @throws EncryptionError `key_invalid`
   */
  static from(key: Uint8Array | string): SymmetricKey {
    const bytes = keyBytes(key)
    if (bytes.length !== KEY_LENGTH) {
      throw new EncryptionError('key_invalid', `a symmetric key has ${KEY_LENGTH} bytes, this one ${bytes.length}`)
    }
    return new SymmetricKey(bytes)
  }
}

/**
 * The bytes of a key in either form. The text is not repeated in the error: it is a key.
 * @throws EncryptionError `key_invalid`
 */
export function keyBytes(key: Uint8Array | string): Uint8Array {
  if (typeof key !== 'string') return key
  try {
    return hexToBytes(key)
  } catch {
    throw new EncryptionError('key_invalid', 'the key is not hexadecimal')
  }
}
