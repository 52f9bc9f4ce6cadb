import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Clock } from '../foundation/index.ts'
import type { MembershipStatus, SpamRecord, WakuNode } from '../node/index.ts'

/** What the protection does, for which nwaku has no routes: its state, the nullifiers remembered, and who was caught. */
export function addRlnRoutes(
  server: FastifyInstance,
  { node, clock }: { readonly node: WakuNode; readonly clock: Clock },
): void {
  server.get('/rln/v1/status', async (_request, reply) => rlnStatusToJson(node, clock.nowMs()) ?? notMounted(reply))
  server.get('/rln/v1/nullifiers/stats', async (_request, reply) => {
    const found = node.nullifierStats()
    if (found === undefined) return notMounted(reply)
    const { epochs, ...stats } = found
    return { ...stats, epochs: epochs.map(({ epoch, nullifiers }) => ({ epoch: Number(epoch), nullifiers })) }
  })
  server.get('/rln/v1/spam', async (_request, reply) => {
    return node.rlnStatus() === undefined ? notMounted(reply) : node.spam().map(spamToJson)
  })
}

function notMounted(reply: FastifyReply): FastifyReply {
  const message = 'RLN is off on this node: it was started with --rln-relay=false'
  return reply.code(404).send({ code: 'rln_not_mounted', message })
}

/** The status as JSON. */
export type RlnStatusJson = NonNullable<ReturnType<typeof rlnStatusToJson>>

/** Field elements are 0x-prefixed big-endian hex as on chain, epochs are numbers. Undefined when RLN is off. */
export function rlnStatusToJson(node: WakuNode, nowMs: number) {
  const status = node.rlnStatus()
  if (status === undefined) return undefined
  return {
    ...status,
    sync: {
      status: status.sync.status,
      reason: status.sync.reason ?? null,
      lastSyncedAtMs: status.sync.lastSyncedAtMs ?? null,
      endpoints: (status.sync.endpoints ?? []).map(({ origin, failure, lastRoot }) => ({
        origin,
        failure: failure ?? null,
        blockNumber: lastRoot?.blockNumber ?? null,
        root: lastRoot === undefined ? null : toHex(lastRoot.root),
      })),
    },
    root: toHex(status.root),
    rootWindow: status.rootWindow.map(({ root, blockNumber, supersededAtMs }) => {
      return { root: toHex(root), blockNumber, supersededAtMs: supersededAtMs ?? null }
    }),
    epoch: Number(status.epoch),
    secondsToNextEpoch: Math.max(0, Math.ceil((status.epochEndsAtMs - nowMs) / 1_000)),
    convicted: status.convicted.map(toHex),
    verificationMs: status.verificationMs ?? null,
    membership: status.membership === undefined ? null : membershipToJson(status.membership),
    meshPeers: Object.fromEntries(node.relayedTopics().map((topic) => [topic, node.meshPeers(topic).length])),
  }
}

function membershipToJson(membership: MembershipStatus) {
  return {
    ...membership,
    idCommitment: toHex(membership.idCommitment),
    index: membership.index ?? null,
    state: membership.state ?? null,
    graceStartsAtMs: membership.graceStartsAtMs ?? null,
    expiresAtMs: membership.expiresAtMs ?? null,
    coolingDownUntilMs: membership.coolingDownUntilMs ?? null,
  }
}

/** Field by field: what a record may come to hold one day must not get out by itself. */
export function spamToJson({ idCommitment, epoch, detectedAtMs, memberIndex, peers, fate, slashReport }: SpamRecord) {
  return {
    idCommitment: toHex(idCommitment),
    epoch: epoch === undefined ? null : Number(epoch),
    detectedAtMs: detectedAtMs ?? null,
    memberIndex: memberIndex ?? null,
    peers: peers ?? [],
    fate,
    slashReport: slashReport ?? null,
  }
}

function toHex(value: bigint): string {
  return `0x${value.toString(16).padStart(64, '0')}`
}
