import { MembershipError, type RpcEndpoint } from '../../membership/server.ts'

/** A JSON-RPC error object, by the codes of EIP-1474 and EIP-1193. */
export interface RpcRefusal {
  readonly code: number
  readonly message: string
  readonly data?: unknown
}

/** What a method answers. A refusal is a value: the page has to show it. */
export type RpcOutcome = { readonly result: unknown } | { readonly error: RpcRefusal }

export type RpcHandler = (method: string, params: readonly unknown[]) => Promise<RpcOutcome>

/** A page asks with a few hundred bytes; a registration that erases many others takes some thousand. */
export const MAX_RPC_BODY_BYTES = 64 * 1024

/** What reading the contract and following a transaction takes. Nothing here changes anything. */
export const READING_METHODS: ReadonlySet<string> = new Set([
  'eth_blockNumber',
  'eth_call',
  'eth_chainId',
  'eth_estimateGas',
  'eth_feeHistory',
  'eth_gasPrice',
  'eth_getBalance',
  'eth_getBlockByHash',
  'eth_getBlockByNumber',
  'eth_getCode',
  'eth_getLogs',
  'eth_getTransactionByHash',
  'eth_getTransactionCount',
  'eth_getTransactionReceipt',
  'eth_maxPriorityFeePerGas',
  'net_version',
])

/** The answer to the body of a request; what is no request of JSON-RPC is told so. Batches are not taken. */
export async function answerRpc(body: string, handle: RpcHandler): Promise<string> {
  const request = parseRequest(body)
  if (request === undefined) {
    return JSON.stringify({ jsonrpc: '2.0', id: null, ...refusal(-32600, 'one JSON-RPC request at a time, please') })
  }
  const { id, method, params } = request
  return JSON.stringify({ jsonrpc: '2.0', id, ...(await handle(method, params)) })
}

export function refusal(code: number, message: string): RpcOutcome {
  return { error: { code, message } }
}

/** Asks the chain, and hands on what it says, refusals with all that wallets and libraries read out of them. */
export async function askChain(chain: RpcEndpoint, method: string, params: readonly unknown[]): Promise<RpcOutcome> {
  try {
    return { result: await chain.request(method, params) }
  } catch (error) {
    if (!(error instanceof MembershipError)) throw error
    if (error.code === 'rpc_refused') return { error: error.cause as RpcRefusal }
    return refusal(-32603, error.message)
  }
}

/** The chain for reading only. */
export function readOnly(chain: RpcEndpoint): RpcHandler {
  return async (method, params) => {
    if (READING_METHODS.has(method)) return askChain(chain, method, params)
    return refusal(4200, `${method} is not answered here: this address of the chain is for reading`)
  }
}

function parseRequest(body: string): { id: string | number; method: string; params: readonly unknown[] } | undefined {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const { id, method, params = [] } = value as Record<string, unknown>
  if (typeof id !== 'string' && typeof id !== 'number') return undefined
  return typeof method === 'string' && Array.isArray(params) ? { id, method, params } : undefined
}
