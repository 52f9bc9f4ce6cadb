import { BoundedMap, type Clock } from '../foundation/index.ts'

/** What an address has to its credit: a few handshakes in vain, as peers that were hung up try again, and honest ones do, too. */
export const ADDRESS_CREDIT = 12

/** Regained in a second. */
export const ADDRESS_CREDIT_PER_SECOND = 0.5

/** What the first flood from an address costs it: nobody new is let in for two seconds. Each one more costs twice as much. */
export const FLOOD_COST = ADDRESS_CREDIT

/** The deepest an address can be in debt: it is open again within five minutes after the last flood. */
export const MAX_ADDRESS_DEBT = 150

/**
 * The most that a handshake in vain costs its address: the first costs one, each one more twice as much. A handshake takes
 * five milliseconds of a core, which every message of relay may meet; who knocks all the time gets one in half a minute at
 * last. It is not the rarer the longer, so that a peer is back soon after the minute for which it was turned away.
 */
export const MAX_HANDSHAKE_COST = 16

/** What was done from an address is forgotten this long after the last of it. */
export const DEEDS_REMEMBERED_MS = 10 * 60_000

/** Addresses remembered: many times the connections a node has. */
const MAX_REMEMBERED_ADDRESSES = 2_048

interface AddressRecord {
  credit: number
  updatedAtMs: number
  floods: number
  handshakesInVain: number
  lastDeedAtMs: number
}

/**
 * What addresses have to their credit. Who floods under a new id each time, or knocks all the time although it was turned
 * away, costs a handshake each time before it is known; at an address without credit it is not begun. Peers that are let
 * in cost their address nothing, and connections that stand are left alone: there may be neighbours behind it.
 */
export class AddressCredit {
  readonly #clock: Clock
  readonly #records = new BoundedMap<string, AddressRecord>(MAX_REMEMBERED_ADDRESSES)

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Notes that a peer from the address was hung up for a flood. */
  noteFlood(address: string): void {
    const record = this.#recordOf(address)
    this.#charge(record, FLOOD_COST * 2 ** record.floods)
    record.floods++
  }

  /** Notes a handshake with a peer that was turned away. */
  noteHandshakeInVain(address: string): void {
    const record = this.#recordOf(address)
    this.#charge(record, Math.min(MAX_HANDSHAKE_COST, 2 ** record.handshakesInVain))
    record.handshakesInVain++
  }

  /** Whether nobody new is let in from the address at the moment. */
  isSpent(address: string): boolean {
    return this.#records.get(address) !== undefined && this.#recordOf(address).credit < 1
  }

  #charge(record: AddressRecord, cost: number): void {
    record.credit = Math.max(-MAX_ADDRESS_DEBT, record.credit - cost)
    record.lastDeedAtMs = this.#clock.monotonicMs()
  }

  /** As of now. */
  #recordOf(address: string): AddressRecord {
    const nowMs = this.#clock.monotonicMs()
    const fresh = { credit: ADDRESS_CREDIT, updatedAtMs: nowMs, floods: 0, handshakesInVain: 0, lastDeedAtMs: nowMs }
    const record = this.#records.get(address) ?? fresh
    const regained = ((nowMs - record.updatedAtMs) / 1_000) * ADDRESS_CREDIT_PER_SECOND
    record.credit = Math.min(ADDRESS_CREDIT, record.credit + regained)
    record.updatedAtMs = nowMs
    if (nowMs - record.lastDeedAtMs > DEEDS_REMEMBERED_MS) {
      record.floods = 0
      record.handshakesInVain = 0
    }
    this.#records.set(address, record)
    return record
  }
}
