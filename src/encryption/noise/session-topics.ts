/** Where a session's messages travel, and how it ends (37/WAKU2-NOISE-SESSIONS). */
import { equalBytes } from '@noble/ciphers/utils.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '../../foundation/index.ts'
import { EncryptionError } from '../encryption-error.ts'
import type { NoiseSession } from './noise-session.ts'
import { deriveFromHash } from './symmetric-state.ts'

const SESSION_ID_BYTES = 32

/** The application as content topics name it. */
export interface NoiseApplication {
  readonly name: string
  readonly version: string
}

/**
 * The session's id: HKDF of the handshake hash, 32 bytes. Keep it: the names of one direction's messages are made from it,
 * and whoever can show its hash can end the session.
 */
export function sessionIdOf(session: Pick<NoiseSession, 'handshakeHash'>): Uint8Array {
  return deriveFromHash(session.handshakeHash, SESSION_ID_BYTES)
}

/** The id after this one, HKDF of it, for those who change the content topic with each message. */
export function nextSessionId(sessionId: Uint8Array): Uint8Array {
  return deriveFromHash(sessionId, SESSION_ID_BYTES)
}

/**
 * `/{name}/{version}/wakunoise/1/sessions/{ct-id}/proto`, with ct-id = SHA-256(SHA-256(session id)) in hexadecimal. It has
 * more parts than autosharding takes: name its shard.
 * @throws EncryptionError `invitation_invalid`
 */
export function sessionContentTopic(application: NoiseApplication, sessionId: Uint8Array): string {
  return `${topicPrefix(application)}/sessions/${bytesToHex(sha256(sha256(sessionId)))}/proto`
}

/**
 * What, sent on the session's topic, says that it is over: SHA-256(session id). In clear for everybody, so that store nodes
 * may forget; or sealed, for the other side alone.
 */
export function sessionTermination(sessionId: Uint8Array): Uint8Array {
  return sha256(sessionId)
}

/** Whether the payload ends the session. */
export function isSessionTermination(payload: Uint8Array, sessionId: Uint8Array): boolean {
  return payload.length === SESSION_ID_BYTES && equalBytes(payload, sessionTermination(sessionId))
}

/** @throws EncryptionError `invitation_invalid` */
export function topicPrefix({ name, version }: NoiseApplication): string {
  return `/${topicPart(name)}/${topicPart(version)}/wakunoise/1`
}

/** @throws EncryptionError `invitation_invalid`, when it would be several parts of a topic, or none */
export function topicPart(text: string): string {
  if (text !== '' && !text.includes('/')) return text
  throw new EncryptionError('invitation_invalid', 'a part of a content topic is not empty and has no slash')
}
