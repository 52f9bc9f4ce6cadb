import { bytesToBigIntBE, type StateChange, type StateEntry, type StateStore } from '../foundation/index.ts'
import type { BlockRecord } from './block-record.ts'
import { type BlockHeader, followsOn } from './chain-reader.ts'
import type { MembershipSet } from './membership-set.ts'
import type { Member } from './membership-view.ts'
import type { WindowRoot } from './root-window.ts'
import {
  blockChange,
  blockKey,
  blockSpace,
  decodeJson,
  encodeJson,
  leafChange,
  leafSpace,
  memberChange,
  memberSpace,
  stateKey,
  stateSpace,
} from './sync-rows.ts'

/** Another format is another number; what was written in an older one is read from the chain again. */
const formatVersion = 1
/** Entries a list or a write takes at once. The store allows 10 000 changes; half leaves room for what comes with them. */
const pageSize = 5_000
/** As often as this it is told how many are read. */
const progressLeaves = 2_000
/** Undo records kept longer than needed cost a few kilobytes at most. */
const forgetEveryBlocks = 32

/** No key of ours starts with 33 bytes of 0xff. */
const afterEveryKey = new Uint8Array(33).fill(0xff)

/** Which contract a store's content belongs to. */
export interface ContractLocation {
  readonly chainId: number
  readonly address: string
}

/** Leaves are being read page by page as of one block; those before `nextIndex` are stored. */
interface LoadingState {
  readonly kind: 'loading'
  readonly header: BlockHeader
  readonly nextIndex: number
}

/** The stored set is complete as of the newest stored block. */
interface CompleteState {
  readonly kind: 'complete'
  readonly size: number
  readonly root: bigint
  readonly window: readonly WindowRoot[]
  readonly lastSyncedAtMs: number
}

type StoredState = ContractLocation & { readonly version: number } & (LoadingState | CompleteState)

export interface RestoredSet {
  readonly leaves: readonly bigint[]
  readonly members: readonly Member[]
  readonly history: readonly BlockRecord[]
  readonly root: bigint
  readonly window: readonly WindowRoot[]
  readonly lastSyncedAtMs: number
}

export interface InterruptedLoad {
  readonly header: BlockHeader
  /** The leaves read before the interruption, from index 0 on. */
  readonly leaves: readonly bigint[]
}

/**
 * The synced set on disk. Leaves, members, undo records, root window and position change in one atomic write per batch,
 * so that after kill -9 the store is at the end of the last batch or of the one before, never between.
 */
export class SyncStore {
  readonly #store: StateStore
  readonly #location: ContractLocation
  /** A write failed: what is stored lacks a batch, and only writing everything makes it whole. */
  #isBehind = false
  #forgottenBefore = Number.NEGATIVE_INFINITY

  constructor(store: StateStore, location: ContractLocation) {
    this.#store = store
    this.#location = location
  }

