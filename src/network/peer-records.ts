import type { Libp2p, Peer } from '@libp2p/interface'
import type { ConnectedPeerTable } from './connected-peer-table.ts'
import type { RedialPlan } from './redial-plan.ts'

/** nwaku's words: never tried, failed the last time, was connected before, is connected. */
export type Connectedness = 'NotConnected' | 'CannotConnect' | 'CanConnect' | 'Connected'

/** What is known of one peer. */
export interface PeerRecord {
  readonly peerId: string
  /** A multiaddr that ends in the peer id; empty when none is known any more. */
  readonly multiaddr: string
  readonly connectedness: Connectedness
  /** Protocols it told by identify. */
  readonly protocols: readonly string[]
  /** As the peer wrote it, at most 128 characters; empty until it has identified itself. */
  readonly agent: string
  /** Configured by `--staticnode`. */
  readonly isStatic: boolean
}

/** Peers write what they like; this is for reading. */
const MAX_AGENT_LENGTH = 128

export interface PeerRecordSources {
  readonly host: Pick<Libp2p, 'getConnections'> & { readonly peerStore: Pick<Libp2p['peerStore'], 'all'> }
  readonly table: Pick<ConnectedPeerTable, 'peers'>
  readonly plan: Pick<RedialPlan, 'peers' | 'isStatic'>
}

/** All peers known or connected: connected ones first, in the order they came. */
export async function peerRecords({ host, table, plan }: PeerRecordSources): Promise<PeerRecord[]> {
  const remembered = new Map((await host.peerStore.all()).map((peer) => [peer.id.toString(), peer]))
  const remoteAddresses = new Map(
    host.getConnections().map(({ remotePeer, remoteAddr }) => [remotePeer.toString(), remoteAddr.toString()]),
  )
  const known = new Map(plan.peers().map((peer) => [peer.peerId, peer]))
  const toRecord = (peerId: string): PeerRecord => {
    const peer = known.get(peerId)
    const address = peer?.addresses[0] ?? remoteAddresses.get(peerId)
    return {
      peerId,
      multiaddr: address === undefined ? '' : withPeerId(address, peerId),
      connectedness: table.peers.has(peerId) ? 'Connected' : connectednessOf(peer),
      protocols: remembered.get(peerId)?.protocols ?? [],
      agent: agentOf(remembered.get(peerId)),
      isStatic: plan.isStatic(peerId),
    }
  }
  return [...new Set([...table.peers.keys(), ...known.keys()])].map(toRecord)
}

function connectednessOf(peer: { readonly failures: number; readonly wasReached: boolean } | undefined): Connectedness {
  if (peer === undefined) return 'NotConnected'
  if (peer.failures > 1 || (peer.failures === 1 && !peer.wasReached)) return 'CannotConnect'
  return peer.wasReached ? 'CanConnect' : 'NotConnected'
}

function withPeerId(address: string, peerId: string): string {
  return address.includes('/p2p/') ? address : `${address}/p2p/${peerId}`
}

function agentOf(peer: Peer | undefined): string {
  const bytes = peer?.metadata.get('AgentVersion')
  return bytes === undefined ? '' : new TextDecoder().decode(bytes).slice(0, MAX_AGENT_LENGTH)
}
