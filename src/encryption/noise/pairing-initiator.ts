import type { Random } from '../../foundation/index.ts'
import { EncryptionError } from '../encryption-error.ts'
import type { X25519PrivateKey } from '../x25519-key.ts'
import { NoiseHandshake } from './noise-handshake.ts'
import { refused } from './noise-refusal.ts'
import { COMMITMENT_RANDOM_BYTES, commitToKey, opensCommitment, pairingCode } from './pairing-code.ts'
import { type PairingInvitation, pairingContentTopic, parseInvitation } from './pairing-invitation.ts'
import type { PairingProgress } from './pairing-progress.ts'
import type { NoiseApplication } from './session-topics.ts'

export interface PairingInitiatorOptions {
  /** Of this device: an invitation of another application is refused. */
  readonly application: NoiseApplication
  /** What was scanned. */
  readonly invitation: string
  /** The name of the first message, when it was handed over beside the code, as nwaku and go-waku do. */
  readonly nametag?: Uint8Array
  /** The device's long-term key; nobody but the paired device learns its public half. */
  readonly staticKey: X25519PrivateKey
}

/**
 * The device that scans a QR code (A of 43/WAKU2-DEVICE-PAIRING). `start`, send what it gives and have its code compared,
 * then `confirm` or `abort`; meanwhile `receive` every payload of version 2 on the content topic.
 */
export class PairingInitiator {
  readonly contentTopic: string
  readonly #invitation: PairingInvitation
  readonly #handshake: NoiseHandshake
  readonly #staticKey: X25519PrivateKey
  readonly #commitmentRandom: Uint8Array
  #hasAnswer = false
  #state: 'scanned' | 'comparing' | 'confirmed' | 'over' = 'scanned'

  /** @throws EncryptionError `invitation_invalid` */
  constructor({ random }: { readonly random: Random }, options: PairingInitiatorOptions) {
    const { application, staticKey } = options
    this.#invitation = parseInvitation(options.invitation, options.nametag)
    const { name, version } = this.#invitation.application
    if (name !== application.name || version !== application.version) {
      throw new EncryptionError('invitation_invalid', `the invitation is of another application: ${name} ${version}`)
    }
    this.contentTopic = pairingContentTopic(this.#invitation)
    this.#staticKey = staticKey
    this.#commitmentRandom = random.bytes(COMMITMENT_RANDOM_BYTES)
    this.#handshake = new NoiseHandshake(
      { random },
      {
        pattern: 'WakuPairing',
        role: 'initiator',
        staticKey,
        remoteEphemeral: this.#invitation.ephemeralKey,
        prologue: new TextEncoder().encode(this.#invitation.qr),
        firstNametag: this.#invitation.nametag,
      },
    )
  }

  get isOver(): boolean {
    return this.#state === 'over'
  }

  /** The first message, and the code. @throws EncryptionError `out_of_turn`, the second time */
  start(): { readonly ok: true; readonly send: Uint8Array; readonly code: string } {
    if (this.#state !== 'scanned') throw new EncryptionError('out_of_turn', 'the pairing was started before')
    this.#state = 'comparing'
    const send = this.#handshake.write(commitToKey(this.#staticKey.publicKey, this.#commitmentRandom))
    return { ok: true, send, code: pairingCode(this.#handshake.hash) }
  }

  /** Takes what came on the topic. What is not of this pairing changes nothing. */
  receive(payload: Uint8Array): PairingProgress {
    const isWaiting = (this.#state === 'comparing' || this.#state === 'confirmed') && !this.#hasAnswer
    if (!isWaiting) return refused('not_for_us')
    const read = this.#handshake.read(payload)
    if (!read.ok) return read
    if (!opensCommitment(this.#invitation.committedStaticKey, this.#handshake.remoteStatic!, read.payload)) {
      this.abort()
      return refused('commitment_mismatch')
    }
    this.#hasAnswer = true
    // The other device's people may be faster: our key is not shown before ours have compared the codes.
    return this.#state === 'confirmed' ? this.#finish() : { ok: true }
  }

  /**
   * The codes are the same: the static key is sent as soon as the other device has sent its own.
   * @throws EncryptionError `out_of_turn`, when there is nothing to confirm
   */
  confirm(): PairingProgress {
    if (this.#state !== 'comparing') throw new EncryptionError('out_of_turn', 'there is no code to confirm')
    this.#state = 'confirmed'
    return this.#hasAnswer ? this.#finish() : { ok: true }
  }

  /** The codes differ, or nobody wants to go on: nothing more is read or sent. */
  abort(): void {
    this.#state = 'over'
  }

  #finish(): PairingProgress {
    this.abort()
    const send = this.#handshake.write(this.#commitmentRandom)
    return { ok: true, send, session: this.#handshake.finish() }
  }
}
