import { readFile, rm } from 'node:fs/promises'
import {
  type EnrolmentPlace,
  type Keystore,
  type KeystoreEncryptionOptions,
  keystoreKey,
  loadCredential,
  type MembershipCredential,
  MembershipError,
  messageIdStorePath,
  readKeystoreFile,
  replaceFile,
  saveCredential,
  withoutCredential,
  writeKeystoreFile,
} from '../membership/server.ts'
import { type Identity, markFresh } from '../rln/index.ts'
import { openSqliteStateStore } from '../storage/server.ts'

/** What a pending credential says instead of a tree index. */
const NO_INDEX = 0

/** What stands in the file of what was sent. */
const TRANSACTION_HASH = /^0x[0-9a-f]{64}$/i

export interface EnrolmentFilesOptions {
  readonly keystorePath: string
  readonly password: string
  readonly membershipContract: MembershipCredential['membershipContract']
  /** Default: as nwaku encrypts. */
  readonly encryption?: KeystoreEncryptionOptions
}

/**
 * A keystore that becomes one: until its identity is registered, that is kept in a keystore file beside it, because a
 * commitment that left this machine without its secret on disk would be a deposit lost.
 */
export class EnrolmentFiles implements EnrolmentPlace {
  readonly #options: EnrolmentFilesOptions
  readonly #pendingPath: string
  readonly #sentPath: string

  constructor(options: EnrolmentFilesOptions) {
    this.#options = options
    this.#pendingPath = `${options.keystorePath}.pending`
    this.#sentPath = `${options.keystorePath}.pending-transaction`
  }

  /** The finished credential; undefined when there is none for this contract. @throws MembershipError for the keystore */
  enrolled(): Promise<MembershipCredential | undefined> {
    return this.#credentialIn(this.#options.keystorePath)
  }

  /** An identity that an earlier run may have registered. @throws MembershipError for the keystore */
  async pendingIdentity(): Promise<Identity | undefined> {
    return (await this.#credentialIn(this.#pendingPath))?.identity
  }

  /** Its tree index is known only once it is registered. */
  async keepPending(identity: Identity, rateLimit: number): Promise<void> {
    const { password, encryption } = this.#options
    const { chainId, address } = this.#options.membershipContract
    // The next run may write the address otherwise.
    const membershipContract = { chainId, address: address.toLowerCase() }
    const credential = { identity, membershipContract, treeIndex: NO_INDEX, userMessageLimit: rateLimit }
    await saveCredential(this.#pendingPath, credential, password, encryption)
  }

  async discardPending(): Promise<void> {
    const { chainId, address } = this.#options.membershipContract
    const pending = await this.#pendingKeystore()
    // Other contracts' identities that wait here are none of ours.
    const others = pending && withoutCredential(pending, keystoreKey(`${chainId}`, address.toLowerCase(), NO_INDEX))
    if (others === undefined || Object.keys(others.credentials).length === 0)
      await rm(this.#pendingPath, { force: true })
    else await writeKeystoreFile(this.#pendingPath, others)
    await rm(this.#sentPath, { force: true })
  }

  async lastSent(): Promise<string | undefined> {
    try {
      const text = (await readFile(this.#sentPath, 'utf8')).trim()
      return TRANSACTION_HASH.test(text) ? text : undefined
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  async keepSent(transactionHash: string): Promise<void> {
    await replaceFile(this.#sentPath, `${transactionHash}\n`)
  }

  /**
   * Writes the keystore of a registered identity.
   * @param isFresh it has never sent a message, so it may send at once
   * @throws StorageError `store_in_use` while a node uses the keystore
   */
  async finish(
    identity: Identity,
    { index, rateLimit }: { readonly index: number; readonly rateLimit: number },
    isFresh: boolean,
  ): Promise<MembershipCredential> {
    const { keystorePath, password, membershipContract } = this.#options
    if (isFresh) await rememberNothingSent(keystorePath, identity)
    const credential = { identity, membershipContract, treeIndex: index, userMessageLimit: rateLimit }
    await saveCredential(keystorePath, credential, password, this.#options.encryption)
    await this.discardPending()
    return credential
  }

  async #pendingKeystore(): Promise<Keystore | undefined> {
    try {
      return await readKeystoreFile(this.#pendingPath)
    } catch (error) {
      if (error instanceof MembershipError && error.code === 'keystore_missing') return undefined
      throw error
    }
  }

  async #credentialIn(path: string): Promise<MembershipCredential | undefined> {
    const { password, membershipContract } = this.#options
    try {
      return await loadCredential(path, password, membershipContract)
    } catch (error) {
      const isAbsent =
        error instanceof MembershipError &&
        (error.code === 'keystore_missing' || error.code === 'keystore_credential_not_found')
      if (isAbsent) return undefined
      throw error
    }
  }
}

async function rememberNothingSent(keystorePath: string, identity: Identity): Promise<void> {
  const store = await openSqliteStateStore(messageIdStorePath(keystorePath))
  try {
    await markFresh(store, identity.commitment)
  } finally {
    await store.close()
  }
}
