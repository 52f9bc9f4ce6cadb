import type { FastifyInstance } from 'fastify'
import type { ProtocolHealth, RlnStatus, WakuNode } from '../node/index.ts'

/** nwaku's `/health` and `/info`, and `/rln/v1/status`, which shows what the protection does. */
export function addStatusRoutes(server: FastifyInstance, node: WakuNode): void {
  server.get('/health', async () => healthToJson(node))
  for (const path of ['/info', '/debug/v1/info']) server.get(path, async () => infoToJson(node))
  server.get('/rln/v1/status', async () => rlnStatusToJson(node))
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

/** The status as JSON: field elements are 0x-prefixed big-endian hex as on chain, epochs are numbers. */
export type RlnStatusJson = ReturnType<typeof rlnStatusToJson>

export function rlnStatusToJson(node: WakuNode) {
  const status: RlnStatus = node.rlnStatus()
  const { membership } = status
  return {
    ...status,
    root: toHex(status.root),
    epoch: Number(status.epoch),
    convicted: status.convicted.map(toHex),
    verificationMs: status.verificationMs ?? null,
    membership:
      membership === undefined
        ? null
        : {
            ...membership,
            idCommitment: toHex(membership.idCommitment),
            index: membership.index ?? null,
            coolingDownUntilMs: membership.coolingDownUntilMs ?? null,
          },
    meshPeers: Object.fromEntries(node.relayedTopics().map((topic) => [topic, node.meshPeers(topic).length])),
  }
}

function toHex(value: bigint): string {
  return `0x${value.toString(16).padStart(64, '0')}`
}
