import { ConfigError } from './config-error.ts'
import type { NodeOptionValues } from './node-options.ts'
import { peerAddressFrom } from './peer-address-from.ts'

/** What an archive keeps; nothing set: everything. */
export interface RetentionConfig {
  readonly maxAgeSeconds?: number
  readonly maxMessages?: number
  readonly maxSizeBytes?: number
}

/** Where an archive is kept. */
export type ArchiveLocation =
  | { readonly kind: 'memory' }
  | { readonly kind: 'sqlite'; readonly path: string }
  /** The URL may hold a password. */
  | { readonly kind: 'postgres'; readonly url: string; readonly maxConnections: number }

export interface ArchiveConfig {
  readonly location: ArchiveLocation
  readonly retention: RetentionConfig
  readonly vacuums: boolean
  readonly migrates: boolean
  readonly resumes: boolean
}

/** History: the archive of this node, and whom it asks. */
export interface StoreConfig {
  /** Missing: this node keeps no history. */
  readonly archive?: ArchiveConfig
  /** Multiaddr of a store node. */
  readonly storeNode?: string
}

const SIZE_UNITS = { mb: 1024 ** 2, gb: 1024 ** 3 } as const
const MAX_RETENTION = 1e15

/** @throws ConfigError naming the flag to change */
export function storeConfigFrom(options: NodeOptionValues, storagePath: string | undefined): StoreConfig {
  const { storenode } = options
  const named = storenode === undefined ? {} : { storeNode: peerAddressFrom(storenode, 'storenode') }
  if (!options.store && options['store-resume']) {
    throw new ConfigError('conflicting_options', '--store-resume fills an archive, which a node has with --store')
  }
  // Read also where it is not needed: what is wrong in a configuration is told before somebody switches it on.
  const retention = retentionFrom(options['store-message-retention-policy'])
  const location = locationFrom(options, storagePath)
  return {
    ...named,
    ...(options.store && {
      archive: {
        location,
        retention,
        vacuums: options['store-message-db-vacuum'],
        migrates: options['store-message-db-migration'],
        resumes: options['store-resume'],
      },
    }),
  }
}

function locationFrom(options: NodeOptionValues, storagePath: string | undefined): ArchiveLocation {
  const url = options['store-message-db-url']
  if (url === undefined) {
    return storagePath === undefined ? { kind: 'memory' } : { kind: 'sqlite', path: `${storagePath}/store.sqlite3` }
  }
  if (/^postgres(ql)?:\/\/./.test(url) && URL.canParse(url)) {
    return { kind: 'postgres', url, maxConnections: options['store-max-num-db-connections'] }
  }
  const path = /^sqlite:\/\/(.+)$/.exec(url)?.[1]
  if (path === ':memory:') return { kind: 'memory' }
  if (path !== undefined) return { kind: 'sqlite', path }
  // The text is not repeated: it may hold a password.
  const forms = 'sqlite://FILE or postgres://USER:PASSWORD@HOST:PORT/NAME'
  throw new ConfigError('invalid_value', `--store-message-db-url takes ${forms}`)
}

/** Several policies hold together. */
function retentionFrom(text: string): RetentionConfig {
  const policies = text.split(';').map((policy) => policy.trim().toLowerCase())
  if (policies.length === 1 && policies[0] === 'none') return {}
  return Object.assign({}, ...policies.map((policy) => policyFrom(policy, text)))
}

function policyFrom(policy: string, text: string): RetentionConfig {
  const [, kind, amount, unit] = /^(time|capacity|size):(\d{1,15}(?:\.\d{1,9})?)\s*(mb|gb)?$/.exec(policy) ?? []
  const value = Number(amount) * (unit === undefined ? 1 : SIZE_UNITS[unit as keyof typeof SIZE_UNITS])
  const fits = (unit !== undefined) === (kind === 'size') && (kind === 'size' || Number.isInteger(value))
  if (kind === undefined || !fits || !(value >= 1 && value <= MAX_RETENTION)) {
    const forms = 'time:SECONDS, capacity:MESSAGES, size:NGB or size:NMB, with ; between several, or none'
    throw new ConfigError(
      'invalid_value',
      `--store-message-retention-policy "${text}" cannot be read: it takes ${forms}`,
    )
  }
  if (kind === 'time') return { maxAgeSeconds: value }
  return kind === 'capacity' ? { maxMessages: value } : { maxSizeBytes: Math.floor(value) }
}
