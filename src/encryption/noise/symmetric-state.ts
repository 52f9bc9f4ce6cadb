import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '../../foundation/index.ts'
import { CIPHER_KEY_BYTES, CipherState } from './cipher-state.ts'

const HASH_BYTES = 32
const NOTHING = new Uint8Array()

/** What both sides have hashed and agreed on so far (Noise specification, 5.2). */
export class SymmetricState {
  #chainingKey: Uint8Array
  #hash: Uint8Array
  #cipher: CipherState | undefined

  private constructor(chainingKey: Uint8Array, hash: Uint8Array, cipher: CipherState | undefined) {
    this.#chainingKey = chainingKey
    this.#hash = hash
    this.#cipher = cipher
  }

  static start(protocolName: string): SymmetricState {
    const name = new TextEncoder().encode(protocolName)
    const hash = name.length > HASH_BYTES ? sha256(name) : concatBytes(name, new Uint8Array(HASH_BYTES - name.length))
    return new SymmetricState(hash, hash, undefined)
  }

  clone(): SymmetricState {
    return new SymmetricState(this.#chainingKey, this.#hash, this.#cipher?.clone())
  }

  /** The handshake hash: what both sides have seen, in 32 bytes. */
  get hash(): Uint8Array {
    return this.#hash
  }

  get hasKey(): boolean {
    return this.#cipher !== undefined
  }

  mixHash(data: Uint8Array): void {
    this.#hash = sha256(concatBytes(this.#hash, data))
  }

  mixKey(secret: Uint8Array): void {
    const [chainingKey, key] = deriveKeys(this.#chainingKey, secret, 2)
    this.#chainingKey = chainingKey!
    this.#cipher = new CipherState(key!)
  }

  mixKeyAndHash(secret: Uint8Array): void {
    const [chainingKey, hashed, key] = deriveKeys(this.#chainingKey, secret, 3)
    this.#chainingKey = chainingKey!
    this.mixHash(hashed!)
    this.#cipher = new CipherState(key!)
  }

  /** @param extraData authenticated with the handshake hash: 35/WAKU2-NOISE puts a message's nametag here */
  encryptAndHash(plaintext: Uint8Array, extraData: Uint8Array = NOTHING): Uint8Array {
    const ciphertext = this.#cipher?.encrypt(concatBytes(this.#hash, extraData), plaintext) ?? plaintext
    this.mixHash(ciphertext)
    return ciphertext
  }

  /** undefined when the tag does not hold; this state is then worth nothing. */
  decryptAndHash(ciphertext: Uint8Array, extraData: Uint8Array = NOTHING): Uint8Array | undefined {
    const associatedData = concatBytes(this.#hash, extraData)
    const plaintext = this.#cipher === undefined ? ciphertext : this.#cipher.decrypt(associatedData, ciphertext)
    this.mixHash(ciphertext)
    return plaintext
  }

  /** The keys for what the initiator sends, and for what the responder sends. */
  split(): readonly [initiator: CipherState, responder: CipherState] {
    const [first, second] = deriveKeys(this.#chainingKey, NOTHING, 2)
    return [new CipherState(first!), new CipherState(second!)]
  }
}

/** Bytes that everybody who knows the handshake hash can derive: HKDF with the hash as salt, of nothing. */
export function deriveFromHash(handshakeHash: Uint8Array, length: number): Uint8Array {
  return hkdf(sha256, NOTHING, handshakeHash, NOTHING, length)
}

function deriveKeys(chainingKey: Uint8Array, secret: Uint8Array, count: number): Uint8Array[] {
  const derived = hkdf(sha256, secret, chainingKey, NOTHING, count * CIPHER_KEY_BYTES)
  return Array.from({ length: count }, (_, index) =>
    derived.slice(index * CIPHER_KEY_BYTES, (index + 1) * CIPHER_KEY_BYTES),
  )
}
