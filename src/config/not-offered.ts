const CHAIN_ACCOUNT = 'register with `wakunode membership register`; a node is given the keystore'
const LATER_SYNC = 'stores are not compared; --store-resume fills gaps'
const DISCOVERY = 'this version finds peers by --staticnode, --peer-exchange-node and the peers it has met'
const MIX = 'messages are not sent through a mix network'

/** Options of nwaku that this node does not have, and why. */
export const notOffered: Readonly<Record<string, string>> = {
  'rln-relay-dynamic': 'the membership set is always the contract',
  'rln-relay-eth-client-private-key': CHAIN_ACCOUNT,
  'rln-relay-user-message-limit': 'the limit is that of the membership, as the contract has it',
  'max-msg-size': 'the network carries 150 KiB, and every node must agree',
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
