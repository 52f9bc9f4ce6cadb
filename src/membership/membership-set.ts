import { MembershipTree, poseidon } from '../rln/index.ts'
import type { BlockRecord, LeafChange, MemberChange } from './block-record.ts'
import type { BlockHeader } from './chain-reader.ts'
import type { MembershipEvent } from './membership-events.ts'
import type { Member, SlashedMember } from './membership-view.ts'

/** One block, or several taken as one, to be applied. */
export interface BlockInput {
  /** Of the block; of the last one where several are taken together. */
  readonly header: BlockHeader
  readonly events: readonly MembershipEvent[]
  /** Leaves read from the contract at this block, for indices whose leaf the events leave open. */
  readonly leaves: ReadonlyMap<number, bigint>
}

/**
 * The members as of one block: the tree of their rate commitments, who they are as far as that was learnt, and how to go
 * back. Every method is synchronous: between two of them the set is always at the end of some block.
 */
export class MembershipSet {
  readonly #historyBlocks: number
  #tree = new MembershipTree()
  #members = new Map<bigint, Member>()
  /** Consecutive blocks, oldest first; the last one is where the set is. The oldest can be reached but not undone. */
  #history: BlockRecord[] = []

  constructor(historyBlocks: number) {
    this.#historyBlocks = historyBlocks
  }

  get tree(): MembershipTree {
    return this.#tree
  }

  get members(): ReadonlyMap<bigint, Member> {
    return this.#members
  }

  get history(): readonly BlockRecord[] {
    return this.#history
  }

  /** The block whose end state this is. Undefined before the first. */
  get position(): BlockHeader | undefined {
    return this.#history.at(-1)?.header
  }

  /** Starts anew with the tree as of a block. */
  reset(header: BlockHeader, tree: MembershipTree): void {
    const base: BlockRecord = { header, root: tree.root, leafChanges: [], memberChanges: [], slashed: [] }
    this.restore({ tree, members: [], history: [base] })
  }

  restore(state: {
    readonly tree: MembershipTree
    readonly members: readonly Member[]
    readonly history: readonly BlockRecord[]
  }): void {
    this.#tree = state.tree
    this.#members = new Map(state.members.map((member) => [member.idCommitment, member]))
    this.#history = state.history.slice(-this.#historyBlocks)
  }

  /** Applies the next block. */
  apply(input: BlockInput): BlockRecord {
    const memberChanges: MemberChange[] = []
    const slashed: SlashedMember[] = []
    const leaves = new Map<number, bigint>()
    for (const event of input.events) {
      const { idCommitment, index } = event
      switch (event.kind) {
        case 'registered': {
          const { rateLimit } = event
          leaves.set(index, poseidon([idCommitment, BigInt(rateLimit)]))
          memberChanges.push(this.#setMember(idCommitment, { idCommitment, index, rateLimit }))
          break
        }
        case 'erased':
          memberChanges.push(this.#setMember(idCommitment, undefined))
          break
        case 'leaf_erasure':
          if (event.leafErased) leaves.set(index, 0n)
          break
        case 'slashed':
          slashed.push({ idCommitment, identitySecretHash: event.identitySecretHash })
          break
      }
    }
    for (const [index, leaf] of input.leaves) leaves.set(index, leaf)
    const leafChanges = this.#setLeaves(leaves)
    return this.#record({ header: input.header, root: this.#tree.root, leafChanges, memberChanges, slashed })
  }

  /** Makes the leaves those of the contract at a block, where events were missing. */
  applyLeaves(header: BlockHeader, leaves: readonly bigint[]): BlockRecord {
    const length = Math.max(leaves.length, this.#tree.size)
    const leafChanges = this.#setLeaves(new Map(Array.from({ length }, (_, index) => [index, leaves[index] ?? 0n])))
    const memberChanges: MemberChange[] = []
    const changed = new Map(leafChanges.map(({ index, after }) => [index, after]))
    for (const { idCommitment, index, rateLimit } of this.#members.values()) {
      const leaf = changed.get(index)
      if (leaf === undefined || leaf === poseidon([idCommitment, BigInt(rateLimit)])) continue
      memberChanges.push(this.#setMember(idCommitment, undefined))
    }
    return this.#record({ header, root: this.#tree.root, leafChanges, memberChanges, slashed: [] })
  }

  /** Undoes the blocks after `blockNumber`, newest first. That block must be in the history. */
  undoTo(blockNumber: number): BlockRecord[] {
    const undone: BlockRecord[] = []
    while (this.#history.length > 1 && this.position!.number > blockNumber) {
      const record = this.#history.pop()!
      this.#tree.setAll(record.leafChanges.map(({ index, before }) => [index, before]))
      for (const { idCommitment, before } of record.memberChanges.toReversed()) this.#setMember(idCommitment, before)
      undone.push(record)
    }
    return undone
  }

  /** Forgets how to go back further than the current block: what comes next does not follow on it directly. */
  forgetHistory(): void {
    this.#history.splice(0, this.#history.length - 1)
  }

  /** Whether the tree holds this member's leaf where it says. */
  holds({ idCommitment, index, rateLimit }: Member): boolean {
    return index < this.#tree.size && this.#tree.leaf(index) === poseidon([idCommitment, BigInt(rateLimit)])
  }

  /** A member by its leaf, where the tree has that. */
  find(idCommitment: bigint, rateLimit: number): Member | undefined {
    const index = this.#tree.indexOf(poseidon([idCommitment, BigInt(rateLimit)]))
    return index === undefined ? undefined : { idCommitment, index, rateLimit }
  }

  /** A member learnt otherwise than from an event. */
  learn(member: Member): void {
    this.#members.set(member.idCommitment, member)
  }

  /** The highest rate limit an identity had in the remembered blocks. */
  highestRateLimitOf(idCommitment: bigint): number | undefined {
    const limits = this.#history
      .flatMap((record) => record.memberChanges)
      .filter((change) => change.idCommitment === idCommitment)
      .flatMap(({ before, after }) => [before?.rateLimit, after?.rateLimit])
    limits.push(this.#members.get(idCommitment)?.rateLimit)
    const known = limits.filter((limit) => limit !== undefined)
    return known.length === 0 ? undefined : Math.max(...known)
  }

  #record(record: BlockRecord): BlockRecord {
    this.#history.push(record)
    if (this.#history.length > this.#historyBlocks) this.#history.shift()
    return record
  }

  #setLeaves(leaves: ReadonlyMap<number, bigint>): LeafChange[] {
    const changes: LeafChange[] = []
    for (const [index, after] of leaves) {
      const before = this.#tree.leaf(index)
      // An index beyond the tree is set even to 0: the size of the tree follows the contract's.
      if (before !== after || index >= this.#tree.size) changes.push({ index, before, after })
    }
    changes.sort((a, b) => a.index - b.index)
    this.#tree.setAll(changes.map(({ index, after }) => [index, after]))
    return changes
  }

  #setMember(idCommitment: bigint, after: Member | undefined): MemberChange {
    const before = this.#members.get(idCommitment)
    if (after === undefined) this.#members.delete(idCommitment)
    else this.#members.set(idCommitment, after)
    return { idCommitment, before, after }
  }
}
