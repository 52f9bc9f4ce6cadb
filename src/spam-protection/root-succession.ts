/**
 * The roots a prepared proof may still be used under: the newest, and the one before it as long as no block came after the
 * one that superseded it. An older root would tell which nodes were late, and so narrow down who sends.
 */
export class RootSuccession {
  #newest: bigint | undefined
  #before: { readonly root: bigint; readonly supersededInBlock: number } | undefined
  #blockNumber: number | undefined

  /** @param blockNumber the block at whose end this is the newest root; undefined when that is not known */
  follow(newest: bigint, blockNumber: number | undefined): ReadonlySet<bigint> {
    if (this.#newest !== newest) {
      this.#before = this.#superseded(blockNumber)
      this.#newest = newest
    } else if (blockNumber !== this.#before?.supersededInBlock) {
      this.#before = undefined
    }
    this.#blockNumber = blockNumber
    return new Set(this.#before ? [newest, this.#before.root] : [newest])
  }

  /** When blocks were missed, the root may have been superseded in any of them. */
  #superseded(blockNumber: number | undefined): { root: bigint; supersededInBlock: number } | undefined {
    const isNextBlock = blockNumber !== undefined && blockNumber - 1 === this.#blockNumber
    return this.#newest !== undefined && isNextBlock
      ? { root: this.#newest, supersededInBlock: blockNumber }
      : undefined
  }
}