  /** A page by page load that was cut short. */
  async interruptedLoad(): Promise<InterruptedLoad | undefined> {
    const state = await this.#readState()
    if (state?.kind !== 'loading') return undefined
    return { header: state.header, leaves: await this.#readLeaves(state.nextIndex) }
  }

  /**
   * What an earlier run left; undefined when nothing complete, or another contract's.
   * @param onLeaves told how many leaves of how many are read
   */
  async completeSet(onLeaves: (done: number, total: number) => void): Promise<RestoredSet | undefined> {
    const state = await this.#readState()
    if (state?.kind !== 'complete') return undefined
    const { size, root, window, lastSyncedAtMs } = state
    const [leaves, members, history] = [
      await this.#readLeaves(size, (done) => onLeaves(done, size)),
      await this.#readMembers(),
      await this.#readBlocks(),
    ]
    return { leaves, members, history, root, window, lastSyncedAtMs }
  }

  /** Invalidates whatever is stored and begins a page by page load. */
  async beginLoad(header: BlockHeader): Promise<void> {
    this.#isBehind = true
    await this.#store.write([this.#stateChange({ kind: 'loading', header, nextIndex: 0 })])
    for (const space of [leafSpace, memberSpace, blockSpace]) {
      await this.#store.deleteRange(space, new Uint8Array(0), afterEveryKey)
    }
    this.#isBehind = false
  }

  /** Leaves from index `from` on, following on those saved before. */
  async saveLoaded(header: BlockHeader, from: number, leaves: readonly bigint[]): Promise<void> {
    if (this.#isBehind) return
    this.#isBehind = true
    for (let start = 0; start < leaves.length; start += pageSize) {
      const page = leaves.slice(start, start + pageSize)
      const nextIndex = from + start + page.length
      const rows = page.flatMap((leaf, i) => (leaf === 0n ? [] : [leafChange(from + start + i, leaf)]))
      await this.#store.write([...rows, this.#stateChange({ kind: 'loading', header, nextIndex })])
    }
    this.#isBehind = false
  }

  /** Saves what a batch changed: blocks undone, blocks applied, and where the set is now. */
  async saveBatch(batch: {
    readonly set: MembershipSet
    readonly undone: readonly BlockRecord[]
    readonly applied: readonly BlockRecord[]
    /** Members learnt otherwise than from blocks. */
    readonly learnt: readonly Member[]
    readonly window: readonly WindowRoot[]
    readonly lastSyncedAtMs: number
  }): Promise<void> {
    const { set, undone, applied, window, lastSyncedAtMs } = batch
    const records = [...undone, ...applied]
    const leaves = new Set(records.flatMap((record) => record.leafChanges.map(({ index }) => index)))
    const members = new Set(records.flatMap((record) => record.memberChanges.map((change) => change.idCommitment)))
    for (const member of batch.learnt) members.add(member.idCommitment)
    const state = { kind: 'complete', size: set.tree.size, root: set.tree.root, window, lastSyncedAtMs } as const
    const changes: StateChange[] = [
      ...[...leaves].map((index) => leafChange(index, set.tree.leaf(index))),
      ...[...members].map((id) => memberChange(id, set.members.get(id))),
      ...undone.map((record) => ({ space: blockSpace, key: blockKey(record.header.number) })),
      ...applied.map(blockChange),
      this.#stateChange(state),
    ]
    const isSmall = leaves.size + members.size <= pageSize
    const mustRewrite = this.#isBehind || !isSmall
    this.#isBehind = true
    if (mustRewrite) await this.#rewrite(set, this.#stateChange(state))
    else await this.#store.write(changes)
    this.#isBehind = false
    await this.#forgetOldBlocks(set)
  }

  /** After a failed write, or for a change too large for one: invalidates, writes everything anew, and only then says that it is complete. */
  async #rewrite(set: MembershipSet, complete: StateChange): Promise<void> {
    const header = set.position!
    await this.beginLoad(header)
    for (let from = 0; from < set.tree.size; from += pageSize) {
      const count = Math.min(pageSize, set.tree.size - from)
      await this.saveLoaded(
        header,
        from,
        Array.from({ length: count }, (_, i) => set.tree.leaf(from + i)),
      )
    }
    const members = [...set.members.values()].map((member) => memberChange(member.idCommitment, member))
    for (let start = 0; start < members.length; start += pageSize) {
      await this.#store.write(members.slice(start, start + pageSize))
    }
    // Going back beyond this block will load anew: its undo record is what was too large.
    set.forgetHistory()
    await this.#store.write([blockChange({ ...set.history[0]!, leafChanges: [], memberChanges: [] }), complete])
  }

  /** Now and then, not with every block: each is a transaction of its own, and loading passes over what is left. */
  async #forgetOldBlocks(set: MembershipSet): Promise<void> {
    const oldest = set.history[0]!.header.number
    if (oldest - this.#forgottenBefore < forgetEveryBlocks) return
    await this.#store.deleteRange(blockSpace, blockKey(0), blockKey(oldest))
    this.#forgottenBefore = oldest
  }

  async #readState(): Promise<StoredState | undefined> {
    const value = await this.#store.get(stateSpace, stateKey)
    if (value === undefined) return undefined
    const state = decodeJson<StoredState>(value)
    const { chainId, address } = this.#location
    const isOurs = state.version === formatVersion && state.chainId === chainId && state.address === address
    return isOurs ? state : undefined
  }

  async #readLeaves(size: number, onLeaves?: (done: number) => void): Promise<bigint[]> {
    const leaves = Array<bigint>(size).fill(0n)
    let read = 0
    for await (const { key, value } of this.#entries(leafSpace)) {
      const index = Number(bytesToBigIntBE(key))
      if (index < size) leaves[index] = bytesToBigIntBE(value)
      if (++read % progressLeaves === 0) onLeaves?.(Math.min(read, size))
    }
    onLeaves?.(size)
    return leaves
  }

  async #readMembers(): Promise<Member[]> {
    const members: Member[] = []
    for await (const { key, value } of this.#entries(memberSpace)) {
      const view = new DataView(value.buffer, value.byteOffset, value.byteLength)
      members.push({ idCommitment: bytesToBigIntBE(key), index: view.getUint32(0), rateLimit: view.getUint32(4) })
    }
    return members
  }

  async #readBlocks(): Promise<BlockRecord[]> {
    const blocks: BlockRecord[] = []
    for await (const { value } of this.#entries(blockSpace)) {
      const record = decodeJson<BlockRecord>(value)
      // What the newest does not follow on directly is left over from before a jump.
      const previous = blocks.at(-1)
      if (previous !== undefined && !followsOn(record.header, previous.header)) blocks.length = 0
      blocks.push(record)
    }
    return blocks
  }

  async *#entries(space: string): AsyncGenerator<StateEntry> {
    let from = new Uint8Array(0)
    for (;;) {
      const entries = await this.#store.list(space, { from, limit: pageSize })
      yield* entries
      const last = entries.at(-1)
      if (last === undefined || entries.length < pageSize) return
      from = Uint8Array.of(...last.key, 0)
    }
  }

  #stateChange(state: LoadingState | CompleteState): StateChange {
    return {
      space: stateSpace,
      key: stateKey,
      value: encodeJson({ version: formatVersion, ...this.#location, ...state }),
    }
  }
}
