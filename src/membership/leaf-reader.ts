import { AdaptiveSpan } from './adaptive-span.ts'
import type { ChainReader } from './chain-reader.ts'
import { MembershipError } from './membership-error.ts'

/** Hardhat answers pages of 2 000 and fails at 5 000 (gas); others may take less, and get asked for less. */
const pageLeaves = 2_000

/** Erasures of one block lie anywhere; reading this many leaves in between is cheaper than another request. */
const maxGapLeaves = 64

/** Reads leaves of the contract by pages that shrink when the endpoint refuses them. */
export class LeafReader {
  readonly #page = new AdaptiveSpan({ initial: pageLeaves, max: pageLeaves })

  /** Leaves from index `from` to the last one, page by page. @throws MembershipError an `rpc_*` code. */
  async *pages(reader: ChainReader, blockHash: string, from: number, size: number): AsyncGenerator<bigint[]> {
    for (let next = from; next < size; ) {
      const count = Math.min(this.#page.size, size - next)
      const page = await this.#readPage(reader, blockHash, next, count)
      if (page === undefined) continue
      this.#page.grow()
      next += page.length
      yield page
    }
  }

  async all(reader: ChainReader, blockHash: string): Promise<bigint[]> {
    const leaves: bigint[] = []
    const size = await reader.nextFreeIndexAt(blockHash)
    for await (const page of this.pages(reader, blockHash, 0, size)) for (const leaf of page) leaves.push(leaf)
    return leaves
  }

  /** Single leaves, given by ascending index. */
  async some(reader: ChainReader, blockHash: string, indices: readonly number[]): Promise<Map<number, bigint>> {
    const leaves = new Map<number, bigint>()
    for (const { from, to } of runsOf(indices)) {
      const run = await reader.leavesAt(blockHash, from, to)
      for (const index of indices) if (index >= from && index <= to) leaves.set(index, run[index - from]!)
    }
    return leaves
  }

  async #readPage(reader: ChainReader, blockHash: string, from: number, count: number): Promise<bigint[] | undefined> {
    try {
      return await reader.leavesAt(blockHash, from, from + count - 1)
    } catch (error) {
      if (count === 1 || !isTooMuch(error)) throw error
      this.#page.shrinkBelow(count)
      return undefined
    }
  }
}

/** Whether asking for less may help. Time-outs and failing servers are left to the next round and the next endpoint. */
export function isTooMuch(error: unknown): boolean {
  return error instanceof MembershipError && (error.code === 'rpc_refused' || error.code === 'rpc_malformed_reply')
}

/** What an endpoint says when it no longer has the state of a block, or never had it right. */
export function isStateMissing(error: unknown): boolean {
  return (
    error instanceof MembershipError && (error.code === 'rpc_refused' || error.code === 'not_a_membership_contract')
  )
}

function runsOf(indices: readonly number[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = []
  for (const index of indices) {
    const run = runs.at(-1)
    if (run !== undefined && index - run.to <= maxGapLeaves && index - run.from < pageLeaves) run.to = index
    else runs.push({ from: index, to: index })
  }
  return runs
}
