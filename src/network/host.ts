import { type Identify, identify } from '@libp2p/identify'
import type { Libp2p, PrivateKey, ServiceMap } from '@libp2p/interface'
import { mplex } from '@libp2p/mplex'
import { noise } from '@libp2p/noise'
import { type Ping, ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { webSockets } from '@libp2p/websockets'
import { yamux } from '@libp2p/yamux'
import { createLibp2p, type ServiceFactoryMap } from 'libp2p'
import type { Logger } from '../foundation/index.ts'
import * as limits from './connection-limits.ts'
import { createNodeKey } from './node-key.ts'
import { checkAddresses } from './peer-address.ts'

export interface HostComponents {
  readonly logger: Logger
}

export interface HostOptions<Services extends ServiceMap> {
  /** Multiaddrs to listen on, `/ip4/0.0.0.0/tcp/60000` or `/ip4/0.0.0.0/tcp/8000/ws`. None: the host only dials. */
  readonly listenAddresses: readonly string[]
  /** Multiaddrs told to peers besides those listened on, for a node behind a NAT or a proxy. */
  readonly announceAddresses?: readonly string[]
  /** Tell peers the announced addresses only. */
  readonly announceOnly?: boolean
  /** The key the peer id is made from. Default: a new one. */
  readonly privateKey?: PrivateKey
  readonly maxConnections?: number
  /** Told to peers by identify. */
  readonly agentVersion: string
  /** Factories of the protocols spoken over the connections, for example `{ pubsub: gossipsubRouter(..) }`. */
  readonly services: ServiceFactoryMap<Services>
}

export type HostServices = { identify: Identify; ping: Ping }
export type Host<Services extends ServiceMap> = Libp2p<Services & HostServices>

/**
 * A libp2p host over TCP and WebSocket with noise, and yamux or mplex: js-waku speaks only mplex. Not started.
 * @throws NetworkError `invalid_listen_address`
 */
export async function createHost<Services extends ServiceMap>(
  components: HostComponents,
  options: HostOptions<Services>,
): Promise<Host<Services>> {
  const listen = checkAddresses(options.listenAddresses, '--listen-address')
  const announced = checkAddresses(options.announceAddresses ?? [], '--ext-multiaddr')
  const maxInboundStreams = limits.MAX_INBOUND_STREAMS_PER_CONNECTION
  const services: ServiceFactoryMap<HostServices> = { identify: identify(), ping: ping() }
  const host = await createLibp2p({
    start: false,
    privateKey: options.privateKey ?? (await createNodeKey()),
    nodeInfo: { userAgent: options.agentVersion },
    addresses: { listen, ...(options.announceOnly ? { announce: announced } : { appendAnnounce: announced }) },
    transports: [tcp(), webSockets()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux({ maxInboundStreams }), mplex()],
    connectionManager: {
      maxConnections: options.maxConnections ?? limits.DEFAULT_MAX_CONNECTIONS,
      inboundConnectionThreshold: limits.MAX_INBOUND_CONNECTIONS_PER_SECOND_PER_ADDRESS,
      maxIncomingPendingConnections: limits.MAX_PENDING_INBOUND_CONNECTIONS,
      maxParallelDials: limits.MAX_PARALLEL_DIALS,
      maxDialQueueLength: limits.MAX_WAITING_DIALS,
      maxPeerAddrsToDial: limits.MAX_ADDRESSES_PER_DIAL,
      dialTimeout: limits.DIAL_TIMEOUT_MS,
      inboundUpgradeTimeout: limits.INBOUND_UPGRADE_TIMEOUT_MS,
    },
    services: { ...services, ...options.services } as ServiceFactoryMap<Services & HostServices>,
  })
  components.logger.debug('host created', { peerId: host.peerId.toString(), listen, announced })
  return host
}
