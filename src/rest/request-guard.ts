import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { DASHBOARD_PATH } from '../dashboard/index.ts'
import { originMatcher } from './origin-matcher.ts'

const LOOPBACK_HOST = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d{1,5})?$/i

/** What anybody may ask who reaches the server: it says nothing of the member behind the node. The page asks for the token. */
const PUBLIC_PATHS = new Set(['/health', '/version', '/info', '/debug/v1/info', '/debug/v1/version', '/openapi.json'])

export interface RequestGuardOptions {
  /** Web origins besides the server's own that may call it. */
  readonly allowedOrigins: readonly string[]
  /** Only this machine reaches the server. */
  readonly isOnLoopback: boolean
  readonly token?: string
}

interface Refusal {
  readonly status: 401 | 403
  readonly why: string
}

/**
 * Refuses what a web page could send behind its visitor's back - a Host that is not this machine (DNS rebinding), an
 * Origin that was not allowed, or a request without one that a browser marks as another site's, such as an image's - and,
 * beyond loopback, whoever does not bring the token. Else somebody could publish and use up the member's messages, or take
 * messages that wait to be read.
 */
export function createRequestGuard(options: RequestGuardOptions) {
  const isAllowed = originMatcher(options.allowedOrigins)
  const bringsToken = tokenCheck(options.token)
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { origin, host } = request.headers
    const isOwnOrigin = origin !== undefined && (origin === `http://${host}` || origin === `https://${host}`)
    if (origin !== undefined && !isOwnOrigin && !isAllowed(origin)) {
      return refuse(reply, { status: 403, why: 'this origin is not allowed; see --rest-allow-origin' })
    }
    if (isOfAnotherSite(request) && !isPublicRead(request)) {
      return refuse(reply, { status: 403, why: 'a page of another site may not ask this; see --rest-allow-origin' })
    }
    if (origin !== undefined) reply.header('access-control-allow-origin', origin).header('vary', 'origin')
    // A browser asks without the token whether it may send it.
    if (request.method === 'OPTIONS' && origin !== undefined && isAllowed(origin)) {
      return reply
        .header('access-control-allow-methods', 'GET, POST, PUT, DELETE')
        .header('access-control-allow-headers', 'content-type, authorization, last-event-id')
        .code(204)
        .send()
    }
    const refusal = refusalOf(request, options, bringsToken)
    if (refusal) return refuse(reply, refusal)
  }
}

/** Browsers say so (Fetch Metadata), also where they send no Origin; what is typed or bookmarked counts as `none`. */
function isOfAnotherSite({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site']
  return headers.origin === undefined && (site === 'cross-site' || site === 'same-site')
}

function refusalOf(
  request: FastifyRequest,
  { isOnLoopback, token }: RequestGuardOptions,
  bringsToken: (authorization: string) => boolean,
): Refusal | undefined {
  const { host = '', authorization } = request.headers
  if (authorization !== undefined && token !== undefined) {
    return bringsToken(authorization) ? undefined : { status: 401, why: 'the bearer token is not that of this node' }
  }
  if (isOnLoopback) {
    if (LOOPBACK_HOST.test(host)) return undefined
    return { status: 403, why: 'this API answers to its loopback address only' }
  }
  if (isPublicRead(request)) return undefined
  return { status: 401, why: 'this API wants a bearer token; see --rest-token-file' }
}

function isPublicRead({ method, url }: FastifyRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && isPublic(url.split('?')[0]!)
}

function isPublic(path: string): boolean {
  return PUBLIC_PATHS.has(path) || path === DASHBOARD_PATH || path.startsWith(`${DASHBOARD_PATH}/`)
}

/** Compares digests, which takes equally long for every wrong token. The scheme's case does not matter (RFC 9110, 11.1). */
function tokenCheck(token: string | undefined): (authorization: string) => boolean {
  if (token === undefined) return () => false
  const wanted = digestOf(`Bearer ${token}`)
  return (authorization) => timingSafeEqual(digestOf(authorization.replace(/^bearer /i, 'Bearer ')), wanted)
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function refuse(reply: FastifyReply, { status, why }: Refusal): FastifyReply {
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  return reply.code(status).type('text/plain').send(why)
}
