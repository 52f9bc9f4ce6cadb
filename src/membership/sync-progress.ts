export const syncPhases = [
  /** Leaves are read from the store of an earlier run. */
  'restoring',
  /** Leaves are read from the contract, a page at a time. */
  'reading',
  /** The tree of the leaves is computed: counted in leaves. */
  'building',
  /** Blocks are followed up to the head. */
  'following',
  /** Once, when all is done: counted in leaves. */
  'synced',
] as const

export type SyncPhase = (typeof syncPhases)[number]

/** How far a start is. Phases that have nothing to do are left out. */
export interface SyncProgress {
  readonly phase: SyncPhase
  readonly done: number
  readonly total: number
}
