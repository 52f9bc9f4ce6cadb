import { BoundedMap, type Clock, TokenBucket, type TokenBucketOptions } from '../foundation/index.ts'

/** Peers whose use is remembered: many times the connections a node has. Who asked longest ago is forgotten first. */
const MAX_REMEMBERED_PEERS = 2_048

/** Requests over its quota that a peer may make at once: a client that asks for all it wants in one go is told to wait. */
const TOLERATED_BURST = 250

/** Requests over its quota that a peer may make in a second for as long as it likes: refusing so few costs next to nothing. */
const TOLERATED_PER_SECOND = 20

/** So many times its quota may be asked for, where that is more. */
const TOLERATED_FACTOR = 3

export interface RequestQuotaOptions {
  /** What one peer may ask. */
  readonly perPeer: TokenBucketOptions
  /** What all peers may ask together: what the node can bear, however many ids a stranger makes up. */
  readonly global: TokenBucketOptions
}

interface PeerUse {
  readonly bucket: TokenBucket
  /** Of requests over the quota. */
  readonly tolerance: TokenBucket
  isFlooding: boolean
}

/** How many requests a service takes: a token bucket for each peer, and one for all of them. */
export class RequestQuota {
  readonly #clock: Clock
  readonly #options: RequestQuotaOptions
  readonly #global: TokenBucket
  readonly #peers = new BoundedMap<string, PeerUse>(MAX_REMEMBERED_PEERS)

  constructor(clock: Clock, options: RequestQuotaOptions) {
    this.#clock = clock
    this.#options = options
    this.#global = new TokenBucket(clock, options.global)
  }

  /** Whether the peer may ask now. A request refused for one bucket takes nothing from the other. */
  take(peerId: string): boolean {
    const use = this.#useOf(peerId)
    if (!use.bucket.take()) {
      use.isFlooding = !use.tolerance.take()
      return false
    }
    if (this.#global.take()) return true
    use.bucket.giveBack()
    return false
  }

  /** Notes a request of the peer that was refused for another reason of its own making. */
  noteRefused(peerId: string): void {
    const use = this.#useOf(peerId)
    use.isFlooding = !use.tolerance.take()
  }

  /** Whether the peer, when it was last refused, had gone so far over its quota that refusing it costs others. */
  isFlooding(peerId: string): boolean {
    return this.#peers.get(peerId)?.isFlooding ?? false
  }

  #useOf(peerId: string): PeerUse {
    const use = this.#peers.get(peerId) ?? this.#newUse()
    this.#peers.set(peerId, use)
    return use
  }

  #newUse(): PeerUse {
    const { capacity, refillPerSecond } = this.#options.perPeer
    const tolerance = {
      capacity: Math.max(TOLERATED_BURST, TOLERATED_FACTOR * capacity),
      refillPerSecond: Math.max(TOLERATED_PER_SECOND, TOLERATED_FACTOR * refillPerSecond),
    }
    return {
      bucket: new TokenBucket(this.#clock, this.#options.perPeer),
      tolerance: new TokenBucket(this.#clock, tolerance),
      isFlooding: false,
    }
  }
}
