import type { NoiseSession } from '../../src/encryption/index.ts'
import { messageNametag } from '../../src/encryption/noise/message-nametags.ts'
import { padMessage } from '../../src/encryption/noise/noise-padding.ts'
import { encodeNoisePayload, NO_PROTOCOL } from '../../src/encryption/noise/noise-payload.ts'
import { deriveFromHash } from '../../src/encryption/noise/symmetric-state.ts'

/**
 * The other side of a session, which seals what it likes: with or without padding. Takes the right to send from the session.
 */
export function carelessSender(session: NoiseSession): {
  pad(payload: Uint8Array): Uint8Array
  bare(plain: Uint8Array): Uint8Array
} {
  const { outbound, handshakeHash, role } = session.handOver().parts()
  const secrets = deriveFromHash(handshakeHash, 64)
  const secret = role === 'initiator' ? secrets.slice(32) : secrets.slice(0, 32)
  const bare = (plain: Uint8Array): Uint8Array => {
    const nametag = messageNametag(secret, outbound!.nonce)
    const message = outbound!.encrypt(nametag, plain)
    return encodeNoisePayload({ nametag, protocolId: NO_PROTOCOL, publicKeys: [], message })
  }
  return { pad: (payload) => bare(padMessage(payload)), bare }
}
