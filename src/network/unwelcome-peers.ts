import { BoundedMap, type Clock } from '../foundation/index.ts'

/** How long a peer that flooded a service is not let in again. */
export const TURN_AWAY_MS = 60_000

/** Peers remembered. Ids are free to make up: whoever takes a new one for each flood begins with a full quota either way. */
const MAX_UNWELCOME_PEERS = 1_024

/** Peers that are not let in for a while, each by its id: others at the same address may be neighbours behind one router. */
export class UnwelcomePeers {
  readonly #clock: Clock
  readonly #untilMs = new BoundedMap<string, number>(MAX_UNWELCOME_PEERS)

  constructor(clock: Clock) {
    this.#clock = clock
  }

  turnAway(peerId: string): void {
    this.#untilMs.set(peerId, this.#clock.monotonicMs() + TURN_AWAY_MS)
  }

  isTurnedAway(peerId: string): boolean {
    const untilMs = this.#untilMs.get(peerId)
    if (untilMs === undefined) return false
    if (this.#clock.monotonicMs() < untilMs) return true
    this.#untilMs.delete(peerId)
    return false
  }
}
