import type { ExternalNullifierMode } from '../rln/index.ts'
import { ConfigError } from './config-error.ts'
import type { NodeOptionValues } from './node-options.ts'
import { type SlashConfig, slashConfigFrom } from './slash-config.ts'

export type RlnKeyName = 'development' | 'network'

export interface CredentialConfig {
  readonly path: string
  readonly password: string
  /** Tree index that selects among several credentials. */
  readonly membershipIndex?: number
  /** Message ids this device may use, both inclusive. */
  readonly messageIdRange?: { readonly from: number; readonly to: number }
  /** Messages an epoch, where fewer are wanted than the membership allows. */
  readonly messageLimit?: number
  /** Proofs kept ready for each epoch. */
  readonly preparedProofs: number
}

export interface RlnConfig {
  readonly rpcUrls: readonly string[]
  /** Missing: taken from the deployments file of the chain. */
  readonly contractAddress?: string
  /** Missing: that of the endpoint. */
  readonly chainId?: number
  readonly epochSizeSeconds: number
  readonly externalNullifierMode: ExternalNullifierMode
  readonly key?: RlnKeyName
  readonly allowDevelopmentKey: boolean
  readonly strictSpec64: boolean
  readonly credential?: CredentialConfig
  /** Set: convicted members are slashed on chain. */
  readonly slash?: SlashConfig
}

const DEFAULT_EPOCH_SIZE_SECONDS = 600

/**
 * The protection as it was asked for; undefined when it is switched off.
 * @param readText reads the password file
 * @param storagePath missing: state is kept in memory
 * @throws ConfigError naming the flag to change
 */
export function rlnConfigFrom(
  options: NodeOptionValues,
  readText: (path: string) => string,
  storagePath: string | undefined,
): RlnConfig | undefined {
  if (!options['rln-relay']) {
    refuseWithoutRln(options)
    return undefined
  }
  const slash = slashConfigFrom(options, storagePath)
  return { ...protectionFrom(options, readText), ...(slash && { slash }) }
}

/** What was asked for together with no protection, and would silently not be had. */
function refuseWithoutRln(options: NodeOptionValues): void {
  const off = '--rln-relay=false'
  if (options.preset !== undefined) {
    const why = 'every message of that network carries a proof'
    throw new ConfigError('conflicting_options', `${off} does not go with --preset ${options.preset}: ${why}`)
  }
  for (const name of ['rln-relay-cred-path', 'slash'] as const) {
    if (options[name] === undefined || options[name] === false) continue
    throw new ConfigError('conflicting_options', `--${name} needs RLN: leave it out, or ${off}`)
  }
}

function protectionFrom(options: NodeOptionValues, readText: (path: string) => string): RlnConfig {
  const rpcUrls = options['rln-relay-eth-client-address']
  if (rpcUrls.length === 0) {
    throw new ConfigError('missing_value', 'no JSON-RPC endpoint: give --rln-relay-eth-client-address http://HOST:PORT')
  }
  for (const url of rpcUrls) {
    if (!/^https?:\/\/./.test(url) || !URL.canParse(url)) {
      throw new ConfigError('invalid_value', `--rln-relay-eth-client-address takes an http or https URL, not "${url}"`)
    }
  }
  const credential = credentialFrom(options, readText)
  const contractAddress = options['rln-relay-eth-contract-address']
  if (contractAddress !== undefined && !/^0x[0-9a-f]{40}$/i.test(contractAddress)) {
    throw new ConfigError(
      'invalid_value',
      `--rln-relay-eth-contract-address takes 0x and 40 hexadecimal digits, not "${contractAddress}"`,
    )
  }
  const chainId = options['rln-relay-chain-id']
  const key = options['rln-relay-key']
  return {
    rpcUrls,
    ...(contractAddress !== undefined && { contractAddress }),
    ...(chainId !== undefined && { chainId }),
    epochSizeSeconds: options['rln-relay-epoch-sec'] ?? DEFAULT_EPOCH_SIZE_SECONDS,
    externalNullifierMode: oneOf('rln-relay-external-nullifier', options['rln-relay-external-nullifier'], [
      'hashed',
      'plain',
    ]),
    ...(key !== undefined && { key: oneOf('rln-relay-key', key, ['development', 'network']) }),
    allowDevelopmentKey: options['allow-development-key'],
    strictSpec64: options['strict-spec-64'],
    ...(credential !== undefined && { credential }),
  }
}

function credentialFrom(options: NodeOptionValues, readText: (path: string) => string): CredentialConfig | undefined {
  const path = options['rln-relay-cred-path']
  if (path === undefined) return undefined
  const range = options['rln-relay-message-id-range']
  const membershipIndex = options['rln-relay-membership-index']
  const messageLimit = options['rln-relay-user-message-limit']
  if (range !== undefined && messageLimit !== undefined) {
    throw new ConfigError(
      'conflicting_options',
      'give --rln-relay-user-message-limit or --rln-relay-message-id-range, not both',
    )
  }
  return {
    path,
    password: passwordFrom(options, readText),
    preparedProofs: options['rln-relay-prepared-proofs'],
    ...(membershipIndex !== undefined && { membershipIndex }),
    ...(range !== undefined && { messageIdRange: messageIdRangeFrom(range) }),
    ...(messageLimit !== undefined && { messageLimit }),
  }
}

function passwordFrom(options: NodeOptionValues, readText: (path: string) => string): string {
  const password = options['rln-relay-cred-password']
  const file = options['rln-relay-cred-password-file']
  if (password !== undefined && file !== undefined) {
    throw new ConfigError(
      'conflicting_options',
      'give --rln-relay-cred-password or --rln-relay-cred-password-file, not both',
    )
  }
  if (password !== undefined) return password
  if (file === undefined) {
    const how = '--rln-relay-cred-password-file FILE or WAKUNODE2_RLN_RELAY_CRED_PASSWORD'
    throw new ConfigError('missing_value', `--rln-relay-cred-path needs the keystore's password: give ${how}`)
  }
  try {
    return readText(file).replace(/\r?\n$/, '')
  } catch (error) {
    throw new ConfigError('unreadable_file', `--rln-relay-cred-password-file ${file} cannot be read`, { cause: error })
  }
}

function messageIdRangeFrom(text: string): { from: number; to: number } {
  const match = /^(\d{1,5})-(\d{1,5})$/.exec(text)
  const from = Number(match?.[1])
  const to = Number(match?.[2])
  if (!(from <= to && to <= 65_535)) {
    throw new ConfigError('invalid_value', `--rln-relay-message-id-range takes FROM-TO within 0-65535, not "${text}"`)
  }
  return { from, to }
}

function oneOf<Value extends string>(name: string, value: string, allowed: readonly Value[]): Value {
  const found = allowed.find((candidate) => candidate === value)
  if (found === undefined) {
    throw new ConfigError('invalid_value', `--${name} takes ${allowed.join(', ')}, not "${value}"`)
  }
  return found
}
