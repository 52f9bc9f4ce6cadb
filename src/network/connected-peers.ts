import type { Libp2p, PeerId } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'

/** Who is connected, for protocols that act when a peer comes or goes. Peers are named by their ids as text. */
export interface ConnectedPeers {
  /** Calls the listener once for each peer that connects, by its first connection. Returns how to stop that. */
  onConnected(listener: (peerId: string) => void): () => void
  /** Calls the listener once no connection of a peer is left. Returns how to stop that. */
  onDisconnected(listener: (peerId: string) => void): () => void
  isConnected(peerId: string): boolean
  /** Closes all connections of a peer. */
  disconnect(peerId: string): Promise<void>
}

export function connectedPeersOf(
  host: Pick<Libp2p, 'addEventListener' | 'removeEventListener' | 'getConnections' | 'hangUp'>,
): ConnectedPeers {
  const listen = (event: 'peer:connect' | 'peer:disconnect', listener: (peerId: string) => void): (() => void) => {
    const onEvent = ({ detail }: CustomEvent<PeerId>): void => listener(detail.toString())
    host.addEventListener(event, onEvent)
    return () => host.removeEventListener(event, onEvent)
  }
  return {
    onConnected: (listener) => listen('peer:connect', listener),
    onDisconnected: (listener) => listen('peer:disconnect', listener),
    isConnected: (peerId) => host.getConnections(peerIdFromString(peerId)).length > 0,
    disconnect: (peerId) => host.hangUp(peerIdFromString(peerId)),
  }
}
