import { bigIntToBytesLE, bytesToBigIntLE, concatBytes } from '../../foundation/index.ts'
import { EncryptionError } from '../encryption-error.ts'
import { SecretBytes } from '../secret-bytes.ts'
import { CIPHER_KEY_BYTES, CipherState } from './cipher-state.ts'
import type { NoiseRole } from './noise-pattern.ts'

/** Everything that a session is. */
export interface SessionParts {
  readonly role: NoiseRole
  readonly handshakeHash: Uint8Array
  /** The other side's static key. */
  readonly remoteStatic: Uint8Array
  /** How often the right to send went from one device to another. */
  readonly transfers: bigint
  /** undefined: this device may only receive. */
  readonly outbound: CipherState | undefined
  readonly inbound: CipherState
}

const VERSION = 1
const INITIATOR_FLAG = 0b01
const MAY_SEND_FLAG = 0b10
const NONCE_BYTES = 8
const CIPHER_BYTES = CIPHER_KEY_BYTES + NONCE_BYTES
const TRANSFERS_BYTES = 4
const HASH_START = 2 + TRANSFERS_BYTES
const STATIC_START = HASH_START + 32
const INBOUND_START = STATIC_START + 32
const OUTBOUND_START = INBOUND_START + CIPHER_BYTES
const MAX_BYTES = OUTBOUND_START + CIPHER_BYTES

/**
 * A session to be stored, or given to another device of the same person, through a session with it: `version(1) ||
 * flags(1) || transfers(4) || handshake hash(32) || remote static key(32) || inbound key(32) nonce(8)`, and, where it gives
 * the right to send, `outbound key(32) nonce(8)`; numbers are little-endian. Whoever has it reads what comes.
 */
export class SessionState extends SecretBytes {
  static of({ role, handshakeHash, remoteStatic, transfers, outbound, inbound }: SessionParts): SessionState {
    const flags = (role === 'initiator' ? INITIATOR_FLAG : 0) | (outbound === undefined ? 0 : MAY_SEND_FLAG)
    const ciphers = outbound === undefined ? [inbound] : [inbound, outbound]
    const head = concatBytes(Uint8Array.of(VERSION, flags), bigIntToBytesLE(transfers, TRANSFERS_BYTES))
    return new SessionState(concatBytes(head, handshakeHash, remoteStatic, ...ciphers.map(cipherBytes)))
  }

  /** @throws EncryptionError `session_state_invalid` */
  static from(bytes: Uint8Array): SessionState {
    const [version, flags] = bytes
    const length = flags !== undefined && (flags & MAY_SEND_FLAG) !== 0 ? MAX_BYTES : OUTBOUND_START
    if (version !== VERSION || bytes.length !== length || flags! > (INITIATOR_FLAG | MAY_SEND_FLAG)) {
      throw new EncryptionError('session_state_invalid', `not the state of a session in version ${VERSION}`)
    }
    return new SessionState(bytes)
  }

  parts(): SessionParts {
    const bytes = this.expose()
    const flags = bytes[1]!
    return {
      role: (flags & INITIATOR_FLAG) !== 0 ? 'initiator' : 'responder',
      transfers: bytesToBigIntLE(bytes.subarray(2, HASH_START)),
      handshakeHash: bytes.slice(HASH_START, STATIC_START),
      remoteStatic: bytes.slice(STATIC_START, INBOUND_START),
      inbound: cipherAt(bytes, INBOUND_START),
      outbound: (flags & MAY_SEND_FLAG) !== 0 ? cipherAt(bytes, OUTBOUND_START) : undefined,
    }
  }
}

function cipherBytes(cipher: CipherState): Uint8Array {
  return concatBytes(cipher.exposeKey(), bigIntToBytesLE(cipher.nonce, NONCE_BYTES))
}

function cipherAt(bytes: Uint8Array, start: number): CipherState {
  const nonceStart = start + CIPHER_KEY_BYTES
  const nonce = bytesToBigIntLE(bytes.subarray(nonceStart, nonceStart + NONCE_BYTES))
  return new CipherState(bytes.slice(start, nonceStart), nonce)
}
