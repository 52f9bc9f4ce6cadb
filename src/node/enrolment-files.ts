import { rm } from 'node:fs/promises'
import {
  type KeystoreEncryptionOptions,
  loadCredential,
  type MembershipCredential,
  MembershipError,
  messageIdStorePath,
  saveCredential,
} from '../membership/server.ts'
import { type Identity, markFresh } from '../rln/index.ts'
import { openSqliteStateStore } from '../storage/server.ts'

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
export class EnrolmentFiles {
  readonly #options: EnrolmentFilesOptions
  readonly #pendingPath: string

  constructor(options: EnrolmentFilesOptions) {
    this.#options = options
    this.#pendingPath = `${options.keystorePath}.pending`
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
    const { membershipContract, password, encryption } = this.#options
    const credential = { identity, membershipContract, treeIndex: 0, userMessageLimit: rateLimit }
    await saveCredential(this.#pendingPath, credential, password, encryption)
  }

  async discardPending(): Promise<void> {
    await rm(this.#pendingPath, { force: true })
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
