import { BoundedMap, type Logger } from '../foundation/index.ts'
import { isShareOf, type MessageIdAllocator, type MessageIdRange, type NullifierShare } from '../rln/index.ts'
import type { NullifierJob } from './burned-nullifiers.ts'

/** Epochs whose own nullifiers are remembered: those around a border, and room for short ones. */
const MAX_EPOCHS_REMEMBERED = 4

/** A verified share as it was seen on the network. */
export interface ObservedShare extends NullifierShare {
  readonly epoch: bigint
  readonly externalNullifier: bigint
}

export interface OwnShareWatchComponents {
  readonly allocator: Pick<MessageIdAllocator, 'isBound' | 'stopEpoch'>
  readonly nullifiersOf: NullifierJob
  readonly logger: Logger
}

export interface OwnShareWatchOptions {
  /** The member's secretHash. */
  readonly identitySecret: bigint
  /** Message ids an epoch. */
  readonly rateLimit: number
  /** The ids this device may use, both ends included, where devices share a credential. Default: all. */
  readonly messageIdRange?: MessageIdRange
}

/**
 * Looks out for our own credential in the hands of another device. A share of ours that was not made here means that
 * the next one made here may be the second under its message id, and give the secret away: sending stops for the epoch.
 */
export class OwnShareWatch {
  readonly #components: OwnShareWatchComponents
  readonly #options: OwnShareWatchOptions
  readonly #range: MessageIdRange
  readonly #listeners = new Set<(epoch: bigint) => void>()
  readonly #nullifiersOfRange = new BoundedMap<bigint, Promise<ReadonlySet<bigint>>>(MAX_EPOCHS_REMEMBERED)
  #alarmedEpoch: bigint | undefined
  #looking: Promise<void> = Promise.resolve()

  constructor(components: OwnShareWatchComponents, options: OwnShareWatchOptions) {
    this.#components = components
    this.#options = options
    this.#range = options.messageIdRange ?? { from: 0, to: options.rateLimit - 1 }
  }

  /** Calls the listener with the epoch that sending stopped in. The returned function ends that. */
  onUsedElsewhere(listener: (epoch: bigint) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Looks at a valid message's share. Never throws. */
  inspect(share: ObservedShare): void {
    if (share.epoch === this.#alarmedEpoch || !isShareOf(this.#options.identitySecret, share)) return
    if (this.#isMadeHere(share)) return
    const { from, to } = this.#range
    const hasAllIds = from === 0 && to === this.#options.rateLimit - 1
    if (hasAllIds) this.#alarm(share.epoch)
    else this.#looking = this.#lookInRange(share)
  }

  /** Resolves when the last share that needed a closer look was looked at. */
  async settled(): Promise<void> {
    await this.#looking
  }

  #isMadeHere({ externalNullifier, x }: ObservedShare): boolean {
    const { allocator } = this.#components
    for (let messageId = this.#range.from; messageId <= this.#range.to; messageId++) {
      if (allocator.isBound(externalNullifier, messageId, x)) return true
    }
    return false
  }

  /** Another device that keeps to its own ids is what sharing a credential is for. */
  async #lookInRange({ epoch, externalNullifier, nullifier }: ObservedShare): Promise<void> {
    try {
      const ours = await this.#nullifiersIn(externalNullifier)
      if (ours.has(nullifier)) this.#alarm(epoch)
    } catch (error) {
      this.#components.logger.error('another device may use our message ids: they could not be computed', { error })
    }
  }

  #nullifiersIn(externalNullifier: bigint): Promise<ReadonlySet<bigint>> {
    const known = this.#nullifiersOfRange.get(externalNullifier)
    if (known !== undefined) return known
    const { from, to } = this.#range
    const computed = this.#components
      .nullifiersOf(this.#options.identitySecret, externalNullifier, from, to + 1)
      .then((nullifiers) => new Set(nullifiers))
    computed.catch(() => this.#nullifiersOfRange.delete(externalNullifier))
    this.#nullifiersOfRange.set(externalNullifier, computed)
    return computed
  }

  #alarm(epoch: bigint): void {
    if (epoch === this.#alarmedEpoch) return
    this.#alarmedEpoch = epoch
    const { allocator, logger } = this.#components
    logger.error('credential_used_elsewhere: another device sends with our credential; sending stops for the epoch', {
      epoch,
    })
    // In effect at once; what fails is only to remember it over a restart.
    allocator.stopEpoch(epoch).catch((error) => logger.error('stopping the epoch could not be stored', { error }))
    for (const listener of this.#listeners) this.#tell(listener, epoch)
  }

  #tell(listener: (epoch: bigint) => void, epoch: bigint): void {
    try {
      listener(epoch)
    } catch (error) {
      this.#components.logger.error('a listener failed on credential_used_elsewhere', { error })
    }
  }
}
