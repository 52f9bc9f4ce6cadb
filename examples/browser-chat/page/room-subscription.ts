export interface RoomSubscriptionActions<Room> {
  /** @throws when no node takes it */
  readonly subscribe: (room: Room) => Promise<void>
  readonly unsubscribe: (room: Room) => Promise<void>
}

/**
 * Keeps one room subscribed, the one that was wished for last. Changes wait for each other, so that none leaves a subscription
 * behind at the nodes; a room that somebody left before its turn came is passed over.
 */
export class RoomSubscription<Room> {
  readonly #actions: RoomSubscriptionActions<Room>
  #wished: Room | undefined
  /** What the nodes were asked for last, whether or not they took it. */
  #asked: Room | undefined
  #changes: Promise<void> = Promise.resolve()

  constructor(actions: RoomSubscriptionActions<Room>) {
    this.#actions = actions
  }

  /** The room wished for last, from the moment of the wish on. */
  get room(): Room | undefined {
    return this.#wished
  }

  /** Resolves when the room is subscribed, or another one was wished for meanwhile. @throws as the actions do */
  change(to: Room): Promise<void> {
    this.#wished = to
    const changed = this.#changes.then(() => this.#change(to))
    // Who asked is told; the next change is not kept from its turn.
    this.#changes = changed.catch(() => undefined)
    return changed
  }

  async #change(to: Room): Promise<void> {
    if (this.#wished !== to) return
    const before = this.#asked
    this.#asked = to
    if (before !== undefined) await this.#actions.unsubscribe(before)
    await this.#actions.subscribe(to)
  }
}
