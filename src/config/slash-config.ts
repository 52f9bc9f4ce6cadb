import { ConfigError } from './config-error.ts'
import type { NodeOptionValues } from './node-options.ts'

export interface SlashConfig {
  /** Of the account that pays the gas and gets the rewards; 32 bytes, hexadecimal. */
  readonly privateKey: string
}

/** @throws ConfigError naming the flag to change */
export function slashConfigFrom(options: NodeOptionValues, storagePath: string | undefined): SlashConfig | undefined {
  if (!options.slash) return undefined
  const privateKey = options['rln-relay-eth-private-key']
  if (privateKey === undefined) {
    throw new ConfigError('missing_value', '--slash needs an account that pays: WAKUNODE2_RLN_RELAY_ETH_PRIVATE_KEY')
  }
  if (!/^(0x)?[0-9a-f]{64}$/i.test(privateKey)) {
    throw new ConfigError('invalid_value', '--rln-relay-eth-private-key takes 32 bytes in hexadecimal')
  }
  if (storagePath === undefined) {
    const why = 'what is known between commit and reveal must survive a restart'
    throw new ConfigError('missing_value', `--slash needs --local-storage-path: ${why}`)
  }
  return { privateKey }
}
