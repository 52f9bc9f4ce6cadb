import { type Random, type StateStore, systemRandom } from '../foundation/index.ts'
import { markImported } from '../rln/index.ts'
import type { MembershipCredential } from './credential.ts'
import type { EnrolmentPlace } from './enrolment.ts'
import { inTurn } from './in-turn.ts'
import {
  addCredential,
  type CredentialQuery,
  createKeystore,
  type Keystore,
  type KeystoreEncryptionOptions,
  parseKeystore,
  readCredential,
  serializeKeystore,
} from './keystore.ts'
import { type KeystoreTexts, StoredEnrolment, type StoredKeystoreName } from './stored-enrolment.ts'

const SPACE = 'keystore'

/**
 * A keystore in a state store, as the text of a keystore file: encrypted, in nwaku's format. In a browser the store is the
 * one that keeps the spent message ids, too (`openIndexedDbStateStore`), so that they cannot be parted.
 */
export class StoredKeystore implements KeystoreTexts {
  readonly #store: StateStore
  readonly #encryption: KeystoreEncryptionOptions & { readonly random: Random }

  /** @param options default: as nwaku encrypts. Fewer rounds are for keystores that guard nothing. */
  constructor(
    { store, random = systemRandom }: { readonly store: StateStore; readonly random?: Random },
    options: Omit<KeystoreEncryptionOptions, 'random'> = {},
  ) {
    this.#store = store
    this.#encryption = { ...options, random }
  }

  /** `pending`: an identity waits for its registration, and enrolling again, with its password, goes on with it. */
  async state(): Promise<'empty' | 'pending' | 'enrolled'> {
    if (isFilled(await this.read('pending'))) return 'pending'
    return isFilled(await this.read('members')) ? 'enrolled' : 'empty'
  }

  /** @throws MembershipError as `readCredential` */
  async credential(password: string, query?: CredentialQuery): Promise<MembershipCredential> {
    return readCredential((await this.read('members')) ?? createKeystore(), password, query)
  }

  /** The text of a keystore file, encrypted as it is stored. Undefined when there is no member. */
  async exportText(): Promise<string | undefined> {
    const keystore = await this.read('members')
    return isFilled(keystore) ? serializeKeystore(keystore) : undefined
  }

  /**
   * Takes a credential over from the text of a keystore file, under the same password. It may have sent elsewhere, so
   * whoever sends with it here stays silent until the next epoch; and it must not send there any more.
   * @throws MembershipError as `parseKeystore`, `readCredential` and `addCredential`
   */
  async importText(text: string, password: string, query?: CredentialQuery): Promise<MembershipCredential> {
    const credential = await readCredential(parseKeystore(text), password, query)
    await inTurn(this.#store, () => this.#takeOver(credential, password))
    return credential
  }

  /** Forgets members and pending identities. Those that were not exported are lost, with their deposits. */
  async clear(): Promise<void> {
    await this.write({ members: undefined, pending: undefined })
  }

  /** Where a membership of one contract is enrolled. */
  enrolment(password: string, membershipContract: MembershipCredential['membershipContract']): EnrolmentPlace {
    const components = { store: this.#store, keystores: this }
    return new StoredEnrolment(components, { password, membershipContract, encryption: this.#encryption })
  }

  async #takeOver(credential: MembershipCredential, password: string): Promise<void> {
    const keystore = (await this.read('members')) ?? createKeystore()
    const extended = await addCredential(keystore, credential, password, this.#encryption)
    // One that is here already, too: its file may have sent elsewhere meanwhile.
    await markImported(this.#store, credential.identity.commitment)
    if (extended !== keystore) await this.write({ members: extended })
  }

  /** @throws MembershipError `keystore_malformed` */
  async read(name: StoredKeystoreName): Promise<Keystore | undefined> {
    const text = await this.#store.get(SPACE, keyOf(name))
    return text === undefined ? undefined : parseKeystore(new TextDecoder().decode(text))
  }

  /** All in one step, for good once it resolves. Undefined: deleted. */
  async write(keystores: Readonly<Partial<Record<StoredKeystoreName, Keystore | undefined>>>): Promise<void> {
    await this.#store.write(
      Object.entries(keystores).map(([name, keystore]) => ({
        space: SPACE,
        key: keyOf(name),
        ...(isFilled(keystore) && { value: new TextEncoder().encode(serializeKeystore(keystore)) }),
      })),
    )
  }
}

function isFilled(keystore: Keystore | undefined): keystore is Keystore {
  return keystore !== undefined && Object.keys(keystore.credentials).length > 0
}

function keyOf(name: string): Uint8Array {
  return new TextEncoder().encode(name)
}
