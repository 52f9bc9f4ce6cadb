import type { Random } from '../../src/foundation/index.ts'
import type { PlannedNode } from './relay-network-plan.ts'
import { type LineQuality, TcpChaosProxy } from './tcp-chaos-proxy.ts'

/** A planned network some of whose lines run through proxies. */
export interface ProxiedNetwork {
  readonly plans: readonly PlannedNode[]
  readonly proxies: readonly TcpChaosProxy[]
  stop(): Promise<void>
}

/**
 * Leads each dial for which `isFar` through a proxy of its own. The nodes announce no addresses, so that there is no
 * other way.
 */
export async function leadThroughProxies(
  plans: readonly PlannedNode[],
  isFar: (from: number, to: number) => boolean,
  quality: LineQuality,
  random: Random,
): Promise<ProxiedNetwork> {
  const proxies: TcpChaosProxy[] = []
  const addressFor = async (from: number, to: number): Promise<string> => {
    const target = plans[to]!
    if (!isFar(from, to)) return target.address
    const proxy = await TcpChaosProxy.start(target, quality, random)
    proxies.push(proxy)
    return `/ip4/127.0.0.1/tcp/${proxy.port}/p2p/${target.peerId}`
  }
  const proxied = plans.map(async (plan, from) => {
    const staticPeers = await Promise.all(plan.dials.map((to) => addressFor(from, to)))
    return { ...plan, staticPeers, unannounced: true }
  })
  return {
    plans: await Promise.all(proxied),
    proxies,
    stop: async () => {
      await Promise.all(proxies.map((proxy) => proxy.stop()))
    },
  }
}
