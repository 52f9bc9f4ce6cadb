import { BoundedMap, type Clock, type Logger } from '../../foundation/index.ts'
import { parsePeerAddress } from '../../network/index.ts'
import type { FilterClientMetrics } from './filter-metrics.ts'
import type { FilterOutcome, FilterRequester } from './filter-requester.ts'
import { filterStatus } from './filter-status.ts'
import { TopicSet } from './topic-set.ts'

/** Requests in a row without any proper answer before another node takes the place. */
export const MAX_UNANSWERED = 2

/** Pushes of garbage or with invalid proofs before another node takes the place. */
export const MAX_BLAMES = 3

/** A node that failed is not asked again for this long, unless there is no other. */
export const AVOIDED_MS = 60_000

/** Failed nodes remembered. */
const MAX_AVOIDED = 256

/** A filter node this one is subscribed at, or about to be. */
export interface FilterServicePeer {
  readonly peerId: string
  /** As it is asked: its id, or an address. */
  readonly address: string
  /** What it has accepted. */
  readonly subscribed: TopicSet
  heardAtMs: number
  /** Its connection was lost, so it may have forgotten us, or may be gone. */
  isInDoubt: boolean
  unanswered: number
  blames: number
}

export interface FilterServicePeersComponents {
  readonly requester: FilterRequester
  /** What is wanted at each of them. */
  readonly wanted: TopicSet
  /** Filter nodes that may be asked, best first. */
  readonly candidates: () => readonly string[] | Promise<readonly string[]>
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: FilterClientMetrics
}

export interface FilterServicePeersOptions {
  /** How many there shall be. */
  readonly redundancy: number
  /** A node that was not heard of for this long is pinged. */
  readonly keepAliveMs: number
}

/**
 * The filter nodes in use: pinged, subscribed at again when they have forgotten, and replaced when they are gone or
 * misbehave.
 */
export class FilterServicePeers {
  readonly #components: FilterServicePeersComponents
  readonly #options: FilterServicePeersOptions
  readonly #peers = new Map<string, FilterServicePeer>()
  readonly #avoidedUntilMs = new BoundedMap<string, number>(MAX_AVOIDED)
  #stopping = new AbortController()
  #tending: Promise<void> | undefined
  #isTendingWanted = false

  constructor(components: FilterServicePeersComponents, options: FilterServicePeersOptions) {
    this.#components = components
    this.#options = options
  }

