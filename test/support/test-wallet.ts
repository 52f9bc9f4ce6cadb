import { EventEmitter, once } from 'node:events'
import type { Eip1193Provider } from '../../src/membership/index.ts'

export interface WalletRequest {
  readonly method: string
  readonly params: readonly unknown[]
}

/** What the person in front of the wallet does. `ignore`: nothing, the window stays open. */
export type Decision = 'confirm' | 'reject' | 'ignore'

/** The person: sees what is asked, may do something else meanwhile, and decides. */
export type Person = (request: WalletRequest) => Decision | Promise<Decision>

export interface TestWalletOptions {
  /** Of the chain's unlocked accounts; the first is in use. */
  readonly accounts: readonly string[]
  /** Chains the wallet knows and is on at first; the real one is 31337. */
  readonly chainIds?: readonly number[]
  /** How typed data is signed: by the chain's key, as a wallet that is a contract does, or not at all. */
  readonly signing?: 'key' | 'contract' | 'none'
  /** Whether the page is connected from the beginning. */
  readonly isConnected?: boolean
  /** The chain says that a call failed, and not that it was a revert, as some endpoints do. */
  readonly hidesReverts?: boolean
  /** On another chain it reads there, as wallets do, and finds nothing; else it says that it is not connected. */
  readonly readsOtherChains?: boolean
}

const REAL_CHAIN_ID = 31_337

/** What a chain answers on which nothing has happened yet; null to all that is not listed. */
const EMPTY_CHAIN: Readonly<Record<string, string>> = {
  eth_call: '0x',
  eth_getTransactionCount: '0x0',
  eth_blockNumber: '0x1',
}

/** What a wallet answers with when it refuses (EIP-1193). */
class WalletRpcError extends Error {
  readonly code: number
  readonly data: unknown

  constructor(code: number, message: string, data?: unknown) {
    super(message)
    this.code = code
    this.data = data
  }
}

/** Requests that a person confirms. */
const CONFIRMED = new Set([
  'eth_requestAccounts',
  'wallet_switchEthereumChain',
  'wallet_addEthereumChain',
  'eth_sendTransaction',
  'eth_signTypedData_v4',
])

/**
 * A wallet (EIP-1193) in front of a real chain, whose keys the chain keeps. A scripted person confirms or rejects. Every
 * request is recorded: it is all that a wallet ever learns.
 */
export class TestWallet implements Eip1193Provider {
  readonly requests: WalletRequest[] = []
  person: Person = () => 'confirm'
  readonly #chain: { request(method: string, params?: readonly unknown[]): Promise<unknown> }
  readonly #options: TestWalletOptions
  readonly #events = new EventEmitter()
  readonly #known: Set<number>
  #accounts: readonly string[]
  #isConnected: boolean
  #isOnline = true
  #chainId: number
  #isOpen = false
  #hangs = false
  #lastHash: string | undefined

  constructor(
    { chain }: { readonly chain: { request(method: string, params?: readonly unknown[]): Promise<unknown> } },
    options: TestWalletOptions,
  ) {
    const { accounts, chainIds = [REAL_CHAIN_ID], isConnected = false } = options
    this.#chain = chain
    this.#options = options
    this.#accounts = accounts
    this.#known = new Set(chainIds)
    this.#chainId = chainIds[0]!
    this.#isConnected = isConnected
  }

  on(event: string, listener: (value: never) => void): void {
    this.#events.on(event, listener as (value: unknown) => void)
  }

  removeListener(event: string, listener: (value: never) => void): void {
    this.#events.off(event, listener as (value: unknown) => void)
  }

  get listenerCount(): number {
    return this.#events.eventNames().reduce((sum, name) => sum + this.#events.listenerCount(name), 0)
  }

  /** The person chooses other accounts. */
  useAccounts(...accounts: readonly string[]): void {
    this.#accounts = accounts
    this.#events.emit('accountsChanged', this.#isConnected ? accounts : [])
  }

  /** The person switches by themselves. */
  useChain(chainId: number): void {
    this.#chainId = chainId
    this.#events.emit('chainChanged', `0x${chainId.toString(16)}`)
  }

  lock(): void {
    this.#isConnected = false
    this.#events.emit('accountsChanged', [])
  }

  disconnect(): void {
    this.#isOnline = false
    this.#events.emit('disconnect', new WalletRpcError(4900, 'The provider is disconnected from all chains.'))
  }

