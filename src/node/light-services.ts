import type { NodeConfig } from '../config/index.ts'
import type { Clock, ReleaseStack } from '../foundation/index.ts'
import { messageHash } from '../message/index.ts'
import { connectedPeersOf } from '../network/index.ts'
import {
  FilterClient,
  FilterServer,
  type FilterSubscriber,
  filterSubscribeProtocol,
  filterSubscribeQuota,
} from '../services/filter/index.ts'
import {
  LightPushClient,
  LightPushServer,
  lightPushProtocol,
  lightPushQuota,
  lightPushV2Protocol,
} from '../services/lightpush/index.ts'
import type { FilterAccess, LightPushAccess } from './light-access.ts'
import { judgeLight } from './light-health.ts'
import { LightPushDesk, type LightPushDeskComponents } from './light-push-desk.ts'
import { LightPushFront } from './light-push-front.ts'
import type { MessageJudging } from './message-judging.ts'
import type { NodeComponents } from './node-components.ts'
import { OwnFilter } from './own-filter.ts'
import { ProofQuota } from './proof-quota.ts'
import type { Protection } from './protection.ts'
import type { ServiceParts } from './relay-stack.ts'
import type { ServiceJudgement } from './service-health.ts'
import { ServiceNodes, type ServiceNodesComponents } from './service-nodes.ts'
import { ShardRules } from './shard-rules.ts'
import { ShardedFilter } from './sharded-filter.ts'
import type { HealthState } from './waku-node.ts'

/** Of the own message ids, others get at most half unless told otherwise. */
const SHARE_FOR_OTHERS = 0.5

export interface LightServiceComponents
  extends NodeComponents,
    Pick<MessageJudging, 'validator' | 'proofCheck' | 'protection'>,
    Pick<ServiceNodesComponents, 'peerProtocols'> {}

type Parts = LightServiceComponents & ServiceParts

/** Serving clients that do not relay, and being one. */
export interface LightServices {
  /** By filter nodes if any are named, else out of what this node relays if it serves filter, else by nodes that do. */
  readonly filter: FilterAccess
  /** By light push nodes if any are named, else by this node if it is one, else by those that were found. */
  readonly lightPush: LightPushAccess
  /** Who gets messages by filter from this node; missing when it serves nobody. */
  readonly filterSubscribers?: () => readonly FilterSubscriber[]
  /** How they are, when relay is in the given state. */
  readonly judge: (relay: HealthState) => readonly ServiceJudgement[]
}

/** Starts what is configured, before the host listens and relay delivers. Releases are put on the stack. */
export async function startLightServices(
  components: LightServiceComponents,
  config: NodeConfig,
  parts: ServiceParts,
  releases: ReleaseStack,
): Promise<LightServices> {
  const { light } = config
  const rules = new ShardRules(config.network)
  const all = { ...components, ...parts }
  const filterNodes = new ServiceNodes(all, { protocols: [filterSubscribeProtocol.id], named: light.filterNodes })
  const pushProtocols = [lightPushProtocol.id, lightPushV2Protocol.id]
  const pushNodes = new ServiceNodes(all, { protocols: pushProtocols, named: light.lightPushNodes })
  const served = await startFilterServer(all, config, releases)
  const isOwn = served !== undefined && light.filterNodes.length === 0
  const filter = isOwn ? served.own : await startFilterClient(all, filterNodes, releases)
  const lightPush = await startLightPush(all, config, { rules, pushNodes }, releases)
  const isThere = () => ({
    filter: filterNodes.has(filterSubscribeProtocol.id),
    lightPush: pushNodes.has(lightPushProtocol.id),
    legacyLightPush: pushNodes.has(lightPushV2Protocol.id),
  })
  return {
    filter: new ShardedFilter(filter, rules),
    lightPush,
    ...(served && { filterSubscribers: () => served.server.subscribers() }),
    judge: (relay) => judgeLight({ config: light, isThere: isThere() }, relay),
  }
}

