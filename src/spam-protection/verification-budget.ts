import { BoundedMap, type Clock, TokenBucket } from '../foundation/index.ts'

/** Bad messages a peer may send in a second; the score has cut it off long before it used them up for a second time. */
export const PEER_BUDGET_PER_SECOND = 20
/** Bad messages that unproven peers of one address may send in a second. */
export const ADDRESS_BUDGET_PER_SECOND = 60
/** Bad proofs of all unproven peers together in a second: at 21 ms each 60 % of a core. */
export const UNPROVEN_BUDGET_PER_SECOND = 28
/** How long a peer counts as proven after a valid proof. */
export const PROVEN_FOR_MS = 600_000
/** Peers and addresses remembered: many times the connections a node has. */
const MAX_REMEMBERED = 2048

interface PeerStanding {
  readonly bucket: TokenBucket
  provenUntilMs: number
}

export interface VerificationBudgetComponents {
  readonly clock: Clock
  /** The IP address a peer is connected from; undefined when it is unknown or exempt (loopback). */
  readonly addressOf?: (peerId: string) => string | undefined
}

/** A verification that was paid for. */
export interface Allowance {
  /** The proof was valid: it cost nothing, and the peer counts as proven. */
  giveBack(): void
  /** The proof was bad: the tokens are gone, and the peer is unproven again. */
  spend(): void
  /** The verification did not come to an answer: nobody is to blame. */
  cancel(): void
}

/**
 * How many bad messages are tolerated before verifying stops: by peer, by address, and for all peers that have not sent
 * a valid proof lately together. Proven peers are exempt from the last two, or strangers could starve them.
 */
export class VerificationBudget {
  readonly #clock: Clock
  readonly #addressOf: (peerId: string) => string | undefined
  readonly #peers = new BoundedMap<string, PeerStanding>(MAX_REMEMBERED)
  readonly #addresses = new BoundedMap<string, TokenBucket>(MAX_REMEMBERED)
  readonly #unproven: TokenBucket

  constructor(components: VerificationBudgetComponents) {
    this.#clock = components.clock
    this.#addressOf = components.addressOf ?? (() => undefined)
    this.#unproven = this.#bucket(UNPROVEN_BUDGET_PER_SECOND)
  }

  /** Counts a message that was ignored for what is wrong with it before it cost a verification. */
  charge(peerId: string): void {
    this.#standingOf(peerId).bucket.take()
  }

  /** Pays for one verification in advance; undefined when the budget does not allow it. */
  take(peerId: string): Allowance | undefined {
    const standing = this.#standingOf(peerId)
    const taken: TokenBucket[] = []
    for (const bucket of this.#bucketsFor(peerId, standing)) {
      if (bucket.take()) {
        taken.push(bucket)
        continue
      }
      for (const paid of taken) paid.giveBack()
      return undefined
    }
    const cancel = (): void => {
      for (const bucket of taken) bucket.giveBack()
    }
    return {
      cancel,
      giveBack: () => {
        cancel()
        standing.provenUntilMs = this.#clock.nowMs() + PROVEN_FOR_MS
      },
      spend: () => {
        standing.provenUntilMs = 0
      },
    }
  }

  #bucketsFor(peerId: string, standing: PeerStanding): TokenBucket[] {
    if (this.#clock.nowMs() < standing.provenUntilMs) return [standing.bucket]
    const address = this.#addressOf(peerId)
    return address === undefined
      ? [standing.bucket, this.#unproven]
      : [standing.bucket, this.#bucketOfAddress(address), this.#unproven]
  }

  #standingOf(peerId: string): PeerStanding {
    const standing = this.#peers.get(peerId) ?? { bucket: this.#bucket(PEER_BUDGET_PER_SECOND), provenUntilMs: 0 }
    // Set again on every use: who is forgotten first is who was silent longest.
    this.#peers.set(peerId, standing)
    return standing
  }

  #bucketOfAddress(address: string): TokenBucket {
    const bucket = this.#addresses.get(address) ?? this.#bucket(ADDRESS_BUDGET_PER_SECOND)
    this.#addresses.set(address, bucket)
    return bucket
  }

  #bucket(perSecond: number): TokenBucket {
    return new TokenBucket(this.#clock, { capacity: perSecond, refillPerSecond: perSecond })
  }
}
