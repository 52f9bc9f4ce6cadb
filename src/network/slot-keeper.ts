import { BoundedMap } from '../foundation/index.ts'
import type { ConnectedPeer, ConnectedPeerTable } from './connected-peer-table.ts'
import type { PeerSlots } from './peer-slots.ts'
import type { PeerStandings } from './peer-standing.ts'

/** A peer that does not say in this time what it speaks holds a slot for nothing. */
const IDENTIFY_DEADLINE_MS = 30_000
/** So long a relay peer has at least to show its worth before another one may have its slot. */
const PROBATION_MS = 60_000
/** A mesh peer that brings none of so many messages first brings none: of eight alike, one in a thousand has such bad luck. */
const TEST_MESSAGES = 50
/** This part of the inbound relay peers, those there longest, stays while there were too few messages to tell who is useful. */
const TRUSTED_UNTESTED = 1 / 2
/** Who was replaced takes nobody else's slot before this: all who want in have a turn, however hard some of them knock. */
const TURN_INTERVAL_MS = 5 * 60_000
/** Replaced peers that are remembered; of more, the oldest knock again sooner. */
const MAX_REPLACED = 4_096

export type SlotReason = 'relay_slots_full' | 'service_slots_full' | 'replaced' | 'not_identified'

/** Who has to go, and why. */
export interface SlotDecision {
  readonly peerId: string
  readonly reason: SlotReason
}

export interface SlotKeeperComponents {
  readonly table: Pick<ConnectedPeerTable, 'get' | 'peers' | 'count' | 'relays'>
  /** Configured peers take no slot away and are never dropped. */
  readonly isStatic: (peerId: string) => boolean
  readonly standings: PeerStandings
}

/**
 * Decides which peers exceed the slots. A relay peer that came earlier stays when it is useful or has not had its time to
 * show it; else the newcomer gets its chance, or whoever boots first would hold a node's inbound slots for ever.
 */
export class SlotKeeper {
  readonly #components: SlotKeeperComponents
  readonly #slots: PeerSlots
  /** When peers were replaced, by what is alike for all of them that one machine makes up. */
  readonly #replacedAtMs = new BoundedMap<string, number>(MAX_REPLACED)

  constructor(components: SlotKeeperComponents, slots: PeerSlots) {
    this.#components = components
    this.#slots = slots
  }

  get freeRelayOutbound(): number {
    return this.#slots.relayOutbound - this.#components.table.count().relayOutbound
  }

  /** Who has to go now that a peer has said what it speaks: itself, another one, or nobody. Never one this node dialled. */
  whomToDrop(peerId: string, nowMs: number): SlotDecision | undefined {
    const { table, isStatic } = this.#components
    const peer = table.get(peerId)
    if (peer === undefined || peer.isLeaving || peer.direction === 'outbound' || isStatic(peerId)) return undefined
    const { relayInbound, service } = table.count()
    if (peer.role !== 'relay')
      return service > this.#slots.service ? { peerId, reason: 'service_slots_full' } : undefined
    if (relayInbound <= this.#slots.relayInbound) return undefined
    const replaced = this.#isItsTurn(peer, nowMs) ? this.#worstBut(peerId, nowMs) : undefined
    if (replaced === undefined) return { peerId, reason: 'relay_slots_full' }
    this.#replacedAtMs.set(originOf(replaced), nowMs)
    return { peerId: replaced.peerId.toString(), reason: 'replaced' }
  }

  /** Who has to go of those that said nothing in time, and for those that relay though they said that they do not. */
  *review(nowMs: number): Generator<SlotDecision> {
    const { table, isStatic, standings } = this.#components
    for (const [peerId, { role, direction, sinceMs, isLeaving }] of [...table.peers]) {
      // Told once: closing a connection may take longer than a round.
      if (isLeaving) continue
      const isSilent = role === undefined && direction === 'inbound' && nowMs - sinceMs > IDENTIFY_DEADLINE_MS
      if (isSilent && !isStatic(peerId)) yield { peerId, reason: 'not_identified' }
      if (role !== 'service' || !standings.standing(peerId).relays) continue
      table.relays(peerId)
      const decision = this.whomToDrop(peerId, nowMs)
      if (decision !== undefined) yield decision
    }
  }

  #isItsTurn(peer: ConnectedPeer, nowMs: number): boolean {
    const { score, isUseful } = this.#components.standings.standing(peer.peerId.toString())
    const replacedAtMs = this.#replacedAtMs.get(originOf(peer)) ?? Number.NEGATIVE_INFINITY
    return score >= 0 && (isUseful || nowMs - replacedAtMs >= TURN_INTERVAL_MS)
  }

  /**
   * The inbound relay peer that another one may replace: the one with the worst score below zero; else, of those that were
   * of no use in their time, one from the network that most of them are in, and of these the one that was there longest.
   */
  #worstBut(newcomerId: string, nowMs: number): ConnectedPeer | undefined {
    const { table, isStatic, standings } = this.#components
    const others = [...table.peers]
      .filter(([id, { role, direction, isLeaving }]) => {
        return role === 'relay' && direction === 'inbound' && !isLeaving && id !== newcomerId && !isStatic(id)
      })
      .map(([id, peer]) => ({ ...peer, ...standings.standing(id) }))
      .sort((a, b) => a.sinceMs - b.sinceMs)
    const [worst] = others.filter(({ score }) => score < 0).sort((a, b) => a.score - b.score)
    if (worst !== undefined) return worst
    const isUseless = (peer: (typeof others)[number]): boolean => !peer.isUseful && nowMs - peer.sinceMs >= PROBATION_MS
    const tested = others.filter((peer) => isUseless(peer) && standings.accepted - peer.sinceAccepted >= TEST_MESSAGES)
    const trusted = Math.floor(this.#slots.relayInbound * TRUSTED_UNTESTED)
    return mostCrowded(tested.length > 0 ? tested : others.slice(trusted).filter(isUseless))
  }
}

/** The first of those from the network that most of them are in. */
function mostCrowded(peers: readonly ConnectedPeer[]): ConnectedPeer | undefined {
  const [crowd] = [...Map.groupBy(peers, networkOf).values()].sort((a, b) => b.length - a.length)
  return crowd?.[0]
}

/** The address, as new peer ids cost nothing; on this machine, where an address says nothing, the peer id. */
function originOf({ peerId, address }: ConnectedPeer): string {
  return address === undefined || address.scope === 'loopback' ? peerId.toString() : address.group
}

/** IPv4 /24 and IPv6 /48, of which one customer seldom has many. */
function networkOf(peer: ConnectedPeer): string {
  const { address } = peer
  if (address === undefined || address.scope === 'loopback') return originOf(peer)
  return address.group.slice(0, address.group.length === IPV4_DIGITS ? 6 : 12)
}

const IPV4_DIGITS = 8
