import type { Random } from '../../foundation/index.ts'
import type { X25519PrivateKey } from '../x25519-key.ts'
import { NoiseHandshake } from './noise-handshake.ts'
import type { NoiseRole } from './noise-pattern.ts'
import type { NoiseSession } from './noise-session.ts'
import { sessionIdOf } from './session-topics.ts'

/**
 * New keys for a session: a K1K1 handshake between the two who hold it, bound to it by its id as prologue. Its messages
 * are sealed inside the old session, so nobody sees that keys change. Then `finish` gives the session to go on with: who
 * got hold of the old keys before does not read it, and who gets the new ones later does not read what went before.
 * @param role of this side in the handshake: who wants new keys is the initiator
 * @throws EncryptionError `key_invalid`
 */
export function rotationHandshake(
  components: { readonly random: Random },
  session: NoiseSession,
  { role, staticKey }: { readonly role: NoiseRole; readonly staticKey: X25519PrivateKey },
): NoiseHandshake {
  const { remoteStatic } = session
  return new NoiseHandshake(components, {
    pattern: 'K1K1',
    role,
    staticKey,
    remoteStatic,
    prologue: sessionIdOf(session),
  })
}
