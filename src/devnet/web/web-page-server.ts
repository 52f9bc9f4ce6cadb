import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Startable } from '../../foundation/index.ts'
import { answerRpc, MAX_RPC_BODY_BYTES, type RpcHandler } from './json-rpc-desk.ts'
import type { PageFile } from './page-folder.ts'
import type { WebPageConfig } from './web-page-config.ts'

/** What the page's part of the development wallet calls its visitor by. No page of another origin can send it unasked. */
export const VISITOR_HEADER = 'x-dev-wallet-visitor'

/** Put into the page when it is served here: what a browser's extension does elsewhere. */
const WALLET_SCRIPT = '<script type="module" src="dev-wallet.js"></script>'

/** A page takes some connections; this is for a handful of people on one machine. */
const MAX_CONNECTIONS = 256
/** A client on this machine that is slower is not one of ours. */
const REQUEST_TIMEOUT_MS = 10_000

export interface WebPageServerComponents {
  /** The page's files, and those of `artifacts/`. */
  readonly files: ReadonlyMap<string, PageFile>
  readonly artifacts: ReadonlyMap<string, PageFile>
  /** The chain, for reading. */
  readonly chain: RpcHandler
  /** @param visitor see `VISITOR_HEADER` */
  readonly wallet: (visitor: string | undefined, ...request: Parameters<RpcHandler>) => ReturnType<RpcHandler>
}

interface Answer {
  readonly status: number
  readonly contentType: string
  readonly body: Uint8Array | string
  readonly etag?: string
}

/** Serves the chat page on 127.0.0.1, with its network's configuration, the chain for reading, and a wallet for play. */
export class WebPageServer implements Startable {
  readonly #components: WebPageServerComponents
  readonly #config: WebPageConfig
  readonly #port: number
  readonly #server: Server
  readonly #headers: Readonly<Record<string, string>>

  constructor(components: WebPageServerComponents, options: { readonly config: WebPageConfig; readonly port: number }) {
    this.#components = components
    this.#config = options.config
    this.#port = options.port
    this.#headers = securityHeaders(options.config)
    this.#server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, async (request, response) => {
      const { status, contentType, body, etag } = await this.#answer(request).catch((error: unknown) =>
        plain(500, error instanceof Error ? error.message : 'this request failed'),
      )
      const cached = { 'cache-control': etag === undefined ? 'no-store' : 'no-cache', ...(etag && { etag }) }
      // By its length the page says how far loading is.
      const length = status === 304 ? {} : { 'content-length': Buffer.byteLength(body) }
      response.writeHead(status, { ...this.#headers, ...cached, ...length, 'content-type': contentType }).end(body)
    })
    this.#server.maxConnections = MAX_CONNECTIONS
  }

  /** @throws what Node throws when the port is taken */
  async start(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    await closed
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const { url = '/', method, headers } = request
    // Under another name a page from elsewhere would be in the same origin (DNS rebinding), and here is a wallet.
    if (`http://${headers.host}/` !== this.url) return plain(403, `this server answers to ${this.url} only`)
    const path = url.split('?')[0]!
    if (method === 'POST') return this.#answerRpc(path, request)
    if (method !== 'GET' && method !== 'HEAD') return plain(405, `${method} is not answered here`)
    if (path === '/config.json')
      return { status: 200, contentType: 'application/json', body: JSON.stringify(this.#config) }
    const { files, artifacts } = this.#components
    const isArtifact = path.startsWith('/artifacts/')
    const name = isArtifact ? path.slice('/artifacts/'.length) : path.slice(1) || 'index.html'
    const file = (isArtifact ? artifacts : files).get(name)
    if (file === undefined) return plain(404, `see ${this.url}`)
    const etag = etagOf(file)
    if (headers['if-none-match'] === etag) return { status: 304, contentType: file.contentType, body: '', etag }
    return {
      status: 200,
      contentType: file.contentType,
      body: name === 'index.html' ? withWallet(file) : file.body,
      etag,
    }
  }

  async #answerRpc(path: string, request: IncomingMessage): Promise<Answer> {
    const { origin, 'content-type': contentType, [VISITOR_HEADER]: visitor } = request.headers
    if (`${origin}/` !== this.url) return plain(403, `only the page at ${this.url} may ask`)
    // With this type, a page of another origin has to ask beforehand, and is refused.
    if (contentType !== 'application/json') return plain(415, 'JSON-RPC comes as application/json')
    const { chain, wallet } = this.#components
    const visitorName = typeof visitor === 'string' ? visitor : undefined
    const desks: Readonly<Record<string, RpcHandler>> = {
      '/chain': chain,
      '/wallet': (...asked) => wallet(visitorName, ...asked),
    }
    const desk = Object.hasOwn(desks, path) ? desks[path] : undefined
    if (desk === undefined) return plain(404, 'POST to /chain or /wallet')
    const body = await boundedBody(request)
    if (body === undefined) return plain(413, `at most ${MAX_RPC_BODY_BYTES} bytes`)
    return { status: 200, contentType: 'application/json', body: await answerRpc(body, desk) }
  }
}

async function boundedBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_RPC_BODY_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function withWallet({ body }: PageFile): string {
  return Buffer.from(body).toString('utf8').replace('</head>', `  ${WALLET_SCRIPT}\n  </head>`)
}

function etagOf({ body }: PageFile): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
}

function plain(status: number, why: string): Answer {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${why}\n` }
}

/**
 * The page loads nothing but its own files, speaks to nobody but this server and the network's nodes, and cannot make a
 * script out of a text. `wasm-unsafe-eval` compiles WebAssembly, by which proofs are made, and nothing else.
 */
function securityHeaders({ nodes }: WebPageConfig): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src ${["'self'", ...nodes.map(webSocketOrigin)].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types browser-chat',
  ]
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  }
}

/** `/ip4/127.0.0.1/tcp/1234/ws/p2p/...`, as the nodes of this machine have it, as a policy names it. */
function webSocketOrigin(multiaddr: string): string {
  const [, host, port] = /^\/ip4\/([\d.]+)\/tcp\/(\d+)\/ws\//.exec(multiaddr) ?? []
  return `ws://${host}:${port}`
}
