import { BoundedMap } from '../foundation/index.ts'
import type { PeerManager, PeerProtocols } from '../network/index.ts'

/** Nodes whose failures are remembered: far more than are connected. */
const MAX_REMEMBERED_NODES = 256

/** A node that serves. */
export interface ServiceNode {
  /** A peer id, or an address that ends in one. */
  readonly peer: string
  /** Whether the operator named it. */
  readonly isTrusted: boolean
}

export interface ServiceNodesComponents {
  readonly peers: Pick<PeerManager, 'records'>
  readonly peerProtocols: Pick<PeerProtocols, 'speakersOf'>
}

export interface ServiceNodesOptions {
  /** Any of them will do. */
  readonly protocols: readonly string[]
  /** Multiaddrs from the configuration. */
  readonly named: readonly string[]
}

/**
 * Which nodes may be asked for a service, best first: those that the operator named, then those connected that speak it,
 * however they were found, then those that spoke it when they were connected. Who failed last comes last of its kind.
 */
export class ServiceNodes {
  readonly #components: ServiceNodesComponents
  readonly #options: ServiceNodesOptions
  readonly #failures = new BoundedMap<string, number>(MAX_REMEMBERED_NODES)
  #failureCount = 0

  constructor(components: ServiceNodesComponents, options: ServiceNodesOptions) {
    this.#components = components
    this.#options = options
  }

  async list(): Promise<readonly ServiceNode[]> {
    const { protocols, named } = this.#options
    const connected = this.#connected()
    const isListed = (peerId: string): boolean =>
      connected.includes(peerId) || named.some((address) => address.endsWith(`/p2p/${peerId}`))
    const records = await this.#components.peers.records()
    const remembered = records
      .filter((record) => record.connectedness === 'CanConnect' && !isListed(record.peerId))
      .filter((record) => record.multiaddr !== '' && protocols.some((protocol) => record.protocols.includes(protocol)))
      .map(({ multiaddr }) => multiaddr)
    return [
      ...this.#inOrder(named).map((peer) => ({ peer, isTrusted: true })),
      ...[...this.#inOrder(connected), ...this.#inOrder(remembered)].map((peer) => ({ peer, isTrusted: false })),
    ]
  }

  /** Those named when there are any, else those that were found. */
  async addresses(): Promise<readonly string[]> {
    const nodes = await this.list()
    return nodes.filter(({ isTrusted }) => isTrusted || this.#options.named.length === 0).map(({ peer }) => peer)
  }

  /** Whether one is named, or connected that speaks the protocol. */
  has(protocol: string): boolean {
    return this.#options.named.length > 0 || this.#components.peerProtocols.speakersOf(protocol).length > 0
  }

  failed(peer: string): void {
    this.#failureCount++
    this.#failures.set(peer, this.#failureCount)
  }

  succeeded(peer: string): void {
    this.#failures.delete(peer)
  }

  /** Ids of connected peers that speak a protocol of the service and are not named. */
  #connected(): string[] {
    const { protocols, named } = this.#options
    const speakers = protocols.flatMap((protocol) => this.#components.peerProtocols.speakersOf(protocol))
    return [...new Set(speakers)].filter((peerId) => !named.some((address) => address.endsWith(`/p2p/${peerId}`)))
  }

  #inOrder(peers: readonly string[]): string[] {
    return [...peers].sort((a, b) => (this.#failures.get(a) ?? 0) - (this.#failures.get(b) ?? 0))
  }
}
