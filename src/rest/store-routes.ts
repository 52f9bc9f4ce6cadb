import type { FastifyInstance, FastifyReply } from 'fastify'
import { bytesToHex, systemRandom } from '../foundation/index.ts'
import { NetworkError } from '../network/index.ts'
import type { WakuNode } from '../node/index.ts'
import { StoreError, type StoreErrorCode } from '../services/store/index.ts'
import { refuse } from './answers.ts'
import { stringifyExactJson } from './exact-json.ts'
import { storePageToJson, storeQueryFromParameters } from './store-json.ts'

const REQUEST_ID_BYTES = 10

/** Of a query that was not answered. 412 and 429 are nwaku's, which says 500 to all the rest. */
const statusOf: Record<StoreErrorCode, number> = {
  bad_request: 400,
  no_store_node: 412,
  too_many_requests: 429,
  bad_response: 500,
  service_unavailable: 503,
  peer_dial_failure: 503,
}

/** nwaku's `/store/v3/messages`: the own archive, when no peer is named and there is one, else that of a store node. */
export function addStoreRoutes(server: FastifyInstance, node: WakuNode): void {
  server.get<{ Querystring: Record<string, unknown> }>('/store/v3/messages', async (request, reply) => {
    const parsed = storeQueryFromParameters(request.query)
    if (!parsed.ok) return refuse(reply, 400, parsed.why)
    try {
      const page = await node.queryStore(parsed.query, parsed.asked)
      const requestId = bytesToHex(systemRandom.bytes(REQUEST_ID_BYTES))
      const json = storePageToJson(page, requestId, parsed.asked.checksProofs)
      return reply.type('application/json').send(stringifyExactJson(json))
    } catch (error) {
      return refuseQuery(reply, error)
    }
  })
}

function refuseQuery(reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof NetworkError) return reply.code(400).send({ code: error.code, message: error.message })
  if (!(error instanceof StoreError)) throw error
  return reply.code(statusOf[error.code]).send({ code: error.code, message: error.message })
}
