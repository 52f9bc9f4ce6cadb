import { HDNodeWallet, isHexString, type Signer, Wallet } from 'ethers'
import { MembershipError } from './membership-error.ts'
import { type OpenProviderOptions, openRpcProvider } from './rpc-provider.ts'

/** An account that pays, connected to an RPC endpoint. */
export type MembershipSigner = Signer

/** Hardhat's and Anvil's published phrase: everybody has these keys. */
const developmentPhrase = 'test test test test test test test test test test test junk'

/**
 * An account behind an RPC endpoint: of a private key, or, without one, an account the endpoint keeps unlocked (the one
 * at `accountIndex`).
 * @throws MembershipError `private_key_invalid`, `wrong_chain_id`, or an `rpc_*` code.
 */
export async function openSigner(
  rpcUrl: string,
  options: OpenProviderOptions & { readonly privateKey?: string; readonly accountIndex?: number } = {},
): Promise<Signer> {
  const { privateKey, accountIndex = 0 } = options
  const key = privateKey?.startsWith('0x') === false ? `0x${privateKey}` : privateKey
  if (key !== undefined && !isHexString(key, 32)) {
    throw new MembershipError('private_key_invalid', 'the private key must be 32 bytes in hexadecimal')
  }
  const provider = await openRpcProvider(rpcUrl, options)
  return key === undefined ? provider.getSigner(accountIndex) : new Wallet(key, provider)
}

/** The private keys of a development chain's first accounts. Worth nothing: everybody has them. */
export function developmentPrivateKeys(count: number): string[] {
  const account = HDNodeWallet.fromPhrase(developmentPhrase, undefined, "m/44'/60'/0'/0")
  return Array.from({ length: count }, (_, index) => account.deriveChild(index).privateKey)
}
