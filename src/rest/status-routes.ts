import type { FastifyInstance } from 'fastify'
import type { ProtocolHealth, WakuNode } from '../node/index.ts'

/** nwaku's `/health`, `/info` and `/version`. */
export function addStatusRoutes(server: FastifyInstance, node: WakuNode, version: string): void {
  server.get('/health', async () => healthToJson(node))
  for (const path of ['/info', '/debug/v1/info']) server.get(path, async () => infoToJson(node))
  for (const path of ['/version', '/debug/v1/version']) {
    server.get(path, async (_request, reply) => reply.type('text/plain').send(version))
  }
}

/** In nwaku's shape, which its clients read strictly; what this node knows besides stands in fields of its own. */
export function healthToJson(node: WakuNode) {
  const { node: nodeHealth, sinceMs, protocols, topics } = node.health()
  return {
    nodeHealth,
    protocolsHealth: protocols.map(({ name, state, description }) => ({
      [name]: state,
      ...(description !== undefined && { desc: description }),
    })),
    ...(sinceMs !== undefined && {
      since: toIsoTime(sinceMs),
      protocolsDetail: protocols.map(({ name: protocol, state: health, ...entry }) => {
        return { protocol, health, ...detailOf(entry) }
      }),
    }),
    ...(topics && {
      topicsHealth: topics.map(({ pubsubTopic, health, meshPeers, ...entry }) => {
        return { pubsubTopic, health, meshPeers, ...detailOf(entry) }
      }),
    }),
  }
}

function detailOf({ sinceMs, problem, advice }: Pick<ProtocolHealth, 'sinceMs' | 'problem' | 'advice'>) {
  return {
    ...(sinceMs !== undefined && { since: toIsoTime(sinceMs) }),
    ...(problem !== undefined && { problem }),
    ...(advice !== undefined && { advice }),
  }
}

async function infoToJson(node: WakuNode) {
  const enrUri = await node.enr()
  return { listenAddresses: node.multiaddrs, ...(enrUri !== undefined && { enrUri }) }
}

function toIsoTime(timeMs: number): string {
  return new Date(timeMs).toISOString()
}
