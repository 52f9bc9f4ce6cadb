import type { Random } from '../../foundation/index.ts'
import { EncryptionError } from '../encryption-error.ts'
import type { SymmetricKey } from '../symmetric-key.ts'
import { isX25519PublicKey, requireX25519PublicKey, X25519PrivateKey } from '../x25519-key.ts'
import type { CipherState } from './cipher-state.ts'
import type { NoisePattern, NoiseRole, NoiseToken } from './noise-pattern.ts'
import type { NoisePublicKey } from './noise-payload.ts'
import { type NoiseRead, type NoiseRefusal, refused } from './noise-refusal.ts'
import { SymmetricState } from './symmetric-state.ts'

export interface HandshakeKeys {
  readonly staticKey: X25519PrivateKey
  /** Where the pattern has the other side know it beforehand; else it is drawn. */
  readonly ephemeralKey?: X25519PrivateKey
  /** 32 bytes each, where the pattern has us know them beforehand. */
  readonly remoteStatic?: Uint8Array
  readonly remoteEphemeral?: Uint8Array
  readonly psk?: SymmetricKey
}

/** What one message of a handshake carries. */
export interface HandshakeMessage {
  readonly publicKeys: readonly NoisePublicKey[]
  readonly payload: Uint8Array
}

/** All that a message changes: copied, worked on, and taken over when the whole message holds. */
interface Progress {
  readonly symmetric: SymmetricState
  e: X25519PrivateKey | undefined
  re: Uint8Array | undefined
  rs: Uint8Array | undefined
}

/**
 * A handshake as the Noise specification has it (5.3), without padding and framing. A message that does not hold changes
 * nothing: on a public topic anybody can send one, and the genuine one may still come.
 */
export class HandshakeState {
  readonly #random: Random
  readonly #pattern: NoisePattern
  readonly #role: NoiseRole
  readonly #staticKey: X25519PrivateKey
  readonly #psk: Uint8Array | undefined
  readonly #mixesEphemeral: boolean
  #progress: Progress
  #step = 0

  /** @throws EncryptionError `key_missing`, `key_invalid` */
  constructor(
    { random }: { readonly random: Random },
    pattern: NoisePattern,
    role: NoiseRole,
    keys: HandshakeKeys,
    prologue: Uint8Array,
  ) {
    this.#random = random
    this.#pattern = pattern
    this.#role = role
    this.#staticKey = keys.staticKey
    this.#mixesEphemeral = pattern.messages.some((tokens) => tokens.includes('psk'))
    this.#psk = this.#mixesEphemeral ? required(keys.psk, 'a pre-shared key').expose() : undefined
    const symmetric = SymmetricState.start(pattern.name)
    symmetric.mixHash(prologue)
    this.#progress = {
      symmetric,
      e: keys.ephemeralKey,
      re: keys.remoteEphemeral && requireX25519PublicKey(keys.remoteEphemeral),
      rs: keys.remoteStatic && requireX25519PublicKey(keys.remoteStatic),
    }
    for (const { from, token } of pattern.preMessages) {
      symmetric.mixHash(this.#knownBeforehand(this.#progress, from === role, token))
    }
  }

  get isComplete(): boolean {
    return this.#step === this.#pattern.messages.length
  }

