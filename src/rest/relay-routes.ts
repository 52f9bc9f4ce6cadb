import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { bytesToHex, RoomError } from '../foundation/index.ts'
import type { WakuNode } from '../node/index.ts'
import { refuse, sendOk, textsOf } from './answers.ts'
import { stringifyExactJson } from './exact-json.ts'
import type { MessageCache, TopicCache } from './message-cache.ts'
import { messageFromJson, messageToJson } from './message-json.ts'

/** Topics in one request. */
const MAX_TOPICS_PER_REQUEST = 100

/**
 * nwaku's relay routes: by pubsub topic, and by content topic (`auto`). Answers and statuses are nwaku's; with
 * `Accept: application/json` they say more. What arrives on the shards relayed from the start is kept without being asked.
 */
export function addRelayRoutes(server: FastifyInstance, node: WakuNode, cache: MessageCache): void {
  for (const topic of node.relayedTopics()) cache.pubsubTopics.subscribe(topic)
  addTopicRoutes(server, cache.pubsubTopics, {
    path: '/relay/v1',
    kind: 'pubsub topics',
    check: () => undefined,
    join: (topic) => node.relay(topic),
    leave: (topic) => node.stopRelaying(topic),
  })
  addTopicRoutes(server, cache.contentTopics, {
    path: '/relay/v1/auto',
    kind: 'content topics',
    check: (topic) => node.pubsubTopicOf(topic),
    join: (topic) => node.relayFor(topic),
    leave: (topic) => node.stopRelayingFor(topic),
  })
  server.post<{ Params: { topic: string } }>('/relay/v1/messages/:topic', (request, reply) =>
    publish(node, request, reply, request.params.topic),
  )
  server.post('/relay/v1/auto/messages', (request, reply) => publish(node, request, reply))
}

/** What topics of one kind mean to the node. */
interface TopicKind {
  readonly path: string
  /** For the error message. */
  readonly kind: string
  /** Throws for a topic that cannot be joined, before any is. */
  readonly check: (topic: string) => void
  readonly join: (topic: string) => void
  readonly leave: (topic: string) => void
}

function addTopicRoutes(server: FastifyInstance, cache: TopicCache, kind: TopicKind): void {
  server.post(`${kind.path}/subscriptions`, async (request, reply) => {
    const topics = textsOf(request.body, MAX_TOPICS_PER_REQUEST)
    if (topics === undefined) return refuse(reply, 400, `the body must be a JSON array of ${kind.kind}`)
    for (const topic of topics) kind.check(topic)
    for (const topic of topics) {
      if (!cache.subscribe(topic)) return refuse(reply, 503, `too many ${kind.kind} are subscribed`)
      kind.join(topic)
    }
    return sendOk(reply)
  })

  server.delete(`${kind.path}/subscriptions`, async (request, reply) => {
    const topics = textsOf(request.body, MAX_TOPICS_PER_REQUEST)
    if (topics === undefined) return refuse(reply, 400, `the body must be a JSON array of ${kind.kind}`)
    for (const topic of topics) {
      cache.unsubscribe(topic)
      kind.leave(topic)
    }
    return sendOk(reply)
  })

  server.get<{ Params: { topic: string } }>(`${kind.path}/messages/:topic`, async (request, reply) => {
    const { topic } = request.params
    const messages = cache.drain(topic)
    if (messages === undefined) return refuse(reply, 404, `Not subscribed to topic: ${topic}`)
    return reply.type('application/json').send(stringifyExactJson(messages.map(messageToJson)))
  })
}

async function publish(
  node: WakuNode,
  request: FastifyRequest,
  reply: FastifyReply,
  pubsubTopic?: string,
): Promise<FastifyReply> {
  const parsed = messageFromJson(request.body)
  if (!parsed.ok) return refuse(reply, 400, parsed.why)
  const receipt = await node.publish({ ...parsed.message, ...(pubsubTopic !== undefined && { pubsubTopic }) })
  if (!request.headers.accept?.includes('application/json')) return sendOk(reply)
  return reply.send({ ...receipt, messageHash: `0x${bytesToHex(receipt.messageHash)}` })
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
