import type { NodeConfig } from '../config/index.ts'
import type { ReleaseStack } from '../foundation/index.ts'
import { connectedPeersOf, decodeEnr, encodeEnrBytes, type PeerManager } from '../network/index.ts'
import { PeerExchangeService, peerExchangeQuota } from '../services/peer-exchange/index.ts'
import type { NodeComponents } from './node-components.ts'
import type { ServiceParts } from './relay-stack.ts'

/** Starts telling and asking for other nodes, before the host listens. Releases are put on the stack. */
export async function startPeerExchange(
  { clock, random, logger, metrics }: NodeComponents,
  { peerExchange, rateLimits, network }: NodeConfig,
  { host, peers, enr }: ServiceParts,
  releases: ReleaseStack,
): Promise<PeerExchangeService> {
  const service = new PeerExchangeService(
    {
      host,
      peers: connectedPeersOf(host),
      ownRecord: async () => {
        const text = await enr()
        return text === undefined ? undefined : encodeEnrBytes(decodeEnr(text))
      },
      reachable: () => reachablePeers(peers),
      suggest: (record, namedBy) => {
        if (record.capabilities.includes('relay')) peers.named(record, namedBy)
      },
      needsPeers: () => peers.needsPeers,
      clock,
      random,
      logger: logger.child('peer-exchange'),
      metrics,
    },
    {
      clusterId: network.clusterId,
      serves: peerExchange.serves,
      quota: { ...peerExchangeQuota, ...rateLimits.px },
      ...(peerExchange.node !== undefined && { node: peerExchange.node }),
    },
  )
  releases.add(() => service.stop())
  await service.start()
  return service
}

async function reachablePeers(peers: PeerManager): Promise<ReadonlySet<string>> {
  const records = await peers.records()
  const isThere = (connectedness: string): boolean => connectedness === 'Connected' || connectedness === 'CanConnect'
  return new Set(records.filter(({ connectedness }) => isThere(connectedness)).map(({ peerId }) => peerId))
}
