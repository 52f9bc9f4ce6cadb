import type { NodeConfig } from '../config/index.ts'
import type { WakuCapability } from '../network/index.ts'

/** What the node's record says it does (31/WAKU2-ENR). */
export function capabilitiesOf({
  network,
  store,
  light,
}: Pick<NodeConfig, 'network' | 'store' | 'light'>): WakuCapability[] {
  const offered: Readonly<Partial<Record<WakuCapability, boolean>>> = {
    relay: network.isRelaying,
    store: store.archive !== undefined,
    filter: light.filter !== undefined,
    lightpush: light.lightPush !== undefined,
  }
  return (Object.keys(offered) as WakuCapability[]).filter((capability) => offered[capability])
}
