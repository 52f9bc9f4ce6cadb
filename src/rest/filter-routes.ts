import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { RoomError } from '../foundation/index.ts'
import type { FilterAccess, WakuNode } from '../node/index.ts'
import { refuse, refuseUnreadable, textsOf } from './answers.ts'
import { stringifyExactJson } from './exact-json.ts'
import type { TopicCache } from './message-cache.ts'
import { messageToJson } from './message-json.ts'

/** Content topics in one request; the node asks filter nodes in portions of 100. */
const MAX_TOPICS_PER_REQUEST = 1_000

/** nwaku's name for the request whose id could not be read. */
const UNKNOWN_REQUEST = 'unknown'

const errorHandler = refuseUnreadable((message) => ({
  requestId: UNKNOWN_REQUEST,
  statusDesc: `BAD_REQUEST: ${message}`,
}))

/** An answer of the filter node, or what is to be said in its place. */
type Outcome = Awaited<ReturnType<FilterAccess['ping']>>

/** nwaku's filter routes: a node that serves filter, and names no filter node, asks itself, any other asks filter nodes. */
export function addFilterRoutes(server: FastifyInstance, node: WakuNode, cache: TopicCache): void {
  const subscribe = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    change(node, request, reply, async (filter, { pubsubTopic, contentTopics }) => {
      const added = contentTopics.filter((topic) => !cache.has(topic))
      // Before the filter node is asked: it pushes as soon as it has accepted.
      const isRoom = added.every((topic) => cache.subscribe(topic))
      const forget = (): void => added.forEach((topic) => void cache.unsubscribe(topic))
      try {
        const outcome = isRoom ? await filter.subscribe(pubsubTopic, contentTopics) : TOO_MANY
        if (!outcome.ok) forget()
        return outcome
      } catch (error) {
        forget()
        throw error
      }
    })
  const path = '/filter/v2/subscriptions'
  server.post(path, { errorHandler }, subscribe)
  server.put(path, { errorHandler }, subscribe)
  server.delete(path, { errorHandler }, (request, reply) =>
    change(node, request, reply, (filter, { pubsubTopic, contentTopics }) => {
      for (const topic of contentTopics) cache.unsubscribe(topic)
      return filter.unsubscribe(pubsubTopic, contentTopics)
    }),
  )
  server.delete(`${path}/all`, { errorHandler }, async (request, reply) => {
    const requestId = requestIdOf(request.body)
    if (requestId === undefined) return answer(reply, UNKNOWN_REQUEST, failure(400, 'requestId must be a text'))
    cache.clear()
    return answer(reply, requestId, await node.filter.unsubscribeAll())
  })
  server.get<{ Params: { requestId: string } }>(`${path}/:requestId`, async ({ params }, reply) =>
    answer(reply, params.requestId, await node.filter.ping()),
  )
  server.get<{ Params: { contentTopic: string } }>('/filter/v2/messages/:contentTopic', async ({ params }, reply) => {
    const messages = cache.drain(params.contentTopic)
    if (messages === undefined) return refuse(reply, 400, `Not subscribed to topic: ${params.contentTopic}`)
    return reply.type('application/json').send(stringifyExactJson(messages.map(messageToJson)))
  })
}

const TOO_MANY: Outcome = { ok: false, status: 503, description: 'too many content topics are subscribed' }

interface Change {
  readonly requestId: string
  readonly pubsubTopic?: string
  readonly contentTopics: readonly string[]
}

async function change(
  node: WakuNode,
  request: FastifyRequest,
  reply: FastifyReply,
  make: (filter: FilterAccess, change: Change) => Promise<Outcome>,
): Promise<FastifyReply> {
  const asked = changeOf(request.body)
  if (typeof asked === 'string') return answer(reply, UNKNOWN_REQUEST, failure(400, asked))
  try {
    return answer(reply, asked.requestId, await make(node.filter, asked))
  } catch (error) {
    if (error instanceof RoomError) return answer(reply, asked.requestId, failure(400, error.message))
    throw error
  }
}

/** What is wanted; a text says what is wrong with the body. */
function changeOf(body: unknown): Change | string {
  const requestId = requestIdOf(body)
  if (requestId === undefined) return 'requestId must be a text'
  const { pubsubTopic, contentFilters } = body as Record<string, unknown>
  const contentTopics = textsOf(contentFilters, MAX_TOPICS_PER_REQUEST)
  if (contentTopics === undefined) return `contentFilters must be a list of 1 to ${MAX_TOPICS_PER_REQUEST} texts`
  if (pubsubTopic !== undefined && pubsubTopic !== null && typeof pubsubTopic !== 'string') {
    return 'pubsubTopic must be a text'
  }
  // As in nwaku, an empty pubsub topic is none.
  return { requestId, contentTopics, ...(pubsubTopic && { pubsubTopic }) }
}

function requestIdOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined
  const { requestId } = body as Record<string, unknown>
  return typeof requestId === 'string' ? requestId : undefined
}

function failure(status: number, description: string): Outcome {
  return { ok: false, status, description }
}

/** nwaku's words for statuses of the protocol, which it puts in front of the description. */
const STATUS_NAMES: Readonly<Record<number, string>> = {
  300: 'BAD_RESPONSE',
  400: 'BAD_REQUEST',
  404: 'NOT_FOUND',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
  504: 'PEER_DIAL_FAILURE',
}

/** As nwaku, 300 is the filter node's fault and none of redirection. */
function answer(reply: FastifyReply, requestId: string, outcome: Outcome): FastifyReply {
  if (outcome.ok) return reply.send({ requestId, statusDesc: 'OK' })
  const { status, description } = outcome
  const name = STATUS_NAMES[status]
  const httpStatus = name === undefined || status === 300 ? 500 : status
  return reply.code(httpStatus).send({ requestId, statusDesc: name ? `${name}: ${description}` : description })
}
