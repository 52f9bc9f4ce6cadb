import type { BlockHeader } from './chain-reader.ts'
import type { Member, SlashedMember } from './membership-view.ts'

export interface LeafChange {
  readonly index: number
  readonly before: bigint
  readonly after: bigint
}

export interface MemberChange {
  readonly idCommitment: bigint
  readonly before?: Member | undefined
  readonly after?: Member | undefined
}

/** What one block did to the set, complete enough to undo it. */
export interface BlockRecord {
  readonly header: BlockHeader
  /** At the end of the block. */
  readonly root: bigint
  /** At most one an index, by ascending index. */
  readonly leafChanges: readonly LeafChange[]
  /** In the order they were made. */
  readonly memberChanges: readonly MemberChange[]
  readonly slashed: readonly SlashedMember[]
}
