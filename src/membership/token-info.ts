import { formatUnits } from 'ethers'
import type { ChainProvider } from './chain-provider.ts'
import { tokenAt } from './contract.ts'

/** What people call a token and how they write amounts of it. */
export interface TokenInfo {
  readonly address: string
  /** As the token says; its address when it says nothing that can be printed. */
  readonly symbol: string
  /** Places after the point of what people call one token; 0 when the token does not say. */
  readonly decimals: number
}

/** A token's contract is anybody's: what it calls itself must not paint over a terminal. */
const PRINTABLE_SYMBOL = /^[\p{L}\p{N}\p{S}._-]{1,16}$/u

/** @throws MembershipError an `rpc_*` code */
export async function readTokenInfo(provider: ChainProvider, address: string): Promise<TokenInfo> {
  const token = tokenAt(address, provider)
  // Optional in ERC-20, so a refusal is an answer; what is broken behind it shows at the next call.
  const [symbol, decimals] = await Promise.all([token.symbol().catch(() => ''), token.decimals().catch(() => 0n)])
  return { address, symbol: PRINTABLE_SYMBOL.test(symbol) ? symbol : address, decimals: Number(decimals) }
}

/** An amount as people write it, with the token's symbol. */
export function formatTokens(amount: bigint, { decimals, symbol }: TokenInfo): string {
  return `${trimmed(formatUnits(amount, decimals))} ${symbol}`
}

/** An amount of the chain's own currency, in ether. */
export function formatEther(wei: bigint): string {
  return `${trimmed(formatUnits(wei, 18))} ETH`
}

/** A price of gas, in gwei. */
export function formatGasPrice(wei: bigint): string {
  return `${trimmed(formatUnits(wei, 9))} gwei`
}

/** Without the ".0" that ethers puts behind whole numbers. */
function trimmed(text: string): string {
  return text.replace(/\.0$/, '')
}
