import { listenMultiaddrs, type NodeConfig } from '../config/index.ts'
import type { Clock, Logger, Metrics, Random, ReleaseStack } from '../foundation/index.ts'
import { parsePubsubTopic } from '../message/index.ts'
import { connectedPeersOf, NetworkMeter, PeerManager, parseNodeKey } from '../network/index.ts'
import { createHost, type Host } from '../network/server.ts'
import { type GossipsubRouter, gossipsubRouter, meterTraffic, Relay, type RelayValidator } from '../relay/index.ts'
import { MetadataService } from '../services/metadata/index.ts'
import type { Verdict } from '../spam-protection/index.ts'
import { explainListenFailure } from './listen-failure.ts'
import { RelaySubscriptions } from './relay-subscriptions.ts'
import { ShardRules } from './shard-rules.ts'

export interface RelayStack {
  readonly host: Host<{ pubsub: GossipsubRouter }>
  readonly relay: Relay<Verdict>
  readonly subscriptions: RelaySubscriptions
  /** What the connected peers told about their shards. */
  readonly metadata: Pick<MetadataService, 'metadataOf'>
}

/** Starts host, relay and the connections to static peers; releases are put on the stack. */
export async function startRelayStack(
  components: {
    readonly clock: Clock
    readonly random: Random
    readonly logger: Logger
    readonly metrics: Metrics
    readonly validate: RelayValidator<Verdict>
  },
  config: Pick<NodeConfig, 'host' | 'network'>,
  releases: ReleaseStack,
): Promise<RelayStack> {
  const { clock, random, logger, metrics, validate } = components
  const rules = new ShardRules(config.network)
  const { announcedMultiaddrs, nodeKey } = config.host
  const host = await createHost(
    { logger: logger.child('network') },
    {
      listenAddresses: listenMultiaddrs(config.host),
      announceAddresses: announcedMultiaddrs,
      announceOnly: announcedMultiaddrs.length > 0,
      ...(nodeKey !== undefined && { privateKey: parseNodeKey(nodeKey) }),
      maxConnections: config.host.maxConnections,
      agentVersion: config.host.agent,
      services: {
        // Shards that are not relayed from the start may be subscribed later, through REST.
        pubsub: gossipsubRouter({ topics: rules.pubsubTopics, ipColocationLimit: config.host.ipColocationLimit }),
      },
    },
  )
  meterTraffic(host.services.pubsub, metrics)
  releases.add(() => host.stop())
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
  const metadata = new MetadataService(
    { host, peers: connectedPeersOf(host), clock, logger: logger.child('metadata'), metrics },
    {
      clusterId: config.network.clusterId,
      shards: () => relay.topics.map((topic) => parsePubsubTopic(topic).shard),
      isRequired: config.network.isMetadataRequired,
    },
  )
  releases.add(() => metadata.stop())
  await metadata.start()
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
  const peers = new PeerManager(
    { host, clock, random, logger: logger.child('network'), metrics },
    { staticPeers: config.host.staticPeers },
  )
  releases.add(() => peers.stop())
  await peers.start()
  return { host, relay, subscriptions, metadata }
}
