import { BoundedMap, type Clock } from '../foundation/index.ts'
import { epochOf } from '../rln/index.ts'

/** Of what may be spent in an epoch, one client gets at most a quarter: four strangers are no crowd. */
const CLIENT_SHARE = 0.25

/** Clients of an epoch that are remembered; as many spend the whole of any quota. */
const MAX_CLIENTS = 4_096

const NANOSECONDS_PER_MILLISECOND = 1_000_000n

export interface ProofQuotaOptions {
  /** Proofs in an epoch, for all clients together. */
  readonly limit: number
  readonly epochSizeSeconds: number
}

/** How many proofs of the own membership strangers may spend, so that the node keeps message ids for itself. */
export class ProofQuota {
  readonly #clock: Clock
  readonly #options: ProofQuotaOptions
  #epoch = -1n
  #spent = 0
  #byClient = new BoundedMap<string, number>(MAX_CLIENTS)

  constructor({ clock }: { readonly clock: Clock }, options: ProofQuotaOptions) {
    this.#clock = clock
    this.#options = options
  }

  /** Whether the client may have a proof now. */
  take(client: string): boolean {
    this.#advance()
    const { limit } = this.#options
    const ofClient = this.#byClient.get(client) ?? 0
    if (this.#spent >= limit || ofClient >= Math.max(1, Math.floor(limit * CLIENT_SHARE))) return false
    this.#spent++
    this.#byClient.set(client, ofClient + 1)
    return true
  }

  /** Takes back a proof that was not made. */
  giveBack(client: string): void {
    const ofClient = this.#byClient.get(client)
    // Nothing of this epoch: it ended while the proof was tried.
    if (ofClient === undefined || ofClient === 0) return
    this.#spent--
    this.#byClient.set(client, ofClient - 1)
  }

  #advance(): void {
    const epoch = epochOf(BigInt(this.#clock.nowMs()) * NANOSECONDS_PER_MILLISECOND, this.#options.epochSizeSeconds)
    if (epoch === this.#epoch) return
    this.#epoch = epoch
    this.#spent = 0
    this.#byClient = new BoundedMap(MAX_CLIENTS)
  }
}
