import type { NodeConfig } from '../config/index.ts'
import type { ReleaseStack, StateStore } from '../foundation/index.ts'
import { parsePubsubTopic } from '../message/index.ts'
import { connectedPeersOf, NetworkMeter, type PeerManager, StreamGuard, type UnwelcomePeers } from '../network/index.ts'
import { createHost, type Host } from '../network/server.ts'
import { type GossipsubRouter, gossipsubRouter, meterTraffic, Relay, type RelayValidator } from '../relay/index.ts'
import { MetadataService } from '../services/metadata/index.ts'
import type { Verdict } from '../spam-protection/index.ts'
import { capabilitiesOf } from './capabilities.ts'
import { createPeerManager, hostPartsFrom, ownEnrText } from './host-stack.ts'
import { explainListenFailure } from './listen-failure.ts'
import type { NodeComponents } from './node-components.ts'
import { RelaySubscriptions } from './relay-subscriptions.ts'
import { ServicePeerMeter } from './service-peer-meter.ts'
import { ShardRules } from './shard-rules.ts'

export interface RelayStack {
  readonly host: Host<{ pubsub: GossipsubRouter }>
  readonly relay: Relay<Verdict>
  readonly subscriptions: RelaySubscriptions
  /** What the connected peers told about their shards. */
  readonly metadata: Pick<MetadataService, 'metadataOf'>
  readonly peers: PeerManager
  /** Those that flooded a service, and are not let in for a while. */
  readonly unwelcome: UnwelcomePeers
  /** The node's own record as it is now; undefined when its key cannot sign one. */
  readonly enr: () => Promise<string | undefined>
}

/** What services are made of. */
export type ServiceParts = Pick<RelayStack, 'host' | 'relay' | 'peers' | 'unwelcome' | 'enr'>

export interface RelayStackComponents extends NodeComponents {
  readonly validate: RelayValidator<Verdict>
  readonly store: StateStore
  /** Starts services before the host listens, so that no early client is refused. */
  readonly startServices: (parts: ServiceParts) => Promise<void>
}

/** Starts host, relay and the connections to static peers; releases are put on the stack. */
export async function startRelayStack(
  components: RelayStackComponents,
  config: NodeConfig,
  releases: ReleaseStack,
): Promise<RelayStack> {
  const { clock, logger, metrics, validate } = components
  const rules = new ShardRules(config.network)
  const parts = await hostPartsFrom(components, config.host)
  const { unwelcome } = parts
  const host = await createHost(parts.components, {
    ...parts.options,
    services: {
      // Shards that are not relayed from the start may be subscribed later, through REST.
      pubsub: gossipsubRouter({
        topics: rules.pubsubTopics,
        isRelaying: config.network.isRelaying,
        ipColocationLimit: config.host.ipColocationLimit,
      }),
    },
  })
  meterTraffic(host.services.pubsub, metrics)
  releases.add(() => host.stop())
  const streamGuard = new StreamGuard({ host, unwelcome, clock, logger: logger.child('network'), metrics })
  releases.add(() => streamGuard.stop())
  await streamGuard.start()
  const relay = new Relay<Verdict>({
    router: host.services.pubsub,
    validate,
    disconnect: (peerId) => host.hangUp(peerId),
    clock,
    logger: logger.child('relay'),
    metrics,
  })
  const subscriptions = new RelaySubscriptions(relay)
  for (const topic of rules.startTopics) subscriptions.join(topic)
  const shardsNow = (): number[] => relay.topics.map((topic) => parsePubsubTopic(topic).shard)
  const peers = createPeerManager({ ...components, host, standings: relay }, config.host)
  const avoid = async (peerId: string): Promise<void> => peers.markIncompatible(peerId)
  const metadata = new MetadataService(
    { host, peers: connectedPeersOf(host), avoid, unwelcome, clock, logger: logger.child('metadata'), metrics },
    {
      clusterId: config.network.clusterId,
      shards: shardsNow,
      isRequired: config.network.isMetadataRequired,
    },
  )
  releases.add(() => metadata.stop())
  await metadata.start()
  const enr = () =>
    ownEnrText({ ...components, host }, parts.options.privateKey, {
      capabilities: capabilitiesOf(config),
      shards: { clusterId: config.network.clusterId, shards: shardsNow() },
    })
  await components.startServices({ host, relay, peers, unwelcome, enr })
  try {
    await host.start()
  } catch (error) {
    throw explainListenFailure(error)
  }
  releases.add(() => relay.stop())
  await relay.start()
  const meter = new NetworkMeter({ host, clock, metrics })
  releases.add(() => meter.stop())
  await meter.start()
  releases.add(() => peers.stop())
  await peers.start()
  const servicePeers = new ServicePeerMeter({ peers, clock, metrics })
  releases.add(() => servicePeers.stop())
  await servicePeers.start()
  logger.info('this node is found at', { multiaddrs: host.getMultiaddrs().map(String), enr: await enr() })
  return { host, relay, subscriptions, metadata, peers, unwelcome, enr }
}
