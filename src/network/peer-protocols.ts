import type { IdentifyResult, Libp2p, PeerId, PeerUpdate } from '@libp2p/interface'
import type { Startable } from '../foundation/index.ts'

export interface PeerProtocolsComponents {
  readonly host: Pick<Libp2p, 'addEventListener' | 'removeEventListener'>
}

/** Which protocols each connected peer says it speaks. Bounded by the connections of the host. Started before the host. */
export class PeerProtocols implements Startable {
  readonly #host: PeerProtocolsComponents['host']
  /** In the order in which they identified themselves. */
  readonly #protocols = new Map<string, ReadonlySet<string>>()
  readonly #listeners = new Set<() => void>()

  constructor({ host }: PeerProtocolsComponents) {
    this.#host = host
  }

  async start(): Promise<void> {
    this.#host.addEventListener('peer:identify', this.#onIdentify)
    this.#host.addEventListener('peer:update', this.#onUpdate)
    this.#host.addEventListener('peer:disconnect', this.#onDisconnect)
  }

  async stop(): Promise<void> {
    this.#host.removeEventListener('peer:identify', this.#onIdentify)
    this.#host.removeEventListener('peer:update', this.#onUpdate)
    this.#host.removeEventListener('peer:disconnect', this.#onDisconnect)
    this.#protocols.clear()
    this.#tell()
  }

  /** Ids of the connected peers that have identified themselves, the one that came first in front. */
  get peers(): readonly string[] {
    return [...this.#protocols.keys()]
  }

  /** Those of them that speak the protocol. */
  speakersOf(protocol: string): readonly string[] {
    return this.peers.filter((peerId) => this.speaks(peerId, protocol))
  }

  speaks(peerId: string, protocol: string): boolean {
    return this.#protocols.get(peerId)?.has(protocol) ?? false
  }

  /** Calls the listener whenever a peer comes, goes or speaks other protocols than before. Returns how to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly #onIdentify = ({ detail }: CustomEvent<IdentifyResult>): void => {
    this.#protocols.set(detail.peerId.toString(), new Set(detail.protocols))
    this.#tell()
  }

  /** A peer that starts a service later says so; before it has identified itself, nothing it says is about now. */
  readonly #onUpdate = ({ detail }: CustomEvent<PeerUpdate>): void => {
    const peerId = detail.peer.id.toString()
    if (!this.#protocols.has(peerId)) return
    this.#protocols.set(peerId, new Set(detail.peer.protocols))
    this.#tell()
  }

  readonly #onDisconnect = ({ detail }: CustomEvent<PeerId>): void => {
    if (this.#protocols.delete(detail.toString())) this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
