import type { NodeConfig } from '../config/index.ts'
import type { ReleaseStack } from '../foundation/index.ts'
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
  components: HistoryComponents & LightServiceComponents,
  config: NodeConfig,
  parts: ServiceParts,
  releases: ReleaseStack,
): Promise<NodeServices> {
  const history = await startHistory(components, config, parts, releases)
  const peerExchange = await startPeerExchange(components, config, parts, releases)
  const light = await startLightServices(components, config, parts, releases)
  return { history, peerExchange, light }
}
