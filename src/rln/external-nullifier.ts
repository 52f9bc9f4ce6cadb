import { epochToBytes } from './epoch.ts'
import { fieldFromBytesLE } from './field.ts'
import { hashToField } from './hash-to-field.ts'
import { poseidon } from './poseidon.ts'
import { RlnError } from './rln-error.ts'

/**
 * How epoch and RLN identifier become field elements: `hashed` through {@link hashToField} (nwaku >= 0.38, zerokit's
 * documentation), `plain` as little-endian integers (nwaku <= 0.37).
 */
export type ExternalNullifierMode = 'hashed' | 'plain'

declare const ofName: unique symbol
declare const ofOwnIdentifier: unique symbol

/** 32 bytes that name an application. Made of a name ({@link rlnIdentifierOf}), never of bytes that came with a message. */
export type RlnIdentifier = Uint8Array & { readonly [ofName]: true }

/**
 * The external nullifier of an epoch under our own RLN identifier: {@link externalNullifierOf} is its only source. Under
 * an identifier of the sender's choice every message would have a rate limit of its own.
 */
export type ExternalNullifier = bigint & { readonly [ofOwnIdentifier]: true }

const IDENTIFIER_BYTES = 32

/**
 * The identifier of an application: its name in ASCII, padded with zeros to 32 bytes.
 * @throws RlnError `rln_identifier_invalid`
 */
export function rlnIdentifierOf(name: string): RlnIdentifier {
  if (!/^[\x21-\x7e]{1,32}$/.test(name)) {
    throw new RlnError(
      'rln_identifier_invalid',
      `an RLN identifier is 1 to ${IDENTIFIER_BYTES} visible ASCII characters`,
    )
  }
  const bytes = new Uint8Array(IDENTIFIER_BYTES)
  bytes.set(new TextEncoder().encode(name))
  return bytes as Uint8Array as RlnIdentifier
}

/** The application of The Waku Network. */
export const RLN_IDENTIFIER: RlnIdentifier = rlnIdentifierOf('rln/waku-rln-relay/v2.0.0')

/**
 * The external nullifier of an epoch: Poseidon(epoch, rlnIdentifier).
 * @throws RlnError `epoch_invalid`; `not_canonical` when a plain identifier is no 32-byte field element.
 */
export function externalNullifierOf(
  epoch: bigint,
  rlnIdentifier: RlnIdentifier,
  mode: ExternalNullifierMode,
): ExternalNullifier {
  return externalNullifierOfBytes(epochToBytes(epoch), rlnIdentifier, mode) as ExternalNullifier
}

/**
 * The same over an epoch in bytes. `hashed` takes any lengths, `plain` 32 bytes below r.
 * @throws RlnError `not_canonical`
 */
export function externalNullifierOfBytes(
  epoch: Uint8Array,
  rlnIdentifier: Uint8Array,
  mode: ExternalNullifierMode,
): bigint {
  const toField = mode === 'hashed' ? hashToField : plainField
  return poseidon([toField(epoch), toField(rlnIdentifier)])
}

function plainField(bytes: Uint8Array): bigint {
  const value = fieldFromBytesLE(bytes)
  if (value !== undefined) return value
  throw new RlnError('not_canonical', 'epoch and RLN identifier in plain mode must be 32 bytes little-endian, below r')
}
