import type { Clock, Logger, Random, StateStore } from '../foundation/index.ts'
import { type KnownPeer, KnownPeers } from './known-peers.ts'
import type { PeerAddress } from './peer-address.ts'
import { KNOWN_PEER_REDIAL, redialDelayMs, STATIC_PEER_REDIAL } from './redial-delay.ts'

/** After this many failures in a row, about an hour of them, a peer that nobody configured is forgotten. */
const MAX_FAILURES = 9
/** When a peer was seen last is written no more often than this. */
const SEEN_PRECISION_MS = 10 * 60_000

export interface RedialPlanComponents {
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly store?: Pick<StateStore, 'list' | 'write'>
}

export interface RedialPlanOptions {
  readonly staticPeers: readonly PeerAddress[]
  readonly capacity: number
}

/**
 * Whom to dial, and when: the configured peers, which are never given up, and those met before. A failed dial, and a
 * connection that did not last, put the next one off ever longer.
 */
export class RedialPlan {
  readonly #components: RedialPlanComponents
  readonly #static = new Map<string, KnownPeer>()
  readonly #known: KnownPeers

  constructor(components: RedialPlanComponents, { staticPeers, capacity }: RedialPlanOptions) {
    this.#components = components
    this.#known = new KnownPeers(components, { capacity })
    for (const { peerId, multiaddr } of staticPeers) {
      const id = peerId.toString()
      const addresses = [...(this.#static.get(id)?.addresses ?? []), multiaddr.toString()]
      this.#static.set(id, newPeer(id, addresses))
    }
  }

  /** Peers known, configured ones included. */
  get size(): number {
    return [...this.#static.keys()].filter((id) => this.#known.get(id) === undefined).length + this.#known.size
  }

  get staticIds(): readonly string[] {
    return [...this.#static.keys()]
  }

  /** Everybody known, configured peers first. */
  peers(): readonly KnownPeer[] {
    return [...this.#static.values(), ...[...this.#known.values()].filter(({ peerId }) => !this.isStatic(peerId))]
  }

  isStatic(peerId: string): boolean {
    return this.#static.has(peerId)
  }

  isKnown(peerId: string): boolean {
    return this.#get(peerId) !== undefined
  }

  load(): Promise<void> {
    return this.#known.load()
  }

  flush(): Promise<void> {
    return this.#known.flush()
  }

  /** This node connected to the peer at one of these addresses. */
  reached(peerId: string, addresses: readonly string[]): void {
    const peer = this.#get(peerId) ?? newPeer(peerId, addresses)
    const kept = this.isStatic(peerId) ? peer.addresses : addresses
    this.#put({ ...peer, addresses: kept, lastSeenAtMs: this.#components.clock.nowMs(), wasReached: true })
  }

  /** The peer connected to this node, stayed, and says that it can be reached there. */
  claimed(peerId: string, claims: readonly string[]): void {
    const known = this.#get(peerId) ?? newPeer(peerId, claims)
    const lastSeenAtMs = this.#components.clock.nowMs()
    if (lastSeenAtMs - known.lastSeenAtMs < SEEN_PRECISION_MS) return
    // What was reached is worth more than what is claimed.
    this.#put({ ...known, addresses: known.wasReached ? known.addresses : claims, lastSeenAtMs })
  }

  /** Somebody says that the peer can be reached there. Worth a dial where nothing better is known. */
  named(peerId: string, addresses: readonly string[]): void {
    const known = this.#get(peerId)
    if (addresses.length > 0 && known === undefined) this.#put(newPeer(peerId, addresses))
    else if (addresses.length > 0 && known?.wasReached === false && !this.isStatic(peerId))
      this.#put({ ...known, addresses })
  }

  /** A dial failed. */
  failed(peerId: string): void {
    const peer = this.#get(peerId)
    if (peer !== undefined) this.#putOff({ ...peer, failures: peer.failures + 1 })
  }

  /** The last connection to a peer ended. */
  lost(peerId: string, hadLasted: boolean): void {
    const peer = this.#get(peerId)
    if (peer === undefined) return
    const lastSeenAtMs = this.#components.clock.nowMs()
    this.#putOff({ ...peer, lastSeenAtMs, failures: hadLasted ? 1 : peer.failures + 1 })
  }

  /** Whatever happens, the peer is not dialled for this time; one that nobody configured is forgotten. */
  avoid(peerId: string, durationMs: number): void {
    const peer = this.#static.get(peerId)
    this.#known.delete(peerId)
    const notBeforeMs = this.#components.clock.nowMs() + durationMs
    if (peer !== undefined) this.#static.set(peerId, { ...peer, notBeforeMs })
  }

  /** A peer that was connected when the node stopped has done nothing wrong. */
  stopped(peerId: string): void {
    const peer = this.#get(peerId)
    if (peer !== undefined) this.#put({ ...peer, lastSeenAtMs: this.#components.clock.nowMs(), failures: 0 })
  }

  /** A configured peer whose time has come. */
  nextStatic(isTaken: (peerId: string) => boolean): KnownPeer | undefined {
    return this.#due(this.#static.values(), isTaken)[0]
  }

  /** A peer met before whose time has come: any of those that were reached once, else any of the others. */
  nextKnown(isTaken: (peerId: string) => boolean): KnownPeer | undefined {
    const due = this.#due(this.#known.values(), (id) => isTaken(id) || this.isStatic(id))
    const reached = due.filter(({ wasReached }) => wasReached)
    const choice = reached.length > 0 ? reached : due
    return choice[Math.floor(this.#fraction() * choice.length)]
  }

  #due(peers: Iterable<KnownPeer>, isTaken: (peerId: string) => boolean): KnownPeer[] {
    const nowMs = this.#components.clock.nowMs()
    // Further ahead than any delay: the clock was set back meanwhile.
    const isDue = (ms: number): boolean => ms <= nowMs || ms > nowMs + KNOWN_PEER_REDIAL.longestMs
    return [...peers].filter(({ peerId, notBeforeMs }) => isDue(notBeforeMs) && !isTaken(peerId))
  }

  #putOff(peer: KnownPeer): void {
    const { peerId, failures } = peer
    const schedule = this.isStatic(peerId) ? STATIC_PEER_REDIAL : KNOWN_PEER_REDIAL
    const againAtMs = this.#components.clock.nowMs() + redialDelayMs(failures, this.#fraction(), schedule)
    this.#put({ ...peer, notBeforeMs: Math.max(peer.notBeforeMs, againAtMs) })
  }

  #get(peerId: string): KnownPeer | undefined {
    return this.#static.get(peerId) ?? this.#known.get(peerId)
  }

  #put(peer: KnownPeer): void {
    if (this.isStatic(peer.peerId)) this.#static.set(peer.peerId, peer)
    else if (peer.failures > MAX_FAILURES) this.#known.delete(peer.peerId)
    else this.#known.put(peer)
  }

  #fraction(): number {
    const [high, low] = this.#components.random.bytes(2)
    return (high! * 256 + low!) / 65_536
  }
}

function newPeer(peerId: string, addresses: readonly string[]): KnownPeer {
  return { peerId, addresses, lastSeenAtMs: 0, failures: 0, notBeforeMs: 0, wasReached: false }
}
