import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { bigIntToBytesLE, concatBytes } from '../../foundation/index.ts'
import { EncryptionError } from '../encryption-error.ts'

export const CIPHER_KEY_BYTES = 32
/** Of the Poly1305 tag at the end of each ciphertext. */
export const TAG_BYTES = 16
/** The largest nonce is reserved by the specification. */
export const MAX_NONCE = 2n ** 64n - 1n

/** A ChaCha20-Poly1305 key and the counter of what was done with it (Noise specification, 5.1). */
export class CipherState {
  readonly #key: Uint8Array
  #nonce: bigint

  constructor(key: Uint8Array, nonce = 0n) {
    this.#key = key
    this.#nonce = nonce
  }

  /** How many messages went through, or were skipped. */
  get nonce(): bigint {
    return this.#nonce
  }

  clone(): CipherState {
    return new CipherState(this.#key, this.#nonce)
  }

  exposeKey(): Uint8Array {
    return this.#key.slice()
  }

  /** @throws EncryptionError `nonce_exhausted` */
  encrypt(associatedData: Uint8Array, plaintext: Uint8Array): Uint8Array {
    const ciphertext = this.#cipher(associatedData).encrypt(plaintext)
    this.#nonce += 1n
    return ciphertext
  }

  /**
   * undefined when the tag does not hold; the counter then stays where it was.
   * @throws EncryptionError `nonce_exhausted`
   */
  decrypt(associatedData: Uint8Array, ciphertext: Uint8Array): Uint8Array | undefined {
    const cipher = this.#cipher(associatedData)
    if (ciphertext.length < TAG_BYTES) return undefined
    try {
      const plaintext = cipher.decrypt(ciphertext)
      this.#nonce += 1n
      return plaintext
    } catch {
      // The library throws on a wrong tag, and we judge.
      return undefined
    }
  }

  skip(count: number): void {
    this.#nonce += BigInt(count)
  }

  #cipher(associatedData: Uint8Array): ReturnType<typeof chacha20poly1305> {
    if (this.#nonce >= MAX_NONCE)
      throw new EncryptionError('nonce_exhausted', 'every nonce of the key is used: rotate it')
    return chacha20poly1305(this.#key, concatBytes(new Uint8Array(4), bigIntToBytesLE(this.#nonce, 8)), associatedData)
  }
}
