import { EncryptionError } from '../encryption-error.ts'
import { isX25519PublicKey } from '../x25519-key.ts'
import { NAMETAG_BYTES } from './noise-payload.ts'
import { type NoiseApplication, topicPart, topicPrefix } from './session-topics.ts'

const COMMITMENT_BYTES = 32
/** A QR code that people scan holds some hundred characters. */
const MAX_TEXT_LENGTH = 1024
const BASE64 = /^[\w+/-]*={0,2}$/

/** What a device that asks to be paired shows the other one (43/WAKU2-DEVICE-PAIRING). */
export interface PairingInvitation {
  readonly application: NoiseApplication
  /** Part of the content topic: how many pairings share one. */
  readonly shardId: string
  /** 32 bytes, for this pairing alone. */
  readonly ephemeralKey: Uint8Array
  /** SHA-256(static key || random): the key is shown only after both people compared the code. */
  readonly committedStaticKey: Uint8Array
  /** The name of the first message: 16 bytes. */
  readonly nametag: Uint8Array
  /** The first five of these as they were written: both sides hash exactly this text. */
  readonly qr: string
}

/**
 * The text for a QR code: name, version, shard, ephemeral key and commitment, as nwaku and go-waku write them, and the
 * nametag, which those hand over beside it. Each in base64 of the URL alphabet, with colons between.
 * @throws EncryptionError `invitation_invalid`
 */
export function createInvitation(
  invitation: Omit<PairingInvitation, 'qr'>,
): PairingInvitation & { readonly text: string } {
  const { application, shardId, ephemeralKey, committedStaticKey, nametag } = invitation
  const words = [application.name, application.version, shardId].map((word) => utf8(topicPart(word)))
  const qr = [...words, ephemeralKey, committedStaticKey].map(toBase64).join(':')
  const text = `${qr}:${toBase64(nametag)}`
  if (text.length > MAX_TEXT_LENGTH) throw invalid('name, version and shard are too long')
  return { ...invitation, qr, text }
}

/**
 * What was scanned. Either alphabet of base64 is read, with `=` or without.
 * @param nametag when it was handed over beside the code
 * @throws EncryptionError `invitation_invalid`
 */
export function parseInvitation(text: string, nametag?: Uint8Array): PairingInvitation {
  const fields = text.length > MAX_TEXT_LENGTH ? [] : text.split(':')
  if (fields.length !== (nametag === undefined ? 6 : 5))
    throw invalid('five fields and the nametag, with colons between')
  const [name, version, shardId] = fields.slice(0, 3).map((field) => topicPart(decodeUtf8(fromBase64(field))))
  const [ephemeralKey, committedStaticKey] = [fromBase64(fields[3]!), fromBase64(fields[4]!)]
  if (!isX25519PublicKey(ephemeralKey)) throw invalid('the ephemeral key is none')
  if (committedStaticKey.length !== COMMITMENT_BYTES) throw invalid('the commitment has another length')
  const named = nametag ?? fromBase64(fields[5]!)
  if (named.length !== NAMETAG_BYTES) throw invalid(`the nametag has not ${NAMETAG_BYTES} bytes`)
  return {
    application: { name: name!, version: version! },
    shardId: shardId!,
    ephemeralKey,
    committedStaticKey,
    nametag: named,
    qr: fields.slice(0, 5).join(':'),
  }
}

/**
 * `/{name}/{version}/wakunoise/1/sessions_shard-{shard}/proto`. It has more parts than autosharding takes: name its shard.
 * @throws EncryptionError `invitation_invalid`
 */
export function pairingContentTopic({
  application,
  shardId,
}: Pick<PairingInvitation, 'application' | 'shardId'>): string {
  return `${topicPrefix(application)}/sessions_shard-${topicPart(shardId)}/proto`
}

function invalid(what: string): EncryptionError {
  return new EncryptionError('invitation_invalid', `not a pairing invitation: ${what}`)
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw invalid('a name is not UTF-8')
  }
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}

function fromBase64(text: string): Uint8Array {
  if (!BASE64.test(text)) throw invalid('a field is not base64')
  try {
    const decoded = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(decoded, (character) => character.charCodeAt(0))
  } catch {
    throw invalid('a field is not base64')
  }
}
