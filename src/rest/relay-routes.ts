import type { FastifyInstance, FastifyReply } from 'fastify'
import { bytesToHex, RoomError } from '../foundation/index.ts'
import type { WakuNode } from '../node/index.ts'
import { stringifyExactJson } from './exact-json.ts'
import type { MessageCache } from './message-cache.ts'
import { messageFromJson, messageToJson } from './message-json.ts'

/** Content topics in one request. */
const MAX_TOPICS_PER_REQUEST = 100

/** nwaku's autosharding relay routes. Answers and statuses are nwaku's; with `Accept: application/json` they say more. */
export function addRelayRoutes(server: FastifyInstance, node: WakuNode, cache: MessageCache): void {
  server.post('/relay/v1/auto/subscriptions', async (request, reply) => {
    const topics = contentTopicsOf(request.body)
    if (topics === undefined) return refuse(reply, 400, 'the body must be a JSON array of content topics')
    const pubsubTopics = topics.map((topic) => node.pubsubTopicOf(topic))
    for (const [index, topic] of topics.entries()) {
      if (!cache.subscribe(topic)) return refuse(reply, 503, 'too many content topics are subscribed')
      node.relay(pubsubTopics[index]!)
    }
    return reply.type('text/plain').send('OK')
  })

  server.delete('/relay/v1/auto/subscriptions', async (request, reply) => {
    const topics = contentTopicsOf(request.body)
    if (topics === undefined) return refuse(reply, 400, 'the body must be a JSON array of content topics')
    for (const topic of topics) cache.unsubscribe(topic)
    return reply.type('text/plain').send('OK')
  })

  server.get<{ Params: { contentTopic: string } }>('/relay/v1/auto/messages/:contentTopic', async (request, reply) => {
    const { contentTopic } = request.params
    const messages = cache.drain(contentTopic)
    if (messages === undefined) return refuse(reply, 404, `Not subscribed to topic: ${contentTopic}`)
    return reply.type('application/json').send(stringifyExactJson(messages.map(messageToJson)))
  })

  server.post('/relay/v1/auto/messages', async (request, reply) => {
    const parsed = messageFromJson(request.body)
    if (!parsed.ok) return refuse(reply, 400, parsed.why)
    const receipt = await node.publish(parsed.message)
    if (!request.headers.accept?.includes('application/json')) return reply.type('text/plain').send('OK')
    return reply.send({ ...receipt, messageHash: `0x${bytesToHex(receipt.messageHash)}` })
  })
}

/** Codes of a failed publish that are the member's state, not the request's fault: nwaku answers 500 to them. */
const serverSideCodes = new Set([
  'message_limit_reached',
  'credential_cooling_down',
  'credential_used_elsewhere',
  'no_credential',
  'no_proving_key',
  'not_a_member',
  'not_synced',
])

/** One error shape for all routes: the status nwaku would give, and a line that says what to do. */
export function handleRouteError(error: unknown, reply: FastifyReply): FastifyReply {
  if (error instanceof RoomError) {
    const status = serverSideCodes.has(error.code) ? 500 : 400
    return reply.code(status).send({ code: error.code, message: error.message })
  }
  const { statusCode, message } = error as { statusCode?: number; message?: string }
  if (statusCode !== undefined && statusCode < 500) return refuse(reply, statusCode, message ?? 'bad request')
  return refuse(reply, 500, 'internal error; the log says more')
}

function refuse(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply.code(status).type('text/plain').send(message)
}

function contentTopicsOf(body: unknown): string[] | undefined {
  const isList = Array.isArray(body) && body.length > 0 && body.length <= MAX_TOPICS_PER_REQUEST
  return isList && body.every((topic) => typeof topic === 'string') ? body : undefined
}
