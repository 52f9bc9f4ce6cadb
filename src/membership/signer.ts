import { computeAddress, HDNodeWallet, isHexString, type JsonRpcProvider, type Signer, Wallet } from 'ethers'
import { MembershipError } from './membership-error.ts'
import { type OpenProviderOptions, openRpcProvider } from './rpc-provider.ts'

/** An account that pays, connected to an RPC endpoint. */
export type MembershipSigner = Signer

/** Hardhat's and Anvil's published phrase: everybody has these keys. */
const developmentPhrase = 'test test test test test test test test test test test junk'

export interface OpenSignerOptions extends OpenProviderOptions {
  /** 32 bytes, hexadecimal. */
  readonly privateKey?: string
  /** Without a private key: which of the accounts that the endpoint keeps unlocked, by address or by index. */
  readonly account?: string | number
}

/**
 * An account behind an RPC endpoint: of a private key, or, without one, an account the endpoint keeps unlocked (default:
 * its first).
 * @throws MembershipError `private_key_invalid`, `account_not_unlocked`, `wrong_chain_id`, or an `rpc_*` code.
 */
export async function openSigner(rpcUrl: string, options: OpenSignerOptions = {}): Promise<Signer> {
  const { privateKey, account = 0 } = options
  const key = privateKey === undefined ? undefined : checkedKey(privateKey)
  const provider = await openRpcProvider(rpcUrl, options)
  return key === undefined ? unlockedAccount(provider, account) : new Wallet(key, provider)
}

/** Public endpoints have none, and some do not even know the question. */
async function unlockedAccount(provider: JsonRpcProvider, account: string | number): Promise<Signer> {
  const accounts: string[] = await provider.send('eth_accounts', []).catch((error) => {
    if (error instanceof MembershipError) throw error
    return []
  })
  const isKnown =
    typeof account === 'number'
      ? account < accounts.length
      : accounts.some((known) => known.toLowerCase() === account.toLowerCase())
  if (isKnown) return provider.getSigner(account)
  const which = typeof account === 'number' ? 'no account unlocked' : `not the account ${account} unlocked`
  throw new MembershipError('account_not_unlocked', `the RPC endpoint keeps ${which}: give a private key`)
}

/** The address of a private key's account. @throws MembershipError `private_key_invalid` */
export function accountOf(privateKey: string): string {
  return computeAddress(checkedKey(privateKey))
}

function checkedKey(privateKey: string): string {
  const key = privateKey.startsWith('0x') ? privateKey : `0x${privateKey}`
  if (isHexString(key, 32)) return key
  throw new MembershipError('private_key_invalid', 'the private key must be 32 bytes in hexadecimal')
}

/** The private keys of a development chain's first accounts. Worth nothing: everybody has them. */
export function developmentPrivateKeys(count: number): string[] {
  const account = HDNodeWallet.fromPhrase(developmentPhrase, undefined, "m/44'/60'/0'/0")
  return Array.from({ length: count }, (_, index) => account.deriveChild(index).privateKey)
}
