import type { Clock } from '../foundation/index.ts'
import type { BlockHeader, ChainReader } from './chain-reader.ts'
import { MembershipError, type MembershipErrorCode } from './membership-error.ts'

/** An endpoint that failed is asked after the others for this long, longer with each failure in a row. */
const firstPenaltyMs = 5_000
const maxPenaltyMs = 60_000

export interface EndpointStatus {
  readonly origin: string
  /** Why it was last set back; undefined while it works. */
  readonly failure?: MembershipErrorCode | undefined
  /** The contract's root by its word, at the end of the newest block it was asked about; missing before that. */
  readonly lastRoot?: BlockRoot | undefined
}

export interface BlockRoot {
  readonly blockNumber: number
  readonly root: bigint
}

interface Endpoint {
  readonly reader: ChainReader
  isChainChecked: boolean
  failures: number
  penaltyUntilMs: number
  failure: MembershipErrorCode | undefined
  lastRoot: BlockRoot | undefined
}

/** Several endpoints of one chain: the first that works does the reading, the others must not contradict it. */
export class EndpointPool {
  readonly #endpoints: readonly Endpoint[]
  readonly #chainId: number
  readonly #clock: Clock

  constructor(readers: readonly ChainReader[], options: { readonly chainId: number; readonly clock: Clock }) {
    this.#endpoints = readers.map((reader) => ({
      reader,
      isChainChecked: false,
      failures: 0,
      penaltyUntilMs: 0,
      failure: undefined,
      lastRoot: undefined,
    }))
    this.#chainId = options.chainId
    this.#clock = options.clock
  }

  get status(): EndpointStatus[] {
    return this.#endpoints.map(({ reader, failure, lastRoot }) => ({
      origin: reader.endpoint.origin,
      failure,
      lastRoot,
    }))
  }

  /**
   * Checks every endpoint once, so that a wrong URL is told at the start and not when the others fail.
   * @throws MembershipError `wrong_chain_id`, `no_contract_code`; an `rpc_*` code only when no endpoint answers.
   */
  async checkAll(): Promise<void> {
    const results = await Promise.allSettled(this.#endpoints.map((endpoint) => this.#checkContract(endpoint)))
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
    const refusal = failures.find((failure) => !isRpcFailure(failure))
    if (refusal !== undefined) throw refusal
    if (failures.length === results.length) throw failures[0]
  }

  /**
   * Runs a job with the first endpoint it succeeds with: those that work first, those set back last.
   * @throws MembershipError of the first endpoint when the job succeeds with none.
   */
  async run<Result>(job: (reader: ChainReader) => Promise<Result>): Promise<Result> {
    const nowMs = this.#clock.nowMs()
    const isSetBack = ({ penaltyUntilMs }: Endpoint): boolean => penaltyUntilMs > nowMs
    const order = [...this.#endpoints].sort((a, b) => Number(isSetBack(a)) - Number(isSetBack(b)))
    let firstFailure: unknown
    for (const endpoint of order) {
      try {
        await this.#checkChain(endpoint)
        const result = await job(endpoint.reader)
        this.#noteSuccess(endpoint)
        return result
      } catch (error) {
        if (!(error instanceof MembershipError)) throw error
        this.#noteFailure(endpoint, error.code)
        firstFailure ??= error
      }
    }
    throw firstFailure
  }

  /**
   * Asks the other endpoints about a block and the contract's root at its end. An endpoint that cannot say (it is behind,
   * or does not answer) abstains.
   * @throws MembershipError `rpc_disagreement` unless more endpoints agree, `reader` included, than contradict.
   */
  async confirm(reader: ChainReader, header: BlockHeader, root: bigint): Promise<void> {
    const asked = this.#endpoints.find((endpoint) => endpoint.reader === reader)
    if (asked !== undefined) asked.lastRoot = { blockNumber: header.number, root }
    const others = this.#endpoints.filter((other) => other.reader !== reader && this.#mayVote(other))
    const votes = await Promise.all(others.map((other) => this.#vote(other, header, root)))
    const agree = 1 + votes.filter((vote) => vote === 'agrees').length
    const contradict = votes.filter((vote) => vote === 'contradicts').length
    if (agree > contradict) return
    const text = `RPC endpoints disagree on block ${header.number} or its membership root; ${reader.endpoint.origin} says ${header.hash}`
    throw new MembershipError('rpc_disagreement', text)
  }

  /** Not answering is no reason to wait for it again and again; contradicting is no reason not to be heard. */
  #mayVote({ penaltyUntilMs, failure }: Endpoint): boolean {
    const contradicted = failure === 'rpc_disagreement' || failure === 'rpc_inconsistent'
    return contradicted || penaltyUntilMs <= this.#clock.nowMs()
  }

  async #vote(other: Endpoint, header: BlockHeader, root: bigint): Promise<'agrees' | 'contradicts' | 'abstains'> {
    try {
      await this.#checkChain(other)
      const block = await other.reader.blockByNumber(header.number)
      if (block === undefined) return 'abstains'
      if (block.hash !== header.hash) return 'contradicts'
      const itsRoot = await other.reader.rootAt(header.hash)
      other.lastRoot = { blockNumber: header.number, root: itsRoot }
      this.#noteSuccess(other)
      return itsRoot === root ? 'agrees' : 'contradicts'
    } catch (error) {
      if (!(error instanceof MembershipError)) throw error
      this.#noteFailure(other, error.code)
      return 'abstains'
    }
  }

  async #checkContract(endpoint: Endpoint): Promise<void> {
    await this.#checkChain(endpoint)
    if (await endpoint.reader.hasContractCode('latest')) return
    throw endpoint.reader.noContractCode(this.#chainId)
  }

  /** Anew after every failure: what comes back need not be what went away. */
  async #checkChain(endpoint: Endpoint): Promise<void> {
    if (endpoint.isChainChecked) return
    await endpoint.reader.checkChainId(this.#chainId)
    endpoint.isChainChecked = true
  }

  #noteSuccess(endpoint: Endpoint): void {
    endpoint.failures = 0
    endpoint.penaltyUntilMs = 0
    endpoint.failure = undefined
  }

  #noteFailure(endpoint: Endpoint, code: MembershipErrorCode): void {
    endpoint.isChainChecked = false
    endpoint.failure = code
    endpoint.penaltyUntilMs = this.#clock.nowMs() + Math.min(firstPenaltyMs * 2 ** endpoint.failures, maxPenaltyMs)
    endpoint.failures = Math.min(endpoint.failures + 1, 10)
  }
}

function isRpcFailure(error: unknown): boolean {
  return error instanceof MembershipError && error.code.startsWith('rpc_')
}
