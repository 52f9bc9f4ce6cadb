import type { BlockHeader, ChainReader } from './chain-reader.ts'

/**
 * The newest of remembered blocks that is on the endpoint's chain; undefined when none is.
 * @param remembered in ascending order, at least one
 */
export async function commonAncestor(
  reader: Pick<ChainReader, 'blockByNumber'>,
  head: BlockHeader,
  remembered: readonly BlockHeader[],
): Promise<BlockHeader | undefined> {
  const isOnChain = async (header: BlockHeader): Promise<boolean> => {
    if (header.number > head.number) return false
    const found = header.number === head.number ? head : await reader.blockByNumber(header.number)
    return found?.hash === header.hash
  }
  if (await isOnChain(remembered.at(-1)!)) return remembered.at(-1)
  // A block is on the chain only if its parent is: search the border by halving.
  let [low, high] = [0, remembered.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (await isOnChain(remembered[middle]!)) low = middle + 1
    else high = middle
  }
  return remembered[low - 1]
}
