import type { FastifyInstance } from 'fastify'
import type { RlnStatus, WakuNode } from '../node/index.ts'

/** nwaku's `/health`, and `/rln/v1/status`, which shows what the protection does. */
export function addStatusRoutes(server: FastifyInstance, node: WakuNode): void {
  server.get('/health', async () => healthToJson(node))
  server.get('/rln/v1/status', async () => rlnStatusToJson(node))
}

export function healthToJson(node: WakuNode) {
  const { node: nodeHealth, protocols } = node.health()
  return {
    nodeHealth,
    protocolsHealth: protocols.map(({ name, state, description }) => ({
      [name]: state,
      ...(description !== undefined && { desc: description }),
    })),
  }
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
