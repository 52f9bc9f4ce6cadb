import { keccak256, toUtf8Bytes } from 'ethers'
import { MembershipError, membershipInterface, type RpcEndpoint } from '../../src/membership/index.ts'
import { MembershipTree, poseidon } from '../../src/rln/index.ts'

export const FAKE_CONTRACT = '0x1111111111111111111111111111111111111111'
export const FAKE_CHAIN_ID = 31337
/** Hardhat's own bound on leaves a call lies between 2 000 and 5 000. */
const maxLeavesPerCall = 3_000

interface FakeLog {
  readonly topics: readonly string[]
  readonly data: string
}

interface FakeBlock {
  readonly number: number
  readonly hash: string
  readonly parentHash: string
  readonly timestampSeconds: number
  readonly logs: readonly FakeLog[]
  readonly leaves: readonly bigint[]
  readonly members: ReadonlyMap<bigint, { index: number; rateLimit: number }>
  readonly root: bigint
}

/** What a test does to a request: return a value, throw, or hand on. */
export type Intercept = (method: string, params: readonly unknown[], next: () => unknown) => unknown

/**
 * A chain with a membership contract, in memory: registrations, erasures of both kinds, slashes, reorgs. Answers JSON-RPC
 * as far as the sync asks. What is done between two blocks goes into the next one.
 */
export class FakeMembershipChain {
  /** The branch endpoints serve. */
  blocks: FakeBlock[]
  /** Leaves out the event that tells a lazy erasure from a full one, as the original contract does. */
  readonly isOriginal: boolean
  readonly #logs: FakeLog[] = []
  #leaves: bigint[] = []
  #members = new Map<bigint, { index: number; rateLimit: number }>()
  #free: number[] = []
  /** With the leaves as of the head. */
  #tree = new MembershipTree()
  #salt = 0

  constructor(options: { readonly isOriginal?: boolean; readonly startSeconds?: number } = {}) {
    this.isOriginal = options.isOriginal ?? false
    const timestampSeconds = options.startSeconds ?? 1_704_067_200
    this.blocks = [
      {
        number: 0,
        hash: keccak256(toUtf8Bytes('genesis')),
        parentHash: `0x${'0'.repeat(64)}`,
        timestampSeconds,
        logs: [],
        leaves: [],
        members: new Map(),
        root: this.#tree.root,
      },
    ]
  }

  get head(): FakeBlock {
    return this.blocks.at(-1)!
  }

  get root(): bigint {
    return this.head.root
  }

  register(idCommitment: bigint, rateLimit = 20): number {
    const index = this.#free.pop() ?? this.#leaves.length
    this.#leaves[index] = poseidon([idCommitment, BigInt(rateLimit)])
    this.#members.set(idCommitment, { index, rateLimit })
    this.#emit('MembershipRegistered', [idCommitment, rateLimit, index])
    return index
  }

  erase(idCommitment: bigint, isFull = true): void {
    const { index, rateLimit } = this.#members.get(idCommitment)!
    this.#members.delete(idCommitment)
    this.#free.push(index)
    if (isFull) this.#leaves[index] = 0n
    this.#emit('MembershipErased', [idCommitment, rateLimit, index])
    if (!this.isOriginal) this.#emit('LeafErasure', [idCommitment, index, isFull])
  }

  slash(idCommitment: bigint, identitySecretHash: bigint): void {
    const { index } = this.#members.get(idCommitment)!
    this.erase(idCommitment)
    this.#emit('MembershipSlashed', [idCommitment, index, FAKE_CONTRACT, 1n, 1n, identitySecretHash])
  }

