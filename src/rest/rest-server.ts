import Fastify, { type FastifyInstance } from 'fastify'
import type { Logger, Startable } from '../foundation/index.ts'
import type { WakuNode } from '../node/index.ts'
import { parseExactJson } from './exact-json.ts'
import { MessageCache } from './message-cache.ts'
import { addRelayRoutes, handleRouteError } from './relay-routes.ts'
import { createRequestGuard, isLoopbackAddress } from './request-guard.ts'
import { RestError } from './rest-error.ts'
import { addStatusRoutes } from './status-routes.ts'

export interface RestServerOptions {
  readonly address: string
  readonly port: number
  readonly cacheCapacity: number
  readonly allowedOrigins: readonly string[]
}

export interface RestServerComponents {
  readonly node: WakuNode
  readonly logger: Logger
}

/** A 150 KiB payload in base64 with its fields around it. */
const MAX_BODY_BYTES = 220 * 1024
/** A content topic in a path, percent-encoded. */
const MAX_PATH_PARAMETER_LENGTH = 1024
/** A client that sends its request more slowly than this loses its connection. */
const REQUEST_TIMEOUT_MS = 10_000

/** The node's HTTP interface, on a loopback address. Its routes and answers follow nwaku's where nwaku has them. */
export class RestServer implements Startable {
  readonly #node: WakuNode
  readonly #logger: Logger
  readonly #options: RestServerOptions
  readonly #cache: MessageCache
  #server: FastifyInstance | undefined
  #stopListening: (() => void) | undefined
  #url: string | undefined

  constructor(components: RestServerComponents, options: RestServerOptions) {
    this.#node = components.node
    this.#logger = components.logger.child('rest')
    this.#options = options
    this.#cache = new MessageCache(options.cacheCapacity)
  }

  /** Where it listens, once started. */
  get url(): string {
    if (this.#url === undefined) throw new Error('the REST server is not started')
    return this.#url
  }

  async start(): Promise<void> {
    const { address, port } = this.#options
    if (!isLoopbackAddress(address)) {
      const advice = 'put a reverse proxy with access control in front of it'
      throw new RestError(
        'address_not_loopback',
        `--rest-address ${address}: the REST API has no access control; ${advice}`,
      )
    }
    const server = Fastify({
      bodyLimit: MAX_BODY_BYTES,
      requestTimeout: REQUEST_TIMEOUT_MS,
      routerOptions: { maxParamLength: MAX_PATH_PARAMETER_LENGTH },
      forceCloseConnections: true,
    })
    this.#server = server
    this.#configure(server)
    try {
      this.#url = await server.listen({ host: address, port })
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 'is in use' : `cannot be opened: ${error}`
      throw new RestError('port_unavailable', `--rest-port ${port} on ${address} ${why}`, { cause: error })
    }
    this.#stopListening = this.#node.onMessage((received) => this.#cache.add(received))
    this.#logger.info('REST API is up', { url: this.#url })
  }

  async stop(): Promise<void> {
    this.#stopListening?.()
    await this.#server?.close()
    this.#server = undefined
    this.#url = undefined
  }

  #configure(server: FastifyInstance): void {
    server.removeAllContentTypeParsers()
    server.addContentTypeParser(['application/json', 'text/plain'], { parseAs: 'string' }, (_request, body, done) => {
      try {
        done(null, parseExactJson(body as string))
      } catch {
        done(Object.assign(new Error('the body is not JSON'), { statusCode: 400 }))
      }
    })
    server.addHook('onRequest', createRequestGuard(this.#options.allowedOrigins))
    server.setErrorHandler((error, request, reply) => {
      const sent = handleRouteError(error, reply)
      if (sent.statusCode >= 500) this.#logger.warn('request failed', { url: request.url, error })
      return sent
    })
    server.options('*', async (_request, reply) => reply.code(204).send())
    addRelayRoutes(server, this.#node, this.#cache)
    addStatusRoutes(server, this.#node)
  }
}
