import type { Clock } from '../foundation/index.ts'
import type { ChainProvider } from './chain-provider.ts'
import type { Eip1193Provider } from './eip1193-provider.ts'
import { MembershipError } from './membership-error.ts'
import { readChainId } from './rpc-provider.ts'
import { accountsOf } from './wallet-accounts.ts'
import { WalletProvider } from './wallet-provider.ts'
import { WalletRequests } from './wallet-requests.ts'

/** What changed in a wallet since it was connected. */
export type WalletChange =
  /** Another account is in use now; undefined: the page may use none any more. */
  | { readonly what: 'account'; readonly account: string | undefined }
  | { readonly what: 'chain'; readonly chainId: number }
  | { readonly what: 'disconnected' }

/** More parts of a page than this do not listen to one wallet. */
const MAX_LISTENERS = 64

/**
 * One account of a wallet on one chain. After either has changed, nothing is sent any more: connect again. No key ever
 * leaves the wallet, and nothing secret is given to it.
 */
export class ConnectedWallet {
  /** `0x` and 40 hex digits with EIP-55's checksum. */
  readonly account: string
  readonly chainId: number
  /** What the wallet is asked through. */
  readonly requests: WalletRequests
  /** The chain behind the wallet. */
  readonly chain: ChainProvider
  readonly clock: Clock
  readonly #listeners = new Set<(change: WalletChange) => void>()
  readonly #release: () => void

  constructor(
    { provider, clock }: { readonly provider: Eip1193Provider; readonly clock: Clock },
    { account, chainId }: { readonly account: string; readonly chainId: number },
  ) {
    this.account = account
    this.chainId = chainId
    this.clock = clock
    this.requests = new WalletRequests({ provider, clock })
    this.chain = new WalletProvider({ endpoint: this.requests })
    this.#release = this.#listenTo(provider)
  }

  /** Tells of changes until the returned function is called, or the wallet is closed. Wallets without events tell nothing. */
  onChange(listener: (change: WalletChange) => void): () => void {
    if (this.#listeners.size >= MAX_LISTENERS) {
      throw new RangeError(`more than ${MAX_LISTENERS} listeners of one wallet: stop those that are not needed`)
    }
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Stops listening to the wallet. Page and wallet stay connected, as far as the wallet is concerned. */
  close(): void {
    this.#listeners.clear()
    this.#release()
  }

  /** @throws MembershipError `wallet_changed`, `wallet_unauthorized`, `wallet_disconnected`, or an `rpc_*` code */
  async requireUnchanged(): Promise<void> {
    const [chainId, accounts] = await Promise.all([
      readChainId(this.requests),
      this.requests.request('eth_accounts', []).then(accountsOf),
    ])
    if (chainId !== this.chainId) {
      const text = `the wallet is on chain ${chainId} now, not on ${this.chainId} any more; connect again`
      throw new MembershipError('wallet_changed', text)
    }
    if (accounts[0] !== this.account) {
      const found = accounts[0] === undefined ? 'gives this page no account' : `uses account ${accounts[0]}`
      throw new MembershipError('wallet_changed', `the wallet ${found} now, not ${this.account}; connect again`)
    }
  }

  #listenTo(provider: Eip1193Provider): () => void {
    const tell = (change: WalletChange): void => {
      for (const listener of this.#listeners) listener(change)
    }
    const handlers: Readonly<Record<string, (value: unknown) => void>> = {
      accountsChanged: (accounts) => {
        const [account] = accountsOf(accounts)
        if (account !== this.account) tell({ what: 'account', account })
      },
      chainChanged: (chainId) => {
        if (Number(chainId) !== this.chainId) tell({ what: 'chain', chainId: Number(chainId) })
      },
      disconnect: () => tell({ what: 'disconnected' }),
    }
    for (const [event, handler] of Object.entries(handlers)) provider.on?.(event, handler)
    return () => {
      for (const [event, handler] of Object.entries(handlers)) provider.removeListener?.(event, handler)
    }
  }
}
