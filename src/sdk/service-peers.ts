import { BoundedMap, type Clock } from '../foundation/index.ts'
import type { PeerProtocols } from '../network/index.ts'
import { SdkError } from './sdk-error.ts'

/** Peers whose failures are remembered: far more than a light node is connected to. */
const MAX_REMEMBERED_PEERS = 256

/** A service by the protocols that offer it, the one that is preferred in front. */
export type Service = readonly string[]

/** Which connected peers to ask for a service, and in which order: those that failed last come last. */
export class ServicePeers {
  readonly #clock: Clock
  readonly #peers: Pick<PeerProtocols, 'speakersOf' | 'onChange'>
  readonly #failures = new BoundedMap<string, number>(MAX_REMEMBERED_PEERS)
  readonly #waiting = new Set<(error: SdkError) => void>()
  #failureCount = 0

  constructor(components: { readonly clock: Clock; readonly peers: Pick<PeerProtocols, 'speakersOf' | 'onChange'> }) {
    this.#clock = components.clock
    this.#peers = components.peers
  }

  /** Nobody waits for peers of a node that was stopped. */
  stop(): void {
    for (const reject of this.#waiting)
      reject(new SdkError('not_started', 'the node was stopped while waiting for peers'))
  }

  /** Peers that offer the service, each once: the best to ask in front. */
  offering(service: Service): string[] {
    const peers = [...new Set(service.flatMap((protocol) => this.#peers.speakersOf(protocol)))]
    return peers.sort((a, b) => (this.#failures.get(a) ?? 0) - (this.#failures.get(b) ?? 0))
  }

  failed(peerId: string): void {
    this.#failureCount++
    this.#failures.set(peerId, this.#failureCount)
  }

  succeeded(peerId: string): void {
    this.#failures.delete(peerId)
  }

  /** Calls the listener whenever peers come, go or change. Returns how to stop that. */
  onChange(listener: () => void): () => void {
    return this.#peers.onChange(listener)
  }

  /**
   * Resolves when for each service there is a peer that offers it.
   * @throws SdkError `no_peers_in_time`, `not_started` when the node is stopped meanwhile
   */
  async waitFor(services: readonly Service[], timeoutMs: number | undefined): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const look = (): void => {
      if (services.every((service) => this.offering(service).length > 0)) resolve()
    }
    const giveUp = (): void => {
      const missing = services.filter((service) => this.offering(service).length === 0).map(([first]) => first)
      reject(new SdkError('no_peers_in_time', `no connected peer offers ${missing.join(', ')} after ${timeoutMs} ms`))
    }
    this.#waiting.add(reject)
    const stopListening = this.onChange(look)
    const cancel = timeoutMs === undefined ? undefined : this.#clock.after(timeoutMs, giveUp)
    look()
    try {
      await promise
    } finally {
      this.#waiting.delete(reject)
      stopListening()
      cancel?.()
    }
  }
}
