import {
  type Clock,
  Lifecycle,
  type LifecyclePart,
  type Logger,
  type Metrics,
  type Random,
  type Startable,
} from '../foundation/index.ts'
import { connectedPeersOf, type LightHost, PeerManager, PeerProtocols, parsePeerAddress } from '../network/index.ts'
import { FilterClient } from '../services/filter/index.ts'
import { LightPushClient } from '../services/lightpush/index.ts'
import { MetadataService } from '../services/metadata/index.ts'
import { StoreClient } from '../services/store/index.ts'
import type { DecodedMessage } from './decoded-message.ts'
import { createDecoder, type Decoder } from './decoder.ts'
import { createEncoder, type Encoder } from './encoder.ts'
import { filterService, LightFilter } from './light-filter.ts'
import type { ConnectedPeerInfo, LightNode, Protocol } from './light-node.ts'
import type { LightNodeOptions } from './light-node-options.ts'
import type { LightPlatform } from './light-platform.ts'
import { LightPush, lightPushService } from './light-push.ts'
import { LightRln } from './light-rln.ts'
import { LightStore, storeService } from './light-store.ts'
import { PeerDiscovery } from './peer-discovery.ts'
import type { MessageQuota, QuotaListener } from './quota-meter.ts'
import {
  autoshardingOf,
  createRoutingInfo,
  defaultNetworkSharding,
  type NetworkSharding,
  type RoutingInfo,
} from './routing-info.ts'
import { type Service, ServicePeers } from './service-peers.ts'

const DEFAULT_USER_AGENT = 'waku-rln-relay-light'

/** Light nodes dial; nobody dials them, and they look for no relay peers. */
const SLOTS = { relayOutbound: 0, relayInbound: 0, service: 0, inbound: 0 }

/** Peers that others named and that may be dialled: some answers of peer exchange. */
const MAX_KNOWN_PEERS = 200

/** Peers that relay are no other to a light node than those that do not. */
const NO_RELAY_PROTOCOL = ''

const services: Readonly<Record<Protocol, Service>> = {
  store: storeService,
  lightpush: lightPushService,
  filter: filterService,
}

export interface LightNodeComponents {
  readonly platform: LightPlatform
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly metrics: Metrics
}

/** A light node out of a host, the clients of the services, and the protection. */
export class AssembledLightNode implements LightNode {
  readonly lightPush: LightPush
  readonly filter: LightFilter
  readonly store: LightStore
  readonly #host: LightHost
  readonly #network: NetworkSharding
  readonly #protocols: PeerProtocols
  readonly #peers: ServicePeers
  readonly #manager: PeerManager
  readonly #discovery: PeerDiscovery | undefined
  readonly #rln: LightRln | undefined
  readonly #lifecycle: Lifecycle
  #isStarted = false

