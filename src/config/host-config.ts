import {
  checkAddresses,
  NetworkError,
  type PeerSlots,
  parseNodeKey,
  parsePeerAddress,
  parseRelayServiceRatio,
  peerSlots,
} from '../network/index.ts'
import { ConfigError } from './config-error.ts'
import type { NodeOptionValues } from './node-options.ts'
import { announcementFrom, listenMultiaddrs } from './own-addresses.ts'

/** How the node listens, what it tells about where it is, and which peers it keeps. */
export interface HostConfig {
  /** Multiaddrs. */
  readonly listenAddresses: readonly string[]
  /** Multiaddrs told to peers: besides those listened on, or in place of them. */
  readonly announcedAddresses: readonly string[]
  readonly announcesOnlyThose: boolean
  /** For the WebSocket listener; both PEM. */
  readonly tls?: { readonly key: string; readonly certificate: string }
  /** Hexadecimal; the network room reads it. */
  readonly nodeKey?: string
  readonly agent: string
  readonly staticPeers: readonly string[]
  readonly maxConnections: number
  readonly slots: PeerSlots
  /** Peers of one address; 0 for any number. */
  readonly ipColocationLimit: number
  /** The limit was asked for, so it holds for loopback too. */
  readonly isColocationLimitGiven: boolean
  readonly keepsAlive: boolean
  readonly remembersPeers: boolean
  /** Missing: the network room's own. */
  readonly peerStoreCapacity?: number
}

/** As nwaku's. */
const DEFAULT_IP_COLOCATION_LIMIT = 5

/**
 * @param readText reads key and certificate
 * @throws ConfigError naming the flag to change
 */
export function hostConfigFrom(options: NodeOptionValues, readText: (path: string) => string): HostConfig {
  const tls = tlsFrom(options, readText)
  const colocationLimit = options['ip-colocation-limit']
  const capacity = options['peer-store-capacity']
  const config = asConfigErrors(() => ({
    listenAddresses: listenMultiaddrs(options),
    ...announcementFrom(options),
    ...(tls && { tls }),
    ...(options.nodekey !== undefined && { nodeKey: options.nodekey }),
    agent: options['agent-string'],
    staticPeers: options.staticnode,
    maxConnections: options['max-connections'],
    slots: slotsFrom(options),
    ipColocationLimit: colocationLimit ?? DEFAULT_IP_COLOCATION_LIMIT,
    isColocationLimitGiven: colocationLimit !== undefined,
    keepsAlive: options['keep-alive'],
    remembersPeers: options['peer-persistence'],
    ...(capacity !== undefined && { peerStoreCapacity: capacity }),
  }))
  asConfigErrors(() => checkHost(config))
  return config
}

function slotsFrom(options: NodeOptionValues): PeerSlots {
  const maxConnections = options['max-connections']
  const maxRelayPeers = options['max-relay-peers']
  if (maxRelayPeers !== undefined && maxRelayPeers > maxConnections) {
    const limits = `--max-relay-peers ${maxRelayPeers} is more than --max-connections ${maxConnections}`
    throw new ConfigError('conflicting_options', limits)
  }
  const relayServiceRatio = parseRelayServiceRatio(options['relay-service-ratio'])
  return peerSlots({ maxConnections, relayServiceRatio, ...(maxRelayPeers !== undefined && { maxRelayPeers }) })
}

function tlsFrom(options: NodeOptionValues, readText: (path: string) => string): HostConfig['tls'] {
  if (!options['websocket-secure-support']) return undefined
  const read = (name: 'websocket-secure-key-path' | 'websocket-secure-cert-path'): string => {
    const path = options[name]
    if (path === undefined) throw new ConfigError('missing_value', `--websocket-secure-support needs --${name} FILE`)
    try {
      return readText(path)
    } catch (error) {
      throw new ConfigError('unreadable_file', `--${name} ${path} cannot be read`, { cause: error })
    }
  }
  return { key: read('websocket-secure-key-path'), certificate: read('websocket-secure-cert-path') }
}

/** What the network room could not work with is told before anything was opened. */
function checkHost(host: HostConfig): void {
  checkAddresses(host.listenAddresses, '--listen-address')
  for (const peer of host.staticPeers) parsePeerAddress(peer, '--staticnode')
  if (host.nodeKey !== undefined) parseNodeKey(host.nodeKey)
}

function asConfigErrors<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (error instanceof NetworkError) throw new ConfigError('invalid_value', error.message, { cause: error })
    throw error
  }
}
