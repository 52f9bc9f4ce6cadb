import type { Connection, IdentifyResult, PeerId } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import type { Startable } from '../foundation/index.ts'
import { agentFamilyOf } from './agent-family.ts'
import { dialableClaims } from './claimed-addresses.ts'
import { ConnectedPeerTable } from './connected-peer-table.ts'
import { forgetStrangers } from './forget-strangers.ts'
import { DEFAULT_PEER_STORE_CAPACITY, type KnownPeer } from './known-peers.ts'
import { NetworkError } from './network-error.ts'
import { createNetworkMetrics, type NetworkMetrics } from './network-metrics.ts'
import { parsePeerAddress } from './peer-address.ts'
import { PeerDialer } from './peer-dialer.ts'
import type { PeerManagerComponents, PeerManagerOptions } from './peer-manager-components.ts'
import { type PeerRecord, peerRecords } from './peer-records.ts'
import { noStandings } from './peer-standing.ts'
import type { PeerStatus } from './peer-status.ts'
import { PeerTally } from './peer-tally.ts'
import { MAX_REDIAL_DELAY_MS } from './redial-delay.ts'
import { RedialPlan } from './redial-plan.ts'
import { SlotKeeper, type SlotReason } from './slot-keeper.ts'
import type { WakuPeerRecord } from './waku-enr.ts'

/** A connection that lasted this long counts as a success; a shorter one is dialled again ever more slowly. */
const STABLE_CONNECTION_MS = MAX_REDIAL_DELAY_MS
/** How often it is looked whether somebody has to be dialled or dropped. */
const ROUND_INTERVAL_MS = 1_000
/** How often known peers are written, and what libp2p remembers of strangers is cleared. */
const HOUSEKEEPING_INTERVAL_MS = 30_000
/** Long enough not to pester a peer of another network, short enough to find one whose settings were mended. */
const INCOMPATIBLE_PEER_MS = 5 * 60_000

/**
 * Keeps the configured peers connected and the slots for outbound relay peers filled with peers met before: dials them, and
 * again after a growing delay whenever a dial fails or a connection is lost. Disconnects who takes a slot that is not free.
 */
export class PeerManager implements Startable {
  readonly #components: PeerManagerComponents
  readonly #options: PeerManagerOptions
  readonly #metrics: NetworkMetrics
  readonly #table: ConnectedPeerTable
  readonly #plan: RedialPlan
  readonly #dialer: PeerDialer
  readonly #slotKeeper: SlotKeeper
  readonly #tally: PeerTally
  readonly #running = new Set<Promise<void>>()
  #stopping = new AbortController()
  #timers: (() => void)[] = []

  /** @throws NetworkError `invalid_peer_address` or `peer_id_missing`, naming `--staticnode` */
  constructor(components: PeerManagerComponents, options: PeerManagerOptions) {
    const staticPeers = options.staticPeers.map((text) => parsePeerAddress(text, '--staticnode'))
    const capacity = options.capacity ?? DEFAULT_PEER_STORE_CAPACITY
    this.#components = components
    this.#options = options
    const { clock, standings = noStandings } = components
    this.#table = new ConnectedPeerTable({ clock, standings })
    this.#metrics = createNetworkMetrics(components.metrics)
    this.#plan = new RedialPlan(components, { staticPeers, capacity })
    this.#dialer = new PeerDialer({ host: components.host, metrics: this.#metrics })
    const isStatic = (peerId: string): boolean => this.#plan.isStatic(peerId)
    this.#slotKeeper = new SlotKeeper({ table: this.#table, isStatic, standings }, options.slots)
    this.#tally = new PeerTally({ table: this.#table, metrics: this.#metrics })
  }

