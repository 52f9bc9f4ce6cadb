import type { Clock, Random } from '../../foundation/index.ts'
import { EncryptionError } from '../encryption-error.ts'
import { X25519PrivateKey } from '../x25519-key.ts'
import { NoiseHandshake } from './noise-handshake.ts'
import { NAMETAG_BYTES } from './noise-payload.ts'
import { refused } from './noise-refusal.ts'
import { COMMITMENT_RANDOM_BYTES, commitToKey, opensCommitment, pairingCode } from './pairing-code.ts'
import { createInvitation, type PairingInvitation, pairingContentTopic } from './pairing-invitation.ts'
import type { PairingProgress } from './pairing-progress.ts'
import type { NoiseApplication } from './session-topics.ts'

/** For how long a shown code may be answered, unless told otherwise: what 43/WAKU2-DEVICE-PAIRING suggests. */
export const DEFAULT_INVITATION_LIFETIME_MS = 30_000

export interface PairingResponderOptions {
  readonly application: NoiseApplication
  /** Which of the application's pairing topics to use. */
  readonly shardId: string
  /** The device's long-term key; nobody but the paired device learns its public half. */
  readonly staticKey: X25519PrivateKey
  /** Default: 30 s. Show a new code, of a new object, after it. */
  readonly lifetimeMs?: number
}

/**
 * The device that shows a QR code (B of 43/WAKU2-DEVICE-PAIRING). `receive` every payload of version 2 on the content
 * topic; when it gives a code, have it compared, then `confirm` or `abort`; send what there is to send. One pairing each.
 */
export class PairingResponder {
  readonly invitation: PairingInvitation & { readonly text: string }
  readonly contentTopic: string
  readonly #clock: Pick<Clock, 'monotonicMs'>
  readonly #expiresAtMs: number
  readonly #handshake: NoiseHandshake
  readonly #commitmentRandom: Uint8Array
  #committedRemoteKey: Uint8Array | undefined
  #state: 'invited' | 'comparing' | 'confirmed' | 'over' = 'invited'

  /** @throws EncryptionError `invitation_invalid` */
  constructor(
    { random, clock }: { readonly random: Random; readonly clock: Pick<Clock, 'monotonicMs'> },
    options: PairingResponderOptions,
  ) {
    const { application, shardId, staticKey, lifetimeMs = DEFAULT_INVITATION_LIFETIME_MS } = options
    const ephemeralKey = X25519PrivateKey.generate(random)
    this.#commitmentRandom = random.bytes(COMMITMENT_RANDOM_BYTES)
    this.invitation = createInvitation({
      application,
      shardId,
      ephemeralKey: ephemeralKey.publicKey,
      committedStaticKey: commitToKey(staticKey.publicKey, this.#commitmentRandom),
      nametag: random.bytes(NAMETAG_BYTES),
    })
    this.contentTopic = pairingContentTopic(this.invitation)
    this.#clock = clock
    this.#expiresAtMs = clock.monotonicMs() + lifetimeMs
    this.#handshake = new NoiseHandshake(
      { random },
      {
        pattern: 'WakuPairing',
        role: 'responder',
        staticKey,
        ephemeralKey,
        prologue: new TextEncoder().encode(this.invitation.qr),
        firstNametag: this.invitation.nametag,
      },
    )
  }

  get isOver(): boolean {
    return this.#state === 'over'
  }

  /** Takes what came on the topic. What is not of this pairing changes nothing. */
  receive(payload: Uint8Array): PairingProgress {
    if (this.#state === 'invited') return this.#receiveFirst(payload)
    return this.#state === 'confirmed' ? this.#receiveLast(payload) : refused('not_for_us')
  }

  /**
   * The codes are the same: the static key is sent.
   * @throws EncryptionError `out_of_turn`, when there is nothing to confirm
   */
  confirm(): PairingProgress {
    if (this.#state !== 'comparing') throw new EncryptionError('out_of_turn', 'there is no code to confirm')
    this.#state = 'confirmed'
    return { ok: true, send: this.#handshake.write(this.#commitmentRandom) }
  }

  /** The codes differ, or nobody wants to go on: nothing more is read or sent. */
  abort(): void {
    this.#state = 'over'
  }

  #receiveFirst(payload: Uint8Array): PairingProgress {
    if (this.#clock.monotonicMs() > this.#expiresAtMs) {
      this.abort()
      return refused('expired')
    }
    const read = this.#handshake.read(payload)
    if (!read.ok) return read
    this.#committedRemoteKey = read.payload
    this.#state = 'comparing'
    return { ok: true, code: pairingCode(this.#handshake.hash) }
  }

  #receiveLast(payload: Uint8Array): PairingProgress {
    const read = this.#handshake.read(payload)
    if (!read.ok) return read
    this.abort()
    const isCommitted = opensCommitment(this.#committedRemoteKey!, this.#handshake.remoteStatic!, read.payload)
    return isCommitted ? { ok: true, session: this.#handshake.finish() } : refused('commitment_mismatch')
  }
}
