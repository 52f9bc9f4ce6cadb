import { request } from 'node:http'
import { expect } from 'chai'
import { MAX_RPC_BODY_BYTES } from '../../../../src/devnet/web/json-rpc-desk.ts'
import type { WebPageConfig } from '../../../../src/devnet/web/web-page-config.ts'
import { VISITOR_HEADER, WebPageServer } from '../../../../src/devnet/web/web-page-server.ts'

const CONFIG: WebPageConfig = {
  name: 'Test network',
  networkId: '0123456789abcdef',
  clusterId: 42,
  shardCount: 1,
  nodes: ['/ip4/127.0.0.1/tcp/4001/ws/p2p/16Uiu2HAm'],
  chain: {
    rpcUrl: 'chain',
    walletRpcUrl: 'http://127.0.0.1:8545',
    chainId: 31_337,
    contract: '0x5FbDB2315678afecb367f032d93F642f64180aa3',
    hasTestTokens: true,
  },
  epochSizeSeconds: 60,
  artifactsUrl: 'artifacts/',
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

describe('WebPageServer', () => {
  let server: WebPageServer
  let origin: string
  let asked: unknown[]

  beforeEach(async () => {
    asked = []
    const file = (contentType: string, text: string) => ({ contentType, body: Buffer.from(text) })
    server = new WebPageServer(
      {
        files: new Map([
          ['index.html', file('text/html; charset=utf-8', '<html><head></head><body></body></html>')],
          ['page.js', file('text/javascript; charset=utf-8', 'export {}')],
        ]),
        artifacts: new Map([['manifest.json', file('application/json', '{}')]]),
        chain: async (...call) => {
          asked.push(['chain', ...call])
          return { result: '0x1' }
        },
        wallet: async (...call) => {
          asked.push(['wallet', ...call])
          return { result: [] }
        },
      },
      { config: CONFIG, port: 0 },
    )
    await server.start()
    origin = server.url.replace(/\/$/, '')
  })
  afterEach(() => server.stop())

  function ask(path: string, { method = 'GET', headers = {}, body = '' } = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request(origin + path, { method, headers }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: text }))
      })
      sent.on('error', reject).end(body)
    })
  }

  const rpc = (path: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> =>
    ask(path, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json', ...headers },
      body: body ?? JSON.stringify({ id: 1, method: 'eth_chainId', params: [] }),
    })

  it('serves page, artifacts and configuration, and puts the wallet into the page', async () => {
    const page = await ask('/')
    expect([page.status, page.headers['content-type']]).to.deep.equal([200, 'text/html; charset=utf-8'])
    expect(page.body).to.match(/<script type="module" src="dev-wallet.js"><\/script>\s*<\/head>/)
    const script = await ask('/page.js')
    expect(script).to.include({ status: 200, body: 'export {}' })
    expect(script.headers['content-length']).to.equal('9')
    expect((await ask('/artifacts/manifest.json')).status).to.equal(200)
    expect(JSON.parse((await ask('/config.json')).body)).to.deep.equal(CONFIG)
    expect(await ask('/page.js', { method: 'HEAD' })).to.include({ status: 200, body: '' })
  })

  it('is asked again only whether a file changed', async () => {
    const { headers } = await ask('/page.js')
    const again = await ask('/page.js', { headers: { 'if-none-match': headers.etag as string } })
    expect([again.status, again.body, headers['cache-control']]).to.deep.equal([304, '', 'no-cache'])
  })

  it('lets the page load and ask nothing but its own, and its nodes, and make no scripts', async () => {
    const { headers } = await ask('/')
    const policy = (headers['content-security-policy'] as string).split('; ')
    expect(policy).to.include.members([
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "connect-src 'self' ws://127.0.0.1:4001",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ])
    expect(headers).to.include({ 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' })
  })

  it('answers to its own address only, to known paths and methods', async () => {
    const { port } = new URL(origin)
    for (const host of ['evil.example', `evil.example:${port}`, `localhost:${port}`]) {
      expect((await ask('/', { headers: { host } })).status, host).to.equal(403)
    }
    for (const path of ['/nothing', '/../package.json', '/artifacts/', '/%00', '//page.js']) {
      expect((await ask(path)).status, path).to.equal(404)
    }
    for (const method of ['PUT', 'DELETE', 'OPTIONS']) expect((await ask('/', { method })).status, method).to.equal(405)
  })

  it('hands requests of its own page to chain and wallet, with the name of the visitor', async () => {
    expect(JSON.parse((await rpc('/chain')).body)).to.deep.equal({ jsonrpc: '2.0', id: 1, result: '0x1' })
    await rpc('/wallet', { [VISITOR_HEADER]: 'somebody' })
    await rpc('/wallet')
    expect(asked).to.deep.equal([
      ['chain', 'eth_chainId', []],
      ['wallet', 'somebody', 'eth_chainId', []],
      ['wallet', undefined, 'eth_chainId', []],
    ])
  })

  it('hands on nothing of other pages, of other kinds, of other paths, or too large', async () => {
    for (const other of [
      'http://evil.example',
      'null',
      `${origin}.evil.example`,
      origin.replace('127.0.0.1', 'localhost'),
    ]) {
      expect((await rpc('/wallet', { origin: other })).status, other).to.equal(403)
    }
    const bare = await ask('/wallet', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
    expect(bare.status).to.equal(403)
    expect((await rpc('/wallet', { 'content-type': 'text/plain' })).status).to.equal(415)
    for (const path of ['/', '/rpc', '/constructor']) expect((await rpc(path)).status, path).to.equal(404)
    const large = JSON.stringify({ id: 1, method: 'eth_call', params: ['x'.repeat(MAX_RPC_BODY_BYTES)] })
    expect((await rpc('/chain', {}, large)).status).to.equal(413)
    expect(asked).to.deep.equal([])
  })
})
