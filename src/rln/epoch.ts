import { bigIntToBytesLE, bytesToBigIntLE } from '../foundation/index.ts'
import { RlnError } from './rln-error.ts'

const NANOSECONDS_PER_SECOND = 1_000_000_000n
const EPOCH_BYTES = 32
const MAX_EPOCH = (1n << 64n) - 1n

/**
 * The number of the epoch a timestamp lies in: floor(timestamp / epoch size), as nwaku computes it (RLN-relay
 * specification 17 says ceil; no implementation does).
 * @param timestampNs Nanoseconds since the Unix epoch, not negative.
 * @throws RlnError `epoch_invalid`
 */
export function epochOf(timestampNs: bigint, epochSizeSeconds: number): bigint {
  if (!Number.isSafeInteger(epochSizeSeconds) || epochSizeSeconds < 1) {
    throw new RlnError('epoch_invalid', `epoch size ${epochSizeSeconds} is not a positive whole number of seconds`)
  }
  if (timestampNs < 0n) throw new RlnError('epoch_invalid', `timestamp ${timestampNs} ns lies before the Unix epoch`)
  return timestampNs / (BigInt(epochSizeSeconds) * NANOSECONDS_PER_SECOND)
}

/**
 * The wire form: the number as a little-endian u64, padded with zeros to 32 bytes.
 * @throws RlnError `epoch_invalid`
 */
export function epochToBytes(epoch: bigint): Uint8Array {
  if (epoch < 0n || epoch > MAX_EPOCH) throw new RlnError('epoch_invalid', `epoch ${epoch} does not fit 64 bits`)
  return bigIntToBytesLE(epoch, EPOCH_BYTES)
}

/** The number of a 32-byte epoch; undefined for another length and for what is no u64. */
export function epochFromBytes(bytes: Uint8Array): bigint | undefined {
  if (bytes.length !== EPOCH_BYTES) return undefined
  const epoch = bytesToBigIntLE(bytes)
  return epoch <= MAX_EPOCH ? epoch : undefined
}
