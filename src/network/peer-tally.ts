import { BoundedMap } from '../foundation/index.ts'
import { agentFamilies } from './agent-family.ts'
import type { ConnectedPeerTable } from './connected-peer-table.ts'
import type { NetworkMetrics } from './network-metrics.ts'

/** Ids remembered to count each peer once; one that comes back after so many others counts again. */
const MAX_REMEMBERED_IDS = 10_000

export interface PeerTallyComponents {
  readonly table: Pick<ConnectedPeerTable, 'peers' | 'count'>
  readonly metrics: NetworkMetrics
}

/** Counts the peers for the metrics. */
export class PeerTally {
  readonly #components: PeerTallyComponents
  readonly #met = new BoundedMap<string, true>(MAX_REMEMBERED_IDS)
  #different = 0

  constructor(components: PeerTallyComponents) {
    this.#components = components
  }

  met(peerId: string): void {
    if (!this.#met.has(peerId)) this.#different++
    this.#met.set(peerId, true)
  }

  measure(known: number): void {
    const { table, metrics } = this.#components
    const peers = [...table.peers.values()]
    const inbound = peers.filter(({ direction }) => direction === 'inbound').length
    metrics.directions.set(inbound, { direction: 'in' })
    metrics.directions.set(peers.length - inbound, { direction: 'out' })
    for (const agent of agentFamilies) {
      metrics.agents.set(peers.filter((peer) => peer.agent === agent).length, { agent })
    }
    const { relayInbound, relayOutbound, service } = table.count()
    metrics.slots.set(relayInbound, { slot: 'relay_in' })
    metrics.slots.set(relayOutbound, { slot: 'relay_out' })
    metrics.slots.set(service, { slot: 'service' })
    metrics.uniquePeers.set(this.#different)
    metrics.knownPeers.set(known)
  }
}
