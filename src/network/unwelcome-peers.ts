import type { Multiaddr } from '@multiformats/multiaddr'
import { BoundedMap, type Clock, TokenBucket } from '../foundation/index.ts'
import { AddressCredit } from './address-credit.ts'
import { ipAddressOf } from './remote-address.ts'

/** How long a peer that flooded a service is not let in again. Doubled each time it floods again. */
export const TURN_AWAY_MS = 60_000

/** The longest that comes to. */
export const MAX_TURN_AWAY_MS = 60 * 60_000

/**
 * Requests over its quotas that a peer may make at once, of all services together: an application that asks for all it wants
 * in one go is told to wait. Refusing one takes almost half a millisecond of a core.
 */
export const TOLERATED_BURST = 100

/** Requests over its quotas that a peer may make in a second for as long as it likes: under one percent of a core. */
export const TOLERATED_PER_SECOND = 20

/** Peers remembered. Ids are free to make up: whoever takes a new one for each flood is known by its address. */
const MAX_UNWELCOME_PEERS = 1_024

/** Peers whose refused requests are remembered: many times the connections a node has. */
const MAX_REFUSED_PEERS = 2_048

interface TurnedAway {
  readonly untilMs: number
  /** How often, one soon after the other. */
  readonly times: number
}

/** Who asked for far too much, and is not let in for a while. Shared by all services and the host's gate. */
export class UnwelcomePeers {
  /** Of those whom peers that were turned away came from. */
  readonly addresses: AddressCredit
  readonly #clock: Clock
  readonly #turnedAway = new BoundedMap<string, TurnedAway>(MAX_UNWELCOME_PEERS)
  readonly #tolerances = new BoundedMap<string, TokenBucket>(MAX_REFUSED_PEERS)

  constructor(clock: Clock) {
    this.#clock = clock
    this.addresses = new AddressCredit(clock)
  }

  /**
   * Notes a request that was refused for what the peer itself did.
   * @param weight how much it counts, at most 1
   * @returns whether the peer has been refused so often that refusing it costs others
   */
  noteRefused(peerId: string, weight = 1): boolean {
    const options = { capacity: TOLERATED_BURST, refillPerSecond: TOLERATED_PER_SECOND }
    const tolerance = this.#tolerances.get(peerId) ?? new TokenBucket(this.#clock, options)
    this.#tolerances.set(peerId, tolerance)
    return !tolerance.take(weight)
  }

  /** Lets a peer in no more for a while. Returns for how many milliseconds. */
  turnAway(peerId: string, from: Multiaddr): number {
    const nowMs = this.#clock.monotonicMs()
    const before = this.#turnedAway.get(peerId)
    // Connections of one peer that are hung up together were one flood.
    if (before !== undefined && nowMs < before.untilMs) return before.untilMs - nowMs
    const isAgain = before !== undefined && nowMs < before.untilMs + MAX_TURN_AWAY_MS
    const times = isAgain ? before.times + 1 : 1
    const durationMs = Math.min(MAX_TURN_AWAY_MS, TURN_AWAY_MS * 2 ** (times - 1))
    this.#turnedAway.set(peerId, { untilMs: nowMs + durationMs, times })
    const address = ipAddressOf(from)
    if (address !== undefined) this.addresses.noteFlood(address.group)
    return durationMs
  }

  isTurnedAway(peerId: string): boolean {
    const turnedAway = this.#turnedAway.get(peerId)
    return turnedAway !== undefined && this.#clock.monotonicMs() < turnedAway.untilMs
  }
}
