import type { FastifyInstance } from 'fastify'
import type { Clock } from '../foundation/index.ts'
import type { WakuNode } from '../node/index.ts'
import { addAdminRoutes, type SetLogLevels } from './admin-routes.ts'
import { addDashboardRoutes } from './dashboard-routes.ts'
import type { EventLog } from './event-log.ts'
import { addEventRoutes } from './event-routes.ts'
import { addFilterRoutes } from './filter-routes.ts'
import { addLightPushRoutes } from './lightpush-routes.ts'
import type { MessageCache } from './message-cache.ts'
import type { NodeWatch } from './node-watch.ts'
import { addOpenApiRoute, type OpenApiOptions } from './openapi/document.ts'
import { addRelayRoutes } from './relay-routes.ts'
import { addRlnRoutes } from './rln-routes.ts'
import { addStatusRoutes } from './status-routes.ts'
import { addStoreRoutes } from './store-routes.ts'

export interface RouteComponents {
  readonly node: WakuNode
  readonly clock: Clock
  readonly cache: MessageCache
  readonly log: EventLog
  readonly watch: NodeWatch
  readonly setLogLevels?: SetLogLevels
}

/** Everything that is served. What the OpenAPI document says of it stands in `openapi/`; a test holds them together. */
export function addRoutes(server: FastifyInstance, components: RouteComponents, options: OpenApiOptions): void {
  const { node, cache, setLogLevels } = components
  server.options('*', async (_request, reply) => reply.code(204).send())
  addStatusRoutes(server, node, options.version)
  addRlnRoutes(server, components)
  addRelayRoutes(server, node, cache)
  addFilterRoutes(server, node, cache.filtered)
  addLightPushRoutes(server, node)
  addStoreRoutes(server, node)
  addEventRoutes(server, components)
  addDashboardRoutes(server)
  if (options.servesAdmin) addAdminRoutes(server, node, setLogLevels)
  addOpenApiRoute(server, options)
}
