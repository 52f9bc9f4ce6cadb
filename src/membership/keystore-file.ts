import { open } from 'node:fs/promises'
import type { MembershipCredential } from './credential.ts'
import {
  addCredential,
  type CredentialQuery,
  changePassword,
  createKeystore,
  type Keystore,
  type KeystoreEncryptionOptions,
  MAX_KEYSTORE_SIZE_BYTES,
  parseKeystore,
  readCredential,
  serializeKeystore,
} from './keystore.ts'
import { MembershipError } from './membership-error.ts'
import { replaceFile } from './replace-file.ts'

/** Where the message ids of a keystore's credentials are remembered: beside it, so that they move together. */
export function messageIdStorePath(keystorePath: string): string {
  return `${keystorePath}.message-ids.sqlite3`
}

/**
 * The keystore in a file.
 * @throws MembershipError `keystore_missing`, `keystore_inaccessible`, and as `parseKeystore`
 */
export async function readKeystoreFile(path: string): Promise<Keystore> {
  const text = await readBounded(path).catch((cause) => {
    throw readError(path, cause)
  })
  return parseKeystore(text)
}

/**
 * Replaces or creates the file, mode 0600, in one step: after a crash there is the old keystore or the new one, whole.
 * @throws MembershipError `keystore_inaccessible`
 */
export async function writeKeystoreFile(path: string, keystore: Keystore): Promise<void> {
  try {
    await replaceFile(path, serializeKeystore(keystore))
  } catch (cause) {
    throw inaccessible(path, 'written', cause)
  }
}

/**
 * The credential of a keystore file, chosen as `readCredential` does.
 * @throws MembershipError as `readKeystoreFile` and `readCredential`
 */
export async function loadCredential(
  path: string,
  password: string,
  query?: CredentialQuery,
): Promise<MembershipCredential> {
  return readCredential(await readKeystoreFile(path), password, query)
}

/**
 * Adds the credential to the keystore file, which is created if need be.
 * @throws MembershipError as `readKeystoreFile`, `addCredential` and `writeKeystoreFile`
 */
export async function saveCredential(
  path: string,
  credential: MembershipCredential,
  password: string,
  options?: KeystoreEncryptionOptions,
): Promise<void> {
  const keystore = await readKeystoreFile(path).catch((error) => {
    if (error instanceof MembershipError && error.code === 'keystore_missing') return createKeystore()
    throw error
  })
  await writeKeystoreFile(path, await addCredential(keystore, credential, password, options))
}

/**
 * Encrypts all credentials of the file under a new password.
 * @throws MembershipError as `readKeystoreFile`, `changePassword` and `writeKeystoreFile`
 */
export async function changeKeystorePassword(
  path: string,
  oldPassword: string,
  newPassword: string,
  options?: KeystoreEncryptionOptions,
): Promise<void> {
  const keystore = await readKeystoreFile(path)
  await writeKeystoreFile(path, await changePassword(keystore, oldPassword, newPassword, options))
}

/** Up to one byte more than is allowed, which `parseKeystore` then refuses: also of a file without a size, or a growing one. */
async function readBounded(path: string): Promise<string> {
  const file = await open(path, 'r')
  try {
    const buffer = new Uint8Array(MAX_KEYSTORE_SIZE_BYTES + 1)
    let length = 0
    while (length < buffer.length) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length)
      if (bytesRead === 0) break
      length += bytesRead
    }
    return new TextDecoder().decode(buffer.subarray(0, length))
  } finally {
    await file.close()
  }
}

function readError(path: string, cause: unknown): MembershipError {
  if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
    return new MembershipError('keystore_missing', `There is no keystore at ${path}`, { cause })
  }
  return inaccessible(path, 'read', cause)
}

function inaccessible(path: string, what: 'read' | 'written', cause: unknown): MembershipError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new MembershipError('keystore_inaccessible', `The keystore ${path} cannot be ${what} (${reason})`, { cause })
}