  /** Whether the next message is ours to write. */
  get isOurTurn(): boolean {
    return !this.isComplete && (this.#step % 2 === 0) === (this.#role === 'initiator')
  }

  get hash(): Uint8Array {
    return this.#progress.symmetric.hash
  }

  /** The other side's static key, once it is known. */
  get remoteStatic(): Uint8Array | undefined {
    return this.#progress.rs
  }

  /** @param extraData authenticated with the payload */
  write(payload: Uint8Array, extraData?: Uint8Array): HandshakeMessage {
    const progress = this.#copy()
    const publicKeys: NoisePublicKey[] = []
    for (const token of this.#pattern.messages[this.#step]!) {
      const publicKey = this.#writeToken(progress, token)
      if (publicKey !== undefined) publicKeys.push(publicKey)
    }
    const message = { publicKeys, payload: progress.symmetric.encryptAndHash(payload, extraData) }
    this.#takeOver(progress)
    return message
  }

  /**
   * Never throws, whatever the message is.
   * @param unpad what makes the payload of what was decrypted; undefined refuses it
   */
  read(
    message: HandshakeMessage,
    extraData?: Uint8Array,
    unpad: (padded: Uint8Array) => Uint8Array | undefined = (padded) => padded,
  ): NoiseRead {
    const progress = this.#copy()
    const publicKeys = [...message.publicKeys]
    for (const token of this.#pattern.messages[this.#step]!) {
      const refusal = this.#readToken(progress, token, publicKeys)
      if (refusal !== undefined) return refused(refusal)
    }
    if (publicKeys.length > 0) return refused('malformed')
    const padded = progress.symmetric.decryptAndHash(message.payload, extraData)
    if (padded === undefined) return refused('authentication_failed')
    const payload = unpad(padded)
    if (payload === undefined) return refused('padding_invalid')
    this.#takeOver(progress)
    return { ok: true, payload }
  }

  split(): { readonly outbound: CipherState; readonly inbound: CipherState } {
    const [initiator, responder] = this.#progress.symmetric.split()
    return this.#role === 'initiator'
      ? { outbound: initiator, inbound: responder }
      : { outbound: responder, inbound: initiator }
  }

  #copy(): Progress {
    return { ...this.#progress, symmetric: this.#progress.symmetric.clone() }
  }

  #takeOver(progress: Progress): void {
    this.#progress = progress
    this.#step += 1
  }

  #knownBeforehand({ e, re, rs }: Progress, isOurs: boolean, token: 'e' | 's'): Uint8Array {
    if (token === 'e') return isOurs ? required(e, 'an ephemeral key').publicKey : required(re, 'the ephemeral key')
    return isOurs ? this.#staticKey.publicKey : required(rs, 'the static key')
  }

  #writeToken(progress: Progress, token: NoiseToken): NoisePublicKey | undefined {
    const { symmetric } = progress
    if (token === 'e') {
      progress.e = X25519PrivateKey.generate(this.#random)
      this.#mixEphemeral(symmetric, progress.e.publicKey)
      return { isEncrypted: false, bytes: progress.e.publicKey }
    }
    if (token === 's') {
      return { isEncrypted: symmetric.hasKey, bytes: symmetric.encryptAndHash(this.#staticKey.publicKey) }
    }
    this.#mixSecret(progress, token)
    return undefined
  }

  #readToken(progress: Progress, token: NoiseToken, publicKeys: NoisePublicKey[]): NoiseRefusal | undefined {
    const { symmetric } = progress
    if (token !== 'e' && token !== 's') {
      this.#mixSecret(progress, token)
      return undefined
    }
    const sent = publicKeys.shift()
    if (sent === undefined || sent.isEncrypted !== (token === 's' && symmetric.hasKey)) return 'malformed'
    const key = token === 'e' ? sent.bytes : symmetric.decryptAndHash(sent.bytes)
    if (key === undefined) return 'authentication_failed'
    if (!isX25519PublicKey(key)) return 'public_key_invalid'
    if (token === 's') {
      progress.rs = key
    } else {
      progress.re = key
      this.#mixEphemeral(symmetric, key)
    }
    return undefined
  }

  #mixEphemeral(symmetric: SymmetricState, publicKey: Uint8Array): void {
    symmetric.mixHash(publicKey)
    // With a pre-shared key, each ephemeral key goes into the keys as well (9.2).
    if (this.#mixesEphemeral) symmetric.mixKey(publicKey)
  }

  #mixSecret({ symmetric, e, re, rs }: Progress, token: Exclude<NoiseToken, 'e' | 's'>): void {
    if (token === 'psk') {
      symmetric.mixKeyAndHash(this.#psk!)
      return
    }
    // The first letter is the initiator's key, the second the responder's.
    const [ours, theirs] = this.#role === 'initiator' ? [token[0], token[1]] : [token[1], token[0]]
    const privateKey = ours === 'e' ? e! : this.#staticKey
    symmetric.mixKey(privateKey.sharedSecret(theirs === 'e' ? re! : rs!))
  }
}

function required<Key>(key: Key | undefined, what: string): Key {
  if (key !== undefined) return key
  throw new EncryptionError('key_missing', `the handshake's pattern needs ${what}`)
}
