import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger, Startable } from '../foundation/index.ts'
import type { PrometheusMetrics } from './prometheus-metrics.ts'
import { TelemetryError } from './telemetry-error.ts'

export interface MetricsServerOptions {
  readonly address: string
  /** 0: any free one. */
  readonly port: number
}

export interface MetricsServerComponents {
  readonly metrics: Pick<PrometheusMetrics, 'text' | 'contentType'>
  readonly logger: Logger
}

/** Prometheus scrapes with one connection; a few people look besides. */
const MAX_CONNECTIONS = 32
/** A scraper's request is a few hundred bytes. */
const MAX_HEADER_BYTES = 8 * 1024
/** For the head of a request, and for a reader that takes nothing of its answer. */
const PATIENCE_MS = 5_000
/** Prometheus asks every 15 s to a minute: the next scrape finds its connection still open. */
const KEEP_ALIVE_MS = 65_000

/** Serves the figures at `/metrics`, and nothing else: no request changes anything, no answer holds a secret. */
export class MetricsServer implements Startable {
  readonly #metrics: MetricsServerComponents['metrics']
  readonly #logger: Logger
  readonly #options: MetricsServerOptions
  #server: Server | undefined

  constructor({ metrics, logger }: MetricsServerComponents, options: MetricsServerOptions) {
    this.#metrics = metrics
    this.#logger = logger.child('telemetry')
    this.#options = options
  }

  /** Where it listens, without the path, once started. */
  get url(): string {
    const address = this.#server?.address() as AddressInfo | null | undefined
    if (address == null) throw new Error('the metrics server is not started')
    const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
    return `http://${host}:${address.port}`
  }

  /** @throws TelemetryError `metrics_address_unavailable` */
  async start(): Promise<void> {
    const server = createServer(
      {
        maxHeaderSize: MAX_HEADER_BYTES,
        headersTimeout: PATIENCE_MS,
        requestTimeout: PATIENCE_MS,
        keepAliveTimeout: KEEP_ALIVE_MS,
        connectionsCheckingInterval: PATIENCE_MS / 2,
      },
      (request, response) => this.#answer(request, response),
    )
    server.maxConnections = MAX_CONNECTIONS
    // Of the whole connection, while nothing moves on it; node's keep-alive takes over between requests.
    server.timeout = PATIENCE_MS
    const { address, port } = this.#options
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => reject(this.#explain(error)))
      server.listen({ host: address, port }, resolve)
    })
    // What goes wrong with one connection is that connection's.
    server.on('error', (error) => this.#logger.warn('the metrics server reports an error', { error }))
    this.#server = server
    this.#logger.info('metrics server is up', { url: `${this.url}/metrics` })
  }

  async stop(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (server === undefined) return
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const [path] = (request.url ?? '').split('?', 1)
    if (request.method !== 'GET' || path !== '/metrics') {
      // A body that was sent along is not read: the connection ends with the answer.
      response.writeHead(404, { 'content-type': 'text/plain', connection: 'close' }).end('only GET /metrics\n')
      return
    }
    this.#metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': this.#metrics.contentType }).end(text),
      (error: unknown) => {
        this.#logger.error('the figures could not be written', { error })
        response.writeHead(500).end()
      },
    )
  }

  #explain(error: NodeJS.ErrnoException): TelemetryError {
    const { address, port } = this.#options
    const why =
      error.code === 'EADDRINUSE'
        ? `the port is in use (--metrics-server-port ${port})`
        : error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND'
          ? `it is not an address of this machine (--metrics-server-address ${address})`
          : `${error.code} (--metrics-server-address ${address}, --metrics-server-port ${port})`
    return new TelemetryError('metrics_address_unavailable', `cannot serve metrics on ${address}:${port}: ${why}`, {
      cause: error,
    })
  }
}
