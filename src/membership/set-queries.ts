import { ZeroAddress } from 'ethers'
import { ChainReader } from './chain-reader.ts'
import { HttpRpcEndpoint } from './rpc-endpoint.ts'

/**
 * The contract's root at the newest block. For tools: a node asks its own tree.
 * @throws MembershipError an `rpc_*` code
 */
export async function membershipRoot(rpcUrl: string, contractAddress: string): Promise<bigint> {
  const reader = new ChainReader(new HttpRpcEndpoint(rpcUrl), contractAddress)
  const { hash } = await reader.head()
  return reader.rootAt(hash)
}

/** @throws MembershipError an `rpc_*` code */
export async function latestBlockNumber(rpcUrl: string): Promise<number> {
  const reader = new ChainReader(new HttpRpcEndpoint(rpcUrl), ZeroAddress)
  const { number } = await reader.head()
  return number
}
