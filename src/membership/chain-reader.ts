import { toQuantity } from 'ethers'
import { noContractCode } from './checked-contract.ts'
import { membershipInterface } from './contract.ts'
import { MembershipError } from './membership-error.ts'
import { decodeMembershipLog, type MembershipEvent, membershipEventTopics, type RawLog } from './membership-events.ts'
import type { MembershipFacts } from './membership-state.ts'
import type { RpcEndpoint } from './rpc-endpoint.ts'
import { readChainId, wrongChainId } from './rpc-provider.ts'

export interface BlockHeader {
  readonly number: number
  /** 0x and 64 lower-case hexadecimal digits. */
  readonly hash: string
  readonly parentHash: string
  readonly timestampSeconds: number
}

/** No real block but the first has it; Hardhat's `hardhat_mine` makes blocks that do. */
const noParentHash = `0x${'0'.repeat(64)}`

/** Whether `header` is the child of `parent`, as far as it says whose child it is. */
export function followsOn(header: BlockHeader, parent: BlockHeader): boolean {
  const { number, parentHash } = header
  return number === parent.number + 1 && (parentHash === parent.hash || parentHash === noParentHash)
}

/** What the contract said in one block, in order. */
export interface BlockEvents {
  readonly blockNumber: number
  readonly blockHash: string
  readonly events: readonly MembershipEvent[]
}

/**
 * Typed and checked reads of one membership contract through one endpoint. Contract state is always read at a block hash
 * (EIP-1898), so that an answer cannot belong to another branch than the one asked for.
 * Every method throws MembershipError with an `rpc_*` code.
 */
export class ChainReader {
  readonly endpoint: RpcEndpoint
  readonly #address: string

  constructor(endpoint: RpcEndpoint, contractAddress: string) {
    this.endpoint = endpoint
    this.#address = contractAddress
  }

  /** @throws MembershipError `wrong_chain_id` */
  async checkChainId(expected: number): Promise<void> {
    const found = await readChainId(this.endpoint)
    if (found !== expected) throw wrongChainId(this.endpoint, found, expected)
  }

