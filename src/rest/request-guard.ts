import type { FastifyReply, FastifyRequest } from 'fastify'

const LOOPBACK_HOST = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d{1,5})?$/i
const LOOPBACK_ADDRESS = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|localhost)$/i

/** Whether the API, which has no access control of its own, may listen on this address. */
export function isLoopbackAddress(address: string): boolean {
  return LOOPBACK_ADDRESS.test(address)
}

/**
 * Refuses what a web page could send behind its visitor's back: a Host that is not this machine (DNS rebinding) and an
 * Origin that was not allowed (cross-site requests). A page could otherwise publish and use up the member's messages.
 */
export function createRequestGuard(allowedOrigins: readonly string[]) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (!LOOPBACK_HOST.test(request.headers.host ?? '')) {
      return reply.code(403).type('text/plain').send('this API answers to its loopback address only')
    }
    const origin = request.headers.origin
    if (origin === undefined) return
    if (!allowedOrigins.includes(origin)) {
      return reply.code(403).type('text/plain').send('this origin is not allowed; see --rest-allow-origin')
    }
    reply.header('access-control-allow-origin', origin).header('vary', 'origin')
    if (request.method === 'OPTIONS') {
      reply
        .header('access-control-allow-methods', 'GET, POST, DELETE')
        .header('access-control-allow-headers', 'content-type')
      return reply.code(204).send()
    }
  }
}
