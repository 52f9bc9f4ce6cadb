import { identify } from '@libp2p/identify'
import { noise } from '@libp2p/noise'
import { ping } from '@libp2p/ping'
import { webSockets } from '@libp2p/websockets'
import { yamux } from '@libp2p/yamux'
import { createLibp2p, type Libp2p } from 'libp2p'
import * as limits from './connection-limits.ts'
import { noLibp2pLogs } from './no-libp2p-logs.ts'
import { createNodeKey } from './node-key.ts'

/** A libp2p host as light nodes use it, whoever made it. */
export type LightHost = Libp2p

export interface DialingHostOptions {
  /** Told to peers by identify. */
  readonly agentVersion: string
}

/**
 * A libp2p host that listens nowhere and dials over WebSocket: what a browser can do. Not started. Its peer id is new each
 * time, so that peers cannot tell that it was here before.
 */
export async function createDialingHost({ agentVersion }: DialingHostOptions): Promise<LightHost> {
  return createLibp2p({
    start: false,
    logger: noLibp2pLogs,
    privateKey: await createNodeKey(),
    nodeInfo: { userAgent: agentVersion },
    transports: [webSockets()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux({ maxInboundStreams: limits.MAX_INBOUND_STREAMS_PER_CONNECTION })],
    // libp2p would dial neither ws:// nor private addresses from a browser. The application names its nodes, and a page
    // served over https is kept from ws:// by the browser itself.
    connectionGater: { denyDialMultiaddr: () => false },
    connectionMonitor: {
      pingInterval: limits.KEEP_ALIVE_INTERVAL_MS,
      pingTimeout: { minTimeout: limits.KEEP_ALIVE_TIMEOUT_MS },
    },
    connectionManager: {
      maxParallelDials: limits.MAX_PARALLEL_DIALS,
      maxDialQueueLength: limits.MAX_WAITING_DIALS,
      maxPeerAddrsToDial: limits.MAX_ADDRESSES_PER_DIAL,
      dialTimeout: limits.DIAL_TIMEOUT_MS,
    },
    services: { identify: identify(), ping: ping() },
  })
}
