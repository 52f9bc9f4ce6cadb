import type { PeerInfo } from '../node/index.ts'

/** Protocols that nwaku counts peers by, in its order; ours speaks the first, and those of others are told all the same. */
const countedProtocols = [
  '/vac/waku/relay/2.0.0',
  '/vac/waku/filter-subscribe/2.0.0-beta1',
  '/vac/waku/filter-push/2.0.0-beta1',
  '/vac/waku/store-query/3.0.0',
  '/vac/waku/store/2.0.0-beta4',
  '/vac/waku/lightpush/3.0.0',
  '/vac/waku/lightpush/2.0.0-beta1',
  '/vac/waku/peer-exchange/2.0.0-alpha1',
  '/vac/waku/reconciliation/1.0.0',
] as const

/** Protocols that make a peer a service peer; nwaku counts relay among them. */
export const serviceProtocols: ReadonlySet<string> = new Set([
  ...countedProtocols.filter((protocol) => !protocol.includes('/filter-push/')),
  '/vac/waku/transfer/1.0.0',
])

const connectednesses = ['Connected', 'NotConnected', 'CannotConnect', 'CanConnect'] as const

/** Peers of each relayed shard. */
type ShardCounts = readonly (readonly [shard: number, peers: number])[]

/** nwaku's groups and names. Its totals of relay and mesh peers count shards; these count peers, as they say. */
export function peerStats(
  peers: readonly PeerInfo[],
  { relay, mesh }: { readonly relay: ShardCounts; readonly mesh: ShardCounts },
): Record<string, Record<string, number>> {
  const count = (matches: (peer: PeerInfo) => boolean): number => peers.filter(matches).length
  return {
    Sum: { 'Total peers': peers.length },
    'By Connectedness': Object.fromEntries(
      connectednesses.map((word) => [word, count(({ connectedness }) => connectedness === word)]),
    ),
    'Relay peers': { ...Object.fromEntries(relay), 'Total relay peers': totalOf(relay) },
    'Mesh peers': { ...Object.fromEntries(mesh), 'Total mesh peers': totalOf(mesh) },
    'By Protocols': Object.fromEntries(
      countedProtocols.map((protocol) => [protocol, count(({ protocols }) => protocols.includes(protocol))]),
    ),
  }
}

function totalOf(counts: ShardCounts): number {
  return counts.reduce((total, [, peers]) => total + peers, 0)
}
