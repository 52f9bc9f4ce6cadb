import type { NodeConfig } from '../config/index.ts'
import type { Clock, ReleaseStack } from '../foundation/index.ts'
import { connectedPeersOf, decodeEnr, encodeEnrBytes, type PeerManager } from '../network/index.ts'
import { PeerExchangeService, peerExchangeQuota } from '../services/peer-exchange/index.ts'
import type { NodeComponents } from './node-components.ts'
import type { ServiceParts } from './relay-stack.ts'

/** The own record is made and signed so seldom, however many ask. A new address is told this much later. */
const OWN_RECORD_LIFETIME_MS = 5_000

/** Starts telling and asking for other nodes, before the host listens. Releases are put on the stack. */
export async function startPeerExchange(
  { clock, random, logger, metrics }: NodeComponents,
  { peerExchange, rateLimits, network }: NodeConfig,
  { host, peers, unwelcome, enr }: ServiceParts,
  releases: ReleaseStack,
): Promise<PeerExchangeService> {
  const service = new PeerExchangeService(
    {
      host,
      peers: connectedPeersOf(host),
      ownRecord: keptFor(OWN_RECORD_LIFETIME_MS, clock, () => recordBytes(enr)),
      reachable: () => reachablePeers(peers),
      suggest: (record, namedBy) => {
        if (record.capabilities.includes('relay')) peers.named(record, namedBy)
      },
      needsPeers: () => peers.needsPeers,
      clock,
      random,
      unwelcome,
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

async function recordBytes(enr: ServiceParts['enr']): Promise<Uint8Array | undefined> {
  const text = await enr()
  return text === undefined ? undefined : encodeEnrBytes(decodeEnr(text))
}

/** Makes a value anew when the last one is older; who asks meanwhile shares it. A failure is kept for nobody else. */
function keptFor<Value>(lifetimeMs: number, clock: Clock, make: () => Promise<Value>): () => Promise<Value> {
  let kept: { readonly value: Promise<Value>; readonly madeAtMs: number } | undefined
  return () => {
    const nowMs = clock.monotonicMs()
    if (kept === undefined || nowMs - kept.madeAtMs >= lifetimeMs) {
      const made = { value: make(), madeAtMs: nowMs }
      made.value.catch(() => {
        if (kept === made) kept = undefined
      })
      kept = made
    }
    return kept.value
  }
}

async function reachablePeers(peers: PeerManager): Promise<ReadonlySet<string>> {
  const records = await peers.records()
  const isThere = (connectedness: string): boolean => connectedness === 'Connected' || connectedness === 'CanConnect'
  return new Set(records.filter(({ connectedness }) => isThere(connectedness)).map(({ peerId }) => peerId))
}
