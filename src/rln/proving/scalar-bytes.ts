import { bigIntToBytesLE, type Random } from '../../foundation/index.ts'
import { FIELD_BYTES, FIELD_MODULUS, fieldFromBytesLE } from '../field.ts'

const MODULUS_BYTES = bigIntToBytesLE(FIELD_MODULUS, FIELD_BYTES)
/** r has 254 bits: cut to as many, a random number is below it with a chance of 3 in 4. */
const TOP_BYTE_MASK = 0x3f

/** Whether 32 bytes at the same offset are equal. */
export function isEqual(a: Uint8Array, b: Uint8Array, offset: number): boolean {
  for (let index = offset; index < offset + FIELD_BYTES; index++) if (a[index] !== b[index]) return false
  return true
}

/** target = a - b mod r, of the 32 bytes little-endian at the offset. In bytes, because numbers cannot be wiped. */
export function subtractMod(target: Uint8Array, a: Uint8Array, b: Uint8Array, offset: number): void {
  let borrow = 0
  for (let index = offset; index < offset + FIELD_BYTES; index++) {
    const difference = a[index]! - b[index]! - borrow
    target[index] = difference
    borrow = difference < 0 ? 1 : 0
  }
  if (borrow === 0) return
  let carry = 0
  for (let index = 0; index < FIELD_BYTES; index++) {
    const sum = target[offset + index]! + MODULUS_BYTES[index]! + carry
    target[offset + index] = sum
    carry = sum >> 8
  }
}

/** Writes a uniform scalar below r: draws until one is. */
export function drawScalar(random: Random, target: Uint8Array): void {
  for (;;) {
    const bytes = random.bytes(FIELD_BYTES)
    bytes[FIELD_BYTES - 1]! &= TOP_BYTE_MASK
    const isBelow = fieldFromBytesLE(bytes) !== undefined
    if (isBelow) target.set(bytes)
    bytes.fill(0)
    if (isBelow) return
  }
}
