import type { FastifyInstance, FastifyReply } from 'fastify'
import { ConfigError, type LogConfig, logLevelsFrom } from '../config/index.ts'
import { parsePubsubTopic } from '../message/index.ts'
import { isPeerId } from '../network/index.ts'
import type { PeerInfo, WakuNode } from '../node/index.ts'
import type { FilterSubscriber } from '../services/filter/index.ts'
import { refuse, sendOk, textsOf } from './answers.ts'
import { peerStats, serviceProtocols } from './peer-stats.ts'

/** Peers in one request: each may take a dial's time. */
const MAX_DIALS_PER_REQUEST = 20
const MAX_SHARD = 1_023
/** Pairs of topics in one answer: two megabytes at the usual length of topics. Clients may have a million of them together. */
const MAX_TOLD_CRITERIA = 20_000

/** Changes what is logged from now on. */
export type SetLogLevels = (levels: Pick<LogConfig, 'level' | 'rooms'>) => void

/** nwaku's WakuPeer. */
export interface PeerJson {
  readonly multiaddr: string
  readonly protocols: readonly string[]
  readonly shards: readonly number[]
  readonly connected: PeerInfo['connectedness']
  readonly agent: string
  readonly origin: 'Static' | 'UnknownOrigin'
  /** In the lists of relay and mesh only. */
  readonly score?: number
}

interface ShardPeersJson {
  readonly shard: number
  readonly peers: readonly PeerJson[]
}

/** Which peers of a topic a route is about. */
type PeersOfTopic = (pubsubTopic: string) => readonly string[]

/** nwaku's admin routes: who the peers are, dialling them, and how much is logged. */
export function addAdminRoutes(server: FastifyInstance, node: WakuNode, setLogLevels: SetLogLevels | undefined): void {
  const path = '/admin/v1/peers'
  addListRoutes(server, node, path)
  addShardRoutes(server, node, `${path}/relay`, (topic) => node.subscribers(topic))
  addShardRoutes(server, node, `${path}/mesh`, (topic) => node.meshPeers(topic))
  server.get(`${path}/stats`, async () => {
    const peers = await node.peers()
    const countsOf = (peersOf: PeersOfTopic) =>
      node.relayedTopics().map((topic) => [parsePubsubTopic(topic).shard, peersOf(topic).length] as const)
    return peerStats(peers, {
      relay: countsOf((topic) => node.subscribers(topic)),
      mesh: countsOf((topic) => node.meshPeers(topic)),
    })
  })

  server.post(path, async (request, reply) => {
    const addresses = textsOf(request.body, MAX_DIALS_PER_REQUEST)
    if (addresses === undefined) {
      return refuse(reply, 400, `the body must be a JSON array of 1 to ${MAX_DIALS_PER_REQUEST} multiaddrs`)
    }
    for (const address of addresses) await node.connect(address)
    return sendOk(reply)
  })

  server.get('/admin/v1/filter/subscriptions', async (_request, reply) => {
    const subscribers = node.filterSubscribers()
    if (subscribers === undefined) return refuse(reply, 400, 'this node serves no filter clients; see --filter')
    return toSubscriptionsJson(subscribers)
  })

  server.post<{ Params: { level: string } }>('/admin/v1/log-level/:level', async (request, reply) => {
    if (setLogLevels === undefined) return refuse(reply, 503, 'the log levels of this node cannot be changed')
    try {
      setLogLevels(logLevelsFrom(request.params.level))
    } catch (error) {
      if (error instanceof ConfigError) return refuse(reply, 400, error.message)
      throw error
    }
    return sendOk(reply)
  })
}

function addListRoutes(server: FastifyInstance, node: WakuNode, path: string): void {
  server.get(path, async () => (await node.peers()).map(toPeerJson))
  server.get(`${path}/connected`, async () => (await connectedPeers(node)).map(toPeerJson))
  server.get<{ Params: { shard: string } }>(`${path}/connected/on/:shard`, async (request, reply) => {
    const shard = shardOf(request.params.shard)
    if (shard === undefined) return refuseShard(reply)
    return (await connectedPeers(node)).filter(({ shards }) => shards.includes(shard)).map(toPeerJson)
  })
  server.get(`${path}/service`, async () =>
    (await node.peers())
      .map((peer) => ({ ...peer, protocols: peer.protocols.filter((protocol) => serviceProtocols.has(protocol)) }))
      .filter(({ protocols }) => protocols.length > 0)
      .map(toPeerJson),
  )
  server.get<{ Params: { peerId: string } }>('/admin/v1/peer/:peerId', async (request, reply) => {
    const { peerId } = request.params
    if (!isPeerId(peerId)) return refuse(reply, 400, 'Invalid peer ID')
    const peer = (await node.peers()).find((candidate) => candidate.peerId === peerId)
    return peer === undefined ? refuse(reply, 404, `Peer with ID ${peerId} not found`) : toPeerJson(peer)
  })
}

/** A list of all relayed shards, and of one. Of a shard that is not relayed nobody is known. */
function addShardRoutes(server: FastifyInstance, node: WakuNode, path: string, peersOf: PeersOfTopic): void {
  const shardPeers = async (shards: readonly number[]): Promise<ShardPeersJson[]> => {
    const known = new Map((await node.peers()).map((peer) => [peer.peerId, peer]))
    const topics = new Map(node.relayedTopics().map((topic) => [parsePubsubTopic(topic).shard, topic]))
    return shards.map((shard) => {
      const topic = topics.get(shard)
      const peers = (topic === undefined ? [] : peersOf(topic)).map((peerId) => known.get(peerId))
      return { shard, peers: peers.filter((peer) => peer !== undefined).map(toScoredPeerJson) }
    })
  }
  server.get(path, async () => shardPeers(node.relayedTopics().map((topic) => parsePubsubTopic(topic).shard)))
  server.get<{ Params: { shard: string } }>(`${path}/on/:shard`, async (request, reply) => {
    const shard = shardOf(request.params.shard)
    return shard === undefined ? refuseShard(reply) : (await shardPeers([shard]))[0]
  })
}

/** nwaku's FilterSubscription of each client; those beyond the bound are told without their topics. */
function toSubscriptionsJson(subscribers: readonly FilterSubscriber[]) {
  let left = MAX_TOLD_CRITERIA
  return subscribers.map(({ peerId, criteria }) => {
    const filterCriteria = criteria.slice(0, left)
    left -= filterCriteria.length
    return { peerId, filterCriteria }
  })
}

async function connectedPeers(node: WakuNode): Promise<PeerInfo[]> {
  return (await node.peers()).filter(({ connectedness }) => connectedness === 'Connected')
}

function toPeerJson({ multiaddr, protocols, shards, connectedness, agent, isStatic }: PeerInfo): PeerJson {
  const origin = isStatic ? 'Static' : 'UnknownOrigin'
  return { multiaddr, protocols, shards, connected: connectedness, agent, origin }
}

function toScoredPeerJson(peer: PeerInfo): PeerJson {
  return { ...toPeerJson(peer), ...(peer.score !== undefined && { score: peer.score }) }
}

function shardOf(text: string): number | undefined {
  return /^\d{1,4}$/.test(text) && Number(text) <= MAX_SHARD ? Number(text) : undefined
}

function refuseShard(reply: FastifyReply): FastifyReply {
  return refuse(reply, 400, `a shard is a number from 0 to ${MAX_SHARD}`)
}
