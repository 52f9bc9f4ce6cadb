import { BoundedMap, type Clock, type Logger, type Metrics, type Random, type Startable } from '../foundation/index.ts'
import {
  type DialTransport,
  isDialable,
  type LightHost,
  NetworkError,
  type PeerManager,
  type PeerProtocols,
  type RedialSchedule,
  type RequestClientComponents,
  redialDelayMs,
  type WakuPeerRecord,
} from '../network/index.ts'
import { PeerExchangeClient, peerExchangeProtocol } from '../services/peer-exchange/index.ts'
import type { Service } from './service-peers.ts'

/** Speakers wanted of each service: sending and listening use two at once, a third takes over at once. */
const WANTED_PER_SERVICE = 3

/** Connections to peers that nobody named; three speakers of three services are nine when each offers one only. */
const MAX_DISCOVERED_PEERS = 10

/** How often a peer is asked while others are needed: within what nodes allow (ten at once, then one in ten seconds). */
const ASK_AGAIN: RedialSchedule = { firstMs: 10_000, longestMs: 10 * 60_000 }

/** A peer that was of no use is not taken on anybody's word for so long: services are seldom switched on meanwhile. */
const SHUN_MS = 60 * 60_000

/** A peer that does not say in this time what it speaks holds the place of another one. */
const IDENTIFY_DEADLINE_MS = 30_000

/** Peers remembered for each reason: many times what a light node is connected to. */
const MAX_REMEMBERED_PEERS = 256

export interface PeerDiscoveryComponents {
  readonly host: RequestClientComponents['host'] & Pick<LightHost, 'peerId'>
  readonly protocols: Pick<PeerProtocols, 'peers' | 'speaks' | 'onChange'>
  readonly manager: Pick<PeerManager, 'named' | 'markIncompatible'>
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly metrics: Metrics
}

export interface PeerDiscoveryOptions {
  readonly services: readonly Service[]
  /** Ids of the peers that the application named: they are asked, and never let go. */
  readonly namedPeers: readonly string[]
  /** What the host dials over. */
  readonly transports: readonly DialTransport[]
  readonly clusterId: number
  /** Missing: any shard may be used. */
  readonly shardCount?: number
}

/** When a peer may be asked again. */
interface Asked {
  readonly rounds: number
  readonly notBeforeMs: number
}

/**
 * Finds peers that offer services (34/WAKU2-PEER-EXCHANGE): while there are too few, asks the connected peers that the
 * application named, ever more seldom, and hands what it learns to the peer manager, which dials as many as are wanted.
 * Lets go again who is not needed.
 */
export class PeerDiscovery implements Startable {
  readonly #components: PeerDiscoveryComponents
  readonly #options: PeerDiscoveryOptions
  readonly #client: PeerExchangeClient
  /** Named by the application, and not let go for lack of use. */
  readonly #bootstrap: ReadonlySet<string>
  readonly #dialled = new BoundedMap<string, true>(MAX_REMEMBERED_PEERS)
  readonly #shunnedUntilMs = new BoundedMap<string, number>(MAX_REMEMBERED_PEERS)
  readonly #asked = new BoundedMap<string, Asked>(MAX_REMEMBERED_PEERS)
  readonly #asking = new Set<Promise<void>>()
  #stopping = new AbortController()
  #stopListening = (): void => undefined
  #cancelTimer = (): void => undefined

  constructor(components: PeerDiscoveryComponents, options: PeerDiscoveryOptions) {
    this.#components = components
    this.#options = options
    this.#bootstrap = new Set(options.namedPeers)
    this.#client = new PeerExchangeClient(components, options)
  }

  /** How many peers should be dialled: those that the service with the fewest speakers lacks, within the bound. */
  get wantedPeers(): number {
    const lacking = this.#options.services.map((service) => WANTED_PER_SERVICE - this.#speakersOf(service).length)
    return Math.max(0, Math.min(MAX_DISCOVERED_PEERS - this.#discovered().length, Math.max(...lacking)))
  }

  async start(): Promise<void> {
    this.#stopping = new AbortController()
    this.#stopListening = this.#components.protocols.onChange(() => this.#look())
    this.#look()
  }

  async stop(): Promise<void> {
    this.#stopListening()
    this.#cancelTimer()
    this.#stopping.abort()
    await Promise.all(this.#asking)
    this.#asked.clear()
  }

  /** The application dials the peer: it is as good as those in `bootstrapPeers`. */
  keep(peerId: string): void {
    this.#shunnedUntilMs.delete(peerId)
    this.#dialled.set(peerId, true)
  }

  /** The peer is not to be dialled on somebody's word. */
  shun(peerId: string): void {
    this.#dialled.delete(peerId)
    this.#shunnedUntilMs.set(peerId, this.#components.clock.monotonicMs() + SHUN_MS)
  }

  isBootstrap(peerId: string): boolean {
    return this.#bootstrap.has(peerId)
  }

  #isNamed(peerId: string): boolean {
    return this.#bootstrap.has(peerId) || this.#dialled.has(peerId)
  }

  #discovered(): string[] {
    return this.#components.protocols.peers.filter((peerId) => !this.#isNamed(peerId))
  }

  #offers(peerId: string, service: Service): boolean {
    return service.some((protocol) => this.#components.protocols.speaks(peerId, protocol))
  }

  #speakersOf(service: Service): string[] {
    return this.#components.protocols.peers.filter((peerId) => this.#offers(peerId, service))
  }

