import { bigIntToBytesLE, bytesToBigIntLE } from '../foundation/index.ts'
import { RlnError } from './rln-error.ts'

/** r, the order of BN254's groups: every RLN value is an integer below it. */
export const FIELD_MODULUS = 21888242871839275222246405745257275088548364400416034343698204186575808495617n

/** q, the modulus of BN254's base field: the coordinates of points are below it. */
export const BASE_FIELD_MODULUS = 21888242871839275222246405745257275088696311157297823662689037894645226208583n

export const FIELD_BYTES = 32

/** Whether the value is the canonical form of a field element: 0 <= value < r. */
export function isFieldElement(value: bigint): boolean {
  return value >= 0n && value < FIELD_MODULUS
}

/**
 * The value itself when it is canonical.
 * @param name What the value is, for the error. The value is not put into the message: it may be a secret.
 * @throws RlnError `not_canonical`
 */
export function requireFieldElement(value: bigint, name: string): bigint {
  if (isFieldElement(value)) return value
  throw new RlnError('not_canonical', `${name} is not a field element: it must be at least 0 and below r`)
}

/** The field element whose 32-byte little-endian form `bytes` is; undefined for another length and for values >= r. */
export function fieldFromBytesLE(bytes: Uint8Array): bigint | undefined {
  if (bytes.length !== FIELD_BYTES) return undefined
  const value = bytesToBigIntLE(bytes)
  return value < FIELD_MODULUS ? value : undefined
}

/**
 * 32 bytes, little-endian.
 * @throws RlnError `not_canonical`
 */
export function fieldToBytesLE(value: bigint): Uint8Array {
  return bigIntToBytesLE(requireFieldElement(value, 'the value to encode'), FIELD_BYTES)
}

/** The representative of `value` in 0..modulus-1, for negative values too. */
export function reduce(value: bigint, modulus: bigint): bigint {
  const remainder = value % modulus
  return remainder < 0n ? remainder + modulus : remainder
}

/** base^exponent mod modulus. Not constant-time. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  let square = reduce(base, modulus)
  for (const bit of exponent.toString(2).split('').reverse()) {
    if (bit === '1') result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

/** The inverse of a value that is not 0 modulo the prime, by Euclid's algorithm. Not constant-time. */
export function invert(value: bigint, prime: bigint): bigint {
  let [low, high] = [reduce(value, prime), prime]
  let [lowFactor, highFactor] = [1n, 0n]
  while (low > 1n) {
    const quotient = high / low
    ;[low, high] = [high - quotient * low, low]
    ;[lowFactor, highFactor] = [highFactor - quotient * lowFactor, lowFactor]
  }
  return reduce(lowFactor, prime)
}
