import type { Clock, StateStore } from '../foundation/index.ts'
import { type CredentialState, importedState, readCredentialState, stateChange } from './credential-state.ts'
import type { ExternalNullifier } from './external-nullifier.ts'
import { requireFieldElement } from './field.ts'
import { MessageIdLedger } from './message-id-ledger.ts'
import { type MessageIdRange, usableRange } from './message-id-range.ts'
import { deletion, insertion, messageIdRows } from './message-id-rows.ts'
import { type MessageX, requireShareX } from './message-x.ts'
import { RlnError } from './rln-error.ts'
import { TwoClockWait } from './two-clock-wait.ts'
import { WriteBehind } from './write-behind.ts'

/** A message stamped just before the border is sent just after it: the epoch before the newest stays usable. */
const EPOCHS_KEPT_BEFORE_NEWEST = 1n
/** More epochs than these are only in use when the clock runs backwards from one to the next. */
const MAX_EPOCHS_HELD = 64

export interface MessageIdAllocatorOptions {
  readonly idCommitment: bigint
  /** The member's messages an epoch, 1..65536: ids are below it. */
  readonly rateLimit: number
  readonly epochSizeSeconds: number
  /** The ids this device may use, both ends included, where a credential is shared out among devices. Default: all. */
  readonly messageIdRange?: MessageIdRange
}

/** What a message id is wanted for. */
export interface MessageIdRequest {
  readonly epoch: bigint
  /** Of that epoch. */
  readonly externalNullifier: ExternalNullifier
  readonly x: MessageX
}

declare const ofAllocator: unique symbol

/** A message id and what it is bound to. Only the allocator makes them. */
export interface Reservation extends MessageIdRequest {
  readonly [ofAllocator]: true
  readonly messageId: number
  /** No byte of the share may leave the process before this resolves. When it rejects, the message must not be sent. */
  readonly durable: Promise<void>
}

interface AllocatorComponents {
  readonly store: StateStore
  readonly clock: Clock
}

/**
 * Gives out message ids, and never one id for two messages of an epoch: two shares under one id give the secret away.
 * An id is bound to the x it is spent on; asking again for the same x gives the same id. The bindings outlive the
 * process; where they are missing, the credential stays silent until no share made elsewhere can matter any more.
 */
export class MessageIdAllocator {
  readonly #clock: Clock
  readonly #options: MessageIdAllocatorOptions
  readonly #writer: WriteBehind
  readonly #ledger: MessageIdLedger
  #state: CredentialState
  #wait: TwoClockWait

  private constructor(
    { store, clock }: AllocatorComponents,
    options: MessageIdAllocatorOptions,
    ledger: MessageIdLedger,
    state: CredentialState,
  ) {
    this.#clock = clock
    this.#options = options
    this.#writer = new WriteBehind(store)
    this.#ledger = ledger
    this.#state = state
    this.#wait = new TwoClockWait(clock, state.availableAtMs)
  }

  /**
   * Reads the credential's state. A credential without state counts as imported, see {@link availableAtMs}; that it
   * does is durable before this resolves. So does one that had to wait and was not seen waiting to the end: the clock it
   * was told to wait by may have been wrong.
   * @throws RlnError `rate_limit_out_of_range`, `message_id_range_invalid`, `not_canonical`, `state_corrupt`, and the
   *   store's error
   */
  static async open(components: AllocatorComponents, options: MessageIdAllocatorOptions): Promise<MessageIdAllocator> {
    const { store, clock } = components
    const { idCommitment, epochSizeSeconds } = options
    const ledger = new MessageIdLedger(usableRange(options))
    const stored = await readCredentialState(store, idCommitment)
    const hasWaited = stored?.availableAtMs === 0
    const isWaiting = stored !== undefined && clock.nowMs() < stored.availableAtMs
    const state = hasWaited || isWaiting ? stored : importedState(clock.nowMs(), epochSizeSeconds, stored)
    if (state !== stored) await store.write([stateChange(idCommitment, state)])
    for await (const row of messageIdRows(store, idCommitment)) ledger.bind(row)
    return new MessageIdAllocator(components, options, ledger, state)
  }

  /** From when on the credential may send, in milliseconds since the Unix epoch; 0 for one in normal use. */
  get availableAtMs(): number {
    return this.#state.availableAtMs
  }

  /**
   * The message id for x, durable when this resolves.
   * @throws as {@link reserve}, and the store's error
   */
  async allocate(request: MessageIdRequest): Promise<number> {
    const { messageId, durable } = this.reserve(request)
    await durable
    return messageId
  }

  /**
   * The message id for x, at once, so that proving can begin while the binding becomes durable: the one bound to x
   * already, else the lowest free one.
   * @throws RlnError `credential_cooling_down`, `credential_used_elsewhere`, `epoch_pruned`, `message_limit_reached`,
   *   `external_nullifier_mismatch`, `x_is_zero`, `not_canonical`
   */
  reserve(request: MessageIdRequest): Reservation {
    const { epoch, externalNullifier, x } = request
    requireFieldElement(externalNullifier, 'the external nullifier')
    requireShareX(x)
    this.#requireUsable(epoch)
    this.#requireEpochOf(externalNullifier, epoch)
    const messageId = this.#ledger.idOf(externalNullifier, x) ?? this.#bindNext(request)
    const durable = this.#writer.flush()
    // A sender that is still proving looks at the promise only afterwards; until then its rejection is not unhandled.
    durable.catch(() => undefined)
    return { epoch, externalNullifier, x, messageId, durable } as Reservation
  }

