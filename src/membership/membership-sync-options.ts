import type { EndpointStatus } from './endpoint-pool.ts'
import type { MembershipErrorCode } from './membership-error.ts'
import { defaultRootWindowOptions, type RootWindowOptions } from './root-window.ts'
import type { SyncProgress } from './sync-progress.ts'

export interface MembershipSyncOptions {
  readonly rpcUrls: readonly string[]
  readonly chainId: number
  readonly contractAddress: string
  readonly pollIntervalMs?: number
  /** Newest blocks that can be undone; at least 64. */
  readonly historyBlocks?: number
  /** How long the last good window counts when the chain cannot be followed. */
  readonly maxStalenessMs?: number
  readonly window?: RootWindowOptions
  /** Own identities: their index is looked up even if their registration is older than what is followed. */
  readonly idCommitments?: readonly bigint[]
  /** Their rate limits, as far as known: who has one is looked for in the tree here, and endpoints do not learn of it. */
  readonly rateLimits?: ReadonlyMap<bigint, number>
  /** Told how far the start is: once a page of leaves, a slice of building, a batch of blocks. What it throws is logged. */
  readonly onProgress?: (progress: SyncProgress) => void
}

export const defaultMembershipSyncOptions = {
  pollIntervalMs: 2_000,
  historyBlocks: 128,
  maxStalenessMs: 600_000,
  window: defaultRootWindowOptions,
  idCommitments: [] as readonly bigint[],
  rateLimits: new Map() as ReadonlyMap<bigint, number>,
  onProgress: (): void => undefined,
} as const

/** How well the set follows the chain. */
export interface MembershipHealth {
  /** `degraded`: the last look at the chain failed, the last good window still counts. */
  readonly status: 'starting' | 'synced' | 'degraded' | 'not_synced'
  /** Why it is not `synced`; `rpc_behind`: the endpoint's head is older than what was followed already. */
  readonly reason?: MembershipErrorCode | 'rpc_behind' | undefined
  readonly lastSyncedAtMs?: number | undefined
  readonly blockNumber?: number | undefined
  readonly root?: bigint | undefined
  /** Indices ever used. */
  readonly leaves: number
  readonly endpoints: readonly EndpointStatus[]
}
