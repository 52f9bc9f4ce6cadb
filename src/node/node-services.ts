import type { NodeConfig } from '../config/index.ts'
import type { ReleaseStack } from '../foundation/index.ts'
import type { PeerExchangeService } from '../services/peer-exchange/index.ts'
import { type History, type HistoryComponents, startHistory } from './history.ts'
import { startPeerExchange } from './peer-exchange.ts'
import type { ServiceParts } from './relay-stack.ts'

/** What the node does for others, and asks of them, besides relaying. */
export interface NodeServices {
  readonly history: History
  readonly peerExchange: PeerExchangeService
}

/** Starts all services before the host listens. Releases are put on the stack. */
export async function startNodeServices(
  components: HistoryComponents,
  config: NodeConfig,
  parts: ServiceParts,
  releases: ReleaseStack,
): Promise<NodeServices> {
  const history = await startHistory(components, config, parts, releases)
  const peerExchange = await startPeerExchange(components, config, parts, releases)
  return { history, peerExchange }
}
