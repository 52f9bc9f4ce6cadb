import type { NodeOptionName } from './node-options.ts'

/** What all nodes of a network must agree on. An option that is given and says otherwise is refused. */
export type Preset = Readonly<Partial<Record<NodeOptionName, string>>>

/**
 * Networks by name. Source: nwaku `networks_config.nim` (the specification 64/WAKU2-NETWORK still names another contract).
 * Two constants of The Waku Network are not options: messages have at most 150 KiB, in every network, and the rate limit
 * that nwaku registers its members with, 100 messages an epoch, is that of a membership here.
 */
export const presets: Readonly<Record<string, Preset>> = {
  twn: {
    'cluster-id': '1',
    'num-shards-in-network': '8',
    'rln-relay-chain-id': '59141',
    'rln-relay-eth-contract-address': '0xB9cd878C90E49F797B4431fBF4fb333108CB90e6',
    'rln-relay-epoch-sec': '600',
  },
}
