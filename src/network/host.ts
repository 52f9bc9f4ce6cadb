import { createPrivateKey, X509Certificate } from 'node:crypto'
import { type Identify, identify } from '@libp2p/identify'
import type { ConnectionGater, Libp2p, PrivateKey, ServiceMap } from '@libp2p/interface'
import { mplex } from '@libp2p/mplex'
import { noise } from '@libp2p/noise'
import { type Ping, ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { webSockets } from '@libp2p/websockets'
import { yamux } from '@libp2p/yamux'
import { createLibp2p, type ServiceFactoryMap } from 'libp2p'
import type { Logger } from '../foundation/index.ts'
import * as limits from './connection-limits.ts'
import { NetworkError } from './network-error.ts'
import { noLibp2pLogs } from './no-libp2p-logs.ts'
import { createNodeKey } from './node-key.ts'
import { checkAddresses } from './peer-address.ts'

export interface HostComponents {
  readonly logger: Logger
  /** Asked before a connection is let in; default: everybody is. */
  readonly gate?: Pick<ConnectionGater, 'denyInboundConnection' | 'denyInboundEncryptedConnection'>
}

/** What a listener at `/wss` proves itself with, both as PEM text. */
export interface TlsCredentials {
  readonly key: string
  /** The certificate, followed by those between it and the root. */
  readonly certificate: string
}

export interface HostOptions<Services extends ServiceMap> {
  /** Multiaddrs to listen on, `/ip4/0.0.0.0/tcp/60000` or with `/ws` or `/wss` behind. None: the host only dials. */
  readonly listenAddresses: readonly string[]
  /** Multiaddrs told to peers besides those listened on, for a node behind a NAT or a proxy. */
  readonly announceAddresses?: readonly string[]
  /** Tell peers the announced addresses only. */
  readonly announceOnly?: boolean
  /** The key the peer id is made from. Default: a new one. */
  readonly privateKey?: PrivateKey
  /** For addresses to listen on that end in `/wss`. */
  readonly tls?: TlsCredentials
  readonly maxConnections?: number
  /** Ping each connection every ten seconds, and close it when no answer comes. Default: true. */
  readonly keepAlive?: boolean
  /** Told to peers by identify. */
  readonly agentVersion: string
  /** Factories of the protocols spoken over the connections, for example `{ pubsub: gossipsubRouter(..) }`. */
  readonly services: ServiceFactoryMap<Services>
}

export type HostServices = { identify: Identify; ping: Ping }
export type Host<Services extends ServiceMap> = Libp2p<Services & HostServices>

/**
 * A libp2p host over TCP and WebSocket with noise, and yamux or mplex: js-waku speaks only mplex. Not started.
 * @throws NetworkError `invalid_listen_address`, `invalid_certificate`
 */
export async function createHost<Services extends ServiceMap>(
  components: HostComponents,
  options: HostOptions<Services>,
): Promise<Host<Services>> {
  const listen = checkAddresses(options.listenAddresses, '--listen-address')
  const announced = checkAddresses(options.announceAddresses ?? [], '--ext-multiaddr')
  const https = options.tls && httpsOptions(options.tls)
  const maxInboundStreams = limits.MAX_INBOUND_STREAMS_PER_CONNECTION
  const services: ServiceFactoryMap<HostServices> = { identify: identify(), ping: ping() }
  const host = await createLibp2p({
    start: false,
    logger: noLibp2pLogs,
    privateKey: options.privateKey ?? (await createNodeKey()),
    nodeInfo: { userAgent: options.agentVersion },
    addresses: { listen, ...(options.announceOnly ? { announce: announced } : { appendAnnounce: announced }) },
    transports: [tcp(), webSockets(https && { https })],
    connectionEncrypters: [noise()],
    streamMuxers: [
      yamux({ maxInboundStreams }),
      mplex({ disconnectThreshold: limits.MAX_NEW_MPLEX_STREAMS_PER_SECOND }),
    ],
    ...(components.gate && { connectionGater: components.gate }),
    connectionMonitor: {
      enabled: options.keepAlive ?? true,
      pingInterval: limits.KEEP_ALIVE_INTERVAL_MS,
      pingTimeout: { minTimeout: limits.KEEP_ALIVE_TIMEOUT_MS },
    },
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

function httpsOptions({ key, certificate: cert }: TlsCredentials): { key: string; cert: string } {
  const flags = '--websocket-secure-key-path, --websocket-secure-cert-path'
  let isPair: boolean
  try {
    isPair = new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))
  } catch {
    // The cause is left out on purpose: it could quote the key.
    throw new NetworkError('invalid_certificate', `key or certificate for wss is not in PEM form (${flags})`)
  }
  if (!isPair)
    throw new NetworkError('invalid_certificate', `the key is not that of the certificate for wss (${flags})`)
  return { key, cert }
}