  get ids(): readonly string[] {
    return [...this.#peers.keys()]
  }

  has(peerId: string): boolean {
    return this.#peers.has(peerId)
  }

  start(): void {
    this.#stopping = new AbortController()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#tending
    this.clear()
  }

  clear(): void {
    this.#peers.clear()
    this.#components.metrics.servicePeers.set(0)
  }

  /** Asks all of them at once. The first success counts, else the first failure. */
  async askAny(ask: (peer: FilterServicePeer, signal: AbortSignal) => Promise<FilterOutcome>): Promise<FilterOutcome> {
    await this.#enlist()
    const peers = [...this.#peers.values()]
    if (peers.length === 0) {
      return { ok: false, status: filterStatus.serviceUnavailable, description: 'No suitable service peer' }
    }
    const outcomes = await Promise.all(peers.map((peer) => this.#ask(peer, (signal) => ask(peer, signal))))
    return outcomes.find(({ ok }) => ok) ?? outcomes[0]!
  }

  /** A node pushed what no honest one does. */
  blame(peerId: string): void {
    const peer = this.#peers.get(peerId)
    if (peer === undefined) return
    peer.blames++
    if (peer.blames >= MAX_BLAMES) this.#dismiss(peer, 'it pushes invalid messages')
  }

  lostConnection(peerId: string): void {
    const peer = this.#peers.get(peerId)
    if (peer === undefined) return
    peer.isInDoubt = true
    this.tend()
  }

  /** Pings, subscribes and replaces as needed. Calls while it is at it have it look once more. */
  tend(): void {
    this.#isTendingWanted = true
    if (this.#isTendingDue) this.#tending ??= this.#tendAll()
  }

  get #isTendingDue(): boolean {
    return this.#isTendingWanted && !this.#stopping.signal.aborted && !this.#components.wanted.isEmpty
  }

  async #tendAll(): Promise<void> {
    while (this.#isTendingDue) {
      this.#isTendingWanted = false
      await this.#enlist()
      await Promise.all([...this.#peers.values()].map((peer) => this.#tendOne(peer)))
    }
    // In one step with the last look: who calls from now on has it look anew.
    this.#tending = undefined
  }

  async #tendOne(peer: FilterServicePeer): Promise<void> {
    const { requester, wanted, clock } = this.#components
    const { subscribed, address } = peer
    if (peer.isInDoubt || clock.nowMs() - peer.heardAtMs >= this.#options.keepAliveMs) {
      const outcome = await this.#ask(peer, (signal) => requester.ping(address, signal))
      if (!outcome.ok && outcome.status !== filterStatus.notFound) return
      if (!outcome.ok) subscribed.clear()
      peer.isInDoubt = false
    }
    for (const [pubsubTopic, contentTopics] of wanted.missingIn(subscribed)) {
      const outcome = await this.#ask(peer, (signal) =>
        requester.change(address, 'subscribe', pubsubTopic, contentTopics, signal),
      )
      if (!outcome.ok) return this.#dismiss(peer, outcome.description)
      subscribed.add(pubsubTopic, contentTopics)
    }
  }

  async #ask(peer: FilterServicePeer, ask: (signal: AbortSignal) => Promise<FilterOutcome>): Promise<FilterOutcome> {
    const outcome = await ask(this.#stopping.signal)
    const isUnanswered = !outcome.ok && unansweredStatus.has(outcome.status)
    if (!isUnanswered) peer.heardAtMs = this.#components.clock.nowMs()
    peer.unanswered = isUnanswered ? peer.unanswered + 1 : 0
    if (isUnanswered && peer.unanswered >= MAX_UNANSWERED) this.#dismiss(peer, outcome.description)
    return outcome
  }

  /** Takes candidates into use until there are enough; those that failed lately only when there is nobody else. */
  async #enlist(): Promise<void> {
    const { candidates: find, metrics } = this.#components
    if (this.#peers.size >= this.#options.redundancy) return
    const found = await find()
    // Stopped meanwhile: nobody is to be used any more.
    if (this.#stopping.signal.aborted) return
    const nowMs = this.#components.clock.nowMs()
    const isAvoided = (peerId: string): boolean => (this.#avoidedUntilMs.get(peerId) ?? 0) > nowMs
    const candidates = found.map((address) => ({ address, peerId: peerIdOf(address) }))
    const inOrder = [
      ...candidates.filter(({ peerId }) => !isAvoided(peerId)),
      ...candidates.filter(({ peerId }) => isAvoided(peerId)),
    ]
    for (const { address, peerId } of inOrder) {
      if (this.#peers.size >= this.#options.redundancy) break
      if (this.#peers.has(peerId)) continue
      const subscribed = new TopicSet()
      const peer = { peerId, address, subscribed, heardAtMs: nowMs, isInDoubt: false, unanswered: 0, blames: 0 }
      this.#peers.set(peerId, peer)
    }
    metrics.servicePeers.set(this.#peers.size)
  }

  #dismiss(peer: FilterServicePeer, why: string): void {
    const { clock, logger } = this.#components
    if (this.#stopping.signal.aborted || !this.#peers.delete(peer.peerId)) return
    logger.info('a filter node is no longer used', { peerId: peer.peerId, why })
    this.#avoidedUntilMs.set(peer.peerId, clock.nowMs() + AVOIDED_MS)
  }
}

/** No answer, or none of the protocol. */
const unansweredStatus: ReadonlySet<number> = new Set([filterStatus.badResponse, filterStatus.peerDialFailure])

function peerIdOf(address: string): string {
  return address.startsWith('/') ? parsePeerAddress(address, 'service peer').peerId.toString() : address
}
