import type { PeerManager } from '../network/index.ts'

/** A peer that serves. */
export interface ServicePeer {
  /** A peer id, or an address that ends in one. */
  readonly peer: string
  /** Whether the operator named it. */
  readonly isTrusted: boolean
}

export interface ServicePeersComponents {
  readonly peers: Pick<PeerManager, 'records'>
}

export interface ServicePeersOptions {
  readonly protocol: string
  /** Multiaddr of the node to ask first, from the configuration. */
  readonly node?: string
}

/** Who may be asked for a service: the node that was named, then those connected that speak its protocol. */
export class ServicePeers {
  readonly #components: ServicePeersComponents
  readonly #options: ServicePeersOptions

  constructor(components: ServicePeersComponents, options: ServicePeersOptions) {
    this.#components = components
    this.#options = options
  }

  async list(): Promise<readonly ServicePeer[]> {
    const { protocol, node } = this.#options
    const records = await this.#components.peers.records()
    const connected = records
      .filter(({ connectedness, protocols }) => connectedness === 'Connected' && protocols.includes(protocol))
      .filter(({ peerId }) => node?.endsWith(`/p2p/${peerId}`) !== true)
      .map(({ peerId }) => ({ peer: peerId, isTrusted: false }))
    return [...(node === undefined ? [] : [{ peer: node, isTrusted: true }]), ...connected]
  }
}
