import type { Server } from 'node:http'
import type { FastifyHttpOptions } from 'fastify'

/** A 150 KiB payload in base64 with its fields around it. */
const MAX_BODY_BYTES = 220 * 1024
/** A content topic in a path, percent-encoded. */
const MAX_PATH_PARAMETER_LENGTH = 1024
/** A client that sends its request more slowly than this loses its connection. */
const REQUEST_TIMEOUT_MS = 10_000
/** And its headers: they say nothing that would have to be thought about. */
const HEADERS_TIMEOUT_MS = 5_000
/** How often slow clients are looked for. */
const SLOW_CLIENTS_INTERVAL_MS = 1_000
/** Connections on which nothing moves are closed; longer than the longest proof, and than streams are quiet. */
const IDLE_CONNECTION_MS = 90_000
/** Memory for 10 to 50 MB of them; with more, nobody new is let in until slow ones have lost theirs. */
const MAX_CONNECTIONS = 4_096

/** What one client, or many, can take of the server. */
export const httpLimits = {
  bodyLimit: MAX_BODY_BYTES,
  requestTimeout: REQUEST_TIMEOUT_MS,
  connectionTimeout: IDLE_CONNECTION_MS,
  http: { headersTimeout: HEADERS_TIMEOUT_MS, connectionsCheckingInterval: SLOW_CLIENTS_INTERVAL_MS },
  routerOptions: { maxParamLength: MAX_PATH_PARAMETER_LENGTH },
} as const satisfies FastifyHttpOptions<Server>

export function limitConnections(server: Server): void {
  server.maxConnections = MAX_CONNECTIONS
}
