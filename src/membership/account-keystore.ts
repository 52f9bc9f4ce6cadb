import { bytesToHex } from '../foundation/index.ts'
import { decryptEntry, type KeystoreEntry } from './keystore-encryption.ts'
import { MembershipError } from './membership-error.ts'

/** Wallets write less than a thousand characters. */
export const MAX_ACCOUNT_KEYSTORE_LENGTH = 16_384

const PRIVATE_KEY_BYTES = 32

/**
 * The private key in an Ethereum account's keystore (Web3 secret storage, version 3), as wallets and geth write it. Its
 * key derivation is bounded before any work is done.
 * @returns 0x hex
 * @throws MembershipError `keystore_malformed`, `keystore_unsupported`, `keystore_kdf_out_of_bounds`,
 *   `keystore_wrong_password`
 */
export async function privateKeyFromAccountKeystore(text: string, password: string): Promise<string> {
  const key = await decryptEntry({ crypto: parseCrypto(text) }, password)
  if (key === undefined) {
    throw new MembershipError('keystore_wrong_password', "the password does not open the account's keystore")
  }
  if (key.length !== PRIVATE_KEY_BYTES) throw malformed('what it holds is no private key')
  return `0x${bytesToHex(key)}`
}

function parseCrypto(text: string): KeystoreEntry['crypto'] {
  if (text.length > MAX_ACCOUNT_KEYSTORE_LENGTH) throw malformed('it is too large')
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw malformed('it is not JSON')
  }
  const { version, crypto, Crypto } = objectOf(json)
  if (version !== 3) throw malformed('its version is not 3')
  // Older wallets write the name with a capital.
  const entry = objectOf(crypto ?? Crypto)
  objectOf(entry.cipherparams)
  objectOf(entry.kdfparams)
  return entry as unknown as KeystoreEntry['crypto']
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>
  throw malformed('it lacks fields')
}

function malformed(why: string): MembershipError {
  return new MembershipError('keystore_malformed', `this is no Ethereum keystore of an account: ${why}`)
}
