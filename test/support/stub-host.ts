import type { PeerId } from '@libp2p/interface'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import { createNodeKey } from '../../src/network/index.ts'

export const STUB_RELAY_PROTOCOL = '/vac/waku/relay/2.0.0'

interface StubConnection {
  readonly remotePeer: PeerId
  readonly remoteAddr: Multiaddr
  readonly direction: 'inbound' | 'outbound'
}

export async function newPeerId(): Promise<PeerId> {
  return peerIdFromPrivateKey(await createNodeKey())
}

/** As much of libp2p as the peer manager uses. Dials succeed or fail as told; peers come and go by command. */
export class StubHost extends EventTarget {
  readonly peerId: PeerId
  readonly dialled: string[] = []
  readonly hungUp: string[] = []
  readonly strangers = new Set<PeerId>()
  readonly peerStore = {
    merge: async () => undefined,
    all: async () => [...this.strangers].map((id) => ({ id })),
    delete: async (id: PeerId) => void this.strangers.delete(id),
  }
  /** Which addresses answer. */
  isReachable: (address: string) => boolean = () => true
  #connections: StubConnection[] = []

  constructor(peerId: PeerId) {
    super()
    this.peerId = peerId
  }

  async dial(addresses: readonly Multiaddr[]): Promise<void> {
    const [first] = addresses
    this.dialled.push(String(first))
    if (!this.isReachable(String(first))) throw new Error('connection refused')
    const remotePeer = this.#idOf(first!)
    if (!this.#isConnected(remotePeer)) this.#open({ remotePeer, remoteAddr: first!, direction: 'outbound' })
  }

  async hangUp(peerId: PeerId): Promise<void> {
    this.hungUp.push(peerId.toString())
    this.lose(peerId)
  }

  getConnections(): StubConnection[] {
    return this.#connections
  }

  accept(peerId: PeerId, from = '/ip4/127.0.0.1/tcp/1'): void {
    this.#open({ remotePeer: peerId, remoteAddr: multiaddr(from), direction: 'inbound' })
  }

  identify(
    peerId: PeerId,
    told: { relays?: boolean; listenAddrs?: readonly string[]; agentVersion?: string } = {},
  ): void {
    const connection = this.#connections.find(({ remotePeer }) => remotePeer.equals(peerId))
    const detail = {
      peerId,
      connection,
      protocols: told.relays === false ? [] : [STUB_RELAY_PROTOCOL],
      agentVersion: told.agentVersion,
      listenAddrs: (told.listenAddrs ?? []).map((address) => multiaddr(address)),
    }
    this.dispatchEvent(new CustomEvent('peer:identify', { detail }))
  }

  lose(peerId: PeerId): void {
    this.#connections = this.#connections.filter(({ remotePeer }) => !remotePeer.equals(peerId))
    this.dispatchEvent(new CustomEvent('peer:disconnect', { detail: peerId }))
  }

  #open(connection: StubConnection): void {
    this.#connections.push(connection)
    this.dispatchEvent(new CustomEvent('connection:open', { detail: connection }))
  }

  #isConnected(peerId: PeerId): boolean {
    return this.#connections.some(({ remotePeer }) => remotePeer.equals(peerId))
  }

  readonly #ids = new Map<string, PeerId>()

  /** So that a dialled address yields the id that the test holds. */
  introduce(peerId: PeerId): string {
    this.#ids.set(peerId.toString(), peerId)
    return `/ip4/127.0.0.1/tcp/1/p2p/${peerId}`
  }

  #idOf(address: Multiaddr): PeerId {
    return this.#ids.get(address.toString().split('/p2p/')[1]!)!
  }
}
