import { NetworkError, parsePeerAddress } from '../network/index.ts'
import { ConfigError } from './config-error.ts'

/** The multiaddr of a peer, as it was given by the option of that name. @throws ConfigError naming the flag */
export function peerAddressFrom(address: string, option: string): string {
  try {
    parsePeerAddress(address, `--${option}`)
    return address
  } catch (error) {
    if (error instanceof NetworkError) throw new ConfigError('invalid_value', error.message, { cause: error })
    throw error
  }
}
