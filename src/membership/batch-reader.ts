import type { AdaptiveSpan } from './adaptive-span.ts'
import { type BlockEvents, type BlockHeader, type ChainReader, followsOn } from './chain-reader.ts'
import { isTooMuch, type LeafReader } from './leaf-reader.ts'
import { MembershipError } from './membership-error.ts'
import { openLeaves } from './membership-events.ts'
import type { BlockInput } from './membership-set.ts'
import type { InterruptedLoad } from './sync-store.ts'

/** Near the head every header is read; a small batch keeps what is at stake, and what must be undone, small. */
const nearBatchBlocks = 32

/** Requests at once. */
const concurrency = 8

/** More are read as several batches: registrations cost about two hashes each on the main thread, 45 ms together. */
const maxBatchEvents = 500

/** Blocks that follow on the set's position, and what the contract's root must be after them. */
export interface Batch {
  readonly blocks: readonly BlockInput[]
  readonly end: BlockHeader
  readonly root: bigint
  /** The blocks are taken as one: too far from the head to ever go back between them. */
  readonly isSkipping: boolean
}

export interface LoadBase {
  readonly header: BlockHeader
  /** What is already known, from index 0 on. */
  readonly leaves: bigint[]
  readonly size: number
  /** Undefined where the contract did not exist yet. */
  readonly root: bigint | undefined
}

/** Reads what the set needs to go on, and makes sure that the parts fit each other. */
export class BatchReader {
  readonly #leafReader: LeafReader
  readonly #historyBlocks: number

  constructor(leafReader: LeafReader, historyBlocks: number) {
    this.#leafReader = leafReader
    this.#historyBlocks = historyBlocks
  }

  /**
   * The next batch after `position`. Undefined when it was too much at once: the span has shrunk, ask again.
   * @throws MembershipError an `rpc_*` code
   */
  async read(
    reader: ChainReader,
    position: BlockHeader,
    head: BlockHeader,
    span: AdaptiveSpan,
  ): Promise<Batch | undefined> {
    const from = position.number + 1
    const farEnd = head.number - this.#historyBlocks
    const isSkipping = from <= farEnd
    const to = isSkipping
      ? Math.min(position.number + span.size, farEnd)
      : Math.min(position.number + Math.min(span.size, nearBatchBlocks), head.number)
    try {
      const batch = isSkipping
        ? await this.#readStretch(reader, from, to)
        : await this.#readBlocks(reader, position, to, head)
      if (batch !== undefined) return batch
    } catch (error) {
      if (from === to || !isTooMuch(error)) throw error
    }
    span.shrinkBelow(to - position.number)
    return undefined
  }

  /**
   * Where to read all leaves: half the history below the head, so that its events give the last roots and a way back;
   * at the head when the endpoint keeps no older state.
   */
  async loadBase(reader: ChainReader, head: BlockHeader, interrupted: InterruptedLoad | undefined): Promise<LoadBase> {
    if (interrupted !== undefined) {
      const header = await reader.blockByNumber(interrupted.header.number)
      const base = header?.hash === interrupted.header.hash ? await this.#baseAt(reader, header) : undefined
      if (base !== undefined) return { ...base, leaves: [...interrupted.leaves] }
    }
    const number = Math.max(0, head.number - (this.#historyBlocks >> 1))
    const header = number === head.number ? head : await reader.blockByNumber(number)
    const base = header === undefined ? undefined : await this.#baseAt(reader, header)
    if (base !== undefined) return base
    return this.headBase(reader, head)
  }

  /** @throws MembershipError `not_a_membership_contract`, or an `rpc_*` code */
  async headBase(reader: ChainReader, head: BlockHeader): Promise<LoadBase> {
    const base = await this.#baseAt(reader, head)
    if (base !== undefined) return base
    throw new MembershipError(
      'not_a_membership_contract',
      `the contract does not answer like a membership contract at block ${head.number} of RPC ${reader.endpoint.origin}; change the contract address`,
    )
  }

  /** Undefined when the endpoint refuses the state of that block. */
  async #baseAt(reader: ChainReader, header: BlockHeader): Promise<LoadBase | undefined> {
    try {
      if (!(await reader.hasContractCode(header))) return { header, leaves: [], size: 0, root: undefined }
      const [size, root] = await Promise.all([reader.nextFreeIndexAt(header.hash), reader.rootAt(header.hash)])
      return { header, leaves: [], size, root }
    } catch (error) {
      if (error instanceof MembershipError && error.code === 'rpc_refused') return undefined
      throw error
    }
  }

  /** Many old blocks as one. */
  async #readStretch(reader: ChainReader, from: number, to: number): Promise<Batch | undefined> {
    const end = await requireBlock(reader, to)
    const blocks = await reader.events(from, to)
    const events = blocks.flatMap((block) => block.events)
    if (events.length > maxBatchEvents && from !== to) return undefined
    const leaves = await this.#leafReader.some(reader, end.hash, openLeaves(events))
    const root = await reader.rootAt(end.hash)
    return { blocks: [{ header: end, events, leaves }], end, root, isSkipping: true }
  }

  /** Blocks one by one, each the child of the one before. */
  async #readBlocks(
    reader: ChainReader,
    position: BlockHeader,
    to: number,
    head: BlockHeader,
  ): Promise<Batch | undefined> {
    const numbers = Array.from({ length: to - position.number }, (_, i) => position.number + 1 + i)
    const headers = await mapBounded(numbers, async (number) =>
      number === head.number ? head : requireBlock(reader, number),
    )
    headers.reduce((parent, header) => {
      if (!followsOn(header, parent)) throw moved(reader, header)
      return header
    }, position)
    const end = headers.at(-1)!
    const found = await reader.events(position.number + 1, to)
    if (found.length > 1 && found.reduce((sum, { events }) => sum + events.length, 0) > maxBatchEvents) return undefined
    const eventsOf = new Map(found.map((block) => [block.blockNumber, block]))
    const blocks = await mapBounded(headers, (header) => this.#input(reader, header, eventsOf.get(header.number)))
    return { blocks, end, root: await reader.rootAt(end.hash), isSkipping: false }
  }

  async #input(reader: ChainReader, header: BlockHeader, found: BlockEvents | undefined): Promise<BlockInput> {
    if (found === undefined) return { header, events: [], leaves: new Map() }
    if (found.blockHash !== header.hash) throw moved(reader, header)
    const { events } = found
    return { header, events, leaves: await this.#leafReader.some(reader, header.hash, openLeaves(events)) }
  }
}

async function requireBlock(reader: ChainReader, number: number): Promise<BlockHeader> {
  const header = await reader.blockByNumber(number)
  if (header !== undefined) return header
  const text = `RPC ${reader.endpoint.origin} has no block ${number} although its head is higher`
  throw new MembershipError('rpc_inconsistent', text)
}

function moved(reader: ChainReader, { number }: BlockHeader): MembershipError {
  const text = `RPC ${reader.endpoint.origin} changed its chain at block ${number} while it was read`
  return new MembershipError('rpc_inconsistent', text)
}

/** Like Promise.all over a map, with few calls under way at once. */
async function mapBounded<Item, Result>(
  items: readonly Item[],
  map: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (let start = 0; start < items.length; start += concurrency) {
    results.push(...(await Promise.all(items.slice(start, start + concurrency).map(map))))
  }
  return results
}
