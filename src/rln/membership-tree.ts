import { IncrementalMerkleTree } from '@zk-kit/incremental-merkle-tree'
import { type Clock, nextTask } from '../foundation/index.ts'
import { requireFieldElement } from './field.ts'
import { poseidon } from './poseidon.ts'
import { RlnError } from './rln-error.ts'

/** Levels between a leaf and the root. */
export const TREE_DEPTH = 20
/** Leaves the tree has room for. */
export const TREE_CAPACITY = 2 ** TREE_DEPTH
/** What an index holds that no member has. */
export const EMPTY_LEAF = 0n

/** So long a tree that is built holds up its thread at a time: far less than a person notices. */
const BUILD_SLICE_MS = 12
/** Nodes between two looks at the clock: some milliseconds of hashing. */
const NODES_PER_LOOK = 64

export interface TreeBuildOptions {
  readonly clock: Pick<Clock, 'monotonicMs'>
  /** Told after each slice how many of the leaves' nodes are computed. */
  readonly onProgress?: (done: number) => void
}

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
  readonly #tree: IncrementalMerkleTree
  /** By level, the leaves first, the root alone at the end: the tree's own arrays. */
  readonly #nodes: readonly bigint[][]

  /**
   * @param leaves The leaves from index 0 on. Many at once cost about one hash a leaf, one by one cost 20.
   * @throws RlnError `leaf_out_of_range` for more than 2^20, `not_canonical`
   */
  constructor(leaves: readonly bigint[] = []) {
    requireRoom(leaves.length)
    this.#tree = treeOf(leaves.map((leaf, index) => requireFieldElement(leaf, `leaf ${index}`)))
    this.#nodes = nodesOf(this.#tree)
  }

  /**
   * The tree that the constructor makes, in slices: other work of the thread waits for some milliseconds at most.
   * @throws as the constructor
   */
  static async build(leaves: readonly bigint[], { clock, onProgress }: TreeBuildOptions): Promise<MembershipTree> {
    const tree = new MembershipTree()
    if (leaves.length === 0) return tree
    requireRoom(leaves.length)
    let sliceEndsMs = clock.monotonicMs() + BUILD_SLICE_MS
    let done = 0
    const steps = tree.#fill(leaves)
    for (let step = steps.next(); !step.done; step = steps.next()) {
      done += step.value
      if (clock.monotonicMs() < sliceEndsMs) continue
      onProgress?.(Math.min(done, leaves.length))
      await nextTask()
      sliceEndsMs = clock.monotonicMs() + BUILD_SLICE_MS
    }
    return tree
  }

  get root(): bigint {
    return this.#tree.root
  }

  /** One more than the highest index ever set. */
  get size(): number {
    return this.#nodes[0]!.length
  }

  /** @throws RlnError `leaf_out_of_range` */
  leaf(index: number): bigint {
    return this.#nodes[0]![requireLeafIndex(index)] ?? EMPTY_LEAF
  }

  /** The lowest index that holds the leaf; undefined when none does. */
  indexOf(leaf: bigint): number | undefined {
    const index = this.#nodes[0]!.indexOf(leaf)
    return index === -1 ? undefined : index
  }

  /**
   * Sets one leaf; 0 erases it. An index beyond {@link size} leaves empty leaves between.
   * @throws RlnError `leaf_out_of_range`, `not_canonical`
   */
  set(index: number, leaf: bigint): void {
    this.setAll([[index, leaf]])
  }

  /**
   * Sets leaves as {@link set} does, and hashes each node above them once: neighbours cost about one hash each, a leaf
   * alone costs 20. Nothing is set when one of them is refused.
   * @throws RlnError `leaf_out_of_range`, `not_canonical`
   */
  setAll(leaves: readonly (readonly [index: number, leaf: bigint])[]): void {
    for (const [index, leaf] of leaves) requireFieldElement(leaf, `leaf ${requireLeafIndex(index)}`)
    const [level] = this.#nodes as [bigint[]]
    let changed = new Set<number>()
    for (const [index, leaf] of leaves) {
      for (let gap = level.length; gap < index; gap++) changed.add(level.push(EMPTY_LEAF) - 1)
      level[index] = leaf
      changed.add(index)
    }
    for (let height = 1; height <= TREE_DEPTH; height++) {
      // In ascending order, because a level grows at its end.
      const parents = new Set([...changed].sort((a, b) => a - b).map((index) => index >> 1))
      for (const index of parents) this.#hash(height, index)
      changed = parents
    }
  }

  /** @throws RlnError `leaf_out_of_range` when nothing was ever set at the index. */
  path(index: number): MerklePath {
    if (requireLeafIndex(index) >= this.size) {
      throw new RlnError('leaf_out_of_range', `there is no leaf at index ${index}: the tree holds ${this.size}`)
    }
    const { root, leaf, siblings, pathIndices } = this.#tree.createProof(index)
    const pathElements = siblings.map(([sibling]) => sibling)
    return { root: root, leaf: leaf, pathElements, identityPathIndex: pathIndices }
  }

  /** Fills the empty tree, and says in between how many nodes above the leaves it has hashed since. */
  *#fill(leaves: readonly bigint[]): Generator<number> {
    const [level] = this.#nodes as [bigint[]]
    for (const [index, leaf] of leaves.entries()) {
      level.push(requireFieldElement(leaf, `leaf ${index}`))
      if (level.length % NODES_PER_LOOK === 0) yield 0
    }
    for (let height = 1; height <= TREE_DEPTH; height++) {
      const count = Math.ceil(this.#nodes[height - 1]!.length / 2)
      for (let index = 0; index < count; index++) {
        this.#hash(height, index)
        const sinceLook = (index % NODES_PER_LOOK) + 1
        if (sinceLook === NODES_PER_LOOK || index === count - 1) yield sinceLook
      }
    }
  }

  #hash(height: number, index: number): void {
    const below = this.#nodes[height - 1]!
    const right = below[2 * index + 1] ?? this.#tree.zeroes[height - 1]!
    this.#nodes[height]![index] = parentOf([below[2 * index]!, right])
  }
}

/**
 * The arrays a tree keeps its nodes in. The library fills them in one go, and sets one leaf at a time: with a hundred
 * thousand members the one holds up the thread for seconds, and the other hashes twenty times as much as is needed.
 */
function nodesOf(tree: IncrementalMerkleTree): readonly bigint[][] {
  return tree._nodes
}

function requireRoom(leafCount: number): void {
  if (leafCount <= TREE_CAPACITY) return
  throw new RlnError('leaf_out_of_range', `${leafCount} leaves do not fit a tree of ${TREE_CAPACITY}`)
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
