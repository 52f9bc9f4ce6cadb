import type { Logger, StateStore } from '../foundation/index.ts'
import { NetworkError } from './network-error.ts'
import { parsePeerAddress } from './peer-address.ts'

/** A peer that may be dialled. */
export interface KnownPeer {
  readonly peerId: string
  /** Multiaddrs that end in the peer id, at most 8. */
  readonly addresses: readonly string[]
  /** When it was connected last; 0 when never. */
  readonly lastSeenAtMs: number
  /** Dials in a row that failed. */
  readonly failures: number
  /** It is not dialled before. */
  readonly notBeforeMs: number
  /** This node reached it at one of its addresses, so they are more than a claim. */
  readonly wasReached: boolean
}

export interface KnownPeersComponents {
  /** Missing: peers are forgotten when the process ends. */
  readonly store?: Pick<StateStore, 'list' | 'write'>
  readonly logger: Logger
}

/** Peers known unless told otherwise: many times the connections of a node, and some hundred kilobytes at most. */
export const DEFAULT_PEER_STORE_CAPACITY = 1_000

const SPACE = 'network/known-peers'
const utf8 = new TextEncoder()

/**
 * The peers this node has met, in memory and, written now and then, in the store. Over its capacity the least promising goes:
 * claims before peers that were reached, then what fails most, then what was seen longest ago. Strangers who claim many
 * addresses therefore only push each other out.
 */
export class KnownPeers {
  readonly #components: KnownPeersComponents
  readonly #capacity: number
  readonly #peers = new Map<string, KnownPeer>()
  /** Ids whose row differs from what is known; bounded as it is emptied into one write, and by what can change between. */
  #unwritten = new Set<string>()

  constructor(components: KnownPeersComponents, options: { readonly capacity: number }) {
    this.#components = components
    this.#capacity = options.capacity
  }

  get size(): number {
    return this.#peers.size
  }

  get(peerId: string): KnownPeer | undefined {
    return this.#peers.get(peerId)
  }

  values(): Iterable<KnownPeer> {
    return this.#peers.values()
  }

  /** Reads what an earlier process wrote. Rows that cannot be read are dropped. */
  async load(): Promise<void> {
    const rows = (await this.#components.store?.list(SPACE, { limit: this.#capacity })) ?? []
    for (const { key, value } of rows) {
      const peerId = new TextDecoder().decode(key)
      const peer = peerOfRow(peerId, value)
      if (peer !== undefined) this.#peers.set(peerId, peer)
      else this.#unwritten.add(peerId)
    }
  }

  /** Adds or replaces a peer; when there is no room, the least promising of all goes, perhaps this one. */
  put(peer: KnownPeer): void {
    this.#peers.set(peer.peerId, peer)
    this.#unwritten.add(peer.peerId)
    if (this.#peers.size <= this.#capacity) return
    const least = [...this.#peers.values()].reduce((worst, other) => (isLessPromising(other, worst) ? other : worst))
    this.delete(least.peerId)
  }

  delete(peerId: string): void {
    if (this.#peers.delete(peerId)) this.#unwritten.add(peerId)
  }

  /** Writes what changed. A store that fails is told in the log: peers are worth no outage. */
  async flush(): Promise<void> {
    const { store, logger } = this.#components
    const ids = [...this.#unwritten]
    this.#unwritten = new Set()
    if (store === undefined || ids.length === 0) return
    try {
      await store.write(
        ids.map((peerId) => {
          const peer = this.#peers.get(peerId)
          return { space: SPACE, key: utf8.encode(peerId), ...(peer && { value: utf8.encode(rowOf(peer)) }) }
        }),
      )
    } catch (error) {
      for (const peerId of ids) if (this.#unwritten.size < this.#capacity) this.#unwritten.add(peerId)
      logger.warn('known peers could not be written, trying again later', { error })
    }
  }
}

function isLessPromising(a: KnownPeer, b: KnownPeer): boolean {
  if (a.wasReached !== b.wasReached) return b.wasReached
  if (a.failures !== b.failures) return a.failures > b.failures
  return a.lastSeenAtMs < b.lastSeenAtMs
}

function rowOf({ peerId: _, ...rest }: KnownPeer): string {
  return JSON.stringify(rest)
}

function peerOfRow(peerId: string, value: Uint8Array): KnownPeer | undefined {
  try {
    const row = JSON.parse(new TextDecoder().decode(value)) as Omit<KnownPeer, 'peerId'>
    const numbers = [row.lastSeenAtMs, row.failures, row.notBeforeMs]
    const isOfPeer = (address: string): boolean => parsePeerAddress(address, 'known peer').peerId.toString() === peerId
    const isWhole = numbers.every(Number.isSafeInteger) && row.addresses.length > 0 && row.addresses.every(isOfPeer)
    return isWhole ? { ...row, peerId, wasReached: row.wasReached === true } : undefined
  } catch (error) {
    // Written by another version, or damaged: the peer is met anew.
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof NetworkError) return undefined
    throw error
  }
}
