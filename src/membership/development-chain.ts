import type { KnownKey } from '../rln/index.ts'

/** Hardhat's and Anvil's chain: nothing on it is worth anything. */
export const DEVELOPMENT_CHAIN_ID = 31_337

/** The key under which proofs are made on a chain, unless another one is named. */
export function keyOfChain(chainId: number): KnownKey {
  return chainId === DEVELOPMENT_CHAIN_ID ? 'development' : 'network'
}

/** Whether the key protects nothing on the chain: whoever made the development key can forge proofs. */
export function isKeyRefused(key: KnownKey, chainId: number): boolean {
  return key === 'development' && chainId !== DEVELOPMENT_CHAIN_ID
}