  #look(): void {
    this.#cancelTimer()
    if (this.#stopping.signal.aborted) return
    this.#letSilentGo()
    this.#letGo()
    if (this.wantedPeers === 0) this.#calmDown()
    else this.#cancelTimer = this.#components.clock.after(this.#askWhoIsDue(), () => this.#look())
  }

  /** Whoever offers nothing, or only what is there without it more often than wanted. */
  #letGo(): void {
    const { manager, logger } = this.#components
    const counts = new Map(this.#options.services.map((service) => [service, this.#speakersOf(service).length]))
    for (const peerId of this.#discovered()) {
      const offered = this.#options.services.filter((service) => this.#offers(peerId, service))
      if (offered.some((service) => counts.get(service)! <= WANTED_PER_SERVICE)) continue
      for (const service of offered) counts.set(service, counts.get(service)! - 1)
      logger.debug('letting a discovered peer go', { peerId, offers: offered.length })
      if (offered.length === 0) this.shun(peerId)
      manager.markIncompatible(peerId)
    }
  }

  #letSilentGo(): void {
    const { host, protocols, manager, clock } = this.#components
    for (const { remotePeer, timeline } of host.getConnections()) {
      const peerId = remotePeer.toString()
      const isSilent = !protocols.peers.includes(peerId) && clock.nowMs() - timeline.open > IDENTIFY_DEADLINE_MS
      if (!isSilent || this.#isNamed(peerId)) continue
      this.shun(peerId)
      manager.markIncompatible(peerId)
    }
  }

  /** There are enough: whoever is lost next is replaced soon. */
  #calmDown(): void {
    for (const [peerId, { notBeforeMs }] of [...this.#asked.entries()])
      this.#asked.set(peerId, { rounds: 0, notBeforeMs })
  }

  /** Returns after how many milliseconds to look again. */
  #askWhoIsDue(): number {
    const { protocols, clock } = this.#components
    const speakers = protocols.peers.filter((id) => this.#isNamed(id) && protocols.speaks(id, peerExchangeProtocol.id))
    const nowMs = clock.monotonicMs()
    for (const peerId of speakers) {
      const { rounds, notBeforeMs } = this.#asked.get(peerId) ?? { rounds: 0, notBeforeMs: nowMs }
      if (notBeforeMs > nowMs) continue
      const delayMs = redialDelayMs(rounds + 1, this.#fraction(), ASK_AGAIN)
      this.#asked.set(peerId, { rounds: rounds + 1, notBeforeMs: nowMs + delayMs })
      this.#ask(peerId)
    }
    const nextMs = speakers.map((peerId) => this.#asked.get(peerId)?.notBeforeMs ?? nowMs + ASK_AGAIN.firstMs)
    return Math.min(IDENTIFY_DEADLINE_MS, ...nextMs.map((ms) => ms - nowMs))
  }

  #ask(peerId: string): void {
    const asked = this.#askFor(peerId).finally(() => this.#asking.delete(asked))
    this.#asking.add(asked)
  }

  /** Never rejects: a peer that tells nothing is none the worse for it. */
  async #askFor(peerId: string): Promise<void> {
    const { logger } = this.#components
    const { signal } = this.#stopping
    try {
      const { records, statusCode } = await this.#client.ask(peerId, signal)
      const named = records.filter((record) => this.#name(record, peerId))
      logger.debug('a peer named others', { peerId, statusCode, records: records.length, named: named.length })
    } catch (error) {
      if (signal.aborted) return
      logger.debug('a peer named no others', { peerId, code: error instanceof NetworkError ? error.code : 'failed' })
    }
  }

  /** Whether the peer may be dialled: where, the peer manager looks at. */
  #name(record: WakuPeerRecord, namedBy: string): boolean {
    const { manager } = this.#components
    const addresses = record.addresses.filter((address) => isDialable(address, this.#options.transports))
    if (addresses.length === 0 || !this.#mayServe(record)) return false
    manager.named({ peerId: record.peerId, addresses }, namedBy)
    return true
  }

  /** By what its record says: it may offer a service, on a shard that messages travel on here. */
  #mayServe({ peerId, capabilities, shards }: WakuPeerRecord): boolean {
    const { clock, host } = this.#components
    const { shardCount = Number.POSITIVE_INFINITY } = this.#options
    const id = peerId.toString()
    const isShunned = (this.#shunnedUntilMs.get(id) ?? 0) > clock.monotonicMs()
    const offersAny = capabilities.some((it) => it === 'store' || it === 'filter' || it === 'lightpush')
    const isOnShards = shards?.shards.some((shard) => shard < shardCount) ?? false
    return !isShunned && offersAny && isOnShards && id !== host.peerId.toString()
  }

  #fraction(): number {
    const [high, low] = this.#components.random.bytes(2)
    return (high! * 256 + low!) / 65_536
  }
}
