import { BoundedMap, type Clock, type Random } from '../../foundation/index.ts'
import { decodeEnrBytes, NetworkError, readWakuEnr, type WakuPeerRecord } from '../../network/index.ts'
import { MAX_RECORDS_PER_ANSWER } from './peer-exchange-codec.ts'

/** Records kept: many times what is passed on, 150 kB at most. The one that came first goes first. */
const MAX_POOL_RECORDS = 500

/** The same records go to everybody for so long: who asks again and again does not get to know more nodes. */
const LIST_LIFETIME_MS = 10 * 60_000
/** A list that is not full is made anew this soon, for who was not reachable may be; and at once when a record has come. */
const SHORT_LIST_LIFETIME_MS = 5_000

export interface PooledRecord {
  readonly peer: WakuPeerRecord
  readonly bytes: Uint8Array
  readonly sequence: bigint
}

export interface RecordPoolComponents {
  readonly clock: Clock
  readonly random: Random
  /** Of the peers with these ids, those that this node has reached or is connected to. */
  readonly reachable: () => Promise<ReadonlySet<string>>
}

/** Records of other nodes of this cluster, each signed by its node, and the list that is made of them for those who ask. */
export class RecordPool {
  readonly #components: RecordPoolComponents
  readonly #clusterId: number
  readonly #records: BoundedMap<string, PooledRecord>
  #list: readonly PooledRecord[] = []
  /** Who asks while a list is made waits for it. */
  #making: Promise<void> | undefined
  #madeAtMs = Number.NEGATIVE_INFINITY
  /** Whoever connects asks at once, before its own record is here: the list of that moment must not outlive its coming. */
  #hasNews = false

  constructor(components: RecordPoolComponents, clusterId: number, capacity = MAX_POOL_RECORDS) {
    this.#components = components
    this.#clusterId = clusterId
    this.#records = new BoundedMap(capacity)
  }

  get size(): number {
    return this.#records.size
  }

  /** Takes a record in. undefined when it is none, or of another cluster; an older one than is known changes nothing. */
  add(bytes: Uint8Array): { readonly record: PooledRecord; readonly isNew: boolean } | undefined {
    const record = readClusterRecord(bytes, this.#clusterId)
    if (record === undefined) return undefined
    const id = record.peer.peerId.toString()
    const known = this.#records.get(id)
    if (known === undefined || record.sequence > known.sequence) {
      this.#records.set(id, record)
      this.#hasNews = true
    }
    return { record, isNew: known === undefined }
  }

  /** Records that may be passed on, at most 60: of nodes that this one knows to be there, and never the asker's own. */
  async list(askingPeerId: string): Promise<readonly PooledRecord[]> {
    const ageMs = this.#components.clock.monotonicMs() - this.#madeAtMs
    const isShort = this.#list.length < MAX_RECORDS_PER_ANSWER
    if (ageMs >= (isShort ? SHORT_LIST_LIFETIME_MS : LIST_LIFETIME_MS) || (isShort && this.#hasNews)) {
      this.#making ??= this.#makeList().finally(() => {
        this.#making = undefined
      })
    }
    await this.#making
    return this.#list.filter(({ peer }) => peer.peerId.toString() !== askingPeerId)
  }

  async #makeList(): Promise<void> {
    const { clock, reachable } = this.#components
    const there = await reachable()
    this.#madeAtMs = clock.monotonicMs()
    this.#hasNews = false
    const candidates = [...this.#records.entries()].filter(([id]) => there.has(id)).map(([, record]) => record)
    this.#list = this.shuffle(candidates).slice(0, MAX_RECORDS_PER_ANSWER)
  }

  /** A copy in random order. */
  shuffle<Item>(items: readonly Item[]): Item[] {
    const dice = new DataView(this.#components.random.bytes(4 * Math.max(1, items.length)).buffer)
    const keyed = items.map((item, index) => ({ item, key: dice.getUint32(4 * index) }))
    return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item)
  }
}

/** Reads a record that somebody passed on. undefined when it is none, or does not say that its node is of this cluster. */
export function readClusterRecord(bytes: Uint8Array, clusterId: number): PooledRecord | undefined {
  try {
    const enr = decodeEnrBytes(bytes)
    const peer = readWakuEnr(enr)
    if (peer.shards?.clusterId !== clusterId) return undefined
    // A copy: the answer it came in, a view of which this is, shall not be kept for its sake.
    return { peer, bytes: bytes.slice(), sequence: enr.sequence }
  } catch (error) {
    if (error instanceof NetworkError) return undefined
    throw error
  }
}
