import { bigIntToBytesBE, bytesToBigIntBE, concatBytes, type StateEntry, type StateStore } from '../foundation/index.ts'
import { FIELD_BYTES, isFieldElement, requireFieldElement } from './field.ts'
import { RlnError } from './rln-error.ts'
import type { Share } from './share.ts'
import { allRows } from './state-rows.ts'
import { WriteBehind } from './write-behind.ts'

/**
 * The Waku Network's contract gives out 160 000 messages an epoch in all; a quarter more for leaves that changed hands
 * within the epoch. Only verified messages are recorded, so no more can come while the contract holds its cap.
 */
export const MAX_NULLIFIERS_PER_EPOCH = 200_000
/** All epochs together, which overlap around their borders only: two full ones. 220 bytes each, so 90 MB at most. */
export const MAX_NULLIFIERS = 400_000

/**
 * A commit that waits for the disk holds up the whole node, 1 ms on a good day and 70 on a bad one. What a loss of power
 * may cost instead is that the second share of one of so many nullifiers passes here once.
 */
const MAX_UNSYNCED_WRITES = 64

const SPACE = 'nullifiers'
const EPOCH_KEY_BYTES = 8

export interface NullifierEntry {
  readonly epoch: bigint
  readonly nullifier: bigint
  readonly x: bigint
  readonly y: bigint
}

/** What recording found: nothing under the nullifier, the same share, or another share, which gives the secret away. */
export type RecordOutcome =
  | { readonly outcome: 'first' }
  | { readonly outcome: 'same' }
  | { readonly outcome: 'conflict'; readonly other: Share }
  | { readonly outcome: 'refused'; readonly reason: 'epoch_pruned' | 'log_full' }

export interface NullifierLogStats {
  readonly nullifiers: number
  readonly maxNullifiers: number
  readonly maxNullifiersPerEpoch: number
  /** Oldest first. */
  readonly epochs: readonly { readonly epoch: bigint; readonly nullifiers: number }[]
}

export interface NullifierLogOptions {
  readonly maxNullifiersPerEpoch?: number
  readonly maxNullifiers?: number
}

/**
 * The first share of every nullifier of the epochs that still count. Full, it takes no new ones until an epoch is pruned:
 * what cannot be remembered must not be let through, and forgetting an old one would let its second share through. Keyed by values, never by bytes, so that no second
 * encoding passes for another nullifier. Recording is synchronous: nothing can come between looking and writing.
 */
export class NullifierLog {
  readonly #store: StateStore | undefined
  readonly #writer: WriteBehind | undefined
  readonly #maxNullifiersPerEpoch: number
  readonly #maxNullifiers: number
  readonly #sharesByEpoch = new Map<bigint, Map<bigint, Share>>()
  #size = 0
  #oldestEpoch = 0n

  /** Without a store it forgets everything with the process. */
  constructor(components: { readonly store?: StateStore }, options: NullifierLogOptions = {}) {
    this.#store = components.store
    this.#writer = components.store && new WriteBehind(components.store, { maxUnsyncedWrites: MAX_UNSYNCED_WRITES })
    this.#maxNullifiersPerEpoch = options.maxNullifiersPerEpoch ?? MAX_NULLIFIERS_PER_EPOCH
    this.#maxNullifiers = options.maxNullifiers ?? MAX_NULLIFIERS
  }

  /** Nullifiers remembered. */
  get size(): number {
    return this.#size
  }

