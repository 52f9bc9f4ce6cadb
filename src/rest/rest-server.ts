import Fastify, { type FastifyInstance } from 'fastify'
import { isLoopbackAddress, type RestConfig } from '../config/index.ts'
import { bytesToHex, type Clock, type Logger, type Startable } from '../foundation/index.ts'
import type { ReceivedMessage, WakuNode } from '../node/index.ts'
import { addAdminRoutes, type SetLogLevels } from './admin-routes.ts'
import { EventLog } from './event-log.ts'
import { addEventRoutes } from './event-routes.ts'
import { parseExactJson, stringifyExactJson } from './exact-json.ts'
import { MessageCache } from './message-cache.ts'
import { messageToJson } from './message-json.ts'
import { addRelayRoutes, handleRouteError } from './relay-routes.ts'
import { createRequestGuard } from './request-guard.ts'
import { RestError } from './rest-error.ts'
import { addRlnRoutes, rlnStatusToJson } from './rln-routes.ts'
import { addStatusRoutes, healthToJson } from './status-routes.ts'

export interface RestServerComponents {
  readonly node: WakuNode
  readonly clock: Clock
  readonly logger: Logger
  /** Missing: log levels cannot be changed while the node runs. */
  readonly setLogLevels?: SetLogLevels
}

export interface RestServerOptions extends RestConfig {
  /** Of the node, for `/version`. */
  readonly version: string
}

/** A 150 KiB payload in base64 with its fields around it. */
const MAX_BODY_BYTES = 220 * 1024
/** A content topic in a path, percent-encoded. */
const MAX_PATH_PARAMETER_LENGTH = 1024
/** A client that sends its request more slowly than this loses its connection. */
const REQUEST_TIMEOUT_MS = 10_000
/** How often those who watch are told the node's state. */
const STATUS_INTERVAL_MS = 1_000

/** The node's HTTP interface: open on loopback, with a token beyond. Its routes and answers follow nwaku's where nwaku has them. */
export class RestServer implements Startable {
  readonly #node: WakuNode
  readonly #logger: Logger
  readonly #options: RestServerOptions
  readonly #cache: MessageCache
  readonly #clock: Clock
  readonly #setLogLevels: SetLogLevels | undefined
  readonly #events = new EventLog()
  #server: FastifyInstance | undefined
  #stopWatching: (() => void) | undefined
  #url: string | undefined

  constructor(components: RestServerComponents, options: RestServerOptions) {
    this.#node = components.node
    this.#logger = components.logger.child('rest')
    this.#clock = components.clock
    this.#setLogLevels = components.setLogLevels
    this.#options = options
    this.#cache = new MessageCache(options.cacheCapacity)
  }

  /** Where it listens, once started. */
  get url(): string {
    if (this.#url === undefined) throw new Error('the REST server is not started')
    return this.#url
  }

  async start(): Promise<void> {
    const { address, port, token } = this.#options
    if (token === undefined && !isLoopbackAddress(address)) {
      throw new RestError('token_missing', `--rest-address ${address} is open to others: give --rest-token-file FILE`)
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
    this.#stopWatching = this.#watchNode()
    this.#logger.info('REST API is up', { url: this.#url })
  }

  async stop(): Promise<void> {
    this.#stopWatching?.()
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
    const isOnLoopback = isLoopbackAddress(this.#options.address)
    server.addHook('onRequest', createRequestGuard({ ...this.#options, isOnLoopback }))
    server.setErrorHandler((error, request, reply) => {
      const sent = handleRouteError(error, reply)
      if (sent.statusCode >= 500) this.#logger.warn('request failed', { url: request.url, error })
      return sent
    })
    server.options('*', async (_request, reply) => reply.code(204).send())
    addRelayRoutes(server, this.#node, this.#cache)
    addStatusRoutes(server, this.#node, this.#options.version)
    addRlnRoutes(server, { node: this.#node, clock: this.#clock })
    if (this.#options.servesAdmin) addAdminRoutes(server, this.#node, this.#setLogLevels)
    addEventRoutes(server, { log: this.#events, clock: this.#clock })
  }

  /** Keeps what arrives for those who poll, and tells those who listen. */
  #watchNode(): () => void {
    const stopListening = this.#node.onMessage((received) => {
      this.#cache.add(received)
      this.#events.append('message', stringifyExactJson(receivedToJson(received)))
    })
    const stopTicking = this.#clock.every(STATUS_INTERVAL_MS, () => {
      if (this.#events.listenerCount === 0) return
      const atMs = this.#clock.nowMs()
      const status = { atMs, health: healthToJson(this.#node), rln: rlnStatusToJson(this.#node, atMs) }
      this.#events.tell('status', stringifyExactJson(status))
    })
    return () => {
      stopListening()
      stopTicking()
    }
  }
}

function receivedToJson({ message, pubsubTopic, messageHash }: ReceivedMessage) {
  return { messageHash: `0x${bytesToHex(messageHash)}`, pubsubTopic, message: messageToJson(message) }
}
