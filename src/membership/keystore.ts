import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, type Random, systemRandom } from '../foundation/index.ts'
import { decodeCredential, encodeCredential, isSameCredential, type MembershipCredential } from './credential.ts'
import { decryptEntry, encryptEntry, type KeystoreEntry } from './keystore-encryption.ts'
import { MembershipError } from './membership-error.ts'

/**
 * Encrypted credentials in nwaku's format (specification WAKU-RLN-KEYSTORE): by key, each with a password of its own
 * if need be.
 */
export interface Keystore {
  readonly application: string
  readonly appIdentifier: string
  readonly credentials: Readonly<Record<string, KeystoreEntry>>
  readonly version: string
}

/** Which credential to take where several are; every field that is given must agree. */
export interface CredentialQuery {
  readonly chainId?: bigint
  readonly address?: string
  readonly treeIndex?: number
  /** The membership's rate limit, for keystores that do not tell, such as js-waku's. Not a condition. */
  readonly userMessageLimit?: number
}

export interface KeystoreEncryptionOptions {
  readonly random?: Random
  readonly pbkdf2Iterations?: number
}

/** As much as 64 credentials take, written by hand with much white space. */
export const MAX_KEYSTORE_SIZE_BYTES = 1_048_576

/** To find one, all are decrypted, half a second each. */
export const MAX_CREDENTIALS_PER_KEYSTORE = 64

const APPLICATION = 'waku-rln-relay'
const VERSION = '0.2'

/** A keystore without credentials, as nwaku and js-waku begin one. */
export function createKeystore(): Keystore {
  return { application: APPLICATION, appIdentifier: '01234567890abcdef', credentials: {}, version: VERSION }
}

/**
 * The keystore that a file's text holds. Nothing is decrypted.
 * @throws MembershipError `keystore_malformed`, `keystore_unsupported`
 */
export function parseKeystore(text: string): Keystore {
  if (text.length > MAX_KEYSTORE_SIZE_BYTES) throw malformed(`is larger than ${MAX_KEYSTORE_SIZE_BYTES} bytes`)
  const json = parseJson(text)
  if (json.application !== APPLICATION || json.version !== VERSION) {
    throw new MembershipError(
      'keystore_unsupported',
      `The keystore must be of application ${APPLICATION}, version ${VERSION}; ` +
        `it is of ${JSON.stringify(json.application)}, ${JSON.stringify(json.version)}`,
    )
  }
  if (typeof json.appIdentifier !== 'string') throw malformed('has no appIdentifier')
  if (!isObject(json.credentials)) throw malformed('has no credentials')
  const entries = Object.entries(json.credentials)
  if (entries.length > MAX_CREDENTIALS_PER_KEYSTORE)
    throw malformed(`holds over ${MAX_CREDENTIALS_PER_KEYSTORE} credentials`)
  for (const [key, entry] of entries) {
    if (!isEntry(entry)) throw malformed(`lacks fields of the credential ${JSON.stringify(key)}`)
  }
  return json as unknown as Keystore
}

/** The text of a keystore file, as nwaku writes it: one line. */
export function serializeKeystore(keystore: Keystore): string {
  return `${JSON.stringify(keystore)}\n`
}

/** The key of a credential: upper-case hex of sha256(chain id || address || tree index), all three as text. */
export function keystoreKey(chainId: string, address: string, treeIndex: number): string {
  return bytesToHex(sha256(new TextEncoder().encode(`${chainId}${address}${treeIndex}`))).toUpperCase()
}

/**
 * The keystore with one credential more; the others stay as they are. Adding the same again changes nothing.
 * @throws MembershipError `keystore_credential_exists`, `keystore_full`
 */
export async function addCredential(
  keystore: Keystore,
  credential: MembershipCredential,
  password: string,
  { random = systemRandom, pbkdf2Iterations }: KeystoreEncryptionOptions = {},
): Promise<Keystore> {
  const { chainId, address } = credential.membershipContract
  const key = keystoreKey(`${chainId}`, address, credential.treeIndex)
  const present = keystore.credentials[key]
  if (present !== undefined) {
    const plaintext = await decryptEntry(present, password)
    if (plaintext !== undefined && isSameCredential(decodeCredential(plaintext), credential)) return keystore
    throw new MembershipError(
      'keystore_credential_exists',
      `The keystore already holds another credential, or one under another password, for ${describe(credential)}: ` +
        'use another keystore file',
    )
  }
  if (Object.keys(keystore.credentials).length >= MAX_CREDENTIALS_PER_KEYSTORE) {
    throw new MembershipError(
      'keystore_full',
      `The keystore holds ${MAX_CREDENTIALS_PER_KEYSTORE} credentials, more do not fit: use another keystore file`,
    )
  }
  const entry = await encryptEntry(encodeCredential(credential), password, random, pbkdf2Iterations)
  return { ...keystore, credentials: { ...keystore.credentials, [key]: entry } }
}

