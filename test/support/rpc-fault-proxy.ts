import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What can go wrong between a node and its RPC provider. */
export const rpcFaults = [
  /** 429 to everything. */
  'rate_limited',
  /** 500 with an HTML page. */
  'server_error',
  /** Takes the request and never answers. */
  'hang',
  /** Half of the JSON. */
  'truncated_json',
  /** Every `eth_getLogs` finds nothing. */
  'missing_logs',
  /** The head never moves on from where it was when the fault began. */
  'stale_head',
  /** Every other request goes to another chain that has the same chain id. */
  'other_backend',
  /** `eth_chainId` tells another chain. */
  'wrong_chain_id',
  /** The connection is reset. */
  'disconnect',
  /** Every answer takes three seconds. */
  'slow',
] as const

export type RpcFault = (typeof rpcFaults)[number]

const slowMs = 3_000

/** A JSON-RPC proxy in front of a chain that misbehaves on demand. */
export class RpcFaultProxy {
  readonly #server: Server
  readonly #targetUrl: string
  readonly #otherUrl: string | undefined
  #fault: RpcFault | undefined
  #staleHead: unknown
  #requests = 0

  private constructor(targetUrl: string, otherUrl: string | undefined) {
    this.#targetUrl = targetUrl
    this.#otherUrl = otherUrl
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch(() => response.destroy())
    })
  }

  /** @param otherUrl Another chain, for `other_backend`. */
  static async start(targetUrl: string, otherUrl?: string): Promise<RpcFaultProxy> {
    const proxy = new RpcFaultProxy(targetUrl, otherUrl)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Begins a fault, or ends it. Connections under way are cut, so that none hangs over from the fault before. */
  async setFault(fault: RpcFault | undefined): Promise<void> {
    if (fault === 'stale_head') {
      const head = { jsonrpc: '2.0', id: 0, method: 'eth_getBlockByNumber', params: ['latest', false] }
      this.#staleHead = JSON.parse(await forward(this.#targetUrl, JSON.stringify(head))).result
    }
    this.#fault = fault
    this.#server.closeAllConnections()
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request)
    const { id, method, params } = JSON.parse(body)
    const answer = (status: number, text: string): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(text)
    }
    const result = (value: unknown): void => answer(200, JSON.stringify({ jsonrpc: '2.0', id, result: value }))
    this.#requests++
    switch (this.#fault) {
      case 'rate_limited':
        return answer(429, '{"error":"too many requests"}')
      case 'server_error':
        return answer(500, '<html>Internal Server Error</html>')
      case 'hang':
        return
      case 'disconnect':
        request.socket.resetAndDestroy()
        return
      case 'slow':
        await new Promise((resolve) => setTimeout(resolve, slowMs))
        break
      case 'truncated_json': {
        const text = await forward(this.#targetUrl, body)
        return answer(200, text.slice(0, text.length >> 1))
      }
      case 'missing_logs':
        if (method === 'eth_getLogs') return result([])
        break
      case 'stale_head':
        if (method === 'eth_getBlockByNumber' && params[0] === 'latest') return result(this.#staleHead)
        break
      case 'wrong_chain_id':
        if (method === 'eth_chainId') return result('0x1')
        break
      case 'other_backend':
        if (this.#requests % 2 === 0) return answer(200, await forward(this.#otherUrl!, body))
        break
      case undefined:
        break
    }
    answer(200, await forward(this.#targetUrl, body))
  }
}

async function forward(url: string, body: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  return response.text()
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
