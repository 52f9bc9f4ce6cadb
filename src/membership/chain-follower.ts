import type { Clock, Logger } from '../foundation/index.ts'
import { MembershipTree } from '../rln/index.ts'
import { AdaptiveSpan } from './adaptive-span.ts'
import { type Batch, BatchReader, type LoadBase } from './batch-reader.ts'
import type { BlockRecord } from './block-record.ts'
import type { BlockHeader, ChainReader } from './chain-reader.ts'
import { commonAncestor } from './common-ancestor.ts'
import type { EndpointPool } from './endpoint-pool.ts'
import { isStateMissing, LeafReader } from './leaf-reader.ts'
import { inconsistent, resolveMembers } from './member-lookup.ts'
import type { MembershipSet } from './membership-set.ts'
import type { Member, SlashedMember } from './membership-view.ts'
import type { RootWindow } from './root-window.ts'
import type { SyncProgress } from './sync-progress.ts'
import type { SyncStore } from './sync-store.ts'

/** Public endpoints commonly allow 10 000 blocks a request. */
const rangeBlocks = { initial: 2_000, max: 10_000 }

/** A lower head is believed the second time: the first may come from a backend that lags behind its siblings. */
const roundsUntilLowerHeadCounts = 2

export interface ChainFollowerComponents {
  readonly pool: EndpointPool
  readonly set: MembershipSet
  readonly window: RootWindow
  readonly store: SyncStore | undefined
  readonly clock: Clock
  readonly logger: Logger
}

export interface ChainFollowerOptions {
  /** Newest blocks that are followed one by one and can be undone. */
  readonly historyBlocks: number
  /** Identities whose index and rate limit are looked up when their registration was not followed. */
  readonly tracked: ReadonlySet<bigint>
  /** Theirs, as far as known. */
  readonly rateLimits: ReadonlyMap<bigint, number>
  readonly onProgress: (progress: SyncProgress) => void
  readonly onSlashed: (member: SlashedMember) => void
  readonly onReorg: (depthBlocks: number) => void
  readonly onRepair: () => void
}

/** `behind`: the endpoint's head is lower than what was followed already, and may just be late. */
export type FollowOutcome = 'caught_up' | 'behind'

/**
 * Brings the set to the chain's head. After every batch the local root equals the contract's at the same block hash; a
 * batch that does not get there is not applied.
 */
export class ChainFollower {
  readonly #components: ChainFollowerComponents
  readonly #options: ChainFollowerOptions
  readonly #leafReader = new LeafReader()
  readonly #batchReader: BatchReader
  readonly #span = new AdaptiveSpan(rangeBlocks)
  #roundsBehind = 0
  /** Whether an endpoint was asked for a root since the start. */
  #hasConfirmed = false
  /** When the set last was at the head: roots it had then were not superseded earlier. */
  lastSyncedAtMs: number | undefined

  constructor(components: ChainFollowerComponents, options: ChainFollowerOptions) {
    this.#components = components
    this.#options = options
    this.#batchReader = new BatchReader(this.#leafReader, options.historyBlocks)
  }

