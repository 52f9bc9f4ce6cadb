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

/** The application of The Waku Network: ASCII `rln/waku-rln-relay/v2.0.0`, padded with zeros to 32 bytes. */
export const RLN_IDENTIFIER: Uint8Array = zeroPadded('rln/waku-rln-relay/v2.0.0', 32)

/**
 * The external nullifier of an epoch: Poseidon(epoch, rlnIdentifier).
 * @throws RlnError `epoch_invalid`; `not_canonical` when a plain identifier is no 32-byte field element.
 */
export function externalNullifierOf(epoch: bigint, rlnIdentifier: Uint8Array, mode: ExternalNullifierMode): bigint {
  return externalNullifierOfBytes(epochToBytes(epoch), rlnIdentifier, mode)
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

function zeroPadded(text: string, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  bytes.set(new TextEncoder().encode(text))
  return bytes
}
