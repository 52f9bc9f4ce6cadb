import type { Clock, Logger, Metrics, Startable, StateStore } from '../foundation/index.ts'
import { MembershipTree, type MerklePath } from '../rln/index.ts'
import { ChainFollower } from './chain-follower.ts'
import { ChainReader } from './chain-reader.ts'
import { EndpointPool } from './endpoint-pool.ts'
import { LookSchedule } from './look-schedule.ts'
import { resolveMember } from './member-lookup.ts'
import { MembershipError, type MembershipErrorCode } from './membership-error.ts'
import { MembershipSet } from './membership-set.ts'
import { type MembershipStatus, membershipStatusAt } from './membership-state.ts'
import {
  defaultMembershipSyncOptions,
  type MembershipHealth,
  type MembershipSyncOptions,
} from './membership-sync-options.ts'
import type { Member, MembershipView, SlashedMember } from './membership-view.ts'
import { RootWindow, type WindowRoot } from './root-window.ts'
import { HttpRpcEndpoint, type RpcEndpoint } from './rpc-endpoint.ts'
import { type SyncFigures, syncFigures } from './sync-figures.ts'
import type { SyncProgress } from './sync-progress.ts'
import { type RestoredSet, SyncStore } from './sync-store.ts'

/** Light requests and pages of leaves alike: a slower endpoint is no use to a relay. */
const requestTimeoutMs = 5_000

export interface MembershipSyncComponents {
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  /** Without one, every start reads the chain anew. */
  readonly store?: StateStore | undefined
  /** Default: JSON-RPC over HTTP to `rpcUrls`. */
  readonly endpoints?: readonly RpcEndpoint[]
}

/** Follows the membership contract into a local tree and answers from it. */
export class MembershipSync implements MembershipView, Startable {
  readonly #components: MembershipSyncComponents
  readonly #options: Required<MembershipSyncOptions>
  readonly #logger: Logger
  readonly #set: MembershipSet
  readonly #window: RootWindow
  readonly #pool: EndpointPool
  readonly #store: SyncStore | undefined
  readonly #follower: ChainFollower
  readonly #tracked: Set<bigint>
  readonly #slashListeners = new Set<(member: SlashedMember) => void>()
  readonly #stopped = new AbortController()
  readonly #figures: SyncFigures
  readonly #schedule: LookSchedule
  #maxRateLimit = 0
  #reason: MembershipErrorCode | 'rpc_behind' | undefined
  #isStarted = false

  constructor(components: MembershipSyncComponents, options: MembershipSyncOptions) {
    this.#components = components
    this.#options = { ...defaultMembershipSyncOptions, ...options }
    const { clock, metrics } = components
    const { chainId, contractAddress, rpcUrls, historyBlocks } = this.#options
    this.#logger = components.logger.child('membership')
    this.#figures = syncFigures(metrics)
    this.#set = new MembershipSet(historyBlocks)
    this.#window = new RootWindow(this.#options.window)
    const { signal } = this.#stopped
    const endpoints =
      components.endpoints ?? rpcUrls.map((url) => new HttpRpcEndpoint(url, { timeoutMs: requestTimeoutMs, signal }))
    const readers = endpoints.map((endpoint) => new ChainReader(endpoint, contractAddress))
    this.#pool = new EndpointPool(readers, { chainId, clock })
    this.#store =
      components.store && new SyncStore(components.store, { chainId, address: contractAddress.toLowerCase() })
    this.#tracked = new Set(options.idCommitments)
    this.#follower = new ChainFollower(
      { pool: this.#pool, set: this.#set, window: this.#window, store: this.#store, clock, logger: this.#logger },
      {
        historyBlocks,
        tracked: this.#tracked,
        rateLimits: this.#options.rateLimits,
        onProgress: (progress) => this.#report(progress),
        onSlashed: (member) => this.#tellSlashed(member),
        onReorg: () => this.#figures.reorgs.add(),
        onRepair: () => this.#figures.repairs.add(),
      },
    )
    this.#schedule = new LookSchedule({ clock, look: () => this.#look() }, this.#options)
  }

