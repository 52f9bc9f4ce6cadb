import type { NodeConfig } from '../config/index.ts'
import type { ReleaseStack } from '../foundation/index.ts'
import { PeerProtocols } from '../network/index.ts'
import type { PeerExchangeService } from '../services/peer-exchange/index.ts'
import { type History, type HistoryComponents, startHistory } from './history.ts'
import { type LightServiceComponents, type LightServices, startLightServices } from './light-services.ts'
import { startPeerExchange } from './peer-exchange.ts'
import type { ServiceParts } from './relay-stack.ts'

/** What the node does for others, and asks of them, besides relaying. */
export interface NodeServices {
  readonly history: History
  readonly peerExchange: PeerExchangeService
  readonly light: LightServices
}

/** Starts all services before the host listens. Releases are put on the stack. */
export async function startNodeServices(
  components: Omit<HistoryComponents & LightServiceComponents, 'peerProtocols'>,
  config: NodeConfig,
  parts: ServiceParts,
  releases: ReleaseStack,
): Promise<NodeServices> {
  const peerProtocols = new PeerProtocols(parts)
  releases.add(() => peerProtocols.stop())
  await peerProtocols.start()
  const all = { ...components, peerProtocols }
  const history = await startHistory(all, config, parts, releases)
  const peerExchange = await startPeerExchange(components, config, parts, releases)
  const light = await startLightServices(all, config, parts, releases)
  return { history, peerExchange, light }
}
