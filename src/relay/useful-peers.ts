import { BoundedMap, type Clock } from '../foundation/index.ts'

/** More peers than a node has connections, so that one that comes back is known. */
const MAX_REMEMBERED_PEERS = 1_024
/** Every mesh peer on an even line is the first with some message in this time, while there are messages. */
const USEFUL_FOR_MS = 10 * 60_000

/**
 * Who was the first to bring messages that were accepted. Bringing them a second time proves nothing, as everybody can
 * send back what he was sent. While nobody says anything nobody's use wears off.
 */
export class UsefulPeers {
  readonly #clock: Clock
  readonly #broughtAtMs = new BoundedMap<string, number>(MAX_REMEMBERED_PEERS)
  #lastMs = 0
  #accepted = 0

  constructor(components: { readonly clock: Clock }) {
    this.#clock = components.clock
  }

  /** Messages brought since the start. */
  get accepted(): number {
    return this.#accepted
  }

  /** The peer brought a message that was accepted. */
  brought(peerId: string): void {
    this.#accepted++
    this.#lastMs = this.#clock.monotonicMs()
    this.#broughtAtMs.set(peerId, this.#lastMs)
  }

  isUseful(peerId: string): boolean {
    const broughtAtMs = this.#broughtAtMs.get(peerId)
    return broughtAtMs !== undefined && this.#lastMs - broughtAtMs <= USEFUL_FOR_MS
  }
}
