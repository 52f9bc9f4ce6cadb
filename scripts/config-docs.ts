/** Makes docs/configuration.md from the options in the sources, where they cannot drift apart. */
import { type NodeOptionName, nodeOptions, notOffered, type OptionSpec, presets } from '../src/config/index.ts'

/** Options of nwaku 0.37 (`tools/confutils/cli_args.nim`) that this node has under the same name. */
const NWAKU_OPTIONS = new Set(
  `config-file log-level log-format preset cluster-id agent-string nodekey listen-address tcp-port ports-shift nat
  ext-multiaddr ext-multiaddr-only dns4-domain-name max-connections max-relay-peers relay-service-ratio
  ip-colocation-limit peer-store-capacity peer-persistence protected-shard keep-alive relay staticnode
  num-shards-in-network shard content-topic rln-relay rln-relay-user-message-limit rln-relay-cred-path rln-relay-cred-password
  rln-relay-membership-index rln-relay-eth-client-address rln-relay-eth-contract-address rln-relay-eth-private-key
  rln-relay-chain-id rln-relay-epoch-sec local-storage-path websocket-support websocket-port websocket-secure-support
  websocket-secure-key-path websocket-secure-cert-path rest rest-address rest-port rest-relay-cache-capacity rest-admin
  rest-allow-origin store storenode store-message-retention-policy store-message-db-url store-message-db-vacuum
  store-message-db-migration store-max-num-db-connections store-resume peer-exchange peer-exchange-node rate-limit
  metrics-server metrics-server-address metrics-server-port metrics-logging`.split(/\s+/),
)

/** Where a node of nwaku and one of ours do not do the same when nothing is said, and why. */
const OTHER_DEFAULTS: Readonly<Partial<Record<NodeOptionName, readonly [nwaku: string, why: string]>>> = {
  'rln-relay': ['`false`', 'protection is what this node is for'],
  'rln-relay-epoch-sec': ['`1`', 'the epoch of The Waku Network'],
  'rln-relay-user-message-limit': ['`1`', 'a member may use what it paid for'],
  'peer-persistence': ['`false`', 'a node that comes back finds its network'],
  'keep-alive': ['`false`', 'dead connections take the places of living peers'],
  'agent-string': ["nwaku's name", 'peers should know whom they meet'],
}

function defaultOf({ type, default: value }: OptionSpec): string {
  if (value !== undefined) return `\`${value}\``
  return type === 'strings' || type === 'integers' ? 'none' : ''
}

function rowOf([name, spec]: readonly [string, OptionSpec]): string {
  const value = spec.type === 'boolean' ? 'true, false' : spec.type.endsWith('s') ? 'repeatable' : spec.type
  const help = spec.help.replaceAll('|', '\\|').replaceAll('<', '\\<')
  return `| \`${name}\` | ${NWAKU_OPTIONS.has(name) ? 'nwaku' : 'ours'} | ${value} | ${defaultOf(spec)} | ${help} |`
}

export function configDocs(): string {
  const options = Object.entries(nodeOptions) as [NodeOptionName, OptionSpec][]
  const presetRows = Object.entries(presets).flatMap(([preset, values]) => {
    return Object.entries(values).map(([name, value]) => `| \`${preset}\` | \`${name}\` | \`${value}\` |`)
  })
  return `# Configuration

Written by \`node scripts/generate-config-docs.ts\`.

Each option is a flag \`--NAME\`, an environment variable \`WAKUNODE2_NAME\` (upper case, underscores for dashes; lists
separated by commas) and a key \`NAME\` of the TOML file given by \`--config-file\` (lists as arrays). A flag wins over the
environment, that over the file, that over the preset, that over the default. \`wakunode config show\` prints what a node
would run with and where each value comes from. Unknown keys and contradictions are errors that name variable, or file and
line. Secrets are better given by environment or file than by flag, where other users of the machine can read them.

## Options

Marked nwaku: the name and meaning are those of nwaku. Marked ours: nwaku has no such option.

| option | from | value | default | what it does |
|---|---|---|---|---|
${options.map(rowOf).join('\n')}

## Presets

| preset | option | value |
|---|---|---|
${presetRows.join('\n')}

## Defaults that differ from nwaku's

| option | nwaku | here | why |
|---|---|---|---|
${Object.entries(OTHER_DEFAULTS)
  .map(([name, [theirs, why]]) => {
    const { default: value }: OptionSpec = nodeOptions[name as NodeOptionName]
    return `| \`${name}\` | ${theirs} | ${value === undefined ? 'see above' : `\`${value}\``} | ${why} |`
  })
  .join('\n')}

## Options of nwaku that are not offered

A configuration made for nwaku may hold them where they ask for nothing: a feature switched off, \`rln-relay-dynamic\` true,
\`max-msg-size\` 150KiB. Any other value is refused with the reason, wherever it stands.

| option | why |
|---|---|
${Object.entries(notOffered)
  .map(([name, reason]) => `| \`${name}\` | ${reason} |`)
  .join('\n')}
`
}
