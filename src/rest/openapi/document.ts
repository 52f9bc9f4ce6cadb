import type { FastifyInstance } from 'fastify'
import { adminOperations } from './admin-operations.ts'
import { lightOperations } from './light-operations.ts'
import { nodeOperations, rlnOperations } from './node-operations.ts'
import { type Operation, type Operations, refusal } from './operation.ts'
import { relayOperations } from './relay-operations.ts'
import { schemas } from './schemas.ts'
import { storeOperations } from './store-operations.ts'

export interface OpenApiOptions {
  /** Of the node. */
  readonly version: string
  readonly servesAdmin: boolean
}

/** Every route can be refused for these. */
const refusedBeforehand: Operation['responses'] = {
  401: refusal('The bearer token is missing or wrong.'),
  403: refusal('The Host is not this machine, or the Origin is not allowed.'),
}

/** What the node serves, for tools that read OpenAPI 3.1. */
export function openApiDocument({ version, servesAdmin }: OpenApiOptions) {
  const operations: Operations = {
    ...nodeOperations,
    ...rlnOperations,
    ...relayOperations,
    ...lightOperations,
    ...storeOperations,
    ...(servesAdmin && adminOperations),
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'wakunode REST API',
      version,
      description: "nwaku's routes and JSON, and what RLN adds to them.",
      license: { name: 'GPL-3.0-or-later', identifier: 'GPL-3.0-or-later' },
    },
    servers: [{ url: '/' }],
    security: [{}, { token: [] }],
    paths: Object.fromEntries(
      Object.entries(operations).map(([path, methods]) => [path, withCommonRefusals(methods)] as const),
    ),
    components: {
      schemas,
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'Needed beyond loopback.' } },
    },
  }
}

/** `GET /openapi.json` */
export function addOpenApiRoute(server: FastifyInstance, options: OpenApiOptions): void {
  const document = JSON.stringify(openApiDocument(options))
  server.get('/openapi.json', async (_request, reply) => reply.type('application/json').send(document))
}

function withCommonRefusals(methods: Operations[string]): Operations[string] {
  return Object.fromEntries(
    Object.entries(methods).map(([method, operation]) => {
      return [method, { ...operation, responses: { ...operation.responses, ...refusedBeforehand } }]
    }),
  )
}
