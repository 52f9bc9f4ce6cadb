import { ConfigError, type GivenOptions, type NodeConfig, nodeConfigFrom, readOptions } from '../../src/config/index.ts'

const rpc = { 'rln-relay-eth-client-address': ['http://127.0.0.1:8545'] }

/** The configuration of these flags, and of an endpoint where they name none. Every file is empty. */
export function configFromFlags(flags: GivenOptions): NodeConfig {
  const readText = (): string => ''
  return nodeConfigFrom(readOptions({ flags: { ...rpc, ...flags }, environment: {}, readText }), readText)
}

/** Code and message of what is wrong with these flags; `none`. */
export function configFailureOf(flags: GivenOptions): string {
  try {
    configFromFlags(flags)
  } catch (error) {
    if (error instanceof ConfigError) return `${error.code}: ${error.message}`
    throw error
  }
  return 'none'
}
