import type { ContractRunner, TransactionRequest } from 'ethers'

/**
 * What is read of the chain: ethers' providers can do it, and so can a wallet, without ethers' own machinery of networks,
 * signers and polling, which is larger than the rest of this room.
 */
export interface ChainProvider {
  getNetwork(): Promise<{ readonly chainId: bigint }>
  getCode(address: string): Promise<string>
  /** In wei. */
  getBalance(address: string): Promise<bigint>
  getFeeData(): Promise<{ readonly gasPrice: bigint | null; readonly maxFeePerGas: bigint | null }>
  getBlock(block: 'latest' | 'pending'): Promise<{ readonly timestamp: number } | null>
  estimateGas(transaction: TransactionRequest): Promise<bigint>
  call(transaction: TransactionRequest): Promise<string>
}

/** What a contract is read through; one of ethers' signers also sends through it. */
export type ChainRunner = ContractRunner | ChainProvider

export function providerOf(runner: ChainRunner): ChainProvider {
  if ('getNetwork' in runner) return runner
  if (!runner.provider) throw new TypeError('the signer must be connected to a provider')
  return runner.provider
}
