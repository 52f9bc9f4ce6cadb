import type { Signer, TransactionReceipt } from 'ethers'
import type { ChainProvider } from './chain-provider.ts'
import { explainSendFailure, sendAndWait } from './transaction.ts'

/** What a transaction does, in words for people. */
export type TransactionStep =
  | 'mint test tokens'
  | 'approve the deposit'
  | 'register'
  | 'extend the membership'
  | 'erase the membership'
  | 'clear the leaf'
  | 'release the deposit'
  | 'withdraw'
  | 'commit the slash'
  | 'slash (a block or more after the commit, within a day)'

/** A transaction that was not sent yet: what a wallet needs to sign it. */
export interface PlannedTransaction {
  /** For people and errors. */
  readonly what: TransactionStep
  readonly to: string
  /** Calldata, 0x hex. */
  readonly data: string
  /** In wei. */
  readonly value: bigint
  readonly chainId: number
  /** What to reckon with where it cannot be simulated, because one before it must be mined first. */
  readonly typicalGas: bigint
}

/** What transactions will cost in the chain's currency. */
export interface GasQuote {
  readonly gas: bigint
  /** At present, in wei. */
  readonly gasPriceWei: bigint
  /** Gas and the values sent along. */
  readonly totalWei: bigint
}

/**
 * The first transaction is simulated, so that what the contract would refuse is refused here, for free.
 * @param account who would send them; undefined: not known, nothing is simulated
 * @throws MembershipError `transaction_reverted`, `insufficient_gas_funds`, or an `rpc_*` code
 */
export async function quoteGas(
  provider: ChainProvider,
  account: string | undefined,
  transactions: readonly PlannedTransaction[],
): Promise<GasQuote> {
  const [first, ...others] = transactions
  if (first === undefined) return { gas: 0n, gasPriceWei: 0n, totalWei: 0n }
  const firstGas = account === undefined ? first.typicalGas : await simulate(provider, account, first)
  const gas = others.reduce((sum, { typicalGas }) => sum + typicalGas, firstGas)
  const gasPriceWei = await gasPriceOf(provider)
  const value = transactions.reduce((sum, transaction) => sum + transaction.value, 0n)
  return { gas, gasPriceWei, totalWei: gas * gasPriceWei + value }
}

/** What a unit of gas costs at present, in wei. */
export async function gasPriceOf(provider: ChainProvider): Promise<bigint> {
  const { gasPrice, maxFeePerGas } = await provider.getFeeData()
  return gasPrice ?? maxFeePerGas ?? 0n
}

async function simulate(
  provider: ChainProvider,
  account: string,
  { what, to, data, value }: PlannedTransaction,
): Promise<bigint> {
  try {
    return await provider.estimateGas({ from: account, to, data, value })
  } catch (error) {
    throw explainSendFailure(what, error)
  }
}

/**
 * Sends a planned transaction and waits until it is mined.
 * @throws MembershipError `insufficient_gas_funds`, `transaction_reverted`, `transaction_not_mined`, or an `rpc_*` code
 */
export function sendPlanned(
  signer: Signer,
  { what, to, data, value }: PlannedTransaction,
  options: { readonly timeoutMs?: number; readonly onSent?: (transactionHash: string) => void } = {},
): Promise<TransactionReceipt> {
  return sendAndWait(what, () => signer.sendTransaction({ to, data, value }), options)
}
