import type { NodeOptionName } from './node-options.ts'

/** Values of a known network. What is given explicitly wins over them. */
export type Preset = Readonly<Partial<Record<NodeOptionName, string>>>

/** Networks by name. Source: nwaku `networks_config.nim` (the specification 64/WAKU2-NETWORK still names another contract). */
export const presets: Readonly<Record<string, Preset>> = {
  twn: {
    'cluster-id': '1',
    'num-shards-in-network': '8',
    'rln-relay-chain-id': '59141',
    'rln-relay-eth-contract-address': '0xB9cd878C90E49F797B4431fBF4fb333108CB90e6',
    'rln-relay-epoch-sec': '600',
  },
}
