import { type CredentialQuery, loadCredential, messageIdStorePath } from '../membership/server.ts'
import { openSqliteStateStore } from '../storage/server.ts'
import type { LightMembership } from './rln-options.ts'

/**
 * A membership out of a keystore file, with the record of the message ids it has spent: beside the file, where `wakunode`
 * keeps it, too. One program at a time sends with it.
 * @param query which credential, where the file holds several
 * @throws MembershipError for the keystore; StorageError `store_in_use` while another program sends with it
 */
export async function openMembership(
  keystorePath: string,
  password: string,
  query?: CredentialQuery,
): Promise<LightMembership> {
  const credential = await loadCredential(keystorePath, password, query)
  return { credential, stateStore: await openSqliteStateStore(messageIdStorePath(keystorePath)) }
}
