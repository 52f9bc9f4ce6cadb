import type { RPC } from '@libp2p/gossipsub/message'
import type { Connection, PeerId, Stream } from '@libp2p/interface'

/**
 * Parts of gossipsub 17 that are not for its users, but that `gossipsub-router.ts` and the files it calls replace or
 * bound. A unit test holds each of them against the installed version, so an update that moves one fails there.
 */
export interface GossipsubInternals {
  readonly peers: Map<string, PeerId>
  readonly mesh: Map<string, Set<string>>
  readonly streamsInbound: Map<string, InboundStreamHandle>
  readonly streamsOutbound: Map<string, unknown>
  readonly seenCache: { readonly entries: Map<string, unknown>; put(messageId: string): boolean }
  readonly score: ScoreInternals
  readonly backoff: Map<string, Map<string, number>>
  /** Whether this node dialled the peer. */
  readonly outbound: ReadonlyMap<string, boolean>
  readonly protocols: string[]
  isStarted(): boolean
  decodeRpc(bytes: Uint8Array): RPC
  handleReceivedRpc(from: PeerId, rpc: RPC): Promise<void>
  handlePeerReadStreamError(error: Error, peerId: PeerId): void
  createInboundStream(peerId: PeerId, stream: Stream): void
  createOutboundStream(peerId: PeerId, connection: Connection): Promise<void>
  handleGraft(peerId: string, grafts: RPC.ControlGraft[]): Promise<Prune[]>
  /** Each map: topics by peer. */
  sendGraftPrune(
    grafts: ReadonlyMap<string, string[]>,
    prunes: ReadonlyMap<string, string[]>,
    noPeerExchange: ReadonlyMap<string, boolean>,
  ): Promise<void>
  sendRpc(peerId: string, rpc: RPC): boolean
  doAddBackoff(peerId: string, topic: string, durationMs: number): void
  makePrune(peerId: string, topic: string, doPX: boolean, onUnsubscribe: boolean): Promise<Prune>
  tagMeshPeer(event: CustomEvent<{ readonly peerId: string; readonly topic: string }>): void
}

export interface ScoreInternals {
  readonly peerStats: Map<string, { connected: boolean; readonly knownIPs: ReadonlySet<string> }>
  readonly scoreCache: Map<string, unknown>
  readonly deliveryRecords: {
    readonly records: Map<string, unknown>
    readonly queue: { shift(): { readonly msgId: string } | undefined }
    ensureRecord(messageId: string): unknown
  }
  score(peerId: string): number
  addPeer(peerId: string): void
  removePeer(peerId: string): void
  removeIP(peerId: string, address: string): void
  addPenalty(peerId: string, penalty: number, label: string): void
  prune(peerId: string, topic: string): void
}

/** What GossipSub keeps of a stream it reads from. */
export interface InboundStreamHandle {
  close(): Promise<void>
}

/** A PRUNE of GossipSub v1.1. `backoff` is in seconds. */
export interface Prune {
  readonly topicID: string
  readonly peers: never[]
  readonly backoff: number
}
