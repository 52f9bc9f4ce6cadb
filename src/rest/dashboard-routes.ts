import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DASHBOARD_PATH, dashboardAnswer, type ListedNode } from '../dashboard/index.ts'

/** The page gets its events from where it came from. */
const THIS_NODE: readonly ListedNode[] = [{ name: 'This node', url: '' }]

/** `GET /dashboard`: the node as a web page. */
export function addDashboardRoutes(server: FastifyInstance): void {
  server.get(DASHBOARD_PATH, async (request, reply) => sendFile(request, reply, ''))
  server.get<{ Params: { file: string } }>(`${DASHBOARD_PATH}/:file`, async (request, reply) => {
    return sendFile(request, reply, request.params.file)
  })
}

function sendFile(request: FastifyRequest, reply: FastifyReply, file: string): FastifyReply {
  const ifNoneMatch = request.headers['if-none-match']
  const { status, headers, body } = dashboardAnswer({ file, ifNoneMatch }, THIS_NODE)
  return reply.code(status).headers(headers).send(body)
}
