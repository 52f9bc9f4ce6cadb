import { AbiCoder, type TransactionRequest, toQuantity } from 'ethers'
import type { ChainProvider } from './chain-provider.ts'
import { MembershipError } from './membership-error.ts'
import type { RpcEndpoint } from './rpc-endpoint.ts'
import { readChainId } from './rpc-provider.ts'
import { revertDataOf } from './wallet-error.ts'

/** The chain behind a wallet, read through the wallet. Reverts surface as ethers' CALL_EXCEPTION: see `revertReasonOf`. */
export class WalletProvider implements ChainProvider {
  readonly #endpoint: RpcEndpoint

  constructor({ endpoint }: { readonly endpoint: RpcEndpoint }) {
    this.#endpoint = endpoint
  }

  async getNetwork(): Promise<{ readonly chainId: bigint }> {
    return { chainId: BigInt(await readChainId(this.#endpoint)) }
  }

  async getCode(address: string): Promise<string> {
    return hexOf('eth_getCode', await this.#endpoint.request('eth_getCode', [address, 'latest']))
  }

  async getBalance(address: string): Promise<bigint> {
    return quantityOf('eth_getBalance', await this.#endpoint.request('eth_getBalance', [address, 'latest']))
  }

  async getFeeData(): Promise<{ readonly gasPrice: bigint; readonly maxFeePerGas: null }> {
    const gasPrice = quantityOf('eth_gasPrice', await this.#endpoint.request('eth_gasPrice', []))
    return { gasPrice, maxFeePerGas: null }
  }

  async getBlock(block: 'latest' | 'pending'): Promise<{ readonly timestamp: number } | null> {
    const reply = await this.#endpoint.request('eth_getBlockByNumber', [block, false])
    if (reply === null || typeof reply !== 'object') return null
    return { timestamp: Number(quantityOf('eth_getBlockByNumber', (reply as Record<string, unknown>).timestamp)) }
  }

  async estimateGas(transaction: TransactionRequest): Promise<bigint> {
    const reply = await this.#simulate('estimateGas', 'eth_estimateGas', transaction)
    return quantityOf('eth_estimateGas', reply)
  }

  async call(transaction: TransactionRequest): Promise<string> {
    return hexOf('eth_call', await this.#simulate('call', 'eth_call', transaction))
  }

  async #simulate(action: 'call' | 'estimateGas', method: string, transaction: TransactionRequest): Promise<unknown> {
    const { from, to, data, value } = transaction
    const request = {
      ...(from != null && { from }),
      to,
      data,
      ...(value != null && BigInt(value) > 0n && { value: toQuantity(value) }),
    }
    try {
      return await this.#endpoint.request(method, action === 'call' ? [request, 'latest'] : [request])
    } catch (error) {
      throw revertOf(action, { to: String(to), data: data ?? '0x' }, error) ?? error
    }
  }
}

/** ethers' CALL_EXCEPTION of what a wallet, or the chain behind it, refused because a contract reverted; else undefined. */
export function revertOf(
  action: 'call' | 'estimateGas',
  transaction: { readonly to: string; readonly data: string },
  error: unknown,
): Error | undefined {
  if (!(error instanceof MembershipError) || !['rpc_refused', 'wallet_refused'].includes(error.code)) return undefined
  const reverted = revertDataOf(error.cause)
  return reverted === undefined ? undefined : AbiCoder.getBuiltinCallException(action, { ...transaction }, reverted)
}

/** @throws MembershipError `rpc_malformed_reply` */
export function quantityOf(method: string, reply: unknown): bigint {
  if (typeof reply === 'string' && /^0x[0-9a-f]{1,64}$/i.test(reply)) return BigInt(reply)
  throw malformed(method)
}

function hexOf(method: string, reply: unknown): string {
  if (typeof reply === 'string' && /^0x([0-9a-f]{2})*$/i.test(reply)) return reply
  throw malformed(method)
}

function malformed(method: string): MembershipError {
  const text = `the wallet's answer to ${method} has not the shape it must have; use another wallet`
  return new MembershipError('rpc_malformed_reply', text)
}