  private constructor(components: LightNodeComponents, options: LightNodeOptions, host: LightHost) {
    const { clock, metrics, logger } = components
    const { networkConfig = defaultNetworkSharding, rln } = options
    this.#host = host
    this.#network = networkConfig
    this.#rln = rln && new LightRln(components, rln, autoshardingOf(networkConfig))
    this.#protocols = new PeerProtocols({ host })
    const peers = new ServicePeers({ clock, peers: this.#protocols })
    this.#peers = peers
    const staticPeers = options.bootstrapPeers ?? []
    this.#manager = new PeerManager(
      { ...components, host },
      {
        staticPeers,
        slots: SLOTS,
        relayProtocol: NO_RELAY_PROTOCOL,
        wantedPeers: () => this.#discovery?.wantedPeers ?? 0,
        capacity: MAX_KNOWN_PEERS,
      },
    )
    if (options.discover ?? true) this.#discovery = this.#createDiscovery(components, staticPeers)
    const connected = connectedPeersOf(host)
    const metadata = new MetadataService(
      {
        host,
        peers: connected,
        avoid: async (peerId) => {
          this.#discovery?.shun(peerId)
          this.#manager.markIncompatible(peerId)
        },
        clock,
        logger,
        metrics,
      },
      { clusterId: networkConfig.clusterId, shards: () => [], isRequired: false },
    )
    const check = this.#rln?.check
    const filterClient = new FilterClient({
      ...components,
      host,
      peers: connected,
      servicePeers: () => peers.offering(filterService),
      ...(check && { checkProof: ({ pubsubTopic, data }) => check(pubsubTopic, data) }),
    })
    const storeClient = new StoreClient({ ...components, host, ...(check && { checkProof: check }) })
    this.filter = new LightFilter({ client: filterClient, peers, clock, logger })
    this.lightPush = new LightPush({
      client: new LightPushClient({ ...components, host }),
      peers,
      ...(this.#rln && { rln: this.#rln }),
    })
    this.store = new LightStore({ client: storeClient, peers })
    this.#lifecycle = new Lifecycle([
      ...(this.#rln ? [part('rln', this.#rln)] : []),
      part('peer protocols', this.#protocols),
      part('metadata', metadata),
      part('filter client', filterClient),
      part('filter', { start: async () => this.filter.start(), stop: async () => this.filter.stop() }),
      part('host', { start: async () => host.start(), stop: async () => host.stop() }),
      part('peers', this.#manager),
      ...(this.#discovery ? [part('discovery', this.#discovery)] : []),
      part('service peers', { start: async () => undefined, stop: async () => peers.stop() }),
    ])
  }

  /** @throws as `createLightNode`; nothing is open then */
  static async create(components: LightNodeComponents, options: LightNodeOptions): Promise<AssembledLightNode> {
    for (const address of options.bootstrapPeers ?? []) parsePeerAddress(address, 'bootstrapPeers')
    const host = await components.platform.createHost({ agentVersion: options.userAgent ?? DEFAULT_USER_AGENT })
    return new AssembledLightNode(components, options, host)
  }

  get peerId(): string {
    return this.#host.peerId.toString()
  }

  async start(): Promise<void> {
    await this.#lifecycle.start()
    this.#isStarted = true
  }

  async stop(): Promise<void> {
    this.#isStarted = false
    await this.#lifecycle.stop()
  }

  isStarted(): boolean {
    return this.#isStarted
  }

  isConnected(): boolean {
    return this.#protocols.peers.length > 0
  }

  async getConnectedPeers(): Promise<readonly ConnectedPeerInfo[]> {
    const names = Object.keys(services) as Protocol[]
    return this.#protocols.peers.map((id) => ({
      id,
      protocols: names.filter((name) => services[name].some((protocol) => this.#protocols.speaks(id, protocol))),
    }))
  }

  async dial(multiaddr: string): Promise<string> {
    this.#discovery?.keep(parsePeerAddress(multiaddr, 'peer address').peerId.toString())
    return this.#manager.connect(multiaddr)
  }

  async hangUp(peerId: string): Promise<void> {
    if (this.#discovery && !this.#discovery.isBootstrap(peerId)) {
      this.#discovery.shun(peerId)
      this.#manager.markIncompatible(peerId)
    }
    await connectedPeersOf(this.#host).disconnect(peerId)
  }

  waitForPeers(protocols: readonly Protocol[] = ['store', 'lightpush', 'filter'], timeoutMs?: number): Promise<void> {
    return this.#peers.waitFor(
      protocols.map((protocol) => services[protocol]),
      timeoutMs,
    )
  }

  createEncoder({ contentTopic, shardId, ...options }: Parameters<LightNode['createEncoder']>[0]): Encoder {
    return createEncoder({ ...options, contentTopic, routingInfo: this.#routingOf(contentTopic, shardId) })
  }

  createDecoder({ contentTopic, shardId }: Parameters<LightNode['createDecoder']>[0]): Decoder<DecodedMessage> {
    return createDecoder(contentTopic, this.#routingOf(contentTopic, shardId))
  }

  quota(): MessageQuota | undefined {
    return this.#rln?.quota()
  }

  watchQuota(listener: QuotaListener): () => void {
    return this.#rln?.meter.watch(listener) ?? (() => undefined)
  }

  #createDiscovery(components: LightNodeComponents, staticPeers: readonly string[]): PeerDiscovery {
    const { clusterId, numShardsInCluster } = this.#network
    return new PeerDiscovery(
      {
        ...components,
        host: this.#host,
        protocols: this.#protocols,
        manager: this.#manager,
      },
      {
        services: Object.values(services),
        namedPeers: staticPeers.map((address) => parsePeerAddress(address, 'bootstrapPeers').peerId.toString()),
        transports: components.platform.transports(),
        clusterId,
        ...(numShardsInCluster !== undefined && { shardCount: numShardsInCluster }),
      },
    )
  }

  #routingOf(contentTopic: string, shardId: number | undefined): RoutingInfo {
    return createRoutingInfo(this.#network, { contentTopic, ...(shardId !== undefined && { shardId }) })
  }
}

function part(name: string, startable: Startable): LifecyclePart {
  return { name, start: () => startable.start(), stop: () => startable.stop() }
}