/** Returns the server, and the filter of the node's own operator. */
async function startFilterServer(
  { host, relay, unwelcome, protection, clock, logger, metrics }: Parts,
  { light, rateLimits }: NodeConfig,
  releases: ReleaseStack,
): Promise<{ readonly server: FilterServer; readonly own: OwnFilter } | undefined> {
  if (light.filter === undefined) return undefined
  const { maxPeers, maxCriteria: maxCriteriaPerPeer, subscriptionTimeoutMs: timeToLiveMs } = light.filter
  const isRelayed = (pubsubTopic: string): boolean => relay.topics.includes(pubsubTopic)
  const server = new FilterServer(
    { host, peers: connectedPeersOf(host), isRelayed, unwelcome, clock, logger: logger.child('filter'), metrics },
    { maxPeers, maxCriteriaPerPeer, timeToLiveMs, quota: { ...filterSubscribeQuota, ...rateLimits.filter } },
  )
  releases.add(() => server.stop())
  await server.start()
  const own = new OwnFilter({ peerId: host.peerId.toString(), isRelayed, proof: protection ? 'valid' : 'unchecked' })
  releases.add(
    relay.onMessage(({ pubsubTopic, data, verdict }) => {
      if (verdict?.action !== 'accept') return
      const { message } = verdict
      const hash = messageHash(pubsubTopic, message)
      server.relayed({ data, pubsubTopic, messageHash: hash, contentTopic: message.contentTopic })
      own.relayed({ message, pubsubTopic, messageHash: hash })
    }),
  )
  return { server, own }
}

async function startFilterClient(
  { host, unwelcome, clock, random, logger, metrics, proofCheck }: Parts,
  nodes: ServiceNodes,
  releases: ReleaseStack,
): Promise<FilterClient> {
  const client = new FilterClient({
    host,
    peers: connectedPeersOf(host),
    servicePeers: () => nodes.addresses(),
    checkProof: ({ pubsubTopic, data }) => proofCheck.check(pubsubTopic, data),
    unwelcome,
    clock,
    random,
    logger: logger.child('filter'),
    metrics,
  })
  releases.add(() => client.stop())
  await client.start()
  return client
}

async function startLightPush(
  components: Parts,
  { light, rateLimits }: NodeConfig,
  { rules, pushNodes: nodes }: { readonly rules: ShardRules; readonly pushNodes: ServiceNodes },
  releases: ReleaseStack,
): Promise<LightPushFront> {
  const { host, unwelcome, clock, logger, metrics, protection, validator, relay } = components
  const { lightPush: serving } = light
  const attacher = protection?.sender?.attacher
  const attaching = serving?.attachProofs && protection && attachingOf(protection, clock, serving.attachProofs.limit)
  const desk = new LightPushDesk({ validator, relay, rules, ...(attaching && { attaching }) })
  if (serving !== undefined) {
    const server = new LightPushServer(
      { host, publish: (pushed) => desk.publish(pushed), unwelcome, clock, logger: logger.child('lightpush'), metrics },
      { quota: { ...lightPushQuota, ...rateLimits.lightpush } },
    )
    releases.add(() => server.stop())
    await server.start()
  }
  const front = { ...components, rules, ...(attacher && { attacher }) }
  if (serving !== undefined && light.lightPushNodes.length === 0) {
    return new LightPushFront({ ...front, way: { desk, peerId: host.peerId.toString() } })
  }
  return new LightPushFront({ ...front, way: { client: new LightPushClient(components), nodes } })
}

/** Proofs for others, out of the own message ids; undefined when no proof can be made. */
function attachingOf(
  { sender, epochSizeSeconds }: Protection,
  clock: Clock,
  given: number | undefined,
): LightPushDeskComponents['attaching'] {
  if (sender?.attacher === undefined) return undefined
  const limit = given ?? Math.floor(sender.credential.userMessageLimit * SHARE_FOR_OTHERS)
  return { attacher: sender.attacher, quota: new ProofQuota({ clock }, { limit, epochSizeSeconds }) }
}
