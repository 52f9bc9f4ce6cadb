import { ConfigError } from './config-error.ts'
import type { NodeOptionValues } from './node-options.ts'
import { peerAddressFrom } from './peer-address-from.ts'

export interface FilterServiceConfig {
  readonly subscriptionTimeoutMs: number
  readonly maxPeers: number
  /** Content topics of one client. */
  readonly maxCriteria: number
}

export interface LightPushServiceConfig {
  /** Set: messages without a proof get one of the own membership. */
  readonly attachProofs?: {
    /** Proofs for others in an epoch; missing: half of the membership's rate limit. */
    readonly limit?: number
  }
}

/** Clients that do not relay: serving them, and being one. */
export interface LightConfig {
  /** Missing: not served. */
  readonly filter?: FilterServiceConfig
  /** Missing: not served. */
  readonly lightPush?: LightPushServiceConfig
  /** Multiaddrs of filter nodes to subscribe at. */
  readonly filterNodes: readonly string[]
  /** Multiaddrs of light push nodes to push to. */
  readonly lightPushNodes: readonly string[]
}

/** @throws ConfigError naming the flag to change */
export function lightConfigFrom(options: NodeOptionValues): LightConfig {
  const attachProofs = attachingFrom(options)
  for (const service of ['filter', 'lightpush'] as const) {
    if (options.relay || !options[service]) continue
    throw new ConfigError(
      'conflicting_options',
      `--${service} serves what a node relays, and --relay=false relays nothing`,
    )
  }
  return {
    ...(options.filter && {
      filter: {
        subscriptionTimeoutMs: options['filter-subscription-timeout'] * 1_000,
        maxPeers: options['filter-max-peers-to-serve'],
        maxCriteria: options['filter-max-criteria'],
      },
    }),
    ...(options.lightpush && { lightPush: attachProofs ? { attachProofs } : {} }),
    filterNodes: options.filternode.map((address) => peerAddressFrom(address, 'filternode')),
    lightPushNodes: options.lightpushnode.map((address) => peerAddressFrom(address, 'lightpushnode')),
  }
}

function attachingFrom(options: NodeOptionValues): LightPushServiceConfig['attachProofs'] {
  const limit = options['lightpush-attach-limit']
  if (!options['lightpush-attach-proof']) {
    if (limit === undefined) return undefined
    const why = 'limits proofs that are attached for others, and none are without --lightpush-attach-proof'
    throw new ConfigError('conflicting_options', `--lightpush-attach-limit ${why}`)
  }
  if (!options.lightpush) {
    throw new ConfigError('conflicting_options', '--lightpush-attach-proof is for a node with --lightpush')
  }
  if (options['rln-relay-cred-path'] === undefined) {
    const why = 'spends message ids of a membership: give its keystore by --rln-relay-cred-path'
    throw new ConfigError('missing_value', `--lightpush-attach-proof ${why}`)
  }
  return limit === undefined ? {} : { limit }
}
