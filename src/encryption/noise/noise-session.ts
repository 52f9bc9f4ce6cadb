import { bytesEqual } from '../../foundation/index.ts'
import { EncryptionError } from '../encryption-error.ts'
import { requirePayloadSize } from '../payload-envelope.ts'
import type { CipherState } from './cipher-state.ts'
import { MessageNametags, messageNametag, NAMETAG_WINDOW } from './message-nametags.ts'
import { padMessage, unpadMessage } from './noise-padding.ts'
import type { NoiseRole } from './noise-pattern.ts'
import { decodeNoisePayload, encodeNoisePayload, NO_PROTOCOL } from './noise-payload.ts'
import { type NoiseRead, type NoiseRefusal, refused } from './noise-refusal.ts'
import { type SessionParts, SessionState } from './session-state.ts'
import { deriveFromHash } from './symmetric-state.ts'

const SECRET_BYTES = 32

interface FoundMessage {
  readonly ok: true
  readonly nametag: Uint8Array
  readonly message: Uint8Array
  readonly distance: number
}

/**
 * What two sides share after a handshake: transport messages of 35/WAKU2-NOISE, each with the next nametag and the next
 * nonce, in order. One device at a time holds the right to send: two that sent under one nonce would give both messages away.
 */
export class NoiseSession {
  readonly #role: NoiseRole
  readonly #handshakeHash: Uint8Array
  readonly #remoteStatic: Uint8Array
  readonly #outboundSecret: Uint8Array
  readonly #inboundSecret: Uint8Array
  #inboundNametags: MessageNametags
  #inbound: CipherState
  #outbound: CipherState | undefined
  #transfers: bigint

  /** What `NoiseHandshake.finish` or {@link NoiseSession.restore} call. */
  constructor({ role, handshakeHash, remoteStatic, transfers, outbound, inbound }: SessionParts) {
    this.#role = role
    this.#handshakeHash = handshakeHash
    this.#remoteStatic = remoteStatic
    this.#transfers = transfers
    this.#outbound = outbound
    this.#inbound = inbound
    const secrets = deriveFromHash(handshakeHash, 2 * SECRET_BYTES)
    const [first, second] = [secrets.slice(0, SECRET_BYTES), secrets.slice(SECRET_BYTES)]
    this.#inboundSecret = role === 'initiator' ? first : second
    this.#outboundSecret = role === 'initiator' ? second : first
    this.#inboundNametags = new MessageNametags(this.#inboundSecret, inbound.nonce)
  }

  /**
   * The session that a state holds. The state must not be used twice when it gives the right to send.
   * @throws EncryptionError `session_state_invalid`
   */
  static restore(state: SessionState): NoiseSession {
    return new NoiseSession(state.parts())
  }

  get role(): NoiseRole {
    return this.#role
  }

  /** Who is at the other end: the static key that the handshake proved. 32 bytes. */
  get remoteStatic(): Uint8Array {
    return this.#remoteStatic.slice()
  }

  /** Binds other protocols to this session: both sides have the same, and no other session has. 32 bytes. */
  get handshakeHash(): Uint8Array {
    return this.#handshakeHash.slice()
  }

  get maySend(): boolean {
    return this.#outbound !== undefined
  }

  /** How many of the other side's messages were read or given up: the number of the next one. */
  get received(): bigint {
    return this.#inbound.nonce
  }

  /** The names, in hexadecimal, of the messages that it would know: a window of those to come, and one of those before. */
  get nametags(): Iterable<string> {
    return this.#inboundNametags.all
  }

