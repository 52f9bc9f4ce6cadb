import type { FastifyInstance } from 'fastify'
import { refuse } from './answers.ts'

/**
 * Requests under way at once that query an archive, judge a message or ask other nodes. They come from the operator's own
 * programs, which have no quota; a program that asks on before it is answered shall not take the node from its peers.
 */
export const MAX_SERVICE_REQUESTS = 64

/** Routes whose requests cost more than a look at what is in memory. */
const SERVICE_ROUTES = new Set([
  '/store/v3/messages',
  '/lightpush/v1/message',
  '/lightpush/v3/message',
  '/filter/v2/subscriptions',
])

/** Answers 429 to what goes beyond it. Call it before routes are added. */
export function limitServiceRequests(server: FastifyInstance): void {
  let underWay = 0
  server.addHook('onRequest', async (request, reply) => {
    if (!SERVICE_ROUTES.has(request.routeOptions.url ?? '')) return
    if (underWay >= MAX_SERVICE_REQUESTS) {
      return refuse(reply, 429, `${MAX_SERVICE_REQUESTS} requests of store, filter and light push are under way`)
    }
    underWay++
    // Also when the client has gone before it was answered.
    reply.raw.once('close', () => underWay--)
  })
}
