import { BoundedMap, type Clock, TokenBucket, type TokenBucketOptions } from '../foundation/index.ts'
import { TOLERATED_BURST, TOLERATED_PER_SECOND } from './unwelcome-peers.ts'

/** Peers whose use is remembered: many times the connections a node has. Who asked longest ago is forgotten first. */
const MAX_REMEMBERED_PEERS = 2_048

export interface RequestQuotaOptions {
  /** What one peer may ask. */
  readonly perPeer: TokenBucketOptions
  /** What all peers may ask together: what the node can bear, however many ids a stranger makes up. */
  readonly global: TokenBucketOptions
}

/** Whether a request is within the quota; if not, whose bucket is empty. */
export type QuotaVerdict = 'within' | 'over_own' | 'over_global'

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

  /**
   * What a refused request counts in the tolerance that a peer has at all services. Where more may be asked, more may be
   * asked in vain: as much again as the quota is tolerated.
   */
  get refusalWeight(): number {
    const { capacity, refillPerSecond } = this.#options.perPeer
    return Math.min(1, TOLERATED_BURST / capacity, TOLERATED_PER_SECOND / refillPerSecond)
  }

  /** Whether the peer may ask now. A request refused for one bucket takes nothing from the other. */
  take(peerId: string): QuotaVerdict {
    const own = this.#peers.get(peerId) ?? new TokenBucket(this.#clock, this.#options.perPeer)
    this.#peers.set(peerId, own)
    if (!own.take()) return 'over_own'
    if (this.#global.take()) return 'within'
    own.giveBack()
    return 'over_global'
  }
}
