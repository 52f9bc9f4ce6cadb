import type { Connection, PeerId } from '@libp2p/interface'
import type { AgentFamily } from './agent-family.ts'
import type { PeerSlots } from './peer-slots.ts'

export type PeerRole = 'relay' | 'service'

/** A connected peer, by the first of its connections. */
export interface ConnectedPeer {
  readonly peerId: PeerId
  readonly direction: Connection['direction']
  readonly sinceMs: number
  /** Missing until the peer has identified itself. */
  readonly role?: PeerRole
  readonly agent?: AgentFamily
  /** Where it says it can be reached. */
  readonly claims?: readonly string[]
}

/** Who is connected, and what each is to this node. Bounded by the connections of the host. */
export class ConnectedPeerTable {
  readonly #peers = new Map<string, ConnectedPeer>()

  get(peerId: string): ConnectedPeer | undefined {
    return this.#peers.get(peerId)
  }

  /** By peer id, in the order they connected. */
  get peers(): ReadonlyMap<string, ConnectedPeer> {
    return this.#peers
  }

  opened({ remotePeer: peerId, direction }: Pick<Connection, 'remotePeer' | 'direction'>, nowMs: number): void {
    const id = peerId.toString()
    if (!this.#peers.has(id)) this.#peers.set(id, { peerId, direction, sinceMs: nowMs })
  }

  identified(peerId: string, told: Required<Pick<ConnectedPeer, 'role' | 'agent' | 'claims'>>): void {
    const peer = this.#peers.get(peerId)
    if (peer !== undefined) this.#peers.set(peerId, { ...peer, ...told })
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
    for (const { direction, role } of this.#peers.values()) {
      if (role === 'service') counts.service++
      else if (direction === 'outbound') counts.relayOutbound++
      else if (role === 'relay') counts.relayInbound++
    }
    return counts
  }
}
