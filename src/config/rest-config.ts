import { ConfigError } from './config-error.ts'
import type { NodeOptionValues } from './node-options.ts'

export interface RestConfig {
  readonly address: string
  readonly port: number
  readonly cacheCapacity: number
  readonly allowedOrigins: readonly string[]
  /** Whether peers and log levels are told and changed over it; missing: they are not. */
  readonly servesAdmin?: boolean
  /** What a request must bring that does not come from this machine. */
  readonly token?: string
}

const LOOPBACK_ADDRESS = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|localhost)$/i
/** A token that is tried out at a thousand a second must hold for longer than anybody tries. */
const MIN_TOKEN_LENGTH = 16

/** Whether only this machine reaches the address. */
export function isLoopbackAddress(address: string): boolean {
  return LOOPBACK_ADDRESS.test(address)
}

/**
 * @returns undefined when the REST API is switched off
 * @throws ConfigError naming the flag to change
 */
export function restConfigFrom(options: NodeOptionValues, readText: (path: string) => string): RestConfig | undefined {
  if (!options.rest) return undefined
  const address = options['rest-address']
  const token = tokenFrom(options, readText)
  if (token === undefined && !isLoopbackAddress(address)) {
    const how = 'give --rest-token-file FILE, or bind to 127.0.0.1'
    throw new ConfigError('missing_value', `--rest-address ${address} is open to others: ${how}`)
  }
  return {
    address,
    port: options['rest-port'],
    cacheCapacity: options['rest-relay-cache-capacity'],
    allowedOrigins: options['rest-allow-origin'],
    servesAdmin: options['rest-admin'],
    ...(token !== undefined && { token }),
  }
}

function tokenFrom(options: NodeOptionValues, readText: (path: string) => string): string | undefined {
  const file = options['rest-token-file']
  if (file !== undefined && options['rest-token'] !== undefined) {
    throw new ConfigError('conflicting_options', 'give --rest-token or --rest-token-file, not both')
  }
  const token = file === undefined ? options['rest-token'] : readTokenFile(file, readText)
  if (token === undefined || (token.length >= MIN_TOKEN_LENGTH && /^[\x21-\x7e]+$/.test(token))) return token
  const what = `at least ${MIN_TOKEN_LENGTH} printable ASCII characters without spaces`
  throw new ConfigError('invalid_value', `${file === undefined ? '--rest-token' : '--rest-token-file'} takes ${what}`)
}

function readTokenFile(path: string, readText: (path: string) => string): string {
  try {
    return readText(path).trim()
  } catch (error) {
    throw new ConfigError('unreadable_file', `--rest-token-file ${path} cannot be read`, { cause: error })
  }
}
