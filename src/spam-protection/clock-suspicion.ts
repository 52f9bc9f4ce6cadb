import { BoundedMap, type Clock } from '../foundation/index.ts'

/** A peer's timing is judged by what it sent in this time, and the disagreement must last as long. */
export const CLOCK_SUSPICION_MS = 30_000
/** Fewer peers than this prove nothing about our clock. */
export const CLOCK_SUSPICION_MIN_PEERS = 5
/** Our clock is suspect when at least this share of the peers sends nothing that is in time. */
export const CLOCK_SUSPICION_SHARE = 0.8
/** Peers remembered: more than a node has connections, so only attackers who reconnect push others out. */
const MAX_PEERS = 1024
/** At most this often all peers are counted, so that a flood of messages out of time stays cheap. */
const COUNT_INTERVAL_MS = 500

interface PeerTiming {
  inTimeAtMs: number
  outOfTimeAtMs: number
}

/**
 * Whether our own clock seems to be wrong: nearly all peers disagree with it. A node that goes on rejecting then would
 * cut itself off from the network.
 */
export class ClockSuspicion {
  readonly #clock: Clock
  readonly #peers = new BoundedMap<string, PeerTiming>(MAX_PEERS)
  #disagreementSinceMs: number | undefined
  #countedAtMs = Number.NEGATIVE_INFINITY
  #latestMs = Number.NEGATIVE_INFINITY

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get isSuspect(): boolean {
    const nowMs = this.#now()
    if (nowMs - this.#countedAtMs >= COUNT_INTERVAL_MS) this.#count(nowMs)
    return this.#disagreementSinceMs !== undefined && nowMs - this.#disagreementSinceMs >= CLOCK_SUSPICION_MS
  }

  /** Takes note of whether a peer's message was in time. */
  note(peerId: string, inTime: boolean): void {
    const nowMs = this.#now()
    const timing = this.#peers.get(peerId) ?? { inTimeAtMs: -Infinity, outOfTimeAtMs: -Infinity }
    if (inTime) timing.inTimeAtMs = nowMs
    else timing.outOfTimeAtMs = nowMs
    this.#peers.set(peerId, timing)
    if (nowMs - this.#countedAtMs >= COUNT_INTERVAL_MS) this.#count(nowMs)
  }

  /** What was seen before the clock was set back says nothing about the clock as it is now. */
  #now(): number {
    const nowMs = this.#clock.nowMs()
    if (nowMs < this.#latestMs) {
      this.#peers.clear()
      this.#disagreementSinceMs = undefined
      this.#countedAtMs = -Infinity
    }
    this.#latestMs = nowMs
    return nowMs
  }

  #count(nowMs: number): void {
    this.#countedAtMs = nowMs
    const oldestMs = nowMs - CLOCK_SUSPICION_MS
    let heard = 0
    let outOfTime = 0
    for (const timing of this.#peers.values()) {
      if (Math.max(timing.inTimeAtMs, timing.outOfTimeAtMs) < oldestMs) continue
      heard++
      if (timing.inTimeAtMs < oldestMs) outOfTime++
    }
    const disagree = heard >= CLOCK_SUSPICION_MIN_PEERS && outOfTime >= CLOCK_SUSPICION_SHARE * heard
    if (!disagree) this.#disagreementSinceMs = undefined
    else this.#disagreementSinceMs ??= nowMs
  }
}
