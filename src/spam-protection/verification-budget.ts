import { BoundedMap, type Clock, TokenBucket } from '../foundation/index.ts'

/** Bad messages a peer may send in a second; the score has cut it off long before it used them up for a second time. */
export const PEER_BUDGET_PER_SECOND = 20
/** Bad proofs of a peer after which it is cut off for a while: so many cost it the graylist in any case. */
export const MAX_BAD_PROOFS = 11
/** How long bad proofs are held against a peer after the last one. */
export const BAD_PROOFS_LAST_MS = 60_000
/** Verifications at once for a peer that has earned nothing yet: fewer than the bad ones that cut it off. */
export const MAX_UNDER_WAY_OF_STRANGER = 8
/** And for one whose last proofs were bad. */
const MAX_UNDER_WAY_OF_SUSPECT = 1
/** Bad messages that the peers of one address may send in a second. */
export const ADDRESS_BUDGET_PER_SECOND = 60
/** Bad proofs of all peers together in a second: at 3 ms each a tenth of a core, on one ten times slower all of it. */
export const COMMON_BUDGET_PER_SECOND = 28
/**
 * Verifications that each valid proof earns its peer ahead. With what it has earned a peer fills the batches of a fast
 * verifier, and strangers who spend the common allowance take nothing from it; whoever wants to send bad proofs on credit
 * has to deliver a valid message for every four of them.
 */
export const CREDITS_PER_VALID_PROOF = 4
/** A full batch. So many bad proofs at once are the most that a peer's good name can hide. */
export const MAX_CREDITS = 64
/** How long credits last after the last valid proof. */
export const CREDITS_LAST_MS = 600_000
/** Peers and addresses remembered: many times the connections a node has. */
const MAX_REMEMBERED = 2048

/** A token bucket that knows how many of its missing tokens may come back. */
class Allotment {
  readonly #bucket: TokenBucket
  #reserved = 0

  constructor(clock: Clock, perSecond: number) {
    this.#bucket = new TokenBucket(clock, { capacity: perSecond, refillPerSecond: perSecond })
  }

  get hasReserved(): boolean {
    return this.#reserved > 0
  }

  reserve(): boolean {
    const isTaken = this.#bucket.take()
    if (isTaken) this.#reserved++
    return isTaken
  }

  giveBack(): void {
    this.#bucket.giveBack()
    this.#reserved--
  }

  spendReserved(): void {
    this.#reserved--
  }

  spend(): void {
    this.#bucket.take()
  }
}

interface PeerStanding {
  readonly allotment: Allotment
  credits: number
  creditsUntilMs: number
  /** Verifications under way that it had no credits for. */
  underWay: number
  badProofs: number
  badProofsUntilMs: number
}

export interface VerificationBudgetComponents {
  readonly clock: Clock
  /** The IP address a peer is connected from; undefined when it is unknown or exempt (loopback). */
  readonly addressOf?: (peerId: string) => string | undefined
}

/** A verification that was paid for. One of the three must be called once. */
export interface Allowance {
  /** The proof was valid: it cost nothing and earned credits. */
  giveBack(): void
  /** The proof was bad: it is charged to everybody who answers for the peer, and the peer's credits are gone. */
  spend(): void
  /** The verification did not come to an answer: nobody is to blame. */
  cancel(): void
}

/**
 * An allowance; or why there is none: all that is left is `in_use` by verifications under way, which may give it back, or
 * it is `spent`.
 */
export type Payment = Allowance | 'in_use' | 'spent'

/**
 * How many bad messages are tolerated before verifying stops: by peer, by address, and by all peers together. A peer pays
 * with the credits it earned, else with tokens of all three, so that no more bad proofs are under way than are tolerated.
 */
export class VerificationBudget {
  readonly #clock: Clock
  readonly #addressOf: (peerId: string) => string | undefined
  readonly #peers = new BoundedMap<string, PeerStanding>(MAX_REMEMBERED)
  readonly #addresses = new BoundedMap<string, Allotment>(MAX_REMEMBERED)
  readonly #common: Allotment

