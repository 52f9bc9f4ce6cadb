import type { Libp2p } from '@libp2p/interface'
import type { NetworkMetrics } from './network-metrics.ts'
import { parsePeerAddress } from './peer-address.ts'

/** Dials of the peer manager at once, as nwaku. More would only compete for the same uplink. */
export const MAX_MANAGED_DIALS = 10

/** When connections have to be closed to stay within the limit, those of configured peers are closed last. */
const STATIC_PEER_TAG = { 'waku-static-peer': { value: 100 } }

export type DialSource = 'static' | 'known' | 'request'

export interface PeerDialerComponents {
  readonly host: Pick<Libp2p, 'dial' | 'peerStore'>
  readonly metrics: Pick<NetworkMetrics, 'dials' | 'initiated'>
}

/** Dials peers, and counts what became of it. */
export class PeerDialer {
  readonly #components: PeerDialerComponents
  /** Peers being dialled for the peer manager, at most `MAX_MANAGED_DIALS`. */
  readonly #underWay = new Map<string, DialSource>()

  constructor(components: PeerDialerComponents) {
    this.#components = components
  }

  get isBusy(): boolean {
    return this.#underWay.size >= MAX_MANAGED_DIALS
  }

  isDialling(peerId: string): boolean {
    return this.#underWay.has(peerId)
  }

  count(source: DialSource): number {
    return [...this.#underWay.values()].filter((other) => other === source).length
  }

  /** Resolves when connected. @throws whatever kept libp2p from connecting. */
  async dial(peerId: string, addresses: readonly string[], source: DialSource, signal: AbortSignal): Promise<void> {
    this.#underWay.set(peerId, source)
    try {
      await this.#connect(addresses, source, signal)
      this.#components.metrics.dials.add(1, { outcome: 'successful' })
      this.#components.metrics.initiated.add(1, { source })
    } catch (error) {
      if (!signal.aborted) this.#components.metrics.dials.add(1, { outcome: 'failed' })
      throw error
    } finally {
      this.#underWay.delete(peerId)
    }
  }

  async #connect(addresses: readonly string[], source: DialSource, signal: AbortSignal): Promise<void> {
    const { host } = this.#components
    const peers = addresses.map((address) => parsePeerAddress(address, 'peer address'))
    const multiaddrs = peers.map(({ multiaddr }) => multiaddr)
    if (source === 'static') await host.peerStore.merge(peers[0]!.peerId, { multiaddrs, tags: STATIC_PEER_TAG })
    await host.dial(multiaddrs, { signal })
  }
}
