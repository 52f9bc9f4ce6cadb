import type { TokenBucketOptions } from '../foundation/index.ts'
import { ConfigError } from './config-error.ts'

/** Services whose requests are limited. */
export type LimitedService = 'store' | 'lightpush' | 'filter' | 'px'

/** What was asked for instead of a service's own limits. */
export interface RateLimit {
  readonly perPeer?: TokenBucketOptions
  readonly global?: TokenBucketOptions
}

export type RateLimits = Readonly<Partial<Record<LimitedService, RateLimit>>>

const SERVICES: readonly LimitedService[] = ['store', 'lightpush', 'filter', 'px']
const FORM = /^\s*(?:([a-z0-9]+)\s*:)?\s*(\d{1,9})\s*\/\s*(\d{1,9})\s*(ms|s|m|h)\s*$/i
const SECONDS = { ms: 0.001, s: 1, m: 60, h: 3_600 } as const

/** More than anybody asks for. */
const NO_LIMIT: TokenBucketOptions = { capacity: Number.MAX_SAFE_INTEGER, refillPerSecond: Number.MAX_SAFE_INTEGER }

/**
 * Reads `--rate-limit` as nwaku does: what names no service is for those that are not named, what names one twice counts
 * the last time. The volume is for all peers together, of which one gets half; for filter it is each peer's.
 * @throws ConfigError naming the flag
 */
export function rateLimitsFrom(texts: readonly string[]): RateLimits {
  const limits: Partial<Record<LimitedService, RateLimit>> = {}
  let others: TokenBucketOptions | undefined
  for (const text of texts) {
    const [, name, volume, period, unit] = FORM.exec(text) ?? []
    if (volume === undefined) throw unreadable(text, 'write it as store:100/1s')
    const bucket = bucketOf(Number(volume), Number(period) * SECONDS[unit!.toLowerCase() as keyof typeof SECONDS])
    if (name === undefined) others = bucket
    else {
      const service = serviceOf(name.toLowerCase(), text)
      limits[service] = limitOf(service, bucket)
    }
  }
  if (others !== undefined) for (const service of SERVICES) limits[service] ??= limitOf(service, others)
  return limits
}

function serviceOf(name: string, text: string): LimitedService {
  if (name === 'storev3') return 'store'
  const service = SERVICES.find((candidate) => candidate === name)
  if (service === undefined) throw unreadable(text, `"${name}" is none of ${SERVICES.join(', ')}`)
  return service
}

function limitOf(service: LimitedService, bucket: TokenBucketOptions): RateLimit {
  if (service === 'filter') return { perPeer: bucket }
  if (bucket === NO_LIMIT) return { perPeer: bucket, global: bucket }
  const { capacity, refillPerSecond } = bucket
  return { global: bucket, perPeer: { capacity: Math.ceil(capacity / 2), refillPerSecond: refillPerSecond / 2 } }
}

function bucketOf(volume: number, seconds: number): TokenBucketOptions {
  return volume === 0 || seconds === 0 ? NO_LIMIT : { capacity: volume, refillPerSecond: volume / seconds }
}

function unreadable(text: string, advice: string): ConfigError {
  return new ConfigError('invalid_value', `--rate-limit "${text}" cannot be read: ${advice}`)
}
