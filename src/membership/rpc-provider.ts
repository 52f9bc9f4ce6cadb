import { type JsonRpcError, type JsonRpcPayload, JsonRpcProvider, type JsonRpcResult, Network } from 'ethers'
import { MembershipError } from './membership-error.ts'
import {
  HttpRpcEndpoint,
  type HttpRpcEndpointOptions,
  type JsonRpcErrorObject,
  type RpcEndpoint,
} from './rpc-endpoint.ts'

/** How often a receipt is asked for while a transaction is under way. Nothing polls while none is. */
const receiptPollingIntervalMs = 500

/**
 * An ethers provider over our own endpoint, so that time and size bounds and errors are the same everywhere. Its network
 * is fixed beforehand: ethers neither detects it nor retries (and logs) for ever when nobody answers.
 */
class EndpointProvider extends JsonRpcProvider {
  readonly #endpoint: RpcEndpoint

  constructor(endpoint: RpcEndpoint, chainId: number) {
    const network = Network.from(chainId)
    super(endpoint.origin, network, {
      staticNetwork: network,
      batchMaxCount: 1,
      cacheTimeout: -1,
      pollingInterval: receiptPollingIntervalMs,
    })
    this.#endpoint = endpoint
  }

  override async _send(payload: JsonRpcPayload | JsonRpcPayload[]): Promise<JsonRpcResult[]> {
    const answers = await Promise.all((Array.isArray(payload) ? payload : [payload]).map((one) => this.#answer(one)))
    // ethers reads errors here too, as JsonRpcApiProvider's type says; JsonRpcProvider's narrower one forgot them.
    return answers as JsonRpcResult[]
  }

  async #answer({ id, method, params }: JsonRpcPayload): Promise<JsonRpcResult | JsonRpcError> {
    try {
      return { id, result: await this.#endpoint.request(method, Array.isArray(params) ? params : [params]) }
    } catch (error) {
      // ethers reads reverts and "insufficient funds" out of the JSON-RPC error itself.
      if (error instanceof MembershipError && error.code === 'rpc_refused') {
        return { id, error: error.cause as JsonRpcErrorObject }
      }
      throw error
    }
  }
}

export interface OpenProviderOptions extends HttpRpcEndpointOptions {
  /** The chain that must be behind the URL. Without it, whichever is there. */
  readonly chainId?: number
}

/**
 * Connects to a JSON-RPC endpoint and makes sure that it serves the right chain.
 * @throws MembershipError `wrong_chain_id`, or an `rpc_*` code.
 */
export async function openRpcProvider(rpcUrl: string, options: OpenProviderOptions = {}): Promise<JsonRpcProvider> {
  const endpoint = new HttpRpcEndpoint(rpcUrl, options)
  const chainId = await readChainId(endpoint)
  if (options.chainId !== undefined && options.chainId !== chainId)
    throw wrongChainId(endpoint, chainId, options.chainId)
  return new EndpointProvider(endpoint, chainId)
}

/** @throws MembershipError an `rpc_*` code. */
export async function readChainId(endpoint: RpcEndpoint): Promise<number> {
  const reply = await endpoint.request('eth_chainId', [])
  const chainId = typeof reply === 'string' && /^0x[0-9a-f]{1,13}$/i.test(reply) ? Number(reply) : 0
  if (chainId < 1) throw new MembershipError('rpc_malformed_reply', `RPC ${endpoint.origin} has no usable chain id`)
  return chainId
}

export function wrongChainId(endpoint: RpcEndpoint, found: number, expected: number): MembershipError {
  return new MembershipError(
    'wrong_chain_id',
    `RPC ${endpoint.origin} serves chain ${found}, not ${expected}; change the RPC URL or the chain id`,
  )
}
