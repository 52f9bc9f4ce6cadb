import { RLP } from '@ethereumjs/rlp'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesEqual, bytesToBigIntBE } from '../foundation/index.ts'
import { base64UrlToBytes, bytesToBase64Url } from './base64-url.ts'
import { uintToBytes } from './enr-fields.ts'
import { NetworkError } from './network-error.ts'

/** A record is at most this long in its binary form (EIP-778). */
export const MAX_ENR_BYTES = 300

const PREFIX = 'enr:'
/** 300 bytes are 400 characters of base64; what is longer is not even decoded. */
const MAX_ENR_TEXT_LENGTH = PREFIX.length + Math.ceil((MAX_ENR_BYTES * 4) / 3)
const SIGNATURE_LENGTH = 64
const PUBLIC_KEY_LENGTH = 33
const MAX_SEQUENCE = (1n << 64n) - 1n

/** A value of a record: bytes, or for keys of other networks a list of such values. */
export type EnrValue = Uint8Array | EnrValue[]

/** An Ethereum Node Record (EIP-778) of the identity scheme "v4", its signature valid. */
export interface Enr {
  /** Raised whenever the record changes; 64 bits. */
  readonly sequence: bigint
  /** secp256k1, compressed, 33 bytes. */
  readonly publicKey: Uint8Array
  /** r and s, 64 bytes, s in the lower half of the order. */
  readonly signature: Uint8Array
  /** Every key in ascending order, `id` and `secp256k1` among them. */
  readonly entries: ReadonlyMap<string, EnrValue>
}

/**
 * Makes and signs a record. `id` and `secp256k1` are added.
 * @param privateKey 32 bytes of secp256k1
 * @throws NetworkError `enr_too_large`
 */
export function signEnr(privateKey: Uint8Array, sequence: bigint, fields: ReadonlyMap<string, Uint8Array>): Enr {
  const publicKey = secp256k1.getPublicKey(privateKey, true)
  const all = new Map<string, Uint8Array>([...fields, ['id', ascii('v4')], ['secp256k1', publicKey]])
  const entries = new Map([...all].sort(([a], [b]) => (a < b ? -1 : 1)))
  const signature = secp256k1.sign(signedHash(sequence, entries), privateKey, { prehash: false })
  const enr = { sequence, publicKey, signature, entries }
  const { length } = encodeEnrBytes(enr)
  if (length > MAX_ENR_BYTES) {
    throw new NetworkError('enr_too_large', `the node record has ${length} bytes, ${MAX_ENR_BYTES} are allowed`)
  }
  return enr
}

/** The text form: `enr:` and the record in URL-safe base64 without padding. */
export function encodeEnr(enr: Enr): string {
  return PREFIX + bytesToBase64Url(encodeEnrBytes(enr))
}

/**
 * Reads a record and checks its signature. Keys nobody here knows are kept.
 * @throws NetworkError `invalid_enr` saying what is wrong with it
 */
export function decodeEnr(text: string): Enr {
  if (!text.startsWith(PREFIX)) throw invalid('it does not start with "enr:"')
  if (text.length > MAX_ENR_TEXT_LENGTH) throw invalid(`it is longer than ${MAX_ENR_BYTES} bytes`)
  const bytes = base64UrlToBytes(text.slice(PREFIX.length))
  if (bytes === undefined) throw invalid('it is not base64 for URLs')
  return decodeEnrBytes(bytes)
}

/**
 * Reads a record in its binary form, as {@link decodeEnr} does.
 * @throws NetworkError `invalid_enr`
 */
