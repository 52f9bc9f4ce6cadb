import type { Connection, PeerId } from '@libp2p/interface'
import type { Clock } from '../foundation/index.ts'
import type { AgentFamily } from './agent-family.ts'
import type { PeerSlots } from './peer-slots.ts'
import type { PeerStandings } from './peer-standing.ts'
import { type IpAddress, ipAddressOf } from './remote-address.ts'

export type PeerRole = 'relay' | 'service'

/** A connected peer, by the first of its connections. */
export interface ConnectedPeer {
  readonly peerId: PeerId
  readonly direction: Connection['direction']
  readonly sinceMs: number
  /** Messages that had been accepted when it connected. */
  readonly sinceAccepted: number
  /** Where it comes from; missing when that is no IP address. */
  readonly address?: IpAddress
  /** Missing until the peer has identified itself. */
  readonly role?: PeerRole
  readonly agent?: AgentFamily
  /** Where it says it can be reached. */
  readonly claims?: readonly string[]
  /** It is being disconnected and holds no slot any more. */
  readonly isLeaving?: true
}

export interface ConnectedPeerTableComponents {
  readonly clock: Pick<Clock, 'nowMs'>
  readonly standings: Pick<PeerStandings, 'accepted'>
}

/** Who is connected, and what each is to this node. Bounded by the connections of the host. */
export class ConnectedPeerTable {
  readonly #components: ConnectedPeerTableComponents
  readonly #peers = new Map<string, ConnectedPeer>()

  constructor(components: ConnectedPeerTableComponents) {
    this.#components = components
  }

  get(peerId: string): ConnectedPeer | undefined {
    return this.#peers.get(peerId)
  }

  /** By peer id, in the order they connected. */
  get peers(): ReadonlyMap<string, ConnectedPeer> {
    return this.#peers
  }

  opened(connection: Pick<Connection, 'remotePeer' | 'remoteAddr' | 'direction'>): void {
    const { remotePeer: peerId, remoteAddr, direction } = connection
    const id = peerId.toString()
    const known = this.#peers.get(id)
    // Whoever comes back while it is being disconnected is judged anew.
    if (known !== undefined && known.isLeaving === undefined) return
    const { clock, standings } = this.#components
    const [sinceMs, sinceAccepted] = [clock.nowMs(), standings.accepted]
    const address = ipAddressOf(remoteAddr)
    this.#peers.set(id, { peerId, direction, sinceMs, sinceAccepted, ...(address && { address }) })
  }

  identified(peerId: string, told: Required<Pick<ConnectedPeer, 'role' | 'agent' | 'claims'>>): void {
    const peer = this.#peers.get(peerId)
    if (peer !== undefined) this.#peers.set(peerId, { ...peer, ...told })
  }

  /** It turned out to relay though it had not said so. */
  relays(peerId: string): void {
    const peer = this.#peers.get(peerId)
    if (peer !== undefined) this.#peers.set(peerId, { ...peer, role: 'relay' })
  }

  leaving(peerId: string): void {
    const peer = this.#peers.get(peerId)
    if (peer !== undefined) this.#peers.set(peerId, { ...peer, isLeaving: true })
  }

  /** The peer as it was; undefined when it was not connected. */
  closed(peerId: string): ConnectedPeer | undefined {
    const peer = this.#peers.get(peerId)
    this.#peers.delete(peerId)
    return peer
  }

  clear(): void {
    this.#peers.clear()
  }

  /** Counted the way slots are. A peer that this node dialled counts as relay until it turns out otherwise. */
  count(): Record<Exclude<keyof PeerSlots, 'inbound'>, number> {
    const counts = { relayOutbound: 0, relayInbound: 0, service: 0 }
    for (const { direction, role, isLeaving } of this.#peers.values()) {
      if (isLeaving) continue
      if (role === 'service') counts.service++
      else if (direction === 'outbound') counts.relayOutbound++
      else if (role === 'relay') counts.relayInbound++
    }
    return counts
  }
}
