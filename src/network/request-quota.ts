import { BoundedMap, type Clock, TokenBucket, type TokenBucketOptions } from '../foundation/index.ts'

/** Peers whose use is remembered: many times the connections a node has. Who asked longest ago is forgotten first. */
const MAX_REMEMBERED_PEERS = 2_048

export interface RequestQuotaOptions {
  /** What one peer may ask. */
  readonly perPeer: TokenBucketOptions
  /** What all peers may ask together: what the node can bear, however many ids a stranger makes up. */
  readonly global: TokenBucketOptions
}

/** How many requests a service takes: a token bucket for each peer, and one for all of them. */
export class RequestQuota {
  readonly #clock: Clock
  readonly #options: RequestQuotaOptions
  readonly #global: TokenBucket
  readonly #peers = new BoundedMap<string, TokenBucket>(MAX_REMEMBERED_PEERS)

  constructor(clock: Clock, options: RequestQuotaOptions) {
    this.#clock = clock
    this.#options = options
    this.#global = new TokenBucket(clock, options.global)
  }

  /** Whether the peer may ask now. A request refused for one bucket takes nothing from the other. */
  take(peerId: string): boolean {
    const bucket = this.#peers.get(peerId) ?? new TokenBucket(this.#clock, this.#options.perPeer)
    this.#peers.set(peerId, bucket)
    if (!bucket.take()) return false
    if (this.#global.take()) return true
    bucket.giveBack()
    return false
  }
}
