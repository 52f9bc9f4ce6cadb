/** What this room uses of the libraries that come without types. */

declare module '@zk-kit/incremental-merkle-tree' {
  // The package has types, but its export map hides them from this module resolution.
  export class IncrementalMerkleTree {
    constructor(hash: (children: bigint[]) => bigint, depth: number, zeroValue: bigint, arity: number, leaves: bigint[])
    readonly root: bigint
    /** Roots of empty subtrees by height. */
    readonly zeroes: readonly bigint[]
    /** Private there. By level, the leaves first. */
    readonly _nodes: readonly bigint[][]
    createProof(index: number): { root: bigint; leaf: bigint; pathIndices: number[]; siblings: [bigint][] }
  }
}