  /** One look at the chain. @throws MembershipError; the set is then as of the last batch that was applied. */
  async follow(): Promise<FollowOutcome> {
    return this.#components.pool.run(async (reader) => {
      const head = await reader.head()
      const outcome = await this.#findFooting(reader, head)
      if (outcome === 'behind') return outcome
      const start = this.#components.set.position!.number
      while (this.#components.set.position!.number < head.number) {
        await this.#advance(reader, head)
        const done = this.#components.set.position!.number - start
        this.#options.onProgress({ phase: 'following', done, total: head.number - start })
      }
      await this.#confirmRestored(reader)
      this.lastSyncedAtMs = this.#components.clock.nowMs()
      return 'caught_up'
    })
  }

  /** Gets the set onto a block of the chain that `head` is the end of. */
  async #findFooting(reader: ChainReader, head: BlockHeader): Promise<FollowOutcome> {
    const { set } = this.#components
    const position = set.position
    if (position === undefined) await this.#load(reader, await this.#firstBase(reader, head))
    else if (head.hash !== position.hash && head.parentHash !== position.hash) {
      const remembered = set.history.map(({ header }) => header)
      const ancestor = await commonAncestor(reader, head, remembered)
      const isLowerHead = ancestor === undefined ? head.number < position.number : ancestor.hash === head.hash
      this.#roundsBehind = isLowerHead ? this.#roundsBehind + 1 : 0
      if (isLowerHead && this.#roundsBehind < roundsUntilLowerHeadCounts) return 'behind'
      if (ancestor === undefined) await this.#reload(reader, head)
      else if (ancestor.hash !== position.hash) await this.#undo(ancestor, position)
    }
    this.#roundsBehind = 0
    return 'caught_up'
  }

  async #firstBase(reader: ChainReader, head: BlockHeader): Promise<LoadBase> {
    return this.#batchReader.loadBase(reader, head, await this.#components.store?.interruptedLoad())
  }

  async #undo(ancestor: BlockHeader, position: BlockHeader): Promise<void> {
    const { set, window, logger } = this.#components
    const undone = set.undoTo(ancestor.number)
    window.rewind(set.tree.root, ancestor.number)
    const depth = position.number - ancestor.number
    logger.warn('the chain dropped blocks: undid what they had changed', { depth, block: ancestor.number })
    this.#options.onReorg(depth)
    await this.#save({ undone, applied: [], learnt: [] })
  }

  async #reload(reader: ChainReader, head: BlockHeader): Promise<void> {
    const { set, window, logger } = this.#components
    const { number } = set.position!
    logger.warn('the chain dropped more blocks than are remembered: reading all leaves again', { block: number })
    const base = await this.#firstBase(reader, head)
    // The roots known so far are given up only for what no other endpoint contradicts.
    if (base.root !== undefined) await this.#confirm(reader, base.header, base.root)
    window.clear()
    this.lastSyncedAtMs = undefined
    this.#options.onReorg(Math.max(0, number - base.header.number))
    await this.#load(reader, base)
  }

  /** Reads all leaves as of a block, and goes on from there. */
  async #load(reader: ChainReader, { header, leaves, size, root }: LoadBase): Promise<void> {
    const { set, store, window, clock, logger } = this.#components
    const { onProgress } = this.#options
    if (root !== undefined) await this.#confirm(reader, header, root)
    if (leaves.length === 0) await this.#guarded(async () => store?.beginLoad(header))
    for await (const page of this.#leafReader.pages(reader, header.hash, leaves.length, size)) {
      await this.#guarded(async () => store?.saveLoaded(header, leaves.length, page))
      for (const leaf of page) leaves.push(leaf)
      onProgress({ phase: 'reading', done: leaves.length, total: size })
    }
    const tree = await MembershipTree.build(leaves, {
      clock,
      onProgress: (done) => onProgress({ phase: 'building', done, total: size }),
    })
    if (root !== undefined && tree.root !== root) {
      await this.#guarded(async () => store?.beginLoad(header))
      throw inconsistent(reader, 'its leaves do not give the root', header)
    }
    set.reset(header, tree)
    window.add(set.tree.root, header.number, this.lastSyncedAtMs ?? clock.nowMs())
    logger.info('read the membership set', { block: header.number, leaves: size })
    const learnt = root === undefined ? [] : await resolveMembers(reader, set, this.#options)
    await this.#save({ undone: [], applied: set.history, learnt })
  }

  /** Applies the next batch of blocks, or takes note that less must be asked for. */
  async #advance(reader: ChainReader, head: BlockHeader): Promise<void> {
    const { set, logger } = this.#components
    const batch = await this.#batchReader.read(reader, set.position!, head, this.#span).catch((error: unknown) => {
      if (!isStateMissing(error)) throw error
      logger.warn('the endpoint keeps too little of the past to follow from there: reading all leaves again')
      return 'too_old' as const
    })
    if (batch === 'too_old') return this.#load(reader, await this.#batchReader.headBase(reader, head))
    if (batch === undefined) return
    await this.#confirm(reader, batch.end, batch.root)
    const before = set.position!.number
    let applied = batch.blocks.map((block) => set.apply(block))
    let learnt: Member[] = []
    if (set.tree.root !== batch.root) {
      set.undoTo(before)
      const blocks = batch.end.number - before
      if (blocks > 1) {
        this.#span.shrinkBelow(blocks)
        return
      }
      applied = [await this.#repair(reader, batch, before)]
      learnt = await resolveMembers(reader, set, this.#options)
    }
    if (batch.isSkipping) set.forgetHistory()
    this.#extendWindow(applied, batch.isSkipping)
    for (const member of applied.flatMap(({ slashed }) => slashed)) this.#options.onSlashed(member)
    this.#span.grow()
    await this.#save({ undone: [], applied, learnt })
  }

  async #confirm(reader: ChainReader, header: BlockHeader, root: bigint): Promise<void> {
    await this.#components.pool.confirm(reader, header, root)
    this.#hasConfirmed = true
  }

  /** A set from disk that was at the head already: until a block comes, nobody else would have been asked about it. */
  async #confirmRestored(reader: ChainReader): Promise<void> {
    const { set, logger } = this.#components
    if (this.#hasConfirmed || set.tree.size === 0) return
    const position = set.position!
    const root = await reader.rootAt(position.hash)
    await this.#confirm(reader, position, root)
    if (root === set.tree.root) return
    logger.warn('the saved membership set has not the root of the contract: reading all leaves again')
    await this.#load(reader, await this.#batchReader.headBase(reader, position))
  }

  /** The events of a block do not lead to its root: takes the leaves themselves. */
  async #repair(reader: ChainReader, batch: Batch, before: number): Promise<BlockRecord> {
    const { set, logger } = this.#components
    const leaves = await this.#leafReader.all(reader, batch.end.hash)
    const record = set.applyLeaves(batch.end, leaves)
    if (record.root !== batch.root) {
      set.undoTo(before)
      throw inconsistent(reader, 'neither its events nor its leaves give the root', batch.end)
    }
    const fields = { block: batch.end.number, origin: reader.endpoint.origin, leaves: record.leafChanges.length }
    logger.warn('events were missing or wrong: took the leaves from the contract', fields)
    this.#options.onRepair()
    return record
  }

  #extendWindow(applied: readonly BlockRecord[], isSkipping: boolean): void {
    const { window, clock } = this.#components
    const nowMs = clock.nowMs()
    const lastSyncedAtMs = this.lastSyncedAtMs ?? Number.NEGATIVE_INFINITY
    for (const { root, header } of applied) {
      // Between the blocks of a skipped stretch it may have happened any time since then.
      const latestMs = isSkipping && this.lastSyncedAtMs !== undefined ? lastSyncedAtMs : header.timestampSeconds * 1000
      window.add(root, header.number, Math.min(Math.max(latestMs, lastSyncedAtMs), nowMs))
    }
  }

  async #save(changes: {
    undone: readonly BlockRecord[]
    applied: readonly BlockRecord[]
    learnt: Member[]
  }): Promise<void> {
    const { set, window, store } = this.#components
    const lastSyncedAtMs = this.lastSyncedAtMs ?? 0
    await this.#guarded(async () => store?.saveBatch({ set, window: window.roots, lastSyncedAtMs, ...changes }))
  }

  /** A disk that fails costs a longer start next time, not the messages of now. */
  async #guarded(write: () => Promise<void>): Promise<void> {
    try {
      await write()
    } catch (error) {
      this.#components.logger.error('the membership set could not be saved', { error })
    }
  }
}