  /**
   * The ids that new messages of the epoch would get, in their order, `count` at most; none while the credential may not
   * send in it. Takes none of them.
   */
  peek({ epoch, externalNullifier }: Omit<MessageIdRequest, 'x'>, count: number): readonly number[] {
    const { availableAtMs, firstEpoch } = this.#state
    if (this.#clock.nowMs() < availableAtMs || epoch < firstEpoch || this.#isStopped(epoch)) return []
    return this.#ledger.nextFree(externalNullifier, count)
  }

  /** How many more messages the epoch takes. 0 also for an epoch that was pruned or stopped. */
  remaining(epoch: bigint): number {
    if (epoch < this.#state.firstEpoch || this.#isStopped(epoch)) return 0
    return this.#ledger.remaining(epoch)
  }

  /**
   * Whether this allocator bound the id to x. A message under one of our own nullifiers for which this says no was made
   * by another device with the same credential: {@link stopEpoch}.
   */
  isBound(externalNullifier: bigint, messageId: number, x: bigint): boolean {
    return this.#ledger.xOf(externalNullifier, messageId) === x
  }

  /**
   * Refuses the epoch and those before it from now on with `credential_used_elsewhere`. Resolves when that is durable.
   * @throws the store's error
   */
  async stopEpoch(epoch: bigint): Promise<void> {
    if (!this.#isStopped(epoch)) this.#changeState({ stoppedEpoch: epoch })
    await this.#writer.flush()
  }

  /**
   * Forgets the epochs before `oldestEpoch` and refuses, durably, the newest that was forgotten and all before it.
   * Happens by itself when a newer epoch is used.
   * @throws the store's error
   */
  async prune(oldestEpoch: bigint): Promise<void> {
    this.#forget(oldestEpoch)
    await this.#writer.flush()
  }

  #bindNext({ epoch, externalNullifier, x }: MessageIdRequest): number {
    const messageId = this.#ledger.lowestFree(externalNullifier)
    if (messageId === undefined) {
      const advice = 'wait for the next epoch'
      throw new RlnError('message_limit_reached', `all message ids of epoch ${epoch} are used: ${advice}`, { epoch })
    }
    if (this.#ledger.epochOf(externalNullifier) === undefined) this.#makeRoomFor(epoch)
    const row = { epoch, externalNullifier, messageId, x }
    this.#ledger.bind(row)
    this.#writer.add(insertion(this.#options.idCommitment, row))
    return messageId
  }

  #makeRoomFor(epoch: bigint): void {
    this.#forget(epoch - EPOCHS_KEPT_BEFORE_NEWEST)
    if (this.#ledger.epochCount >= MAX_EPOCHS_HELD) throw clockWentBack(epoch, 'too many later epochs were used')
  }

  /** The floor goes no higher than what was really forgotten: a clock that ran ahead must not lock the credential. */
  #forget(oldestEpoch: bigint): void {
    const forgotten = this.#ledger.forget(oldestEpoch)
    if (forgotten.length === 0) return
    const newest = forgotten.reduce((newestSoFar, { epoch }) => (epoch > newestSoFar ? epoch : newestSoFar), 0n)
    // The floor first: rows may go only when their epoch is refused.
    if (newest >= this.#state.firstEpoch) this.#changeState({ firstEpoch: newest + 1n })
    this.#writer.add(...forgotten.map((row) => deletion(this.#options.idCommitment, row)))
  }

  #changeState(change: Partial<CredentialState>): void {
    this.#state = { ...this.#state, ...change }
    this.#writer.add(stateChange(this.#options.idCommitment, this.#state))
  }

  #isStopped(epoch: bigint): boolean {
    return this.#state.stoppedEpoch !== undefined && epoch <= this.#state.stoppedEpoch
  }

  /** Whether the credential has to wait: again when the clock it waited by turns out to have been wrong. */
  #isWaiting(): boolean {
    if (this.#state.availableAtMs === 0) return false
    const { outcome } = this.#wait
    if (outcome === 'over') this.#changeState({ availableAtMs: 0 })
    if (outcome !== 'clock_was_set') return outcome === 'going_on'
    this.#changeState(importedState(this.#clock.nowMs(), this.#options.epochSizeSeconds, this.#state))
    this.#wait = new TwoClockWait(this.#clock, this.#state.availableAtMs)
    return true
  }

  #requireUsable(epoch: bigint): void {
    const isWaiting = this.#isWaiting()
    const { availableAtMs, firstEpoch } = this.#state
    if (isWaiting) {
      const reason = 'the credential was imported or its state is missing, and may have sent elsewhere in this epoch'
      const until = new Date(availableAtMs).toISOString()
      throw new RlnError('credential_cooling_down', `${reason}: it sends again from ${until}`, { epoch, availableAtMs })
    }
    if (this.#isStopped(epoch)) {
      const reason = `another device sent with this credential in epoch ${epoch}`
      throw new RlnError('credential_used_elsewhere', `${reason}: give each device its own message id range`, { epoch })
    }
    if (epoch < firstEpoch) throw clockWentBack(epoch, `what was sent before epoch ${firstEpoch} is forgotten`)
  }

  #requireEpochOf(externalNullifier: bigint, epoch: bigint): void {
    const known = this.#ledger.epochOf(externalNullifier) ?? epoch
    if (known === epoch) return
    const found = `the external nullifier belongs to epoch ${known}, not ${epoch}`
    throw new RlnError('external_nullifier_mismatch', `${found}: compute it from the message's own epoch`, { epoch })
  }
}

function clockWentBack(epoch: bigint, why: string): RlnError {
  const advice = 'check the clock and the epoch size'
  return new RlnError('epoch_pruned', `epoch ${epoch} cannot be used any more, because ${why}: ${advice}`, { epoch })
}