  /**
   * Restores what an earlier run saved and catches up with the chain. When no endpoint answers, a restored set starts
   * all the same, not synced unless it was recently; a fresh one does not.
   * @throws MembershipError `wrong_chain_id`, `no_contract_code`, `not_a_membership_contract`, or an `rpc_*` code.
   */
  async start(): Promise<void> {
    const isRestored = await this.#restore(
      await this.#store?.completeSet((done, total) => this.#report({ phase: 'restoring', done, total })),
    )
    try {
      await this.#pool.checkAll()
      await this.#follow()
      this.#report({ phase: 'synced', done: this.#set.tree.size, total: this.#set.tree.size })
    } catch (error) {
      const isOutage = error instanceof MembershipError && error.code.startsWith('rpc_')
      if (!isRestored || !isOutage) throw error
    }
    this.#isStarted = true
    await this.#schedule.start()
  }

  async stop(): Promise<void> {
    this.#isStarted = false
    this.#stopped.abort(new Error('stopped'))
    await this.#schedule.stop()
  }

  get isSynced(): boolean {
    const { lastSyncedAtMs } = this.#follower
    if (lastSyncedAtMs === undefined || this.#window.newest === undefined) return false
    return this.#components.clock.nowMs() - lastSyncedAtMs <= this.#options.maxStalenessMs
  }

  acceptsRoot(root: bigint): boolean {
    return this.isSynced && this.#window.accepts(root, this.#components.clock.nowMs())
  }

  /** The roots a proof may be made under now, oldest first. */
  acceptedRoots(): readonly WindowRoot[] {
    const nowMs = this.#components.clock.nowMs()
    return this.isSynced ? this.#window.roots.filter(({ root }) => this.#window.accepts(root, nowMs)) : []
  }

  newestRoot(): bigint {
    return this.#set.tree.root
  }

  memberOf(idCommitment: bigint): Member | undefined {
    return this.#set.members.get(idCommitment)
  }

  pathOf(index: number): MerklePath {
    return this.#set.tree.path(index)
  }

  highestRateLimitOf(idCommitment: bigint): number {
    return this.#set.highestRateLimitOf(idCommitment) ?? this.#maxRateLimit
  }

  onSlashed(listener: (member: SlashedMember) => void): () => void {
    this.#slashListeners.add(listener)
    return () => this.#slashListeners.delete(listener)
  }

  refresh(): Promise<void> {
    return this.#schedule.refresh()
  }

  /**
   * Looks a member up whose registration was not followed, and follows it from then on. Asks the chain: not for the way
   * of a message. Undefined when it is no member.
   * @throws MembershipError an `rpc_*` code
   */
  async resolve(idCommitment: bigint): Promise<Member | undefined> {
    this.#tracked.add(idCommitment)
    if (this.#set.position === undefined) return undefined
    return this.memberOf(idCommitment) ?? this.#pool.run((reader) => resolveMember(reader, this.#set, idCommitment))
  }

  /**
   * Where a membership is in its life as of the chain's newest block. Asks the chain.
   * @throws MembershipError an `rpc_*` code
   */
  async statusOf(idCommitment: bigint): Promise<MembershipStatus> {
    return this.#pool.run(async (reader) => {
      const { hash, timestampSeconds } = await reader.head()
      return membershipStatusAt(await reader.membershipFactsAt(hash, idCommitment), timestampSeconds)
    })
  }

  health(): MembershipHealth {
    const isSynced = this.isSynced
    const status = !isSynced ? (this.#isStarted ? 'not_synced' : 'starting') : this.#reason ? 'degraded' : 'synced'
    return {
      status,
      reason: this.#reason,
      lastSyncedAtMs: this.#follower.lastSyncedAtMs,
      blockNumber: this.#set.position?.number,
      root: this.#window.newest?.root,
      leaves: this.#set.tree.size,
      endpoints: this.#pool.status,
    }
  }

  async #restore(restored: RestoredSet | undefined): Promise<boolean> {
    if (restored === undefined || restored.history.length === 0) return false
    const { leaves } = restored
    const tree = await MembershipTree.build(leaves, {
      clock: this.#components.clock,
      onProgress: (done) => this.#report({ phase: 'building', done, total: leaves.length }),
    })
    if (tree.root !== restored.root) {
      this.#logger.error('the saved membership set does not give its own root: reading the chain anew')
      return false
    }
    this.#set.restore({ tree, members: restored.members, history: restored.history })
    this.#window.restore(restored.window)
    this.#follower.lastSyncedAtMs = restored.lastSyncedAtMs
    for (const member of restored.history.flatMap(({ slashed }) => slashed)) this.#tellSlashed(member)
    return true
  }

  async #follow(): Promise<void> {
    try {
      const outcome = await this.#follower.follow()
      this.#reason = outcome === 'behind' ? 'rpc_behind' : undefined
      if (this.#maxRateLimit === 0) this.#maxRateLimit = await this.#readMaxRateLimit()
    } catch (error) {
      this.#note(error)
      throw error
    } finally {
      this.#figures.block.set(this.#set.position?.number ?? 0)
      this.#figures.leaves.set(this.#set.tree.size)
      this.#figures.lastSync.set((this.#follower.lastSyncedAtMs ?? 0) / 1000)
      this.#figures.rounds.add(1, { outcome: this.#reason ?? 'synced' })
    }
  }

  /** Only of the start: what comes later is `health`'s to say. */
  #report(progress: SyncProgress): void {
    if (this.#isStarted) return
    try {
      this.#options.onProgress(progress)
    } catch (error) {
      this.#logger.warn('who watches the progress failed', { error })
    }
  }

  #readMaxRateLimit(): Promise<number> {
    return this.#pool.run((reader) => reader.maxMembershipRateLimitAt(this.#set.position!.hash))
  }

  #note(error: unknown): void {
    const previous = this.#reason
    this.#reason = error instanceof MembershipError ? error.code : 'rpc_inconsistent'
    if (this.#stopped.signal.aborted) return
    if (!(error instanceof MembershipError)) this.#logger.error('following the chain failed unexpectedly', { error })
    else if (previous !== error.code)
      this.#logger.warn('cannot follow the chain', { code: error.code, why: error.message })
  }

  /** A failure is noted and told by `health`. */
  async #look(): Promise<boolean> {
    await this.#follow().catch(() => undefined)
    return this.#reason === undefined
  }

  #tellSlashed(member: SlashedMember): void {
    for (const listener of this.#slashListeners) listener(member)
  }
}
