import { hostOptions } from './host-options.ts'
import { lightOptions } from './light-options.ts'
import { type OptionSpec, type OptionType, PORT } from './option-spec.ts'
import { storeOptions } from './store-options.ts'

export type { OptionSpec, OptionType } from './option-spec.ts'

const UINT16 = [0, 65_535] as const

/**
 * Every option of `wakunode run`: the flag `--NAME`, the environment variable `WAKUNODE2_NAME` (upper case, underscores)
 * and the key NAME of the configuration file. Names follow nwaku's where it has one.
 */
export const nodeOptions = {
  'config-file': { type: 'string', placeholder: 'FILE', help: 'TOML file with these options as keys' },
  'log-level': {
    type: 'string',
    placeholder: 'LEVEL',
    help: 'TRACE, DEBUG, INFO, NOTICE, WARN, ERROR, FATAL or SILENT; for single rooms LEVEL,ROOM:LEVEL,..',
    default: 'INFO',
  },
  'log-format': { type: 'string', placeholder: 'FORMAT', help: 'TEXT or JSON', default: 'TEXT' },
  preset: { type: 'string', placeholder: 'NAME', help: 'network to join: twn (The Waku Network)' },

  'cluster-id': { type: 'integer', placeholder: 'N', help: 'cluster of the network (default 0)', bounds: UINT16 },
  'num-shards-in-network': {
    type: 'integer',
    placeholder: 'N',
    help: 'shards of the cluster that content topics are spread over (default 1; 0: static sharding)',
    bounds: [0, 1024],
  },
  shard: { type: 'integers', placeholder: 'N', help: 'shard to relay (repeatable; default: all)', bounds: UINT16 },
  'content-topic': {
    type: 'strings',
    placeholder: 'TOPIC',
    help: 'relay the shard of this content topic (repeatable)',
  },
  'protected-shard': {
    type: 'strings',
    placeholder: 'SHARD:KEY',
    help: 'relay on this shard only what the holder of this secp256k1 public key (hex) signed (repeatable)',
  },
  'metadata-required': {
    type: 'boolean',
    help: 'disconnect peers that do not speak the metadata protocol (default: true, but false in cluster 0)',
  },

  ...hostOptions,

  'local-storage-path': {
    type: 'string',
    placeholder: 'DIR',
    help: 'state of the node (default ./.wakunode/node-<tcp-port>; in memory when the port is 0)',
  },

  'rln-relay': {
    type: 'boolean',
    help: 'relay only what RLN proofs protect; false: a plain relay, which anybody can flood',
    default: true,
  },
  'rln-relay-eth-client-address': { type: 'strings', placeholder: 'URL', help: 'HTTP JSON-RPC endpoint (repeatable)' },
  'rln-relay-eth-contract-address': {
    type: 'string',
    placeholder: 'ADDRESS',
    help: 'membership contract (default: the one in deployments/<chain id>.json)',
  },
  'rln-relay-chain-id': {
    type: 'integer',
    placeholder: 'N',
    help: 'chain the contract must be on (default: that of the endpoint)',
    bounds: [1, Number.MAX_SAFE_INTEGER],
  },
  'rln-relay-epoch-sec': {
    type: 'integer',
    placeholder: 'SECONDS',
    help: 'length of an epoch (default 600)',
    bounds: [1, 86_400],
  },
  'rln-relay-external-nullifier': {
    type: 'string',
    placeholder: 'MODE',
    help: 'hashed (nwaku >= 0.38) or plain (<= 0.37)',
    default: 'hashed',
  },
  'rln-relay-cred-path': { type: 'string', placeholder: 'FILE', help: 'keystore of the membership to publish with' },
  'rln-relay-cred-password': {
    type: 'string',
    placeholder: 'TEXT',
    help: 'its password; better by environment',
    secret: true,
  },
  'rln-relay-cred-password-file': { type: 'string', placeholder: 'FILE', help: 'file that holds the password' },
  'rln-relay-membership-index': {
    type: 'integer',
    placeholder: 'N',
    help: 'which membership of the keystore, by tree index',
    bounds: [0, 2 ** 20 - 1],
  },
  'rln-relay-user-message-limit': {
    type: 'integer',
    placeholder: 'N',
    help: 'publish at most this many messages an epoch (default: the limit of the membership)',
    bounds: [1, 65_536],
  },
  'rln-relay-message-id-range': {
    type: 'string',
    placeholder: 'FROM-TO',
    help: 'message ids this device may use, when several share a membership',
  },
  'rln-relay-prepared-proofs': {
    type: 'integer',
    placeholder: 'N',
    help: 'proofs kept ready for messages to come, so that sending one takes milliseconds (0: none)',
    default: 2,
    bounds: [0, 64],
  },
  'rln-relay-key': {
    type: 'string',
    placeholder: 'NAME',
    help: 'development or network (default: development on chain 31337, else network)',
  },
  'allow-development-key': {
    type: 'boolean',
    help: 'use the development key on any chain (whoever made it can forge)',
    default: false,
  },
  slash: {
    type: 'boolean',
    help: 'slash members that signal twice, on chain, with --rln-relay-eth-private-key',
    default: false,
  },
  'rln-relay-eth-private-key': {
    type: 'string',
    placeholder: 'HEX',
    help: 'key of the account that pays for slashing; better by environment',
    secret: true,
  },
  'strict-spec-64': { type: 'boolean', help: "verdicts in the specification's wording", default: false },

  ...storeOptions,

  ...lightOptions,

  rest: { type: 'boolean', help: 'serve the REST API', default: true },
  'rest-address': { type: 'string', placeholder: 'IP', help: 'address of the REST API', default: '127.0.0.1' },
  'rest-port': {
    type: 'integer',
    placeholder: 'PORT',
    help: 'port of the REST API (0: any free)',
    default: 8645,
    bounds: PORT,
  },
  'rest-relay-cache-capacity': {
    type: 'integer',
    placeholder: 'N',
    help: 'messages kept for each content topic until they are read',
    default: 50,
    bounds: [1, 10_000],
  },
  'rest-admin': { type: 'boolean', help: 'serve the admin routes: peers and log levels', default: false },
  'rest-allow-origin': {
    type: 'strings',
    placeholder: 'ORIGIN',
    help: 'web origin that may call the REST API, with * and ? as in localhost:* (repeatable)',
  },
  'rest-token-file': {
    type: 'string',
    placeholder: 'FILE',
    help: 'file with the bearer token of the REST API; needed beyond loopback',
  },
  'rest-token': { type: 'string', placeholder: 'TEXT', help: 'the token itself; better by file', secret: true },

  'metrics-server': { type: 'boolean', help: 'serve figures for Prometheus at /metrics', default: false },
  'metrics-server-address': {
    type: 'string',
    placeholder: 'IP',
    help: 'address of the metrics server',
    default: '127.0.0.1',
  },
  'metrics-server-port': {
    type: 'integer',
    placeholder: 'PORT',
    help: 'port of the metrics server (0: any free)',
    default: 8008,
    bounds: PORT,
  },
  'metrics-logging': { type: 'boolean', help: 'write the main figures into the log every 10 minutes', default: true },
} as const satisfies Record<string, OptionSpec>

export type NodeOptionName = keyof typeof nodeOptions

type ValueOf<Type extends OptionType> = {
  string: string
  integer: number
  boolean: boolean
  strings: readonly string[]
  integers: readonly number[]
}[Type]

/** What was given or has a default; options without either are absent, lists are empty. */
export type NodeOptionValues = {
  readonly [Name in NodeOptionName]: (typeof nodeOptions)[Name]['type'] extends 'strings' | 'integers'
    ? ValueOf<(typeof nodeOptions)[Name]['type']>
    : (typeof nodeOptions)[Name] extends { default: string | number | boolean }
      ? ValueOf<(typeof nodeOptions)[Name]['type']>
      : ValueOf<(typeof nodeOptions)[Name]['type']> | undefined
}

/** Whether an option's value must not be shown. */
export function optionIsSecret(name: string): boolean {
  const specs: Readonly<Record<string, OptionSpec>> = nodeOptions
  return specs[name]?.secret === true
}
