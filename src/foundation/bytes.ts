import { bytesToHex as nobleBytesToHex, hexToBytes as nobleHexToBytes } from '@noble/hashes/utils.js'

export { concatBytes } from '@noble/hashes/utils.js'

/** Lower-case hexadecimal without a prefix. */
export function bytesToHex(bytes: Uint8Array): string {
  return nobleBytesToHex(bytes)
}

/**
 * Bytes of a hexadecimal text, with or without `0x`.
 * @throws Error when the text has an odd length or another character.
 */
export function hexToBytes(hex: string): Uint8Array {
  return nobleHexToBytes(hex.startsWith('0x') || hex.startsWith('0X') ? hex.slice(2) : hex)
}

/** Whether two arrays hold the same bytes. Not constant-time: for public values only. */
export function bytesEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

/** Compares like memcmp: negative, zero or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length)
  for (let index = 0; index < shared; index++) {
    const difference = a[index]! - b[index]!
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** The unsigned integer whose little-endian form `bytes` is. */
export function bytesToBigIntLE(bytes: Uint8Array): bigint {
  return bytesToBigIntBE(bytes.toReversed())
}

/** The unsigned integer whose big-endian form `bytes` is. */
export function bytesToBigIntBE(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${nobleBytesToHex(bytes)}`)
}

/**
 * The little-endian form of an unsigned integer in exactly `length` bytes.
 * @throws RangeError when it is negative or does not fit.
 */
export function bigIntToBytesLE(value: bigint, length: number): Uint8Array {
  return bigIntToBytesBE(value, length).reverse()
}

/**
 * The big-endian form of an unsigned integer in exactly `length` bytes.
 * @throws RangeError when it is negative or does not fit.
 */
export function bigIntToBytesBE(value: bigint, length: number): Uint8Array {
  if (value < 0n || value >> BigInt(8 * length) !== 0n) throw new RangeError(`integer does not fit ${length} bytes`)
  return nobleHexToBytes(length === 0 ? '' : value.toString(16).padStart(2 * length, '0'))
}
