import { toQuantity } from 'ethers'
import { type Clock, systemClock } from '../foundation/index.ts'
import { ConnectedWallet } from './connected-wallet.ts'
import type { Eip1193Provider, WalletChain } from './eip1193-provider.ts'
import { MembershipError } from './membership-error.ts'
import { readChainId } from './rpc-provider.ts'
import { accountsOf } from './wallet-accounts.ts'
import { WalletRequests } from './wallet-requests.ts'

export interface ConnectWalletOptions {
  /** The chain of the membership contract. A wallet on another one is asked to switch. */
  readonly chainId: number
  /** For wallets that do not know the chain. Missing: it is not added to them. */
  readonly chain?: WalletChain
  /** Gives up waiting for the person: `wallet_aborted`. */
  readonly signal?: AbortSignal
  /** For tests. */
  readonly clock?: Clock
}

/**
 * Asks the wallet for an account (EIP-1102), and to switch to the chain (EIP-3326), which it may have to learn of first
 * (EIP-3085).
 * @throws MembershipError `wallet_missing`, `wallet_rejected`, `wallet_unauthorized`, `wallet_request_pending`,
 * `wallet_no_account`, `wallet_wrong_chain`, `wallet_disconnected`, `wallet_unsupported`, `wallet_aborted`,
 * `wallet_refused`, or an `rpc_*` code
 */
export async function connectWallet(
  provider: Eip1193Provider | undefined,
  options: ConnectWalletOptions,
): Promise<ConnectedWallet> {
  if (typeof provider?.request !== 'function') {
    throw new MembershipError('wallet_missing', 'there is no wallet in this page; install one and load the page again')
  }
  const { chainId, signal, clock = systemClock } = options
  const requests = new WalletRequests({ provider, clock })
  requireAccount(await requests.ask('eth_requestAccounts', [], signal))
  if ((await readChainId(requests)) !== chainId) await switchChain(requests, options)
  const found = await readChainId(requests)
  if (found !== chainId) throw wrongChain(`the wallet is still on chain ${found}`, chainId)
  // Wallets may have other accounts on other chains.
  const account = requireAccount(await requests.request('eth_accounts', []))
  return new ConnectedWallet({ provider, clock }, { account, chainId })
}

function requireAccount(reply: unknown): string {
  const [account] = accountsOf(reply)
  if (account !== undefined) return account
  throw new MembershipError('wallet_no_account', 'the wallet gives this page no account; choose one in the wallet')
}

async function switchChain(requests: WalletRequests, options: ConnectWalletOptions): Promise<void> {
  const { chainId, chain, signal } = options
  const switchTo = (): Promise<unknown> =>
    requests.ask('wallet_switchEthereumChain', [{ chainId: toQuantity(chainId) }], signal)
  try {
    await switchTo()
  } catch (error) {
    if (!(error instanceof MembershipError) || error.code !== 'wallet_wrong_chain') throw error
    if (chain === undefined) throw wrongChain('the wallet does not know the chain', chainId, error)
    await requests.ask('wallet_addEthereumChain', [chainParameters(chainId, chain)], signal)
    // Some wallets switch when they add, some do not.
    if ((await readChainId(requests)) !== chainId) await switchTo()
  }
}

function chainParameters(chainId: number, { name, rpcUrls, currency, blockExplorerUrls }: WalletChain): object {
  return {
    chainId: toQuantity(chainId),
    chainName: name,
    nativeCurrency: currency,
    rpcUrls,
    ...(blockExplorerUrls && { blockExplorerUrls }),
  }
}

function wrongChain(found: string, chainId: number, cause?: unknown): MembershipError {
  const text = `${found}; switch it to chain ${chainId}, and connect again`
  return new MembershipError('wallet_wrong_chain', text, { cause })
}