/** The keystore without the credential of this key; the others stay as they are. */
export function withoutCredential(keystore: Keystore, key: string): Keystore {
  const { [key]: _, ...credentials } = keystore.credentials
  return { ...keystore, credentials }
}

/**
 * The one credential that the password opens and that agrees with the query.
 * @throws MembershipError `keystore_wrong_password`, `keystore_credential_not_found`, `keystore_credential_ambiguous`,
 *   `keystore_credential_invalid`, `keystore_malformed`, `keystore_unsupported`, `keystore_kdf_out_of_bounds`
 */
export async function readCredential(
  keystore: Keystore,
  password: string,
  query: CredentialQuery = {},
): Promise<MembershipCredential> {
  const opened = await openEntries(keystore, password, query.userMessageLimit)
  const [match, ...others] = opened.filter((credential) => agrees(credential, query))
  if (match !== undefined && others.length === 0) return match
  throw match === undefined ? notFound(keystore, opened) : ambiguous(opened)
}

/**
 * Every credential that the password opens.
 * @throws MembershipError `keystore_wrong_password` when it opens none of several or the only one, and as
 *   `readCredential`
 */
export async function readAllCredentials(keystore: Keystore, password: string): Promise<MembershipCredential[]> {
  const opened = await openEntries(keystore, password)
  if (opened.length === 0 && Object.keys(keystore.credentials).length > 0) throw notFound(keystore, opened)
  return opened
}

/**
 * The keystore with every credential encrypted anew under another password.
 * @throws MembershipError `keystore_wrong_password` when the old password does not open all of them, and as
 *   `readCredential`
 */
export async function changePassword(
  keystore: Keystore,
  oldPassword: string,
  newPassword: string,
  { random = systemRandom, pbkdf2Iterations }: KeystoreEncryptionOptions = {},
): Promise<Keystore> {
  const credentials: Record<string, KeystoreEntry> = {}
  for (const [key, entry] of Object.entries(keystore.credentials)) {
    const plaintext = await decryptEntry(entry, oldPassword)
    if (plaintext === undefined) throw wrongPassword(`does not open the credential ${key}: nothing was changed`)
    credentials[key] = await encryptEntry(plaintext, newPassword, random, pbkdf2Iterations)
  }
  return { ...keystore, credentials }
}

async function openEntries(
  keystore: Keystore,
  password: string,
  messageLimit?: number,
): Promise<MembershipCredential[]> {
  const opened: MembershipCredential[] = []
  for (const entry of Object.values(keystore.credentials)) {
    const plaintext = await decryptEntry(entry, password)
    if (plaintext !== undefined) opened.push(decodeCredential(plaintext, messageLimit))
  }
  return opened
}

function agrees({ membershipContract, treeIndex }: MembershipCredential, query: CredentialQuery): boolean {
  return (
    (query.chainId === undefined || query.chainId === membershipContract.chainId) &&
    (query.address === undefined || query.address.toLowerCase() === membershipContract.address.toLowerCase()) &&
    (query.treeIndex === undefined || query.treeIndex === treeIndex)
  )
}

function notFound(keystore: Keystore, opened: readonly MembershipCredential[]): MembershipError {
  const count = Object.keys(keystore.credentials).length
  if (count > 0 && opened.length === 0) {
    return wrongPassword(
      count === 1 ? 'does not open the keystore' : `opens none of the keystore's ${count} credentials`,
    )
  }
  const found = count === 0 ? 'It is empty.' : `The password opens: ${list(opened)}.`
  return new MembershipError(
    'keystore_credential_not_found',
    `The keystore holds no credential for this contract and tree index. ${found}`,
  )
}

function ambiguous(opened: readonly MembershipCredential[]): MembershipError {
  return new MembershipError(
    'keystore_credential_ambiguous',
    `The keystore holds several credentials, name the tree index of one. The password opens: ${list(opened)}.`,
  )
}

function list(credentials: readonly MembershipCredential[]): string {
  return credentials.map(describe).join('; ')
}

function describe({ membershipContract: { chainId, address }, treeIndex }: MembershipCredential): string {
  return `tree index ${treeIndex} of contract ${address} on chain ${chainId}`
}

function wrongPassword(what: string): MembershipError {
  return new MembershipError('keystore_wrong_password', `The password ${what}`)
}

function parseJson(text: string): Record<string, unknown> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw malformed('is not JSON', cause)
  }
  if (!isObject(json)) throw malformed('is not a JSON object')
  return json
}

function isEntry(value: unknown): value is KeystoreEntry {
  if (!isObject(value) || !isObject(value.crypto)) return false
  const { cipher, cipherparams, ciphertext, kdf, kdfparams, mac } = value.crypto
  return (
    [cipher, ciphertext, kdf, mac].every((field) => typeof field === 'string') &&
    isObject(cipherparams) &&
    isObject(kdfparams)
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function malformed(what: string, cause?: unknown): MembershipError {
  return new MembershipError('keystore_malformed', `The keystore ${what}`, { cause })
}