  /** The window that was left open goes away unanswered, as when its page is closed. */
  closeWindow(): void {
    this.#isOpen = false
  }

  get otherAccounts(): readonly string[] {
    return this.#accounts.slice(1)
  }

  /** Of the transaction that was sent last. */
  lastHash(): string {
    if (this.#lastHash === undefined) throw new Error('the wallet has sent nothing yet')
    return this.#lastHash
  }

  /** Resolves when the wallet has answered this method the next time. */
  async nextAnswer(method: string): Promise<void> {
    await once(this.#events, `answered ${method}`)
  }

  /** Nothing is answered from now on. */
  hang(): void {
    this.#hangs = true
  }

  /** How often something was asked for. */
  count(method: string, includes = ''): number {
    return this.requests.filter((request) => request.method === method && JSON.stringify(request).includes(includes))
      .length
  }

  async request(args: { readonly method: string; readonly params?: readonly unknown[] | object }): Promise<unknown> {
    const { method } = args
    const params = Array.isArray(args.params) ? args.params : []
    const request = { method, params: structuredClone(params) }
    this.requests.push(request)
    if (this.#hangs) await new Promise(() => {})
    if (!this.#isOnline) throw new WalletRpcError(4900, 'The provider is disconnected from all chains.')
    if (CONFIRMED.has(method)) await this.#confirm(request)
    const answer = await this.#answer(method, params)
    if (method === 'eth_sendTransaction') this.#lastHash = answer as string
    this.#events.emit(`answered ${method}`)
    return answer
  }

  async #confirm(request: WalletRequest): Promise<void> {
    const { method, params } = request
    if (method === 'eth_requestAccounts' && this.#isConnected) return
    if (method === 'wallet_switchEthereumChain' && !this.#known.has(chainIdOf(params))) {
      throw new WalletRpcError(4902, 'Unrecognized chain ID.')
    }
    if (method === 'eth_signTypedData_v4' && this.#options.signing === 'none') {
      throw new WalletRpcError(4200, 'The provider does not support the requested method.')
    }
    if (method.startsWith('eth_s') && !this.#isConnected) {
      throw new WalletRpcError(4100, 'The requested account has not been authorized.')
    }
    if (this.#isOpen) throw new WalletRpcError(-32002, `Request of type '${method}' already pending.`)
    this.#isOpen = true
    const decision = await this.person(request)
    if (decision === 'ignore') await new Promise(() => {})
    this.#isOpen = false
    if (decision === 'reject') throw new WalletRpcError(4001, 'User rejected the request.')
  }

  async #answer(method: string, params: readonly unknown[]): Promise<unknown> {
    switch (method) {
      case 'eth_requestAccounts':
        this.#isConnected = true
        return this.#accounts
      case 'eth_accounts':
        return this.#isConnected ? this.#accounts : []
      case 'eth_chainId':
        return `0x${this.#chainId.toString(16)}`
      case 'wallet_addEthereumChain':
        this.#known.add(chainIdOf(params))
        return null
      case 'wallet_switchEthereumChain':
        this.useChain(chainIdOf(params))
        return null
      default:
        if (method.startsWith('wallet_')) throw new WalletRpcError(4200, 'The provider does not support this.')
        return this.#ofTheChain(method, params)
    }
  }

  async #ofTheChain(method: string, params: readonly unknown[]): Promise<unknown> {
    if (this.#chainId !== REAL_CHAIN_ID) {
      if (this.#options.readsOtherChains) return EMPTY_CHAIN[method] ?? null
      throw new WalletRpcError(4901, 'The provider is not connected to the chain.')
    }
    try {
      const answer = await this.#chain.request(method, params)
      const isWrapped = method === 'eth_signTypedData_v4' && this.#options.signing === 'contract'
      return isWrapped ? `${answer}${'00'.repeat(32)}` : answer
    } catch (error) {
      if (this.#options.hidesReverts && method === 'eth_call') throw new WalletRpcError(-32_000, 'call failed')
      // As MetaMask passes on what its RPC endpoint says.
      const { cause } = error as { cause: { code: number; message: string; data?: unknown } }
      throw new WalletRpcError(-32603, 'Internal JSON-RPC error.', cause)
    }
  }
}

function chainIdOf(params: readonly unknown[]): number {
  return Number((params[0] as { chainId: string }).chainId)
}
