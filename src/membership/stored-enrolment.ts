import type { StateStore } from '../foundation/index.ts'
import { type Identity, markFresh } from '../rln/index.ts'
import type { MembershipCredential } from './credential.ts'
import type { EnrolmentPlace } from './enrolment.ts'
import { inTurn } from './in-turn.ts'
import {
  addCredential,
  createKeystore,
  type Keystore,
  type KeystoreEncryptionOptions,
  keystoreKey,
  readCredential,
  withoutCredential,
} from './keystore.ts'
import { MembershipError } from './membership-error.ts'

/** Keystores of a store: those of members, and those of identities that wait for their registration. */
export type StoredKeystoreName = 'members' | 'pending'

/** Keystores by name. */
export interface KeystoreTexts {
  read(name: StoredKeystoreName): Promise<Keystore | undefined>
  /** All in one step. Undefined: deleted. */
  write(keystores: Readonly<Partial<Record<StoredKeystoreName, Keystore | undefined>>>): Promise<void>
}

const SENT = 'enrolment-transactions'

/** What a pending credential says instead of a tree index. */
const NO_INDEX = 0

export interface StoredEnrolmentOptions {
  readonly password: string
  readonly membershipContract: MembershipCredential['membershipContract']
  readonly encryption: KeystoreEncryptionOptions
}

/** A membership of one contract on its way into a stored keystore. */
export class StoredEnrolment implements EnrolmentPlace {
  readonly #store: StateStore
  readonly #keystores: KeystoreTexts
  readonly #options: StoredEnrolmentOptions
  /** Of the pending credential, and of what was sent for it. */
  readonly #key: string

  constructor(
    { store, keystores }: { readonly store: StateStore; readonly keystores: KeystoreTexts },
    options: StoredEnrolmentOptions,
  ) {
    this.#store = store
    this.#keystores = keystores
    this.#options = options
    const { chainId, address } = options.membershipContract
    this.#key = keystoreKey(`${chainId}`, address.toLowerCase(), NO_INDEX)
  }

  enrolled(): Promise<MembershipCredential | undefined> {
    return this.#credentialIn('members')
  }

  async pendingIdentity(): Promise<Identity | undefined> {
    return (await this.#credentialIn('pending'))?.identity
  }

  async keepPending(identity: Identity, rateLimit: number): Promise<void> {
    const { chainId, address } = this.#options.membershipContract
    // The next run may write the address otherwise.
    const membershipContract = { chainId, address: address.toLowerCase() }
    const credential = { identity, membershipContract, treeIndex: NO_INDEX, userMessageLimit: rateLimit }
    await inTurn(this.#store, async () => {
      await this.#keystores.write({ pending: await this.#with('pending', credential) })
    })
  }

  async discardPending(): Promise<void> {
    await inTurn(this.#store, async () => this.#keystores.write({ pending: await this.#withoutPending() }))
    await this.#store.write([{ space: SENT, key: this.#sentKey() }])
  }

  async lastSent(): Promise<string | undefined> {
    const hash = await this.#store.get(SENT, this.#sentKey())
    return hash === undefined ? undefined : new TextDecoder().decode(hash)
  }

  async keepSent(transactionHash: string): Promise<void> {
    const value = new TextEncoder().encode(transactionHash)
    await this.#store.write([{ space: SENT, key: this.#sentKey(), value }])
  }

  async finish(
    identity: Identity,
    { index, rateLimit }: { readonly index: number; readonly rateLimit: number },
    isFresh: boolean,
  ): Promise<MembershipCredential> {
    const { membershipContract } = this.#options
    if (isFresh) await markFresh(this.#store, identity.commitment)
    const credential = { identity, membershipContract, treeIndex: index, userMessageLimit: rateLimit }
    await inTurn(this.#store, async () => {
      const members = await this.#with('members', credential)
      await this.#keystores.write({ members, pending: await this.#withoutPending() })
    })
    await this.#store.write([{ space: SENT, key: this.#sentKey() }])
    return credential
  }

  #sentKey(): Uint8Array {
    return new TextEncoder().encode(this.#key)
  }

  async #with(name: StoredKeystoreName, credential: MembershipCredential): Promise<Keystore> {
    const { password, encryption } = this.#options
    return addCredential((await this.#keystores.read(name)) ?? createKeystore(), credential, password, encryption)
  }

  async #withoutPending(): Promise<Keystore | undefined> {
    const pending = await this.#keystores.read('pending')
    return pending && withoutCredential(pending, this.#key)
  }

  async #credentialIn(name: StoredKeystoreName): Promise<MembershipCredential | undefined> {
    const keystore = await this.#keystores.read(name)
    if (keystore === undefined) return undefined
    try {
      return await readCredential(keystore, this.#options.password, this.#options.membershipContract)
    } catch (error) {
      if (error instanceof MembershipError && error.code === 'keystore_credential_not_found') return undefined
      throw error
    }
  }
}