  async hasContractCode(at: 'latest' | BlockHeader): Promise<boolean> {
    const block = at === 'latest' ? at : { blockHash: at.hash }
    const code = await this.endpoint.request('eth_getCode', [this.#address, block])
    if (!isHex(code)) throw this.#malformed('eth_getCode')
    return code !== '0x'
  }

  noContractCode(chainId: number): MembershipError {
    return noContractCode(this.#address, chainId)
  }

  async head(): Promise<BlockHeader> {
    const header = await this.#header('eth_getBlockByNumber', 'latest')
    if (header === undefined) throw this.#malformed('eth_getBlockByNumber')
    return header
  }

  /** Undefined when the endpoint has no such block (yet). */
  async blockByNumber(number: number): Promise<BlockHeader | undefined> {
    const header = await this.#header('eth_getBlockByNumber', toQuantity(number))
    if (header !== undefined && header.number !== number) throw this.#malformed('eth_getBlockByNumber')
    return header
  }

  /** Events of an inclusive range of blocks, by ascending block; blocks without events are left out. */
  async events(fromBlock: number, toBlock: number): Promise<BlockEvents[]> {
    const filter = {
      address: this.#address,
      topics: [membershipEventTopics],
      fromBlock: toQuantity(fromBlock),
      toBlock: toQuantity(toBlock),
    }
    const reply = await this.endpoint.request('eth_getLogs', [filter])
    if (!Array.isArray(reply)) throw this.#malformed('eth_getLogs')
    const blocks = new Map<number, { blockHash: string; entries: { logIndex: number; event: MembershipEvent }[] }>()
    for (const item of reply) {
      const log = parseLog(item, this.#address)
      if (log === undefined) throw this.#malformed('eth_getLogs')
      if (log.blockNumber < fromBlock || log.blockNumber > toBlock) throw this.#malformed('eth_getLogs')
      const block = blocks.get(log.blockNumber) ?? { blockHash: log.blockHash, entries: [] }
      if (block.blockHash !== log.blockHash) throw this.#malformed('eth_getLogs')
      block.entries.push({ logIndex: log.logIndex, event: decodeMembershipLog(log) })
      blocks.set(log.blockNumber, block)
    }
    return [...blocks.entries()]
      .sort(([a], [b]) => a - b)
      .map(([blockNumber, { blockHash, entries }]) => ({
        blockNumber,
        blockHash,
        events: entries.sort((a, b) => a.logIndex - b.logIndex).map(({ event }) => event),
      }))
  }

  async rootAt(blockHash: string): Promise<bigint> {
    const [root] = await this.#call(blockHash, 'root', [])
    return root as bigint
  }

  /** Indices ever used: the leaves are at 0 to one less. */
  async nextFreeIndexAt(blockHash: string): Promise<number> {
    const [next] = await this.#call(blockHash, 'nextFreeIndex', [])
    return Number(next)
  }

  /** Leaves of an inclusive range of indices. */
  async leavesAt(blockHash: string, from: number, to: number): Promise<bigint[]> {
    const method = 'getRateCommitmentsInRangeBoundsInclusive'
    const reply = await this.#rawCall(blockHash, method, [from, to])
    // uint256[]: offset, length, elements. Read by hand: ethers takes ten times as long for thousands of words.
    const count = to - from + 1
    if (reply.length !== 2 + 64 * (count + 2)) throw this.#malformed(method)
    return Array.from({ length: count }, (_, i) => BigInt(`0x${reply.slice(2 + 64 * (i + 2), 2 + 64 * (i + 3))}`))
  }

  /** Index and rate limit of an identity; undefined when it is no member. */
  async memberAt(blockHash: string, idCommitment: bigint): Promise<{ index: number; rateLimit: number } | undefined> {
    const [isMember] = await this.#call(blockHash, 'isInMembershipSet', [idCommitment])
    if (isMember !== true) return undefined
    const [rateLimit, index] = await this.#call(blockHash, 'getMembershipInfo', [idCommitment])
    return { index: Number(index), rateLimit: Number(rateLimit) }
  }

  /** What the contract knows of an identity. Slashing and release are our contract's: a WakuRlnV2 has neither. */
  async membershipFactsAt(blockHash: string, idCommitment: bigint): Promise<MembershipFacts> {
    const record = await this.#call(blockHash, 'memberships', [idCommitment])
    const [depositAmount, , graceStart, graceDuration, rateLimit, index, holder, token] = record as readonly [
      ...(readonly [bigint, bigint, bigint, bigint, bigint, bigint, string, string]),
    ]
    const [slashed] = await this.#callUnlessMissing(blockHash, 'slashed', [idCommitment])
    const [, , amount, releaseTime] = await this.#callUnlessMissing(blockHash, 'pendingRelease', [idCommitment])
    return {
      isSlashed: slashed === true,
      deposit:
        typeof amount === 'bigint' && amount > 0n ? { amount, releaseTimeSeconds: secondsOf(releaseTime) } : undefined,
      membership:
        rateLimit === 0n
          ? undefined
          : {
              index: Number(index),
              rateLimit: Number(rateLimit),
              holder,
              token,
              depositAmount,
              gracePeriodStartSeconds: Number(graceStart),
              gracePeriodDurationSeconds: Number(graceDuration),
            },
    }
  }

  async maxMembershipRateLimitAt(blockHash: string): Promise<number> {
    const [maximum] = await this.#call(blockHash, 'maxMembershipRateLimit', [])
    return Number(maximum)
  }

  /** No values where the contract has no such function. */
  async #callUnlessMissing(blockHash: string, method: string, args: readonly unknown[]): Promise<readonly unknown[]> {
    try {
      return await this.#call(blockHash, method, args)
    } catch (error) {
      if (error instanceof MembershipError && error.code === 'rpc_refused') return []
      throw error
    }
  }

  async #call(blockHash: string, method: string, args: readonly unknown[]): Promise<readonly unknown[]> {
    const reply = await this.#rawCall(blockHash, method, args)
    try {
      return membershipInterface.decodeFunctionResult(method, reply)
    } catch (error) {
      const text = `RPC ${this.endpoint.origin}: the contract at ${this.#address} does not answer ${method} like a membership contract; change the contract address`
      // Nothing at all is what an address without a contract answers.
      throw new MembershipError(reply === '0x' ? 'not_a_membership_contract' : 'rpc_malformed_reply', text, {
        cause: error,
      })
    }
  }

  async #rawCall(blockHash: string, method: string, args: readonly unknown[]): Promise<string> {
    const data = membershipInterface.encodeFunctionData(method, args)
    const reply = await this.endpoint.request('eth_call', [{ to: this.#address, data }, { blockHash }])
    if (!isHex(reply)) throw this.#malformed(method)
    return reply
  }

  async #header(method: string, block: string): Promise<BlockHeader | undefined> {
    const reply = await this.endpoint.request(method, [block, false])
    if (reply === null) return undefined
    const { number, hash, parentHash, timestamp } = reply as Record<string, unknown>
    if (!isQuantity(number) || !isHash(hash) || !isHash(parentHash) || !isQuantity(timestamp)) {
      throw this.#malformed(method)
    }
    return { number: Number(number), hash, parentHash, timestampSeconds: Number(timestamp) }
  }

  #malformed(method: string): MembershipError {
    const text = `the answer of RPC ${this.endpoint.origin} to ${method} has not the shape it must have`
    return new MembershipError('rpc_malformed_reply', text)
  }
}

function parseLog(item: unknown, address: string): RawLog | undefined {
  if (typeof item !== 'object' || item === null) return undefined
  const log = item as Record<string, unknown>
  const { blockNumber, blockHash, logIndex, topics, data } = log
  if (typeof log.address !== 'string' || log.address.toLowerCase() !== address.toLowerCase()) return undefined
  if (!isQuantity(blockNumber) || !isHash(blockHash) || !isQuantity(logIndex) || !isHex(data)) return undefined
  if (!Array.isArray(topics) || !topics.every(isHash) || log.removed === true) return undefined
  return { blockNumber: Number(blockNumber), blockHash, logIndex: Number(logIndex), topics, data }
}

/** Undefined for "not yet", which the contract writes as the largest integer. */
function secondsOf(time: unknown): number | undefined {
  return typeof time === 'bigint' && time < 1n << 53n ? Number(time) : undefined
}

function isHex(value: unknown): value is string {
  return typeof value === 'string' && /^0x[0-9a-f]*$/i.test(value)
}

/** Block numbers, log indices and times all fit 53 bits. */
function isQuantity(value: unknown): value is string {
  return typeof value === 'string' && /^0x[0-9a-f]{1,13}$/i.test(value)
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^0x[0-9a-f]{64}$/i.test(value)
}