  /** How full it is, epoch by epoch. */
  stats(): NullifierLogStats {
    const epochs = [...this.#sharesByEpoch].map(([epoch, shares]) => ({ epoch, nullifiers: shares.size }))
    return {
      nullifiers: this.#size,
      maxNullifiers: this.#maxNullifiers,
      maxNullifiersPerEpoch: this.#maxNullifiersPerEpoch,
      epochs: epochs.sort((a, b) => (a.epoch < b.epoch ? -1 : 1)),
    }
  }

  /**
   * Reads back what was durable and drops what is older than `oldestEpoch`.
   * @throws RlnError `state_corrupt`, and the store's error
   */
  async load(oldestEpoch: bigint): Promise<void> {
    await this.prune(oldestEpoch)
    if (!this.#store) return
    for await (const row of allRows(this.#store, SPACE, epochKey(oldestEpoch))) {
      const { epoch, nullifier, x, y } = decodeRow(row)
      this.#remember(epoch, nullifier, { x, y })
    }
  }

  /**
   * Records a share that was verified, or compares it with the one recorded first, in one synchronous step. Survives
   * the process after the next {@link flush}.
   * @throws RlnError `not_canonical`
   */
  record({ epoch, nullifier, x, y }: NullifierEntry): RecordOutcome {
    for (const value of [nullifier, x, y]) requireFieldElement(value, 'a nullifier or share')
    const known = this.find(epoch, nullifier)
    if (known) return known.x === x && known.y === y ? { outcome: 'same' } : { outcome: 'conflict', other: known }
    const reason = this.#whyRefused(epoch)
    if (reason) return { outcome: 'refused', reason }
    this.#remember(epoch, nullifier, { x, y })
    this.#writer?.add({ space: SPACE, key: rowKey(epoch, nullifier), value: rowValue(x, y) })
    return { outcome: 'first' }
  }

  /** The share recorded first under the nullifier. */
  find(epoch: bigint, nullifier: bigint): Share | undefined {
    return this.#sharesByEpoch.get(epoch)?.get(nullifier)
  }

  /** Resolves when what was recorded before survives the process; rejects with the store's error, and keeps the rows for the next flush. */
  async flush(): Promise<void> {
    await this.#writer?.flush()
  }

  /**
   * Forgets the epochs before `oldestEpoch`, at once in memory, and refuses them from now on.
   * @throws the store's error
   */
  async prune(oldestEpoch: bigint): Promise<void> {
    if (oldestEpoch > this.#oldestEpoch) this.#oldestEpoch = oldestEpoch
    const oldest = epochKey(this.#oldestEpoch)
    for (const [epoch, shares] of this.#sharesByEpoch) {
      if (epoch >= this.#oldestEpoch) continue
      this.#sharesByEpoch.delete(epoch)
      this.#size -= shares.size
    }
    this.#writer?.discard(({ key }) => epochOfKey(key) < this.#oldestEpoch)
    await this.#store?.deleteRange(SPACE, epochKey(0n), oldest)
  }

  #whyRefused(epoch: bigint): 'epoch_pruned' | 'log_full' | undefined {
    if (epoch < this.#oldestEpoch) return 'epoch_pruned'
    const ofEpoch = this.#sharesByEpoch.get(epoch)?.size ?? 0
    return ofEpoch >= this.#maxNullifiersPerEpoch || this.#size >= this.#maxNullifiers ? 'log_full' : undefined
  }

  #remember(epoch: bigint, nullifier: bigint, share: Share): void {
    const shares = this.#sharesByEpoch.get(epoch) ?? new Map<bigint, Share>()
    this.#sharesByEpoch.set(epoch, shares)
    if (!shares.has(nullifier)) this.#size++
    shares.set(nullifier, share)
  }
}

// A row: epoch (8) | nullifier (32) -> x (32) | y (32), big-endian, so that keys sort by epoch.

function epochKey(epoch: bigint): Uint8Array {
  return bigIntToBytesBE(epoch, EPOCH_KEY_BYTES)
}

function rowKey(epoch: bigint, nullifier: bigint): Uint8Array {
  return concatBytes(epochKey(epoch), bigIntToBytesBE(nullifier, FIELD_BYTES))
}

function rowValue(x: bigint, y: bigint): Uint8Array {
  return concatBytes(bigIntToBytesBE(x, FIELD_BYTES), bigIntToBytesBE(y, FIELD_BYTES))
}

function epochOfKey(key: Uint8Array): bigint {
  return bytesToBigIntBE(key.subarray(0, EPOCH_KEY_BYTES))
}

function decodeRow({ key, value }: StateEntry): NullifierEntry {
  const nullifier = bytesToBigIntBE(key.subarray(EPOCH_KEY_BYTES))
  const [x, y] = [bytesToBigIntBE(value.subarray(0, FIELD_BYTES)), bytesToBigIntBE(value.subarray(FIELD_BYTES))]
  const hasLengths = key.length === EPOCH_KEY_BYTES + FIELD_BYTES && value.length === 2 * FIELD_BYTES
  if (hasLengths && [nullifier, x, y].every(isFieldElement)) return { epoch: epochOfKey(key), nullifier, x, y }
  throw new RlnError(
    'state_corrupt',
    `a row of the nullifier log is damaged: delete the store's "${SPACE}" and restart`,
  )
}