  /**
   * The payload of a message of version 2 that only the other side opens.
   * @throws EncryptionError `sending_right_missing`, `payload_too_large`, `nonce_exhausted`
   */
  seal(payload: Uint8Array): Uint8Array {
    if (this.#outbound === undefined) {
      throw new EncryptionError('sending_right_missing', 'another device holds the right to send in this session')
    }
    requirePayloadSize(payload)
    const nametag = messageNametag(this.#outboundSecret, this.#outbound.nonce)
    const message = this.#outbound.encrypt(nametag, padMessage(payload))
    return encodeNoisePayload({ nametag, protocolId: NO_PROTOCOL, publicKeys: [], message })
  }

  /**
   * Opens the other side's next message. What is refused changes nothing, but for an authentic message that is padded
   * wrongly: it counts as read. Never throws, whatever the bytes are.
   */
  open(bytes: Uint8Array): NoiseRead {
    const found = this.#find(bytes)
    if (!found.ok) return found
    const { nametag, message, distance } = found
    if (distance > 0) return { ...refused('out_of_order'), missing: distance }
    const padded = this.#inbound.decrypt(nametag, message)
    if (padded === undefined) return refused('authentication_failed')
    this.#inboundNametags.advance(1)
    return unpadded(padded)
  }

  /**
   * Opens a message that is `out_of_order`, before its turn, and leaves the session where it is: for who keeps it until
   * then, and skips it. Opens the same one as often as it is asked to. See `NoiseInbox`.
   */
  openEarly(bytes: Uint8Array): NoiseRead {
    const found = this.#find(bytes)
    if (!found.ok) return found
    const { nametag, message, distance } = found
    const ahead = this.#inbound.clone()
    ahead.skip(distance)
    const padded = ahead.decrypt(nametag, message)
    return padded === undefined ? refused('authentication_failed') : unpadded(padded)
  }

  /**
   * Gives up on the other side's next messages: after `out_of_order`, when the `missing` ones will not come.
   * @throws EncryptionError `skip_out_of_range`
   */
  skip(count: number): void {
    if (!Number.isInteger(count) || count < 1 || count > NAMETAG_WINDOW) {
      throw new EncryptionError('skip_out_of_range', `1 to ${NAMETAG_WINDOW} messages can be skipped, not ${count}`)
    }
    this.#inbound.skip(count)
    this.#inboundNametags.advance(count)
  }

  /** For another device of ours, which then reads along. It may not send. */
  share(): SessionState {
    return SessionState.of({ ...this.#parts(), outbound: undefined })
  }

  /**
   * For another device of ours that goes on in our place, or for the disk: the right to send goes with the state.
   * @throws EncryptionError `sending_right_missing`
   */
  handOver(): SessionState {
    if (this.#outbound === undefined) {
      throw new EncryptionError(
        'sending_right_missing',
        'another device holds the right to send, it alone can hand it over',
      )
    }
    // Counted, so that this very state, come back, does not give the right again that was given away with it.
    this.#transfers += 1n
    const state = SessionState.of(this.#parts())
    this.#outbound = undefined
    return state
  }

  /**
   * Takes over what another device of ours knows of this session: what it read meanwhile, and the right to send if it gave
   * that away. Never goes back, so that an old state does no harm.
   * @throws EncryptionError `session_state_invalid`, when it is of another session
   */
  follow(state: SessionState): void {
    const { role, handshakeHash, transfers, inbound, outbound } = state.parts()
    if (role !== this.#role || !bytesEqual(handshakeHash, this.#handshakeHash)) {
      throw new EncryptionError('session_state_invalid', 'the state is of another session')
    }
    if (inbound.nonce > this.#inbound.nonce) {
      this.#inbound = inbound
      this.#inboundNametags = new MessageNametags(this.#inboundSecret, inbound.nonce)
    }
    if (transfers <= this.#transfers) return
    this.#transfers = transfers
    this.#outbound = outbound
  }

  /** A message that is one of ours to come, and how many come before it. */
  #find(bytes: Uint8Array): FoundMessage | { readonly ok: false; readonly reason: NoiseRefusal } {
    const decoded = decodeNoisePayload(bytes)
    if (!decoded.ok) return decoded
    const { nametag, protocolId, publicKeys, message } = decoded.payload
    const distance = this.#inboundNametags.distanceOf(nametag)
    if (distance === undefined) return refused('not_for_us')
    if (distance < 0) return refused('replayed')
    if (protocolId !== NO_PROTOCOL || publicKeys.length > 0) return refused('malformed')
    return { ok: true, nametag, message, distance }
  }

  #parts(): SessionParts {
    return {
      role: this.#role,
      handshakeHash: this.#handshakeHash,
      remoteStatic: this.#remoteStatic,
      transfers: this.#transfers,
      outbound: this.#outbound,
      inbound: this.#inbound,
    }
  }
}

function unpadded(padded: Uint8Array): NoiseRead {
  const payload = unpadMessage(padded)
  return payload === undefined ? refused('padding_invalid') : { ok: true, payload }
}
