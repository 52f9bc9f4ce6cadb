/** More than a node prepares for two epochs: prepared proofs are some hundred bytes each, but each took its time. */
export const MAX_SLOTS = 256

/** What anybody may know of a prepared proof. */
export interface PreparedSlot {
  readonly externalNullifier: bigint
  readonly messageId: number
  /** The root it proves under. */
  readonly root: bigint
}

/** A prepared proof: all of it but x. */
export interface StoredSlot extends PreparedSlot {
  /** The nullifier of the message id, which names secret, external nullifier and id at once. */
  readonly nullifier: bigint
  /** 20 siblings under the root, the leaf's own first. */
  readonly pathElements: readonly bigint[]
  /** Secret: with a second x they would give the identity away. */
  readonly coefficients: Uint8Array
}

/** The prepared proofs, one at most for a message id. What leaves it unused is wiped. */
export class SlotStore {
  readonly #slots = new Map<bigint, StoredSlot>()

  get slots(): readonly PreparedSlot[] {
    return [...this.#slots.values()].map(({ externalNullifier, messageId, root }) => ({
      externalNullifier,
      messageId,
      root,
    }))
  }

  /** Takes the place of one for the same message id. False, and the slot is wiped, when there are too many. */
  add(slot: StoredSlot): boolean {
    this.drop(({ nullifier }) => nullifier === slot.nullifier)
    if (this.#slots.size >= MAX_SLOTS) {
      slot.coefficients.fill(0)
      return false
    }
    this.#slots.set(slot.nullifier, slot)
    return true
  }

  /** The slot of a message id, which nobody gets again. */
  take(nullifier: bigint): StoredSlot | undefined {
    const slot = this.#slots.get(nullifier)
    this.#slots.delete(nullifier)
    return slot
  }

  drop(isUnwanted: (slot: StoredSlot) => boolean): void {
    for (const [nullifier, slot] of this.#slots) {
      if (!isUnwanted(slot)) continue
      slot.coefficients.fill(0)
      this.#slots.delete(nullifier)
    }
  }
}
