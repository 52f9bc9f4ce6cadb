import type { NodeConfig } from '../config/index.ts'
import type { WakuCapability } from '../network/index.ts'

/** What the node's record says it does (31/WAKU2-ENR). */
export function capabilitiesOf({ store }: Pick<NodeConfig, 'store'>): WakuCapability[] {
  return ['relay', ...(store.archive ? (['store'] as const) : [])]
}
