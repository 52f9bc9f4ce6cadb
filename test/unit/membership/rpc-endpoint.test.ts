import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import { HttpRpcEndpoint, MembershipError, openRpcProvider } from '../../../src/membership/index.ts'

/** Serves one test. */
async function serve(listener: RequestListener): Promise<{ url: string; close(): Promise<void> }> {
  const server: Server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function failureOf(promise: Promise<unknown>): Promise<MembershipError> {
  try {
    await promise
  } catch (error) {
    if (error instanceof MembershipError) return error
    throw error
  }
  throw new Error('it did not fail')
}

describe('HttpRpcEndpoint', () => {
  const cases: [name: string, code: string, status: number, body: string][] = [
    ['429', 'rpc_rate_limited', 429, '{}'],
    ['another HTTP error', 'rpc_http_error', 503, '<html>'],
    ['an HTTP error with JSON', 'rpc_http_error', 500, '{"message":"no"}'],
    ['cut JSON', 'rpc_malformed_reply', 200, '{"jsonrpc":"2.0","id":1,"resul'],
    ['no JSON-RPC', 'rpc_malformed_reply', 200, '"hello"'],
    ['the answer to another request', 'rpc_malformed_reply', 200, '{"jsonrpc":"2.0","id":7,"result":"0x1"}'],
    ['neither result nor error', 'rpc_malformed_reply', 200, '{"jsonrpc":"2.0","id":1}'],
    ['an error', 'rpc_refused', 200, '{"jsonrpc":"2.0","id":1,"error":{"code":-32005,"message":"limit"}}'],
    [
      'an error with HTTP 400',
      'rpc_refused',
      400,
      '{"jsonrpc":"2.0","id":null,"error":{"code":-32005,"message":"limit"}}',
    ],
  ]
  for (const [name, code, status, body] of cases) {
    it(`tells ${name} as ${code}`, async () => {
      const server = await serve((_request, response) => response.writeHead(status).end(body))
      const failure = await failureOf(new HttpRpcEndpoint(server.url).request('eth_chainId', []))
      expect(failure.code).equal(code)
      await server.close()
    })
  }

  it('tells silence as rpc_timeout, in time', async () => {
    const server = await serve(() => undefined)
    const failure = await failureOf(new HttpRpcEndpoint(server.url, { timeoutMs: 50 }).request('eth_chainId', []))
    expect(failure.code).equal('rpc_timeout')
    await server.close()
  })

  it('tells a reply that never ends as rpc_malformed_reply', async function () {
    this.timeout(30_000)
    const server = await serve((_request, response) => {
      const chunk = 'x'.repeat(1_000_000)
      const write = (): void => {
        while (!response.destroyed && response.write(chunk));
      }
      response.on('drain', write)
      write()
    })
    const failure = await failureOf(new HttpRpcEndpoint(server.url).request('eth_chainId', []))
    expect(failure.code).equal('rpc_malformed_reply')
    await server.close()
  })

  it('tells nobody as rpc_unreachable without repeating what may be secret in the URL', async () => {
    const server = await serve(() => undefined)
    await server.close()
    const url = `${server.url.replace('http://', 'http://user:hunter2@')}/v3/my-api-key?token=abc`
    const failure = await failureOf(new HttpRpcEndpoint(url).request('eth_chainId', []))
    expect(failure.code).equal('rpc_unreachable')
    expect(failure.message).include(server.url)
    expect(failure.message).not.match(/hunter2|my-api-key|abc/)
  })

  it('sends the credentials of a URL in a header', async () => {
    let authorization: string | undefined
    const server = await serve((request, response) => {
      authorization = request.headers.authorization
      response.end('{"jsonrpc":"2.0","id":1,"result":"0x1"}')
    })
    await new HttpRpcEndpoint(server.url.replace('http://', 'http://user:p%40ss@')).request('eth_chainId', [])
    expect(authorization).equal(`Basic ${btoa('user:p@ss')}`)
    await server.close()
  })

  it('refuses what is no http URL, without repeating it', () => {
    for (const url of ['', 'localhost:8545', 'ws://127.0.0.1/secret', 'file:///secret']) {
      expect(() => new HttpRpcEndpoint(url))
        .throw(MembershipError)
        .and.satisfy((error: MembershipError) => error.code === 'rpc_url_invalid' && !error.message.includes('secret'))
    }
  })

  it('reads once more over a new connection when the kept one is closed under it, and sends nothing twice', async () => {
    let requests = 0
    const server = await serve((request, response) => {
      requests++
      if (requests === 1) request.socket.destroy()
      else response.end(`{"jsonrpc":"2.0","id":${requests - 1},"result":"0x1"}`)
    })
    const endpoint = new HttpRpcEndpoint(server.url)
    expect(await endpoint.request('eth_chainId', [])).equal('0x1')
    requests = 0
    expect((await failureOf(endpoint.request('eth_sendRawTransaction', []))).code).equal('rpc_unreachable')
    expect(requests).equal(1)
    await server.close()
  })

  it('ends requests under way when aborted', async () => {
    const server = await serve(() => undefined)
    const stopped = new AbortController()
    const request = failureOf(new HttpRpcEndpoint(server.url, { signal: stopped.signal }).request('eth_chainId', []))
    stopped.abort(new Error('stopped'))
    expect((await request).code).equal('rpc_unreachable')
    await server.close()
  })
})

describe('openRpcProvider', () => {
  it('refuses another chain than the expected one', async () => {
    const server = await serve((_request, response) => response.end('{"jsonrpc":"2.0","id":1,"result":"0x5"}'))
    const failure = await failureOf(openRpcProvider(server.url, { chainId: 31337 }))
    expect(failure.code).equal('wrong_chain_id')
    expect(failure.message).include('serves chain 5, not 31337')
    await server.close()
  })

  it('fails once and for good when nobody is there', async () => {
    const server = await serve(() => undefined)
    await server.close()
    expect((await failureOf(openRpcProvider(server.url))).code).equal('rpc_unreachable')
  })
})
