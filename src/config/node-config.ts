import { type HostConfig, hostConfigFrom } from './host-config.ts'
import { type LightConfig, lightConfigFrom } from './light-config.ts'
import { type LogConfig, logConfigFrom } from './log-config.ts'
import { type MetricsConfig, metricsConfigFrom } from './metrics-config.ts'
import { type NetworkConfig, networkConfigFrom } from './network-config.ts'
import type { NodeOptionValues } from './node-options.ts'
import { peerAddressFrom } from './peer-address-from.ts'
import { type RateLimits, rateLimitsFrom } from './rate-limits.ts'
import { type RestConfig, restConfigFrom } from './rest-config.ts'
import { type RlnConfig, rlnConfigFrom } from './rln-config.ts'
import { shiftPorts } from './shift-ports.ts'
import { type StoreConfig, storeConfigFrom } from './store-config.ts'

export interface PeerExchangeConfig {
  /** Whether peers are told of other nodes. */
  readonly serves: boolean
  /** Multiaddr of a node that is asked for peers. */
  readonly node?: string
}

/** A node's configuration, checked. */
export interface NodeConfig {
  readonly logging: LogConfig
  readonly network: NetworkConfig
  readonly host: HostConfig
  /** Missing: state is kept in memory. */
  readonly storagePath?: string
  /** Missing: messages are relayed without proofs, and nothing keeps spam out. */
  readonly rln?: RlnConfig
  readonly store: StoreConfig
  readonly light: LightConfig
  readonly peerExchange: PeerExchangeConfig
  /** In place of the limits that services have. */
  readonly rateLimits: RateLimits
  readonly rest?: RestConfig
  readonly metrics: MetricsConfig
}

/**
 * Checks the options together and puts them in order.
 * @param readText reads the password file, and key and certificate
 * @throws ConfigError naming the flag to change.
 */
export function nodeConfigFrom(given: NodeOptionValues, readText: (path: string) => string): NodeConfig {
  const options = shiftPorts(given)
  const tcpPort = options['tcp-port']
  const storagePath = options['local-storage-path'] ?? (tcpPort === 0 ? undefined : `.wakunode/node-${tcpPort}`)
  const rln = rlnConfigFrom(options, readText, storagePath)
  const rest = restConfigFrom(options, readText)
  return {
    logging: logConfigFrom(options),
    network: networkConfigFrom(options),
    host: hostConfigFrom(options, readText),
    ...(storagePath !== undefined && { storagePath }),
    ...(rln && { rln }),
    store: storeConfigFrom(options, storagePath),
    light: lightConfigFrom(options),
    peerExchange: peerExchangeFrom(options),
    rateLimits: rateLimitsFrom(options['rate-limit']),
    ...(rest && { rest }),
    metrics: metricsConfigFrom(options),
  }
}

function peerExchangeFrom(options: NodeOptionValues): PeerExchangeConfig {
  const node = options['peer-exchange-node']
  return {
    serves: options['peer-exchange'],
    ...(node !== undefined && { node: peerAddressFrom(node, 'peer-exchange-node') }),
  }
}
