import type { HostConfig } from '../config/index.ts'
import type { Clock, Logger, Metrics, Random, StateStore } from '../foundation/index.ts'
import {
  announcedAddresses,
  createNodeKey,
  type EnrShards,
  encodeEnr,
  PeerManager,
  type PeerStandings,
  parseNodeKey,
  renewOwnEnr,
  UnwelcomePeers,
  type WakuCapability,
} from '../network/index.ts'
import { ConnectionGate, type Host, type HostComponents, type HostOptions } from '../network/server.ts'
import { RELAY_PROTOCOL } from '../relay/index.ts'

type NodeKey = Awaited<ReturnType<typeof createNodeKey>>

/** What the host is made of besides the protocols spoken on it. */
export async function hostPartsFrom(
  { clock, logger, metrics }: { readonly clock: Clock; readonly logger: Logger; readonly metrics: Metrics },
  config: HostConfig,
): Promise<{
  readonly components: HostComponents
  readonly unwelcome: UnwelcomePeers
  readonly options: Omit<HostOptions<Record<string, never>>, 'services'> & { readonly privateKey: NodeKey }
}> {
  const unwelcome = new UnwelcomePeers(clock)
  const gate = new ConnectionGate(
    { metrics, unwelcome },
    {
      maxInbound: config.slots.inbound,
      maxInboundPerAddress: config.ipColocationLimit,
      countLoopback: config.isColocationLimitGiven,
    },
  )
  const privateKey = config.nodeKey === undefined ? await createNodeKey() : parseNodeKey(config.nodeKey)
  const options = {
    listenAddresses: config.listenAddresses,
    announceAddresses: config.announcedAddresses,
    announceOnly: config.announcesOnlyThose,
    ...(config.tls && { tls: config.tls }),
    privateKey,
    maxConnections: config.maxConnections,
    keepAlive: config.keepsAlive,
    agentVersion: config.agent,
  }
  return { components: { logger: logger.child('network'), gate }, unwelcome, options }
}

export interface PeerManagementComponents {
  readonly host: Pick<
    Host<Record<string, never>>,
    | 'peerId'
    | 'dial'
    | 'hangUp'
    | 'getConnections'
    | 'getMultiaddrs'
    | 'peerStore'
    | 'addEventListener'
    | 'removeEventListener'
  >
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly metrics: Metrics
  readonly store: StateStore
  readonly standings?: PeerStandings
}

export function createPeerManager(components: PeerManagementComponents, config: HostConfig): PeerManager {
  const { store, logger, ...others } = components
  const capacity = config.peerStoreCapacity
  return new PeerManager(
    { ...others, logger: logger.child('network'), ...(config.remembersPeers && { store }) },
    {
      staticPeers: config.staticPeers,
      slots: config.slots,
      relayProtocol: RELAY_PROTOCOL,
      ...(capacity !== undefined && { capacity }),
    },
  )
}

/**
 * The node's record as text (31/WAKU2-ENR); undefined when its key is not of the kind that records are signed with.
 */
export async function ownEnrText(
  { host, store }: Pick<PeerManagementComponents, 'host' | 'store'>,
  privateKey: NodeKey,
  told: { readonly capabilities: readonly WakuCapability[]; readonly shards: EnrShards },
): Promise<string | undefined> {
  if (privateKey.type !== 'secp256k1') return undefined
  return encodeEnr(await renewOwnEnr(store, privateKey.raw, { addresses: announcedAddresses(host), ...told }))
}
