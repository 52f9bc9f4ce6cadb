/** Between nine limbs of 29 bits and 32 bytes, little-endian. Both fields' values fit: they have 254 bits. */

const LIMBS: i32 = 9
const LIMB_BITS: u64 = 29
const LIMB_MASK: u64 = 0x1fffffff
const WORDS: i32 = 8

/** Spreads 32 bytes over limbs. The value is taken as it is: neither reduced nor brought into Montgomery form. */
export function unpack(result: usize, bytes: usize): void {
  let window: u64 = 0
  let bits: u64 = 0
  let word = 0
  for (let limb = 0; limb < LIMBS; limb++) {
    if (bits < LIMB_BITS && word < WORDS) {
      window |= (<u64>load<u32>(bytes + 4 * word)) << bits
      bits += 32
      word++
    }
    store<u32>(result + 4 * limb, <u32>(window & LIMB_MASK))
    window >>= LIMB_BITS
    bits -= bits < LIMB_BITS ? bits : LIMB_BITS
  }
}

/** Gathers the limbs of a value below 2^256 into 32 bytes. */
export function pack(bytes: usize, a: usize): void {
  let window: u64 = 0
  let bits: u64 = 0
  let limb = 0
  for (let word = 0; word < WORDS; word++) {
    while (bits < 32 && limb < LIMBS) {
      window |= (<u64>load<u32>(a + 4 * limb)) << bits
      bits += LIMB_BITS
      limb++
    }
    store<u32>(bytes + 4 * word, <u32>window)
    window >>= 32
    bits -= bits < 32 ? bits : 32
  }
}
