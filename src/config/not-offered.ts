const CHAIN_ACCOUNT = 'register with `wakunode membership register`; a node is given the keystore'
const LATER_SYNC = 'stores are not compared; --store-resume fills gaps'
const DISCOVERY = 'this version finds peers by --staticnode, --peer-exchange-node and the peers it has met'
const MIX = 'messages are not sent through a mix network'

/**
 * Options of nwaku that this node does not have, and why. The configuration of an nwaku node may hold them all the same,
 * as long as it does not ask for what is not there: see {@link askedForWithout}.
 */
export const notOffered: Readonly<Record<string, string>> = {
  'rln-relay-dynamic': "the membership set is always the contract's: leave the option out, or true",
  'rln-relay-eth-client-private-key': CHAIN_ACCOUNT,
  'max-msg-size': 'messages have at most 150KiB, and every node must agree',
  'relay-shard-manager': 'choose shards with --shard or --content-topic',
  'relay-peer-exchange': 'addresses that nobody checked are not passed on',
  'relay-client': 'circuit relay is not used',
  'dns-addrs-name-server': "names are resolved by the system's resolver",
  mix: MIX,
  mixkey: MIX,
  mixnode: MIX,
  reliability: 'lost messages are not asked for again',
  'legacy-store': 'only the third version of the store protocol is in use',
  'store-sync': LATER_SYNC,
  'store-sync-interval': LATER_SYNC,
  'store-sync-range': LATER_SYNC,
  'store-sync-relay-jitter': LATER_SYNC,
  rendezvous: DISCOVERY,
  'dns-discovery': DISCOVERY,
  'dns-discovery-url': DISCOVERY,
  'discv5-discovery': DISCOVERY,
  'discv5-udp-port': DISCOVERY,
  'discv5-bootstrap-node': DISCOVERY,
  'discv5-enr-auto-update': DISCOVERY,
  'discv5-table-ip-limit': DISCOVERY,
  'discv5-bucket-ip-limit': DISCOVERY,
  'discv5-bits-per-hop': DISCOVERY,
}

/** Values that ask for nothing beyond what this node does. Of a feature that is not offered, that is its being off. */
const acceptedValues: Readonly<Record<string, RegExp>> = {
  'rln-relay-dynamic': /^(true|yes|on|y|1)$/i,
  'max-msg-size': /^(150 ?KiB|153600 ?B?)$/i,
}
const OFF = /^(false|no|off|n|0)$/i

/** Switches among the options not offered; off, they ask for nothing. The rest are details of what they switch on. */
const switches: ReadonlySet<string> = new Set([
  'relay-shard-manager',
  'relay-peer-exchange',
  'relay-client',
  'mix',
  'reliability',
  'legacy-store',
  'store-sync',
  'rendezvous',
  'dns-discovery',
  'discv5-discovery',
  'discv5-enr-auto-update',
])

/**
 * Why an option of nwaku cannot be had with this value.
 * @returns the reason; undefined when nothing is lost without the option, or when it is none of nwaku's
 */
export function askedForWithout(name: string, values: readonly string[]): string | undefined {
  if (!Object.hasOwn(notOffered, name)) return undefined
  const accepted = switches.has(name) ? OFF : acceptedValues[name]
  return accepted !== undefined && values.every((value) => accepted.test(value)) ? undefined : notOffered[name]
}
