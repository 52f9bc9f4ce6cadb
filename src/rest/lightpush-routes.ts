import type { FastifyInstance, FastifyRequest } from 'fastify'
import { RoomError } from '../foundation/index.ts'
import type { LightMessage, LightPushOutcome, WakuNode } from '../node/index.ts'
import { refuse, refuseUnreadable, sendOk } from './answers.ts'
import { messageFromJson, proofFromJson } from './message-json.ts'

const errorHandler = refuseUnreadable((message) => ({ statusDesc: message }))

/** nwaku's light push routes: a node that serves it, and names no light push node, is its own, any other asks those. */
export function addLightPushRoutes(server: FastifyInstance, node: WakuNode): void {
  server.post('/lightpush/v3/message', { errorHandler }, async (request, reply) => {
    const outcome = await push(node, request)
    if (outcome.ok) return reply.send({ relayPeerCount: outcome.relayPeerCount ?? 0 })
    return reply.code(httpStatusOf(outcome.status)).send({ statusDesc: outcome.description })
  })
  server.post('/lightpush/v1/message', async (request, reply) => {
    const outcome = await push(node, request)
    if (outcome.ok) return sendOk(reply)
    const { status, description } = outcome
    if (status === 400 || status === 429) return refuse(reply, status, description)
    return refuse(reply, 503, `Failed to request a message push: ${description}`)
  })
}

async function push({ lightPush }: WakuNode, { body }: FastifyRequest): Promise<LightPushOutcome> {
  const parsed = requestFromJson(body)
  if (typeof parsed === 'string') return { ok: false, status: 400, description: parsed }
  try {
    return await lightPush.push(parsed)
  } catch (error) {
    if (error instanceof RoomError) return { ok: false, status: 400, description: error.message }
    throw error
  }
}

/** nwaku's PushRequest; a text says what is wrong with it. */
function requestFromJson(body: unknown): LightMessage | string {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'the body must be a JSON object'
  const { pubsubTopic, message } = body as Record<string, unknown>
  if (pubsubTopic !== undefined && pubsubTopic !== null && typeof pubsubTopic !== 'string') {
    return 'pubsubTopic must be a text'
  }
  const parsed = messageFromJson(message)
  if (!parsed.ok) return `Invalid message! ${parsed.why}`
  const proof = proofFromJson(message)
  if (proof === 'unreadable') return 'Invalid message! proof must be a RateLimitProof in base64'
  return { ...parsed.message, ...(pubsubTopic && { pubsubTopic }), ...(proof && { rateLimitProof: proof }) }
}

/** Light push's statuses are those of HTTP or stand between them. */
function httpStatusOf(status: number): number {
  return status >= 400 && status <= 599 ? status : 500
}