  constructor(components: VerificationBudgetComponents) {
    this.#clock = components.clock
    this.#addressOf = components.addressOf ?? (() => undefined)
    this.#common = new Allotment(this.#clock, COMMON_BUDGET_PER_SECOND)
  }

  /** Counts a message that was ignored for what is wrong with it before it cost a verification. */
  charge(peerId: string): void {
    this.#standingOf(peerId).allotment.spend()
  }

  /** Pays for one verification in advance. */
  take(peerId: string): Payment {
    const standing = this.#standingOf(peerId)
    if (this.#badProofsOf(standing) >= MAX_BAD_PROOFS) return 'spent'
    const allotments = this.#allotmentsFor(peerId, standing)
    return this.#creditsOf(standing) > 0
      ? this.#takeOnCredit(standing, allotments)
      : this.#takeTokens(standing, allotments)
  }

  #takeOnCredit(standing: PeerStanding, allotments: readonly Allotment[]): Allowance {
    standing.credits--
    return {
      cancel: () => {
        standing.credits++
      },
      giveBack: () => {
        standing.credits++
        this.#earn(standing)
      },
      spend: () => {
        this.#hold(standing)
        for (const allotment of allotments) allotment.spend()
      },
    }
  }

  #takeTokens(standing: PeerStanding, allotments: readonly Allotment[]): Payment {
    const mostUnderWay = standing.badProofs > 0 ? MAX_UNDER_WAY_OF_SUSPECT : MAX_UNDER_WAY_OF_STRANGER
    if (standing.underWay >= mostUnderWay) return 'in_use'
    for (const [index, allotment] of allotments.entries()) {
      if (allotment.reserve()) continue
      for (const reserved of allotments.slice(0, index)) reserved.giveBack()
      return allotment.hasReserved ? 'in_use' : 'spent'
    }
    standing.underWay++
    const cancel = (): void => {
      standing.underWay--
      for (const allotment of allotments) allotment.giveBack()
    }
    return {
      cancel,
      giveBack: () => {
        cancel()
        this.#earn(standing)
      },
      spend: () => {
        standing.underWay--
        this.#hold(standing)
        for (const allotment of allotments) allotment.spendReserved()
      },
    }
  }

  #earn(standing: PeerStanding): void {
    standing.credits = Math.min(MAX_CREDITS, standing.credits + CREDITS_PER_VALID_PROOF)
    standing.creditsUntilMs = this.#clock.nowMs() + CREDITS_LAST_MS
  }

  /** Holds a bad proof against a peer. */
  #hold(standing: PeerStanding): void {
    standing.credits = 0
    standing.badProofs++
    standing.badProofsUntilMs = this.#clock.nowMs() + BAD_PROOFS_LAST_MS
  }

  #badProofsOf(standing: PeerStanding): number {
    if (this.#clock.nowMs() >= standing.badProofsUntilMs) standing.badProofs = 0
    return standing.badProofs
  }

  #creditsOf(standing: PeerStanding): number {
    if (this.#clock.nowMs() >= standing.creditsUntilMs) standing.credits = 0
    return standing.credits
  }

  #allotmentsFor(peerId: string, { allotment }: PeerStanding): Allotment[] {
    const address = this.#addressOf(peerId)
    return address === undefined ? [allotment, this.#common] : [allotment, this.#allotmentOf(address), this.#common]
  }

  #standingOf(peerId: string): PeerStanding {
    const standing = this.#peers.get(peerId) ?? {
      allotment: new Allotment(this.#clock, PEER_BUDGET_PER_SECOND),
      credits: 0,
      creditsUntilMs: 0,
      underWay: 0,
      badProofs: 0,
      badProofsUntilMs: 0,
    }
    // Set again on every use: who is forgotten first is who was silent longest.
    this.#peers.set(peerId, standing)
    return standing
  }

  #allotmentOf(address: string): Allotment {
    const allotment = this.#addresses.get(address) ?? new Allotment(this.#clock, ADDRESS_BUDGET_PER_SECOND)
    this.#addresses.set(address, allotment)
    return allotment
  }
}
