import Fastify, { type FastifyInstance } from 'fastify'
import { isLoopbackAddress, type RestConfig } from '../config/index.ts'
import { bytesToHex, type Clock, type Logger, type Startable } from '../foundation/index.ts'
import type { ReceivedMessage, WakuNode } from '../node/index.ts'
import type { SetLogLevels } from './admin-routes.ts'
import { EventLog } from './event-log.ts'
import { parseExactJson, stringifyExactJson } from './exact-json.ts'
import { httpLimits, limitConnections } from './http-limits.ts'
import { MessageCache } from './message-cache.ts'
import { messageToJson } from './message-json.ts'
import { NodeWatch } from './node-watch.ts'
import { handleRouteError } from './relay-routes.ts'
import { createRequestGuard } from './request-guard.ts'
import { RestError } from './rest-error.ts'
import { addRoutes } from './routes.ts'
import { limitServiceRequests } from './service-request-limit.ts'

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

/** The node's HTTP interface: open on loopback, with a token beyond. Its routes and answers follow nwaku's where nwaku has them. */
export class RestServer implements Startable {
  readonly #node: WakuNode
  readonly #logger: Logger
  readonly #options: RestServerOptions
  readonly #cache: MessageCache
  readonly #clock: Clock
  readonly #setLogLevels: SetLogLevels | undefined
  readonly #events = new EventLog()
  readonly #watch: NodeWatch
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
    const { node, clock } = components
    this.#watch = new NodeWatch({ node, clock, log: this.#events, logger: this.#logger }, options)
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
    const server = Fastify({ ...httpLimits, forceCloseConnections: true })
    limitConnections(server.server)
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
    limitServiceRequests(server)
    server.setErrorHandler((error, request, reply) => {
      const sent = handleRouteError(error, reply)
      if (sent.statusCode >= 500)
        this.#logger.warn('request failed', { method: request.method, route: request.routeOptions.url, error })
      return sent
    })
    const { version, servesAdmin = false } = this.#options
    const components = {
      node: this.#node,
      clock: this.#clock,
      cache: this.#cache,
      log: this.#events,
      watch: this.#watch,
    }
    addRoutes(
      server,
      { ...components, ...(this.#setLogLevels && { setLogLevels: this.#setLogLevels }) },
      { version, servesAdmin },
    )
  }

  /** Keeps what arrives for those who poll, and tells those who listen. */
  #watchNode(): () => void {
    const stopListening = this.#node.onMessage((received) => {
      this.#cache.add(received)
      this.#events.append('message', stringifyExactJson(receivedToJson(received)))
    })
    const stopFiltering = this.#node.filter.onMessage(({ message }) => {
      this.#cache.filtered.add(message.contentTopic, message)
    })
    const stopWatching = this.#watch.start()
    return () => {
      stopListening()
      stopFiltering()
      stopWatching()
    }
  }
}

function receivedToJson({ message, pubsubTopic, messageHash }: ReceivedMessage) {
  return { messageHash: `0x${bytesToHex(messageHash)}`, pubsubTopic, message: messageToJson(message) }
}
