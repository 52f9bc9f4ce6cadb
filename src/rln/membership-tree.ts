import { IncrementalMerkleTree } from '@zk-kit/incremental-merkle-tree'
import { requireFieldElement } from './field.ts'
import { poseidon } from './poseidon.ts'
import { RlnError } from './rln-error.ts'

/** Levels between a leaf and the root. */
export const TREE_DEPTH = 20
/** Leaves the tree has room for. */
export const TREE_CAPACITY = 2 ** TREE_DEPTH
/** What an index holds that no member has. */
export const EMPTY_LEAF = 0n

/** What a member proves its leaf with. */
export interface MerklePath {
  readonly root: bigint
  readonly leaf: bigint
  /** The 20 siblings on the way up, the leaf's own first. */
  readonly pathElements: readonly bigint[]
  /** The 20 bits of the leaf's index, lowest first: 0 where the node on the way is the left child. */
  readonly identityPathIndex: readonly number[]
}

/** Roots of empty subtrees by height: their parents need no hashing, which makes wide gaps cheap. */
const emptySubtreeRoots = new Map<bigint, bigint>()
for (let height = 0, root = EMPTY_LEAF; height < TREE_DEPTH; height++) {
  const parent = poseidon([root, root])
  emptySubtreeRoots.set(root, parent)
  root = parent
}

/**
 * The tree of rate commitments: binary, depth 20, nodes Poseidon(left, right), empty leaves 0, as in the contract and
 * in zerokit. Leaves that were never set are empty.
 */
export class MembershipTree {
  #tree: IncrementalMerkleTree
  #size: number

  /**
   * @param leaves The leaves from index 0 on. Many at once cost about one hash a leaf, one by one cost 20.
   * @throws RlnError `leaf_out_of_range` for more than 2^20, `not_canonical`
   */
  constructor(leaves: readonly bigint[] = []) {
    if (leaves.length > TREE_CAPACITY) {
      throw new RlnError('leaf_out_of_range', `${leaves.length} leaves do not fit a tree of ${TREE_CAPACITY}`)
    }
    this.#tree = treeOf(leaves.map((leaf, index) => requireFieldElement(leaf, `leaf ${index}`)))
    this.#size = leaves.length
  }

  get root(): bigint {
    return this.#tree.root
  }

  /** One more than the highest index ever set. */
  get size(): number {
    return this.#size
  }

  /** @throws RlnError `leaf_out_of_range` */
  leaf(index: number): bigint {
    return requireLeafIndex(index) < this.#size ? this.#tree.createProof(index).leaf : EMPTY_LEAF
  }

  /**
   * Sets one leaf; 0 erases it. An index beyond {@link size} leaves empty leaves between, and rebuilds the tree: the
   * contract assigns indices without gaps, so this is rare.
   * @throws RlnError `leaf_out_of_range`, `not_canonical`
   */
  set(index: number, leaf: bigint): void {
    requireFieldElement(leaf, `leaf ${requireLeafIndex(index)}`)
    if (index < this.#size) {
      this.#tree.update(index, leaf)
      return
    }
    if (index === this.#size) {
      this.#tree.insert(leaf)
    } else {
      const gap = Array<bigint>(index - this.#size).fill(EMPTY_LEAF)
      this.#tree = treeOf([...this.#tree.leaves, ...gap, leaf])
    }
    this.#size = index + 1
  }

  /** @throws RlnError `leaf_out_of_range` when nothing was ever set at the index. */
  path(index: number): MerklePath {
    if (requireLeafIndex(index) >= this.#size) {
      throw new RlnError('leaf_out_of_range', `there is no leaf at index ${index}: the tree holds ${this.#size}`)
    }
    const { root, leaf, siblings, pathIndices } = this.#tree.createProof(index)
    const pathElements = siblings.map(([sibling]) => sibling)
    return { root: root, leaf: leaf, pathElements, identityPathIndex: pathIndices }
  }
}

function treeOf(leaves: bigint[]): IncrementalMerkleTree {
  return new IncrementalMerkleTree(parentOf, TREE_DEPTH, EMPTY_LEAF, 2, leaves)
}

function parentOf(children: readonly bigint[]): bigint {
  const [left, right] = children
  const known = left === right ? emptySubtreeRoots.get(left!) : undefined
  return known ?? poseidon(children)
}

function requireLeafIndex(index: number): number {
  if (Number.isInteger(index) && index >= 0 && index < TREE_CAPACITY) return index
  throw new RlnError('leaf_out_of_range', `leaf index ${index} is not an integer in 0..${TREE_CAPACITY - 1}`)
}
