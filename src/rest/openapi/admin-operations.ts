import {
  answer,
  body,
  done,
  failure,
  inPath,
  type Operation,
  type Operations,
  type Parameter,
  refusal,
} from './operation.ts'
import { listOf, ref, type Schema, text } from './schemas.ts'

const shardParameter = inPath('shard', 'The number of the shard.', { type: 'integer', minimum: 0, maximum: 1_023 })

interface Question {
  readonly summary: string
  readonly schema: Schema
  readonly parameter?: Parameter
  readonly refusals?: Operation['responses']
}

function question(operationId: string, { summary, schema, parameter, refusals }: Question): { get: Operation } {
  return {
    get: {
      operationId,
      tags: ['admin'],
      summary,
      ...(parameter && { parameters: [parameter] }),
      responses: { 200: answer('Peers.', schema), ...refusals },
    },
  }
}

function ofShard(operationId: string, summary: string, schema: Schema): { get: Operation } {
  return question(operationId, {
    summary,
    schema,
    parameter: shardParameter,
    refusals: { 400: refusal('No number of a shard.') },
  })
}

const peers = listOf(ref('Peer'))
const shardPeers = ref('ShardPeers')

/** Served with --rest-admin only. */
export const adminOperations: Operations = {
  '/admin/v1/peers': {
    ...question('getPeers', { summary: 'Peers known or connected.', schema: peers }),
    post: {
      operationId: 'connectPeers',
      tags: ['admin'],
      summary: 'Dials peers.',
      requestBody: body(listOf(text, { minItems: 1, maxItems: 20 })),
      responses: { 200: done, 400: failure('No multiaddrs with peer ids, or a peer could not be reached.') },
    },
  },
  '/admin/v1/peer/{peerId}': question('getPeer', {
    summary: 'One peer.',
    schema: ref('Peer'),
    parameter: inPath('peerId', 'The id of the peer.'),
    refusals: { 400: refusal('No id of a peer.'), 404: refusal('The peer is not known.') },
  }),
  '/admin/v1/peers/stats': question('getPeerStats', {
    summary: 'Peers counted by state, shard and protocol.',
    schema: ref('PeerStats'),
  }),
  '/admin/v1/peers/service': question('getServicePeers', {
    summary: 'Peers that speak protocols of Waku, with these only.',
    schema: peers,
  }),
  '/admin/v1/peers/connected': question('getConnectedPeers', { summary: 'Connected peers.', schema: peers }),
  '/admin/v1/peers/connected/on/{shard}': ofShard('getConnectedPeersOnShard', 'Connected peers of a shard.', peers),
  '/admin/v1/peers/relay': question('getRelayPeers', {
    summary: 'Connected peers that subscribed to each relayed shard.',
    schema: listOf(shardPeers),
  }),
  '/admin/v1/peers/relay/on/{shard}': ofShard('getRelayPeersOnShard', 'The same of one shard.', shardPeers),
  '/admin/v1/peers/mesh': question('getMeshPeers', {
    summary: 'Peers in the mesh of each relayed shard.',
    schema: listOf(shardPeers),
  }),
  '/admin/v1/peers/mesh/on/{shard}': ofShard('getMeshPeersOnShard', 'The same of one shard.', shardPeers),
  '/admin/v1/filter/subscriptions': {
    get: {
      operationId: 'getFilterSubscriptions',
      tags: ['admin'],
      summary: 'Clients this node serves by filter, and what they want: at most 20 000 pairs of topics.',
      responses: {
        200: answer('Clients.', listOf(ref('FilterSubscriber'))),
        400: refusal('The node serves no filter clients.'),
      },
    },
  },
  '/admin/v1/log-level/{level}': {
    post: {
      operationId: 'setLogLevel',
      tags: ['admin'],
      summary: 'Changes what is logged from now on.',
      parameters: [inPath('level', 'LEVEL, or LEVEL,ROOM:LEVEL,.. as --log-level takes it.')],
      responses: { 200: done, 400: refusal('No such level.'), 503: refusal('Log levels cannot be changed.') },
    },
  },
}