export function decodeEnrBytes(bytes: Uint8Array): Enr {
  if (bytes.length > MAX_ENR_BYTES) throw invalid(`it is longer than ${MAX_ENR_BYTES} bytes`)
  const [signature, sequenceBytes, ...rest] = itemsOf(bytes)
  if (!(signature instanceof Uint8Array) || signature.length !== SIGNATURE_LENGTH) {
    throw invalid(`its signature is not ${SIGNATURE_LENGTH} bytes`)
  }
  const sequence = sequenceOf(sequenceBytes)
  const entries = entriesOf(rest)
  const publicKey = publicKeyOf(entries)
  const enr = { sequence, publicKey, signature, entries }
  if (!bytesEqual(encodeEnrBytes(enr), bytes)) throw invalid('it is not in canonical form')
  if (!isSignedBy(publicKey, signature, signedHash(sequence, entries))) throw invalid('its signature is wrong')
  return enr
}

/** The node id of the "v4" scheme: Keccak-256 of the uncompressed public key without its first byte. 32 bytes. */
export function enrNodeId(enr: Enr): Uint8Array {
  return keccak_256(secp256k1.Point.fromBytes(enr.publicKey).toBytes(false).subarray(1))
}

/** The binary form, RLP, as peer exchange has it. */
export function encodeEnrBytes({ signature, sequence, entries }: Enr): Uint8Array {
  return RLP.encode([signature, ...contentOf(sequence, entries)])
}

function signedHash(sequence: bigint, entries: Enr['entries']): Uint8Array {
  return keccak_256(RLP.encode(contentOf(sequence, entries)))
}

function contentOf(sequence: bigint, entries: Enr['entries']): EnrValue[] {
  return [uintToBytes(sequence), ...[...entries].flatMap(([key, value]) => [ascii(key), value])]
}

function itemsOf(bytes: Uint8Array): EnrValue[] {
  let items: EnrValue
  try {
    items = RLP.decode(bytes)
  } catch (cause) {
    throw invalid('it is not RLP', cause)
  }
  if (!Array.isArray(items) || items.length % 2 !== 0) throw invalid('it is not a list of pairs')
  return items
}

function sequenceOf(bytes: EnrValue | undefined): bigint {
  const sequence = bytes instanceof Uint8Array && bytes[0] !== 0 ? bytesToBigIntBE(bytes) : undefined
  if (sequence === undefined || sequence > MAX_SEQUENCE) throw invalid('its sequence number is not one of 64 bits')
  return sequence
}

function entriesOf(items: readonly EnrValue[]): Map<string, EnrValue> {
  const entries = new Map<string, EnrValue>()
  let previous: string | undefined
  for (let index = 0; index < items.length; index += 2) {
    const keyBytes = items[index]!
    // Bytes as characters, so that every key has one text and texts are ordered as bytes are.
    const key = keyBytes instanceof Uint8Array ? String.fromCharCode(...keyBytes) : undefined
    if (key === undefined) throw invalid('one of its keys is a list')
    if (previous !== undefined && key <= previous) throw invalid('its keys are not in ascending order')
    entries.set(key, items[index + 1]!)
    previous = key
  }
  return entries
}

function publicKeyOf(entries: Enr['entries']): Uint8Array {
  const scheme = entries.get('id')
  if (!(scheme instanceof Uint8Array && bytesEqual(scheme, ascii('v4')))) {
    throw invalid('its identity scheme is not "v4"')
  }
  const key = entries.get('secp256k1')
  if (!(key instanceof Uint8Array && key.length === PUBLIC_KEY_LENGTH && isPoint(key))) {
    throw invalid('its secp256k1 is not a compressed public key')
  }
  return key
}

function isPoint(key: Uint8Array): boolean {
  try {
    secp256k1.Point.fromBytes(key)
    return true
  } catch {
    // Not on the curve: the caller says so.
    return false
  }
}

function isSignedBy(publicKey: Uint8Array, signature: Uint8Array, hash: Uint8Array): boolean {
  try {
    return secp256k1.verify(signature, hash, publicKey, { prehash: false })
  } catch {
    // r or s out of range: no signature at all.
    return false
  }
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

function invalid(why: string, cause?: unknown): NetworkError {
  return new NetworkError('invalid_enr', `this is no Ethereum node record: ${why}`, { cause })
}