  mine(count = 1): void {
    for (let mined = 0; mined < count; mined++) {
      const parent = this.head
      const number = parent.number + 1
      const logs = this.#logs.splice(0)
      const isChanged = logs.length > 0
      this.blocks.push({
        number,
        hash: keccak256(toUtf8Bytes(`${parent.hash} ${number} ${this.#salt++}`)),
        parentHash: parent.hash,
        timestampSeconds: parent.timestampSeconds + 2,
        logs,
        leaves: isChanged ? [...this.#leaves] : parent.leaves,
        members: isChanged ? new Map(this.#members) : parent.members,
        root: isChanged ? this.#newRoot() : parent.root,
      })
    }
  }

  /** Drops the newest blocks. What is mined from now on is another branch. */
  drop(depth: number): void {
    this.blocks.length -= depth
    this.#logs.length = 0
    this.#leaves = [...this.head.leaves]
    this.#tree = new MembershipTree(this.#leaves)
    this.#members = new Map(this.head.members)
    this.#free = this.#leaves.flatMap((leaf, index) => (leaf === 0n ? [index] : []))
  }

  /** An endpoint that answers from this chain. */
  endpoint(intercept: Intercept = (_method, _params, next) => next(), origin = 'http://fake'): FakeEndpoint {
    return new FakeEndpoint(this, intercept, origin)
  }

  answer(method: string, params: readonly unknown[]): unknown {
    switch (method) {
      case 'eth_chainId':
        return hex(FAKE_CHAIN_ID)
      case 'eth_getCode':
        return params[0] === FAKE_CONTRACT ? '0x60' : '0x'
      case 'eth_getBlockByNumber': {
        const block = params[0] === 'latest' ? this.head : this.blocks[Number(params[0])]
        if (block === undefined) return null
        const { number, hash, parentHash, timestampSeconds } = block
        return { number: hex(number), hash, parentHash, timestamp: hex(timestampSeconds) }
      }
      case 'eth_getLogs':
        return this.#logsOf(params[0] as { fromBlock: string; toBlock: string })
      case 'eth_call':
        return this.#call((params[0] as { data: string }).data, (params[1] as { blockHash: string }).blockHash)
      default:
        throw refused(`no method ${method}`)
    }
  }

  #newRoot(): bigint {
    const changed = this.#leaves.flatMap((leaf, index) => (this.#tree.leaf(index) === leaf ? [] : [index]))
    if (changed.length > 200) this.#tree = new MembershipTree(this.#leaves)
    else for (const index of changed) this.#tree.set(index, this.#leaves[index]!)
    return this.#tree.root
  }

  #emit(name: string, values: readonly unknown[]): void {
    const { topics, data } = membershipInterface.encodeEventLog(name, values)
    this.#logs.push({ topics, data })
  }

  #logsOf({ fromBlock, toBlock }: { fromBlock: string; toBlock: string }): unknown[] {
    return this.blocks.slice(Number(fromBlock), Number(toBlock) + 1).flatMap((block) =>
      block.logs.map((log, index) => ({
        ...log,
        address: FAKE_CONTRACT,
        blockNumber: hex(block.number),
        blockHash: block.hash,
        logIndex: hex(index),
      })),
    )
  }

  #call(data: string, blockHash: string): string {
    const block = this.blocks.find(({ hash }) => hash === blockHash)
    if (block === undefined) throw refused('unknown block')
    const call = membershipInterface.parseTransaction({ data })!
    const [name, args] = [call.name, call.args.toArray()]
    return membershipInterface.encodeFunctionResult(name, this.#values(name, args, block))
  }

  #values(name: string, args: readonly unknown[], block: FakeBlock): unknown[] {
    const member = block.members.get(args[0] as bigint)
    switch (name) {
      case 'root':
        return [block.root]
      case 'nextFreeIndex':
        return [block.leaves.length]
      case 'maxMembershipRateLimit':
        return [600]
      case 'isInMembershipSet':
        return [member !== undefined]
      case 'getMembershipInfo':
        return member === undefined ? [0, 0, 0] : [member.rateLimit, member.index, block.leaves[member.index]]
      case 'getRateCommitmentsInRangeBoundsInclusive': {
        const [from, to] = args.map(Number) as [number, number]
        if (to >= block.leaves.length || to - from >= maxLeavesPerCall) throw refused('invalid range')
        return [block.leaves.slice(from, to + 1)]
      }
      default:
        throw refused(`no function ${name}`)
    }
  }
}

export class FakeEndpoint implements RpcEndpoint {
  readonly origin: string
  /** May be changed in the middle of a test. */
  intercept: Intercept
  /** Requests so far, by method. */
  readonly counts = new Map<string, number>()
  readonly #chain: FakeMembershipChain

  constructor(chain: FakeMembershipChain, intercept: Intercept, origin: string) {
    this.#chain = chain
    this.intercept = intercept
    this.origin = origin
  }

  async request(method: string, params: readonly unknown[]): Promise<unknown> {
    this.counts.set(method, (this.counts.get(method) ?? 0) + 1)
    return this.intercept(method, params, () => this.#chain.answer(method, params))
  }
}

export function refused(message: string): MembershipError {
  return new MembershipError('rpc_refused', message, { cause: { code: -32000, message } })
}

function hex(value: number): string {
  return `0x${value.toString(16)}`
}