  /** Reads what was known and starts dialling; does not wait for any peer to answer. */
  async start(): Promise<void> {
    const { host, clock, logger } = this.#components
    this.#stopping = new AbortController()
    await this.#plan.load()
    if (this.#plan.isStatic(host.peerId.toString())) {
      logger.warn('a static peer is this node itself and is left out (--staticnode)', { peerId: `${host.peerId}` })
    }
    host.addEventListener('connection:open', this.#onOpen)
    host.addEventListener('peer:identify', this.#onIdentify)
    host.addEventListener('peer:disconnect', this.#onDisconnect)
    for (const connection of host.getConnections()) this.#table.opened(connection)
    this.#timers = [
      clock.every(ROUND_INTERVAL_MS, () => this.#round()),
      clock.every(HOUSEKEEPING_INTERVAL_MS, () => this.#run(this.#keepHouse())),
    ]
    this.#round()
  }

  async stop(): Promise<void> {
    const { host } = this.#components
    this.#stopping.abort()
    for (const cancel of this.#timers) cancel()
    this.#timers = []
    host.removeEventListener('connection:open', this.#onOpen)
    host.removeEventListener('peer:identify', this.#onIdentify)
    host.removeEventListener('peer:disconnect', this.#onDisconnect)
    await Promise.all(this.#running)
    for (const peerId of this.#table.peers.keys()) this.#plan.stopped(peerId)
    this.#table.clear()
    await this.#plan.flush()
  }

  /**
   * Dials a peer once. Returns its id; a peer that is connected already is not dialled.
   * @throws NetworkError `invalid_peer_address`, `peer_id_missing` or `dial_failed`
   */
  async connect(address: string): Promise<string> {
    const peerId = parsePeerAddress(address, 'peer address').peerId.toString()
    try {
      await this.#dialer.dial(peerId, [address], 'request', this.#stopping.signal)
    } catch (cause) {
      throw new NetworkError('dial_failed', `${address} could not be dialled: ${messageOf(cause)}`, { cause })
    }
    this.#plan.reached(peerId, [address])
    return peerId
  }

  /** A peer turned out to be of another network, or of no use: it is disconnected, and not dialled again for five minutes. */
  markIncompatible(peerId: string): void {
    this.#plan.avoid(peerId, INCOMPATIBLE_PEER_MS)
    this.#disconnect(peerId, 'incompatible')
  }

  /** Whether there is room for peers that nobody knows yet. */
  get needsPeers(): boolean {
    return this.#freeSlots > 0
  }

  /** Who has not said what it speaks counts against them. */
  get #freeSlots(): number {
    return this.#slotKeeper.freeRelayOutbound + (this.#options.wantedPeers?.() ?? 0)
  }

  /**
   * A connected peer names another, which is dialled when there is room. Of the addresses, those count that reach as far as
   * the one of whoever names them: a stranger from the internet must not have this node dial into its own machine.
   */
  named({ peerId, addresses }: Pick<WakuPeerRecord, 'peerId' | 'addresses'>, namedBy: string): void {
    const source = this.#components.host.getConnections(peerIdFromString(namedBy))[0]
    if (source !== undefined) this.#plan.named(peerId.toString(), dialableClaims(addresses, peerId, source.remoteAddr))
  }

  status(): PeerStatus {
    const staticIds = this.#plan.staticIds.filter((id) => id !== this.#components.host.peerId.toString())
    return {
      ...this.#table.count(),
      connected: this.#table.peers.size,
      known: this.#plan.size,
      staticPeers: staticIds.length,
      staticConnected: staticIds.filter((id) => this.#table.get(id) !== undefined).length,
    }
  }

  /** Everybody known or connected. */
  records(): Promise<PeerRecord[]> {
    return peerRecords({ host: this.#components.host, table: this.#table, plan: this.#plan })
  }

  #round(): void {
    const nowMs = this.#components.clock.nowMs()
    for (const { peerId, reason } of this.#slotKeeper.review(nowMs)) this.#disconnect(peerId, reason)
    this.#dialDue()
    this.#tally.measure(this.#plan.size)
  }

  #dialDue(): void {
    const self = this.#components.host.peerId.toString()
    const isTaken = (id: string): boolean =>
      id === self || this.#table.get(id) !== undefined || this.#dialer.isDialling(id)
    while (!this.#dialer.isBusy) {
      const peer = this.#plan.nextStatic(isTaken)
      if (peer === undefined) break
      this.#run(this.#dial(peer, 'static'))
    }
    while (!this.#dialer.isBusy && this.#freeSlots > this.#dialer.count('known')) {
      const peer = this.#plan.nextKnown(isTaken)
      if (peer === undefined) break
      this.#run(this.#dial(peer, 'known'))
    }
  }

  /** Never rejects. */
  async #dial({ peerId, addresses }: KnownPeer, source: 'static' | 'known'): Promise<void> {
    const { logger } = this.#components
    const { signal } = this.#stopping
    try {
      await this.#dialer.dial(peerId, addresses, source, signal)
      this.#plan.reached(peerId, addresses)
      logger.info('peer connected', { peerId, source })
    } catch (error) {
      if (signal.aborted) return
      this.#plan.failed(peerId)
      const fields = { addresses, error: messageOf(error) }
      if (source === 'static') logger.warn('static peer could not be dialled, trying again (--staticnode)', fields)
      else logger.debug('known peer could not be dialled', fields)
    }
  }

  async #keepHouse(): Promise<void> {
    const { host, clock, logger } = this.#components
    for (const [peerId, { role, claims = [], sinceMs }] of this.#table.peers) {
      const hasLasted = clock.nowMs() - sinceMs >= STABLE_CONNECTION_MS
      if (hasLasted && role === 'relay' && claims.length > 0) this.#plan.claimed(peerId, claims)
    }
    await this.#plan.flush()
    await forgetStrangers(host.peerStore, logger, (id) => this.#plan.isKnown(id) || this.#table.get(id) !== undefined)
  }

  readonly #onOpen = ({ detail: connection }: CustomEvent<Connection>): void => {
    this.#table.opened(connection)
    this.#tally.met(connection.remotePeer.toString())
  }

  readonly #onIdentify = ({ detail }: CustomEvent<IdentifyResult>): void => {
    const { peerId, protocols, agentVersion, listenAddrs, connection } = detail
    const id = peerId.toString()
    this.#table.identified(id, {
      role: protocols.includes(this.#options.relayProtocol) ? 'relay' : 'service',
      agent: agentFamilyOf(agentVersion),
      claims: dialableClaims(listenAddrs, peerId, connection.remoteAddr),
    })
    const decision = this.#slotKeeper.whomToDrop(id, this.#components.clock.nowMs())
    if (decision !== undefined) this.#disconnect(decision.peerId, decision.reason)
  }

  readonly #onDisconnect = ({ detail }: CustomEvent<PeerId>): void => {
    const { clock, logger } = this.#components
    const peerId = detail.toString()
    const peer = this.#table.closed(peerId)
    if (peer === undefined) return
    this.#plan.lost(peerId, clock.nowMs() - peer.sinceMs >= STABLE_CONNECTION_MS)
    if (this.#plan.isStatic(peerId)) logger.info('static peer disconnected', { peerId })
  }

  #disconnect(peerId: string, reason: SlotReason | 'incompatible'): void {
    const { host, logger } = this.#components
    this.#metrics.disconnects.add(1, { reason })
    this.#table.leaving(peerId)
    logger.debug('disconnecting a peer', { peerId, reason })
    const warn = (error: unknown): void => logger.warn('a peer could not be disconnected', { peerId, error })
    this.#run(host.hangUp(peerIdFromString(peerId)).catch(warn))
  }

  #run(work: Promise<void>): void {
    const tracked = work.finally(() => this.#running.delete(tracked))
    this.#running.add(tracked)
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
