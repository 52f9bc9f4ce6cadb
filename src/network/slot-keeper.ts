import type { ConnectedPeerTable } from './connected-peer-table.ts'
import type { PeerSlots } from './peer-slots.ts'

/** A peer that does not say in this time what it speaks holds a slot for nothing. */
const IDENTIFY_DEADLINE_MS = 30_000

export type SlotReason = 'relay_slots_full' | 'service_slots_full'

export interface SlotKeeperComponents {
  readonly table: Pick<ConnectedPeerTable, 'get' | 'peers' | 'count'>
  /** Configured peers take no slot away and are never dropped. */
  readonly isStatic: (peerId: string) => boolean
}

/** Decides which peers exceed the slots. Who came first stays: a peer that is dropped for each newcomer helps nobody. */
export class SlotKeeper {
  readonly #components: SlotKeeperComponents
  readonly #slots: PeerSlots

  constructor(components: SlotKeeperComponents, slots: PeerSlots) {
    this.#components = components
    this.#slots = slots
  }

  get freeRelayOutbound(): number {
    return this.#slots.relayOutbound - this.#components.table.count().relayOutbound
  }

  /** Why a peer that has just identified itself cannot stay; undefined when it can. Peers this node dialled can. */
  reasonToDrop(peerId: string): SlotReason | undefined {
    const { table, isStatic } = this.#components
    const peer = table.get(peerId)
    if (peer === undefined || peer.direction === 'outbound' || isStatic(peerId)) return undefined
    const { relayInbound, service } = table.count()
    if (peer.role === 'relay') return relayInbound > this.#slots.relayInbound ? 'relay_slots_full' : undefined
    return service > this.#slots.service ? 'service_slots_full' : undefined
  }

  /** Inbound peers that have not identified themselves in time. */
  silentPeers(nowMs: number): string[] {
    const { table, isStatic } = this.#components
    const isSilent = (peerId: string): boolean => {
      const { role, direction, sinceMs } = table.get(peerId)!
      return (
        role === undefined && direction === 'inbound' && nowMs - sinceMs > IDENTIFY_DEADLINE_MS && !isStatic(peerId)
      )
    }
    return [...table.peers.keys()].filter(isSilent)
  }
}
