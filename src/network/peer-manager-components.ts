import type { Libp2p } from '@libp2p/interface'
import type { Clock, Logger, Metrics, Random, StateStore } from '../foundation/index.ts'
import type { PeerDialerComponents } from './peer-dialer.ts'
import type { PeerSlots } from './peer-slots.ts'
import type { PeerStandings } from './peer-standing.ts'

type HostPart = PeerDialerComponents['host'] &
  Pick<Libp2p, 'peerId' | 'hangUp' | 'getConnections' | 'addEventListener' | 'removeEventListener'>

export interface PeerManagerComponents {
  readonly host: HostPart
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly metrics: Metrics
  /** Where known peers outlive the process; missing: they do not. */
  readonly store?: Pick<StateStore, 'list' | 'write'>
  /** What relay knows of the peers; missing where nothing is relayed. */
  readonly standings?: PeerStandings
}

export interface PeerManagerOptions {
  /** Multiaddrs with a peer id that are kept connected, from `--staticnode`. */
  readonly staticPeers: readonly string[]
  readonly slots: PeerSlots
  /** Peers that speak this protocol relay; the others take slots of services. */
  readonly relayProtocol: string
  /** How many peers are dialled of those met or named before, on top of the free slots for relay peers. Default: none. */
  readonly wantedPeers?: () => number
  /** Most peers known, from `--peer-store-capacity`. */
  readonly capacity?: number
}
