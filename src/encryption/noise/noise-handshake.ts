import { bytesEqual, type Random } from '../../foundation/index.ts'
import { EncryptionError } from '../encryption-error.ts'
import { requirePayloadSize } from '../payload-envelope.ts'
import { type HandshakeKeys, HandshakeState } from './handshake-state.ts'
import { padMessage, unpadMessage } from './noise-padding.ts'
import { type NoisePatternName, type NoiseRole, noisePatterns } from './noise-pattern.ts'
import { decodeNoisePayload, encodeNoisePayload, NAMETAG_BYTES } from './noise-payload.ts'
import { type NoiseRead, refused } from './noise-refusal.ts'
import { NoiseSession } from './noise-session.ts'
import { deriveFromHash } from './symmetric-state.ts'

export interface NoiseHandshakeOptions extends HandshakeKeys {
  readonly pattern: NoisePatternName
  readonly role: NoiseRole
  /** What both sides must agree on beforehand; who has another one is not understood. Default: nothing. */
  readonly prologue?: Uint8Array
  /** The name of the first message, 16 bytes that the other side knows. Default: zeros. */
  readonly firstNametag?: Uint8Array
}

/**
 * A handshake of 35/WAKU2-NOISE, message by message: what `write` gives is the payload of a message of version 2, and is
 * what the other side's `read` takes. Which is next, `isOurTurn` says. Messages after the first are named after the
 * handshake hash (HKDF), so the names are known to whoever saw the messages before, and knows prologue and keys.
 */
export class NoiseHandshake {
  readonly #state: HandshakeState
  readonly #protocolId: number
  readonly #role: NoiseRole
  #nametag: Uint8Array
  #isFinished = false

  /** @throws EncryptionError `key_missing`, `key_invalid`, `invitation_invalid` */
  constructor(components: { readonly random: Random }, options: NoiseHandshakeOptions) {
    const pattern = noisePatterns[options.pattern]
    const { role, prologue = new Uint8Array(), firstNametag = new Uint8Array(NAMETAG_BYTES) } = options
    this.#state = new HandshakeState(components, pattern, role, options, prologue)
    this.#protocolId = pattern.protocolId
    this.#role = role
    if (firstNametag.length !== NAMETAG_BYTES) {
      throw new EncryptionError(
        'invitation_invalid',
        `a nametag has ${NAMETAG_BYTES} bytes, not ${firstNametag.length}`,
      )
    }
    this.#nametag = firstNametag.slice()
  }

  get isOurTurn(): boolean {
    return this.#state.isOurTurn
  }

  get isComplete(): boolean {
    return this.#state.isComplete
  }

  /** What both sides have seen of each other so far: 32 bytes, equal only when nobody is in between. */
  get hash(): Uint8Array {
    return this.#state.hash.slice()
  }

  /** The other side's static key, once it came, or if it was known. Before the handshake is complete it proves nothing. */
  get remoteStatic(): Uint8Array | undefined {
    return this.#state.remoteStatic?.slice()
  }

  /** The name that the next message has. */
  get nametag(): Uint8Array {
    return this.#nametag.slice()
  }

  /**
   * The next message.
   * @param payload What goes with it. In the first message of a pattern that has no key yet, everybody can read it.
   * @throws EncryptionError `out_of_turn`, `payload_too_large`
   */
  write(payload: Uint8Array = new Uint8Array()): Uint8Array {
    if (!this.isOurTurn)
      throw new EncryptionError('out_of_turn', 'the next message is not ours to write: see isOurTurn')
    requirePayloadSize(payload)
    const nametag = this.#nametag
    const { publicKeys, payload: message } = this.#state.write(padMessage(payload), nametag)
    this.#nameNext()
    return encodeNoisePayload({ nametag, protocolId: this.#protocolId, publicKeys, message })
  }

  /**
   * Reads the other side's message. What is refused changes nothing: the genuine message may still come.
   * @throws EncryptionError `out_of_turn`, when it is our turn or the handshake is complete
   */
  read(bytes: Uint8Array): NoiseRead {
    if (this.isOurTurn || this.isComplete) {
      throw new EncryptionError('out_of_turn', 'no message of the other side is next: see isOurTurn and isComplete')
    }
    const decoded = decodeNoisePayload(bytes)
    if (!decoded.ok) return decoded
    const { nametag, protocolId, publicKeys, message } = decoded.payload
    if (!bytesEqual(nametag, this.#nametag)) return refused('not_for_us')
    if (protocolId !== this.#protocolId) return refused('malformed')
    const read = this.#state.read({ publicKeys, payload: message }, nametag, unpadMessage)
    if (read.ok) this.#nameNext()
    return read
  }

  /**
   * The session that both sides share now, once: two of them would send under the same nonces.
   * @throws EncryptionError `out_of_turn`, while messages are missing, and the second time
   */
  finish(): NoiseSession {
    if (!this.isComplete || this.#isFinished) {
      throw new EncryptionError('out_of_turn', 'the handshake is not complete, or its session was given before')
    }
    this.#isFinished = true
    const { outbound, inbound } = this.#state.split()
    return new NoiseSession({
      role: this.#role,
      handshakeHash: this.hash,
      remoteStatic: this.remoteStatic!,
      transfers: 0n,
      outbound,
      inbound,
    })
  }

  #nameNext(): void {
    this.#nametag = deriveFromHash(this.#state.hash, NAMETAG_BYTES)
  }
}
