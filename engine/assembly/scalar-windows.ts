/** The windows of scalars: how many bits they have, and the signed digits in them. */

/** Bits of a scalar with the carry of its last digit. */
const SCALAR_BITS: usize = 255
const SCALAR_BYTES: usize = 32
/** A scalar with room for the offset and for reading eight bytes at its end. */
export const SHIFTED_BYTES: usize = 48

/** Sum of 2^(bits-1) over all windows: added to a scalar, it makes every digit positive. */
const offset: usize = memory.data(48)

export let windowBits: usize = 0
export let windows: usize = 0

/** Of a window: one for each size that a digit can have but 0. */
@inline export function buckets(): usize {
  return <usize>1 << (windowBits - 1)
}

export function chooseWindows(bits: usize): void {
  windowBits = bits
  windows = (SCALAR_BITS + bits - 1) / bits
}

/** Call it after the windows are chosen, before any scalar is shifted. */
export function prepareOffset(): void {
  memory.fill(offset, 0, SHIFTED_BYTES)
  for (let window: usize = 0; window < windows; window++) {
    const bit = window * windowBits + windowBits - 1
    const byte = offset + (bit >> 3)
    store<u8>(byte, load<u8>(byte) | (<u8>1 << <u8>(bit & 7)))
  }
}

/** result = the scalar with the offset added, of which `digit` reads. */
export function shiftScalar(result: usize, scalar: usize): void {
  let carry: u64 = 0
  for (let word: usize = 0; word < SCALAR_BYTES; word += 4) {
    carry += <u64>load<u32>(scalar + word) + <u64>load<u32>(offset + word)
    store<u32>(result + word, <u32>carry)
    carry >>= 32
  }
  store<u64>(result, carry + load<u64>(offset, 32), 32)
  store<u64>(result, 0, 40)
}

/** From -2^(bits-1) to below 2^(bits-1). */
@inline export function digit(scalar: usize, window: usize): i32 {
  const bit = window * windowBits
  const raw = load<u64>(scalar + (bit >> 3)) >> (bit & 7)
  return <i32>(<usize>raw & (2 * buckets() - 1)) - <i32>buckets()
}
