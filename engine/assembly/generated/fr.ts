/**
 * The scalar field of BN254: what the circuit computes in. Its modulus is the groups' order r.
 *
 * An element is nine limbs of 29 bits, lowest first, in 36 bytes, in Montgomery form with R = 2^261, below 2p unless it
 * says otherwise. Pointers may be equal. Written by scripts/generate-field-arithmetic.ts.
 */

/** Bytes of an element. */
export const SIZE: usize = 36

/** 0 */
export const ZERO: usize = memory.data<u32>([0, 0, 0, 0, 0, 0, 0, 0, 0])
/** 1 in Montgomery form */
export const ONE: usize = memory.data<u32>([268435287, 514263732, 86771339, 391139145, 178784091, 490881230, 299191303, 86689704, 903222])
/** 1 out of Montgomery form: multiplying by it leaves Montgomery form */
export const PLAIN_ONE: usize = memory.data<u32>([1, 0, 0, 0, 0, 0, 0, 0, 0])
/** R^2: multiplying by it enters Montgomery form */
export const R_SQUARED: usize = memory.data<u32>([95853524, 102173274, 34397646, 498479371, 240439551, 486036963, 471195907, 131109217, 656714])
/** the modulus, out of Montgomery form */
export const MODULUS: usize = memory.data<u32>([268435457, 521120927, 240919632, 131109107, 361091715, 47923392, 10936641, 240920116, 3171406])
/** multiplying by it turns Montgomery form with R = 2^256, as in a .zkey, into this one */
export const FROM_R256: usize = memory.data<u32>([268430039, 492061940, 71535269, 62181526, 323781850, 244503300, 348886451, 68918589, 360451])

/** result = a + b */
export function add(result: usize, a: usize, b: usize): void {
  const sum0_0: i32 = load<i32>(a, 0) + load<i32>(b, 0)
  const sum0_1: i32 = load<i32>(a, 4) + load<i32>(b, 4)
  const sum0_2: i32 = load<i32>(a, 8) + load<i32>(b, 8)
  const sum0_3: i32 = load<i32>(a, 12) + load<i32>(b, 12)
  const sum0_4: i32 = load<i32>(a, 16) + load<i32>(b, 16)
  const sum0_5: i32 = load<i32>(a, 20) + load<i32>(b, 20)
  const sum0_6: i32 = load<i32>(a, 24) + load<i32>(b, 24)
  const sum0_7: i32 = load<i32>(a, 28) + load<i32>(b, 28)
  const sum0_8: i32 = load<i32>(a, 32) + load<i32>(b, 32)
  const highest0: i64 = <i64>sum0_8 + <i64>(sum0_7 >> 29)
  const quotient0: i32 = <i32>((highest0 * 355015960 - 4294967296) >> 50)
  let carry0: i32 = 0
  carry0 = (carry0 >> 29) + sum0_0 - quotient0 * 268435457
  store<u32>(result, <u32>carry0 & 536870911, 0)
  carry0 = (carry0 >> 29) + sum0_1 - quotient0 * 521120927
  store<u32>(result, <u32>carry0 & 536870911, 4)
  carry0 = (carry0 >> 29) + sum0_2 - quotient0 * 240919632
  store<u32>(result, <u32>carry0 & 536870911, 8)
  carry0 = (carry0 >> 29) + sum0_3 - quotient0 * 131109107
  store<u32>(result, <u32>carry0 & 536870911, 12)
  carry0 = (carry0 >> 29) + sum0_4 - quotient0 * 361091715
  store<u32>(result, <u32>carry0 & 536870911, 16)
  carry0 = (carry0 >> 29) + sum0_5 - quotient0 * 47923392
  store<u32>(result, <u32>carry0 & 536870911, 20)
  carry0 = (carry0 >> 29) + sum0_6 - quotient0 * 10936641
  store<u32>(result, <u32>carry0 & 536870911, 24)
  carry0 = (carry0 >> 29) + sum0_7 - quotient0 * 240920116
  store<u32>(result, <u32>carry0 & 536870911, 28)
  carry0 = (carry0 >> 29) + sum0_8 - quotient0 * 3171406
  store<u32>(result, <u32>carry0, 32)
}

/** result = a - b */
export function subtract(result: usize, a: usize, b: usize): void {
  const sum0_0: i32 = load<i32>(a, 0) - load<i32>(b, 0)
  const sum0_1: i32 = load<i32>(a, 4) - load<i32>(b, 4)
  const sum0_2: i32 = load<i32>(a, 8) - load<i32>(b, 8)
  const sum0_3: i32 = load<i32>(a, 12) - load<i32>(b, 12)
  const sum0_4: i32 = load<i32>(a, 16) - load<i32>(b, 16)
  const sum0_5: i32 = load<i32>(a, 20) - load<i32>(b, 20)
  const sum0_6: i32 = load<i32>(a, 24) - load<i32>(b, 24)
  const sum0_7: i32 = load<i32>(a, 28) - load<i32>(b, 28)
  const sum0_8: i32 = load<i32>(a, 32) - load<i32>(b, 32)
  const highest0: i64 = <i64>sum0_8 + <i64>(sum0_7 >> 29)
  const quotient0: i32 = <i32>((highest0 * 355015960 - 4294967296) >> 50)
  let carry0: i32 = 0
  carry0 = (carry0 >> 29) + sum0_0 - quotient0 * 268435457
  store<u32>(result, <u32>carry0 & 536870911, 0)
  carry0 = (carry0 >> 29) + sum0_1 - quotient0 * 521120927
  store<u32>(result, <u32>carry0 & 536870911, 4)
  carry0 = (carry0 >> 29) + sum0_2 - quotient0 * 240919632
  store<u32>(result, <u32>carry0 & 536870911, 8)
  carry0 = (carry0 >> 29) + sum0_3 - quotient0 * 131109107
  store<u32>(result, <u32>carry0 & 536870911, 12)
  carry0 = (carry0 >> 29) + sum0_4 - quotient0 * 361091715
  store<u32>(result, <u32>carry0 & 536870911, 16)
  carry0 = (carry0 >> 29) + sum0_5 - quotient0 * 47923392
  store<u32>(result, <u32>carry0 & 536870911, 20)
  carry0 = (carry0 >> 29) + sum0_6 - quotient0 * 10936641
  store<u32>(result, <u32>carry0 & 536870911, 24)
  carry0 = (carry0 >> 29) + sum0_7 - quotient0 * 240920116
  store<u32>(result, <u32>carry0 & 536870911, 28)
  carry0 = (carry0 >> 29) + sum0_8 - quotient0 * 3171406
  store<u32>(result, <u32>carry0, 32)
}

/** result = 2 a */
export function double(result: usize, a: usize): void {
  const sum0_0: i32 = load<i32>(a, 0) * 2
  const sum0_1: i32 = load<i32>(a, 4) * 2
  const sum0_2: i32 = load<i32>(a, 8) * 2
  const sum0_3: i32 = load<i32>(a, 12) * 2
  const sum0_4: i32 = load<i32>(a, 16) * 2
  const sum0_5: i32 = load<i32>(a, 20) * 2
  const sum0_6: i32 = load<i32>(a, 24) * 2
  const sum0_7: i32 = load<i32>(a, 28) * 2
  const sum0_8: i32 = load<i32>(a, 32) * 2
  const highest0: i64 = <i64>sum0_8 + <i64>(sum0_7 >> 29)
  const quotient0: i32 = <i32>((highest0 * 355015960 - 4294967296) >> 50)
  let carry0: i32 = 0
  carry0 = (carry0 >> 29) + sum0_0 - quotient0 * 268435457
  store<u32>(result, <u32>carry0 & 536870911, 0)
  carry0 = (carry0 >> 29) + sum0_1 - quotient0 * 521120927
  store<u32>(result, <u32>carry0 & 536870911, 4)
  carry0 = (carry0 >> 29) + sum0_2 - quotient0 * 240919632
  store<u32>(result, <u32>carry0 & 536870911, 8)
  carry0 = (carry0 >> 29) + sum0_3 - quotient0 * 131109107
  store<u32>(result, <u32>carry0 & 536870911, 12)
  carry0 = (carry0 >> 29) + sum0_4 - quotient0 * 361091715
  store<u32>(result, <u32>carry0 & 536870911, 16)
  carry0 = (carry0 >> 29) + sum0_5 - quotient0 * 47923392
  store<u32>(result, <u32>carry0 & 536870911, 20)
  carry0 = (carry0 >> 29) + sum0_6 - quotient0 * 10936641
  store<u32>(result, <u32>carry0 & 536870911, 24)
  carry0 = (carry0 >> 29) + sum0_7 - quotient0 * 240920116
  store<u32>(result, <u32>carry0 & 536870911, 28)
  carry0 = (carry0 >> 29) + sum0_8 - quotient0 * 3171406
  store<u32>(result, <u32>carry0, 32)
}

/** result = 3 a */
export function triple(result: usize, a: usize): void {
  const sum0_0: i64 = <i64>load<i32>(a, 0) * 3
  const sum0_1: i64 = <i64>load<i32>(a, 4) * 3
  const sum0_2: i64 = <i64>load<i32>(a, 8) * 3
  const sum0_3: i64 = <i64>load<i32>(a, 12) * 3
  const sum0_4: i64 = <i64>load<i32>(a, 16) * 3
  const sum0_5: i64 = <i64>load<i32>(a, 20) * 3
  const sum0_6: i64 = <i64>load<i32>(a, 24) * 3
  const sum0_7: i64 = <i64>load<i32>(a, 28) * 3
  const sum0_8: i64 = <i64>load<i32>(a, 32) * 3
  const highest0: i64 = <i64>sum0_8 + <i64>(sum0_7 >> 29)
  const quotient0: i64 = <i64>((highest0 * 355015960 - 4294967296) >> 50)
  let carry0: i64 = 0
  carry0 = (carry0 >> 29) + sum0_0 - quotient0 * 268435457
  store<u32>(result, <u32>carry0 & 536870911, 0)
  carry0 = (carry0 >> 29) + sum0_1 - quotient0 * 521120927
  store<u32>(result, <u32>carry0 & 536870911, 4)
  carry0 = (carry0 >> 29) + sum0_2 - quotient0 * 240919632
  store<u32>(result, <u32>carry0 & 536870911, 8)
  carry0 = (carry0 >> 29) + sum0_3 - quotient0 * 131109107
  store<u32>(result, <u32>carry0 & 536870911, 12)
  carry0 = (carry0 >> 29) + sum0_4 - quotient0 * 361091715
  store<u32>(result, <u32>carry0 & 536870911, 16)
  carry0 = (carry0 >> 29) + sum0_5 - quotient0 * 47923392
  store<u32>(result, <u32>carry0 & 536870911, 20)
  carry0 = (carry0 >> 29) + sum0_6 - quotient0 * 10936641
  store<u32>(result, <u32>carry0 & 536870911, 24)
  carry0 = (carry0 >> 29) + sum0_7 - quotient0 * 240920116
  store<u32>(result, <u32>carry0 & 536870911, 28)
  carry0 = (carry0 >> 29) + sum0_8 - quotient0 * 3171406
  store<u32>(result, <u32>carry0, 32)
}

/** result = a - b - c */
export function subtractTwo(result: usize, a: usize, b: usize, c: usize): void {
  const sum0_0: i64 = <i64>load<i32>(a, 0) - <i64>load<i32>(b, 0) - <i64>load<i32>(c, 0)
  const sum0_1: i64 = <i64>load<i32>(a, 4) - <i64>load<i32>(b, 4) - <i64>load<i32>(c, 4)
  const sum0_2: i64 = <i64>load<i32>(a, 8) - <i64>load<i32>(b, 8) - <i64>load<i32>(c, 8)
  const sum0_3: i64 = <i64>load<i32>(a, 12) - <i64>load<i32>(b, 12) - <i64>load<i32>(c, 12)
  const sum0_4: i64 = <i64>load<i32>(a, 16) - <i64>load<i32>(b, 16) - <i64>load<i32>(c, 16)
  const sum0_5: i64 = <i64>load<i32>(a, 20) - <i64>load<i32>(b, 20) - <i64>load<i32>(c, 20)
  const sum0_6: i64 = <i64>load<i32>(a, 24) - <i64>load<i32>(b, 24) - <i64>load<i32>(c, 24)
  const sum0_7: i64 = <i64>load<i32>(a, 28) - <i64>load<i32>(b, 28) - <i64>load<i32>(c, 28)
  const sum0_8: i64 = <i64>load<i32>(a, 32) - <i64>load<i32>(b, 32) - <i64>load<i32>(c, 32)
  const highest0: i64 = <i64>sum0_8 + <i64>(sum0_7 >> 29)
  const quotient0: i64 = <i64>((highest0 * 355015960 - 4294967296) >> 50)
  let carry0: i64 = 0
  carry0 = (carry0 >> 29) + sum0_0 - quotient0 * 268435457
  store<u32>(result, <u32>carry0 & 536870911, 0)
  carry0 = (carry0 >> 29) + sum0_1 - quotient0 * 521120927
  store<u32>(result, <u32>carry0 & 536870911, 4)
  carry0 = (carry0 >> 29) + sum0_2 - quotient0 * 240919632
  store<u32>(result, <u32>carry0 & 536870911, 8)
  carry0 = (carry0 >> 29) + sum0_3 - quotient0 * 131109107
  store<u32>(result, <u32>carry0 & 536870911, 12)
  carry0 = (carry0 >> 29) + sum0_4 - quotient0 * 361091715
  store<u32>(result, <u32>carry0 & 536870911, 16)
  carry0 = (carry0 >> 29) + sum0_5 - quotient0 * 47923392
  store<u32>(result, <u32>carry0 & 536870911, 20)
  carry0 = (carry0 >> 29) + sum0_6 - quotient0 * 10936641
  store<u32>(result, <u32>carry0 & 536870911, 24)
  carry0 = (carry0 >> 29) + sum0_7 - quotient0 * 240920116
  store<u32>(result, <u32>carry0 & 536870911, 28)
  carry0 = (carry0 >> 29) + sum0_8 - quotient0 * 3171406
  store<u32>(result, <u32>carry0, 32)
}

/** result = 2 (a - b - c) */
export function doubleRest(result: usize, a: usize, b: usize, c: usize): void {
  const sum0_0: i64 = <i64>load<i32>(a, 0) * 2 - <i64>load<i32>(b, 0) * 2 - <i64>load<i32>(c, 0) * 2
  const sum0_1: i64 = <i64>load<i32>(a, 4) * 2 - <i64>load<i32>(b, 4) * 2 - <i64>load<i32>(c, 4) * 2
  const sum0_2: i64 = <i64>load<i32>(a, 8) * 2 - <i64>load<i32>(b, 8) * 2 - <i64>load<i32>(c, 8) * 2
  const sum0_3: i64 = <i64>load<i32>(a, 12) * 2 - <i64>load<i32>(b, 12) * 2 - <i64>load<i32>(c, 12) * 2
  const sum0_4: i64 = <i64>load<i32>(a, 16) * 2 - <i64>load<i32>(b, 16) * 2 - <i64>load<i32>(c, 16) * 2
  const sum0_5: i64 = <i64>load<i32>(a, 20) * 2 - <i64>load<i32>(b, 20) * 2 - <i64>load<i32>(c, 20) * 2
  const sum0_6: i64 = <i64>load<i32>(a, 24) * 2 - <i64>load<i32>(b, 24) * 2 - <i64>load<i32>(c, 24) * 2
  const sum0_7: i64 = <i64>load<i32>(a, 28) * 2 - <i64>load<i32>(b, 28) * 2 - <i64>load<i32>(c, 28) * 2
  const sum0_8: i64 = <i64>load<i32>(a, 32) * 2 - <i64>load<i32>(b, 32) * 2 - <i64>load<i32>(c, 32) * 2
  const highest0: i64 = <i64>sum0_8 + <i64>(sum0_7 >> 29)
  const quotient0: i64 = <i64>((highest0 * 355015960 - 4294967296) >> 50)
  let carry0: i64 = 0
  carry0 = (carry0 >> 29) + sum0_0 - quotient0 * 268435457
  store<u32>(result, <u32>carry0 & 536870911, 0)
  carry0 = (carry0 >> 29) + sum0_1 - quotient0 * 521120927
  store<u32>(result, <u32>carry0 & 536870911, 4)
  carry0 = (carry0 >> 29) + sum0_2 - quotient0 * 240919632
  store<u32>(result, <u32>carry0 & 536870911, 8)
  carry0 = (carry0 >> 29) + sum0_3 - quotient0 * 131109107
  store<u32>(result, <u32>carry0 & 536870911, 12)
  carry0 = (carry0 >> 29) + sum0_4 - quotient0 * 361091715
  store<u32>(result, <u32>carry0 & 536870911, 16)
  carry0 = (carry0 >> 29) + sum0_5 - quotient0 * 47923392
  store<u32>(result, <u32>carry0 & 536870911, 20)
  carry0 = (carry0 >> 29) + sum0_6 - quotient0 * 10936641
  store<u32>(result, <u32>carry0 & 536870911, 24)
  carry0 = (carry0 >> 29) + sum0_7 - quotient0 * 240920116
  store<u32>(result, <u32>carry0 & 536870911, 28)
  carry0 = (carry0 >> 29) + sum0_8 - quotient0 * 3171406
  store<u32>(result, <u32>carry0, 32)
}

/** result = a - 2 b */
export function subtractTwice(result: usize, a: usize, b: usize): void {
  const sum0_0: i64 = <i64>load<i32>(a, 0) - <i64>load<i32>(b, 0) * 2
  const sum0_1: i64 = <i64>load<i32>(a, 4) - <i64>load<i32>(b, 4) * 2
  const sum0_2: i64 = <i64>load<i32>(a, 8) - <i64>load<i32>(b, 8) * 2
  const sum0_3: i64 = <i64>load<i32>(a, 12) - <i64>load<i32>(b, 12) * 2
  const sum0_4: i64 = <i64>load<i32>(a, 16) - <i64>load<i32>(b, 16) * 2
  const sum0_5: i64 = <i64>load<i32>(a, 20) - <i64>load<i32>(b, 20) * 2
  const sum0_6: i64 = <i64>load<i32>(a, 24) - <i64>load<i32>(b, 24) * 2
  const sum0_7: i64 = <i64>load<i32>(a, 28) - <i64>load<i32>(b, 28) * 2
  const sum0_8: i64 = <i64>load<i32>(a, 32) - <i64>load<i32>(b, 32) * 2
  const highest0: i64 = <i64>sum0_8 + <i64>(sum0_7 >> 29)
  const quotient0: i64 = <i64>((highest0 * 355015960 - 4294967296) >> 50)
  let carry0: i64 = 0
  carry0 = (carry0 >> 29) + sum0_0 - quotient0 * 268435457
  store<u32>(result, <u32>carry0 & 536870911, 0)
  carry0 = (carry0 >> 29) + sum0_1 - quotient0 * 521120927
  store<u32>(result, <u32>carry0 & 536870911, 4)
  carry0 = (carry0 >> 29) + sum0_2 - quotient0 * 240919632
  store<u32>(result, <u32>carry0 & 536870911, 8)
  carry0 = (carry0 >> 29) + sum0_3 - quotient0 * 131109107
  store<u32>(result, <u32>carry0 & 536870911, 12)
  carry0 = (carry0 >> 29) + sum0_4 - quotient0 * 361091715
  store<u32>(result, <u32>carry0 & 536870911, 16)
  carry0 = (carry0 >> 29) + sum0_5 - quotient0 * 47923392
  store<u32>(result, <u32>carry0 & 536870911, 20)
  carry0 = (carry0 >> 29) + sum0_6 - quotient0 * 10936641
  store<u32>(result, <u32>carry0 & 536870911, 24)
  carry0 = (carry0 >> 29) + sum0_7 - quotient0 * 240920116
  store<u32>(result, <u32>carry0 & 536870911, 28)
  carry0 = (carry0 >> 29) + sum0_8 - quotient0 * 3171406
  store<u32>(result, <u32>carry0, 32)
}

/** result = a - 8 b */
export function subtractEightfold(result: usize, a: usize, b: usize): void {
  const sum0_0: i64 = <i64>load<i32>(a, 0) - <i64>load<i32>(b, 0) * 8
  const sum0_1: i64 = <i64>load<i32>(a, 4) - <i64>load<i32>(b, 4) * 8
  const sum0_2: i64 = <i64>load<i32>(a, 8) - <i64>load<i32>(b, 8) * 8
  const sum0_3: i64 = <i64>load<i32>(a, 12) - <i64>load<i32>(b, 12) * 8
  const sum0_4: i64 = <i64>load<i32>(a, 16) - <i64>load<i32>(b, 16) * 8
  const sum0_5: i64 = <i64>load<i32>(a, 20) - <i64>load<i32>(b, 20) * 8
  const sum0_6: i64 = <i64>load<i32>(a, 24) - <i64>load<i32>(b, 24) * 8
  const sum0_7: i64 = <i64>load<i32>(a, 28) - <i64>load<i32>(b, 28) * 8
  const sum0_8: i64 = <i64>load<i32>(a, 32) - <i64>load<i32>(b, 32) * 8
  const highest0: i64 = <i64>sum0_8 + <i64>(sum0_7 >> 29)
  const quotient0: i64 = <i64>((highest0 * 355015960 - 4294967296) >> 50)
  let carry0: i64 = 0
  carry0 = (carry0 >> 29) + sum0_0 - quotient0 * 268435457
  store<u32>(result, <u32>carry0 & 536870911, 0)
  carry0 = (carry0 >> 29) + sum0_1 - quotient0 * 521120927
  store<u32>(result, <u32>carry0 & 536870911, 4)
  carry0 = (carry0 >> 29) + sum0_2 - quotient0 * 240919632
  store<u32>(result, <u32>carry0 & 536870911, 8)
  carry0 = (carry0 >> 29) + sum0_3 - quotient0 * 131109107
  store<u32>(result, <u32>carry0 & 536870911, 12)
  carry0 = (carry0 >> 29) + sum0_4 - quotient0 * 361091715
  store<u32>(result, <u32>carry0 & 536870911, 16)
  carry0 = (carry0 >> 29) + sum0_5 - quotient0 * 47923392
  store<u32>(result, <u32>carry0 & 536870911, 20)
  carry0 = (carry0 >> 29) + sum0_6 - quotient0 * 10936641
  store<u32>(result, <u32>carry0 & 536870911, 24)
  carry0 = (carry0 >> 29) + sum0_7 - quotient0 * 240920116
  store<u32>(result, <u32>carry0 & 536870911, 28)
  carry0 = (carry0 >> 29) + sum0_8 - quotient0 * 3171406
  store<u32>(result, <u32>carry0, 32)
}

/** a below 2p becomes canonical, below p */
export function reduce(result: usize, a: usize): void {
  let carry: i32 = 0
  carry = (carry >> 29) + load<i32>(a, 0) - 268435457
  store<u32>(result, carry & 536870911, 0)
  carry = (carry >> 29) + load<i32>(a, 4) - 521120927
  store<u32>(result, carry & 536870911, 4)
  carry = (carry >> 29) + load<i32>(a, 8) - 240919632
  store<u32>(result, carry & 536870911, 8)
  carry = (carry >> 29) + load<i32>(a, 12) - 131109107
  store<u32>(result, carry & 536870911, 12)
  carry = (carry >> 29) + load<i32>(a, 16) - 361091715
  store<u32>(result, carry & 536870911, 16)
  carry = (carry >> 29) + load<i32>(a, 20) - 47923392
  store<u32>(result, carry & 536870911, 20)
  carry = (carry >> 29) + load<i32>(a, 24) - 10936641
  store<u32>(result, carry & 536870911, 24)
  carry = (carry >> 29) + load<i32>(a, 28) - 240920116
  store<u32>(result, carry & 536870911, 28)
  carry = (carry >> 29) + load<i32>(a, 32) - 3171406
  store<u32>(result, carry, 32)
  // All ones when the sum is negative.
  const borrow = carry >> 31
  carry = 0
  carry = (carry >> 29) + load<i32>(result, 0) + (268435457 & borrow)
  store<u32>(result, carry & 536870911, 0)
  carry = (carry >> 29) + load<i32>(result, 4) + (521120927 & borrow)
  store<u32>(result, carry & 536870911, 4)
  carry = (carry >> 29) + load<i32>(result, 8) + (240919632 & borrow)
  store<u32>(result, carry & 536870911, 8)
  carry = (carry >> 29) + load<i32>(result, 12) + (131109107 & borrow)
  store<u32>(result, carry & 536870911, 12)
  carry = (carry >> 29) + load<i32>(result, 16) + (361091715 & borrow)
  store<u32>(result, carry & 536870911, 16)
  carry = (carry >> 29) + load<i32>(result, 20) + (47923392 & borrow)
  store<u32>(result, carry & 536870911, 20)
  carry = (carry >> 29) + load<i32>(result, 24) + (10936641 & borrow)
  store<u32>(result, carry & 536870911, 24)
  carry = (carry >> 29) + load<i32>(result, 28) + (240920116 & borrow)
  store<u32>(result, carry & 536870911, 28)
  carry = (carry >> 29) + load<i32>(result, 32) + (3171406 & borrow)
  store<u32>(result, carry, 32)
}

/** result = a + b unreduced: its bound is the sum of theirs. For factors of a product only. */
export function addLazy(result: usize, a: usize, b: usize): void {
  let carry: i32 = 0
  carry = (carry >> 29) + load<i32>(a, 0) + load<i32>(b, 0)
  store<u32>(result, carry & 536870911, 0)
  carry = (carry >> 29) + load<i32>(a, 4) + load<i32>(b, 4)
  store<u32>(result, carry & 536870911, 4)
  carry = (carry >> 29) + load<i32>(a, 8) + load<i32>(b, 8)
  store<u32>(result, carry & 536870911, 8)
  carry = (carry >> 29) + load<i32>(a, 12) + load<i32>(b, 12)
  store<u32>(result, carry & 536870911, 12)
  carry = (carry >> 29) + load<i32>(a, 16) + load<i32>(b, 16)
  store<u32>(result, carry & 536870911, 16)
  carry = (carry >> 29) + load<i32>(a, 20) + load<i32>(b, 20)
  store<u32>(result, carry & 536870911, 20)
  carry = (carry >> 29) + load<i32>(a, 24) + load<i32>(b, 24)
  store<u32>(result, carry & 536870911, 24)
  carry = (carry >> 29) + load<i32>(a, 28) + load<i32>(b, 28)
  store<u32>(result, carry & 536870911, 28)
  carry = (carry >> 29) + load<i32>(a, 32) + load<i32>(b, 32)
  store<u32>(result, carry, 32)
}

/** result = a - b + 4p unreduced, for b below 4p. For factors of a product only. */
export function subtractLazy(result: usize, a: usize, b: usize): void {
  let carry: i32 = 0
  carry = (carry >> 29) + load<i32>(a, 0) - load<i32>(b, 0) + 4
  store<u32>(result, carry & 536870911, 0)
  carry = (carry >> 29) + load<i32>(a, 4) - load<i32>(b, 4) + 473870974
  store<u32>(result, carry & 536870911, 4)
  carry = (carry >> 29) + load<i32>(a, 8) - load<i32>(b, 8) + 426807619
  store<u32>(result, carry & 536870911, 8)
  carry = (carry >> 29) + load<i32>(a, 12) - load<i32>(b, 12) + 524436429
  store<u32>(result, carry & 536870911, 12)
  carry = (carry >> 29) + load<i32>(a, 16) - load<i32>(b, 16) + 370625036
  store<u32>(result, carry & 536870911, 16)
  carry = (carry >> 29) + load<i32>(a, 20) - load<i32>(b, 20) + 191693570
  store<u32>(result, carry & 536870911, 20)
  carry = (carry >> 29) + load<i32>(a, 24) - load<i32>(b, 24) + 43746564
  store<u32>(result, carry & 536870911, 24)
  carry = (carry >> 29) + load<i32>(a, 28) - load<i32>(b, 28) + 426809552
  store<u32>(result, carry & 536870911, 28)
  carry = (carry >> 29) + load<i32>(a, 32) - load<i32>(b, 32) + 12685625
  store<u32>(result, carry, 32)
}

export function copy(result: usize, a: usize): void {
  store<u64>(result, load<u64>(a, 0), 0)
  store<u64>(result, load<u64>(a, 8), 8)
  store<u64>(result, load<u64>(a, 16), 16)
  store<u64>(result, load<u64>(a, 24), 24)
  store<u32>(result, load<u32>(a, 32), 32)
}

/** Whether a, below 2p, is 0: it is stored as 0 or as p. */
export function isZero(a: usize): bool {
  const bits: u32 = load<u32>(a, 0) | load<u32>(a, 4) | load<u32>(a, 8) | load<u32>(a, 12) | load<u32>(a, 16) | load<u32>(a, 20) | load<u32>(a, 24) | load<u32>(a, 28) | load<u32>(a, 32)
  if (bits === 0) return true
  const difference: u32 = (load<u32>(a, 0) ^ 268435457) | (load<u32>(a, 4) ^ 521120927) | (load<u32>(a, 8) ^ 240919632) | (load<u32>(a, 12) ^ 131109107) | (load<u32>(a, 16) ^ 361091715) | (load<u32>(a, 20) ^ 47923392) | (load<u32>(a, 24) ^ 10936641) | (load<u32>(a, 28) ^ 240920116) | (load<u32>(a, 32) ^ 3171406)
  return difference === 0
}

/** result = a * b / R, below 2p for factors below 9p each. */
export function multiply(result: usize, a: usize, b: usize): void {
  const b0: u64 = <u64>load<u32>(b, 0)
  const b1: u64 = <u64>load<u32>(b, 4)
  const b2: u64 = <u64>load<u32>(b, 8)
  const b3: u64 = <u64>load<u32>(b, 12)
  const b4: u64 = <u64>load<u32>(b, 16)
  const b5: u64 = <u64>load<u32>(b, 20)
  const b6: u64 = <u64>load<u32>(b, 24)
  const b7: u64 = <u64>load<u32>(b, 28)
  const b8: u64 = <u64>load<u32>(b, 32)
  let t0: u64 = 0
  let t1: u64 = 0
  let t2: u64 = 0
  let t3: u64 = 0
  let t4: u64 = 0
  let t5: u64 = 0
  let t6: u64 = 0
  let t7: u64 = 0
  let t8: u64 = 0
  let x0: u64 = 0
  let m: u64 = 0
  x0 = <u64>load<u32>(a, 0)
  t0 = t0 + x0 * b0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * b1 + m * 418403169 + t0
  t1 = t2 + x0 * b2 + m * 19640830
  t2 = t3 + x0 * b3 + m * 257786165
  t3 = t4 + x0 * b4 + m * 509769206
  t4 = t5 + x0 * b5 + m * 132622464
  t5 = t6 + x0 * b6 + m * 281460511
  t6 = t7 + x0 * b7 + m * 301419116
  t7 = t8 + x0 * b8 + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 4)
  t0 = t0 + x0 * b0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * b1 + m * 418403169 + t0
  t1 = t2 + x0 * b2 + m * 19640830
  t2 = t3 + x0 * b3 + m * 257786165
  t3 = t4 + x0 * b4 + m * 509769206
  t4 = t5 + x0 * b5 + m * 132622464
  t5 = t6 + x0 * b6 + m * 281460511
  t6 = t7 + x0 * b7 + m * 301419116
  t7 = t8 + x0 * b8 + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 8)
  t0 = t0 + x0 * b0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * b1 + m * 418403169 + t0
  t1 = t2 + x0 * b2 + m * 19640830
  t2 = t3 + x0 * b3 + m * 257786165
  t3 = t4 + x0 * b4 + m * 509769206
  t4 = t5 + x0 * b5 + m * 132622464
  t5 = t6 + x0 * b6 + m * 281460511
  t6 = t7 + x0 * b7 + m * 301419116
  t7 = t8 + x0 * b8 + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 12)
  t0 = t0 + x0 * b0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * b1 + m * 418403169 + t0
  t1 = t2 + x0 * b2 + m * 19640830
  t2 = t3 + x0 * b3 + m * 257786165
  t3 = t4 + x0 * b4 + m * 509769206
  t4 = t5 + x0 * b5 + m * 132622464
  t5 = t6 + x0 * b6 + m * 281460511
  t6 = t7 + x0 * b7 + m * 301419116
  t7 = t8 + x0 * b8 + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 16)
  t0 = t0 + x0 * b0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * b1 + m * 418403169 + t0
  t1 = t2 + x0 * b2 + m * 19640830
  t2 = t3 + x0 * b3 + m * 257786165
  t3 = t4 + x0 * b4 + m * 509769206
  t4 = t5 + x0 * b5 + m * 132622464
  t5 = t6 + x0 * b6 + m * 281460511
  t6 = t7 + x0 * b7 + m * 301419116
  t7 = t8 + x0 * b8 + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 20)
  t0 = t0 + x0 * b0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * b1 + m * 418403169 + t0
  t1 = t2 + x0 * b2 + m * 19640830
  t2 = t3 + x0 * b3 + m * 257786165
  t3 = t4 + x0 * b4 + m * 509769206
  t4 = t5 + x0 * b5 + m * 132622464
  t5 = t6 + x0 * b6 + m * 281460511
  t6 = t7 + x0 * b7 + m * 301419116
  t7 = t8 + x0 * b8 + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 24)
  t0 = t0 + x0 * b0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * b1 + m * 418403169 + t0
  t1 = t2 + x0 * b2 + m * 19640830
  t2 = t3 + x0 * b3 + m * 257786165
  t3 = t4 + x0 * b4 + m * 509769206
  t4 = t5 + x0 * b5 + m * 132622464
  t5 = t6 + x0 * b6 + m * 281460511
  t6 = t7 + x0 * b7 + m * 301419116
  t7 = t8 + x0 * b8 + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 28)
  t0 = t0 + x0 * b0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * b1 + m * 418403169 + t0
  t1 = t2 + x0 * b2 + m * 19640830
  t2 = t3 + x0 * b3 + m * 257786165
  t3 = t4 + x0 * b4 + m * 509769206
  t4 = t5 + x0 * b5 + m * 132622464
  t5 = t6 + x0 * b6 + m * 281460511
  t6 = t7 + x0 * b7 + m * 301419116
  t7 = t8 + x0 * b8 + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 32)
  t0 = t0 + x0 * b0
  m = (t0 * 268435455) & 536870911
  t0 = (t0 + m * 268435457) >> 29
  t0 = t1 + x0 * b1 + m * 521120927 + t0
  t1 = t2 + x0 * b2 + m * 240919632
  t2 = t3 + x0 * b3 + m * 131109107
  t3 = t4 + x0 * b4 + m * 361091715
  t4 = t5 + x0 * b5 + m * 47923392
  t5 = t6 + x0 * b6 + m * 10936641
  t6 = t7 + x0 * b7 + m * 240920116
  t7 = t8 + x0 * b8 + m * 3171406
  t8 = 0 + 0
  store<u32>(result, <u32>(t0 & 536870911), 0)
  t1 += t0 >> 29
  store<u32>(result, <u32>(t1 & 536870911), 4)
  t2 += t1 >> 29
  store<u32>(result, <u32>(t2 & 536870911), 8)
  t3 += t2 >> 29
  store<u32>(result, <u32>(t3 & 536870911), 12)
  t4 += t3 >> 29
  store<u32>(result, <u32>(t4 & 536870911), 16)
  t5 += t4 >> 29
  store<u32>(result, <u32>(t5 & 536870911), 20)
  t6 += t5 >> 29
  store<u32>(result, <u32>(t6 & 536870911), 24)
  t7 += t6 >> 29
  store<u32>(result, <u32>(t7 & 536870911), 28)
  t8 += t7 >> 29
  store<u32>(result, <u32>(t8), 32)
}

/** result = a * a / R, below 2p for a below 9p. */
export function square(result: usize, a: usize): void {
  const a0: u64 = <u64>load<u32>(a, 0)
  const a1: u64 = <u64>load<u32>(a, 4)
  const a2: u64 = <u64>load<u32>(a, 8)
  const a3: u64 = <u64>load<u32>(a, 12)
  const a4: u64 = <u64>load<u32>(a, 16)
  const a5: u64 = <u64>load<u32>(a, 20)
  const a6: u64 = <u64>load<u32>(a, 24)
  const a7: u64 = <u64>load<u32>(a, 28)
  const a8: u64 = <u64>load<u32>(a, 32)
  const d0: u64 = a0 << 1
  const d1: u64 = a1 << 1
  const d2: u64 = a2 << 1
  const d3: u64 = a3 << 1
  const d4: u64 = a4 << 1
  const d5: u64 = a5 << 1
  const d6: u64 = a6 << 1
  const d7: u64 = a7 << 1
  let c0: u64 = a0 * a0
  let c1: u64 = d0 * a1
  let c2: u64 = d0 * a2 + a1 * a1
  let c3: u64 = d0 * a3 + d1 * a2
  let c4: u64 = d0 * a4 + d1 * a3 + a2 * a2
  let c5: u64 = d0 * a5 + d1 * a4 + d2 * a3
  let c6: u64 = d0 * a6 + d1 * a5 + d2 * a4 + a3 * a3
  let c7: u64 = d0 * a7 + d1 * a6 + d2 * a5 + d3 * a4
  let c8: u64 = d0 * a8 + d1 * a7 + d2 * a6 + d3 * a5 + a4 * a4
  let c9: u64 = d1 * a8 + d2 * a7 + d3 * a6 + d4 * a5
  let c10: u64 = d2 * a8 + d3 * a7 + d4 * a6 + a5 * a5
  let c11: u64 = d3 * a8 + d4 * a7 + d5 * a6
  let c12: u64 = d4 * a8 + d5 * a7 + a6 * a6
  let c13: u64 = d5 * a8 + d6 * a7
  let c14: u64 = d6 * a8 + a7 * a7
  let c15: u64 = d7 * a8
  let c16: u64 = a8 * a8
  let c17: u64 = 0
  let m: u64 = 0
  m = c0 & 536870911
  c0 = c0 >> 29
  c1 += m * 418403169 + c0
  c2 += m * 19640830
  c3 += m * 257786165
  c4 += m * 509769206
  c5 += m * 132622464
  c6 += m * 281460511
  c7 += m * 301419116
  c8 += m * 117288651
  c9 += m * 1585703
  m = c1 & 536870911
  c1 = c1 >> 29
  c2 += m * 418403169 + c1
  c3 += m * 19640830
  c4 += m * 257786165
  c5 += m * 509769206
  c6 += m * 132622464
  c7 += m * 281460511
  c8 += m * 301419116
  c9 += m * 117288651
  c10 += m * 1585703
  m = c2 & 536870911
  c2 = c2 >> 29
  c3 += m * 418403169 + c2
  c4 += m * 19640830
  c5 += m * 257786165
  c6 += m * 509769206
  c7 += m * 132622464
  c8 += m * 281460511
  c9 += m * 301419116
  c10 += m * 117288651
  c11 += m * 1585703
  m = c3 & 536870911
  c3 = c3 >> 29
  c4 += m * 418403169 + c3
  c5 += m * 19640830
  c6 += m * 257786165
  c7 += m * 509769206
  c8 += m * 132622464
  c9 += m * 281460511
  c10 += m * 301419116
  c11 += m * 117288651
  c12 += m * 1585703
  m = c4 & 536870911
  c4 = c4 >> 29
  c5 += m * 418403169 + c4
  c6 += m * 19640830
  c7 += m * 257786165
  c8 += m * 509769206
  c9 += m * 132622464
  c10 += m * 281460511
  c11 += m * 301419116
  c12 += m * 117288651
  c13 += m * 1585703
  m = c5 & 536870911
  c5 = c5 >> 29
  c6 += m * 418403169 + c5
  c7 += m * 19640830
  c8 += m * 257786165
  c9 += m * 509769206
  c10 += m * 132622464
  c11 += m * 281460511
  c12 += m * 301419116
  c13 += m * 117288651
  c14 += m * 1585703
  m = c6 & 536870911
  c6 = c6 >> 29
  c7 += m * 418403169 + c6
  c8 += m * 19640830
  c9 += m * 257786165
  c10 += m * 509769206
  c11 += m * 132622464
  c12 += m * 281460511
  c13 += m * 301419116
  c14 += m * 117288651
  c15 += m * 1585703
  m = c7 & 536870911
  c7 = c7 >> 29
  c8 += m * 418403169 + c7
  c9 += m * 19640830
  c10 += m * 257786165
  c11 += m * 509769206
  c12 += m * 132622464
  c13 += m * 281460511
  c14 += m * 301419116
  c15 += m * 117288651
  c16 += m * 1585703
  m = (c8 * 268435455) & 536870911
  c8 = (c8 + m * 268435457) >> 29
  c9 += m * 521120927 + c8
  c10 += m * 240919632
  c11 += m * 131109107
  c12 += m * 361091715
  c13 += m * 47923392
  c14 += m * 10936641
  c15 += m * 240920116
  c16 += m * 3171406
  c17 += 0
  store<u32>(result, <u32>(c9 & 536870911), 0)
  c10 += c9 >> 29
  store<u32>(result, <u32>(c10 & 536870911), 4)
  c11 += c10 >> 29
  store<u32>(result, <u32>(c11 & 536870911), 8)
  c12 += c11 >> 29
  store<u32>(result, <u32>(c12 & 536870911), 12)
  c13 += c12 >> 29
  store<u32>(result, <u32>(c13 & 536870911), 16)
  c14 += c13 >> 29
  store<u32>(result, <u32>(c14 & 536870911), 20)
  c15 += c14 >> 29
  store<u32>(result, <u32>(c15 & 536870911), 24)
  c16 += c15 >> 29
  store<u32>(result, <u32>(c16 & 536870911), 28)
  c17 += c16 >> 29
  store<u32>(result, <u32>(c17), 32)
}

/** result = a * (b - c) / R, below 2p. */
export function multiplyByDifference(result: usize, a: usize, b: usize, c: usize): void {
  const a0: i64 = load<i32>(a, 0)
  const a1: i64 = load<i32>(a, 4)
  const a2: i64 = load<i32>(a, 8)
  const a3: i64 = load<i32>(a, 12)
  const a4: i64 = load<i32>(a, 16)
  const a5: i64 = load<i32>(a, 20)
  const a6: i64 = load<i32>(a, 24)
  const a7: i64 = load<i32>(a, 28)
  const a8: i64 = load<i32>(a, 32)
  let t0: i64 = 0
  let t1: i64 = 0
  let t2: i64 = 0
  let t3: i64 = 0
  let t4: i64 = 0
  let t5: i64 = 0
  let t6: i64 = 0
  let t7: i64 = 0
  let t8: i64 = 9007199288295424
  let x0: i64 = 0
  let m: i64 = 0
  x0 = load<i32>(b, 0) - load<i32>(c, 0)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 418403169 + t0
  t1 = t2 + x0 * a2 + m * 19640830
  t2 = t3 + x0 * a3 + m * 257786165
  t3 = t4 + x0 * a4 + m * 509769206
  t4 = t5 + x0 * a5 + m * 132622464
  t5 = t6 + x0 * a6 + m * 281460511
  t6 = t7 + x0 * a7 + m * 301419116
  t7 = t8 + x0 * a8 + m * 117288651
  t8 = m * 1585703 + 17485916708798464
  x0 = load<i32>(b, 4) - load<i32>(c, 4)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 418403169 + t0
  t1 = t2 + x0 * a2 + m * 19640830
  t2 = t3 + x0 * a3 + m * 257786165
  t3 = t4 + x0 * a4 + m * 509769206
  t4 = t5 + x0 * a5 + m * 132622464
  t5 = t6 + x0 * a6 + m * 281460511
  t6 = t7 + x0 * a7 + m * 301419116
  t7 = t8 + x0 * a8 + m * 117288651
  t8 = m * 1585703 + 8083921409409024
  x0 = load<i32>(b, 8) - load<i32>(c, 8)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 418403169 + t0
  t1 = t2 + x0 * a2 + m * 19640830
  t2 = t3 + x0 * a3 + m * 257786165
  t3 = t4 + x0 * a4 + m * 509769206
  t4 = t5 + x0 * a5 + m * 132622464
  t5 = t6 + x0 * a6 + m * 281460511
  t6 = t7 + x0 * a7 + m * 301419116
  t7 = t8 + x0 * a8 + m * 117288651
  t8 = m * 1585703 + 4399291615412224
  x0 = load<i32>(b, 12) - load<i32>(c, 12)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 418403169 + t0
  t1 = t2 + x0 * a2 + m * 19640830
  t2 = t3 + x0 * a3 + m * 257786165
  t3 = t4 + x0 * a4 + m * 509769206
  t4 = t5 + x0 * a5 + m * 132622464
  t5 = t6 + x0 * a6 + m * 281460511
  t6 = t7 + x0 * a7 + m * 301419116
  t7 = t8 + x0 * a8 + m * 117288651
  t8 = m * 1585703 + 12116227396730880
  x0 = load<i32>(b, 16) - load<i32>(c, 16)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 418403169 + t0
  t1 = t2 + x0 * a2 + m * 19640830
  t2 = t3 + x0 * a3 + m * 257786165
  t3 = t4 + x0 * a4 + m * 509769206
  t4 = t5 + x0 * a5 + m * 132622464
  t5 = t6 + x0 * a6 + m * 281460511
  t6 = t7 + x0 * a7 + m * 301419116
  t7 = t8 + x0 * a8 + m * 117288651
  t8 = m * 1585703 + 1608042198073344
  x0 = load<i32>(b, 20) - load<i32>(c, 20)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 418403169 + t0
  t1 = t2 + x0 * a2 + m * 19640830
  t2 = t3 + x0 * a3 + m * 257786165
  t3 = t4 + x0 * a4 + m * 509769206
  t4 = t5 + x0 * a5 + m * 132622464
  t5 = t6 + x0 * a6 + m * 281460511
  t6 = t7 + x0 * a7 + m * 301419116
  t7 = t8 + x0 * a8 + m * 117288651
  t8 = m * 1585703 + 366972776742912
  x0 = load<i32>(b, 24) - load<i32>(c, 24)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 418403169 + t0
  t1 = t2 + x0 * a2 + m * 19640830
  t2 = t3 + x0 * a3 + m * 257786165
  t3 = t4 + x0 * a4 + m * 509769206
  t4 = t5 + x0 * a5 + m * 132622464
  t5 = t6 + x0 * a6 + m * 281460511
  t6 = t7 + x0 * a7 + m * 301419116
  t7 = t8 + x0 * a8 + m * 117288651
  t8 = m * 1585703 + 8083937649754112
  x0 = load<i32>(b, 28) - load<i32>(c, 28)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 418403169 + t0
  t1 = t2 + x0 * a2 + m * 19640830
  t2 = t3 + x0 * a3 + m * 257786165
  t3 = t4 + x0 * a4 + m * 509769206
  t4 = t5 + x0 * a5 + m * 132622464
  t5 = t6 + x0 * a6 + m * 281460511
  t6 = t7 + x0 * a7 + m * 301419116
  t7 = t8 + x0 * a8 + m * 117288651
  t8 = m * 1585703 + 106414726971392
  x0 = load<i32>(b, 32) - load<i32>(c, 32)
  t0 = t0 + x0 * a0
  m = (t0 * 268435455) & 536870911
  t0 = (t0 + m * 268435457) >> 29
  t0 = t1 + x0 * a1 + m * 521120927 + t0
  t1 = t2 + x0 * a2 + m * 240919632
  t2 = t3 + x0 * a3 + m * 131109107
  t3 = t4 + x0 * a4 + m * 361091715
  t4 = t5 + x0 * a5 + m * 47923392
  t5 = t6 + x0 * a6 + m * 10936641
  t6 = t7 + x0 * a7 + m * 240920116
  t7 = t8 + x0 * a8 + m * 3171406
  t8 = 0 + 0
  store<u32>(result, <u32>(t0 & 536870911), 0)
  t1 += t0 >> 29
  store<u32>(result, <u32>(t1 & 536870911), 4)
  t2 += t1 >> 29
  store<u32>(result, <u32>(t2 & 536870911), 8)
  t3 += t2 >> 29
  store<u32>(result, <u32>(t3 & 536870911), 12)
  t4 += t3 >> 29
  store<u32>(result, <u32>(t4 & 536870911), 16)
  t5 += t4 >> 29
  store<u32>(result, <u32>(t5 & 536870911), 20)
  t6 += t5 >> 29
  store<u32>(result, <u32>(t6 & 536870911), 24)
  t7 += t6 >> 29
  store<u32>(result, <u32>(t7 & 536870911), 28)
  t8 += t7 >> 29
  store<u32>(result, <u32>(t8), 32)
}

/** result = (a[0] * b[0] + .. + a[1] * b[1]) / R over elements side by side, all below 2p; below 2p. */
export function dot2(result: usize, a: usize, b: usize): void {
  let t0: u64 = 0
  let t1: u64 = 0
  let t2: u64 = 0
  let t3: u64 = 0
  let t4: u64 = 0
  let t5: u64 = 0
  let t6: u64 = 0
  let t7: u64 = 0
  let t8: u64 = 0
  let x0: u64 = 0
  let x1: u64 = 0
  let m: u64 = 0
  x0 = <u64>load<u32>(a, 0)
  x1 = <u64>load<u32>(a, 36)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 4)
  x1 = <u64>load<u32>(a, 40)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 8)
  x1 = <u64>load<u32>(a, 44)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 12)
  x1 = <u64>load<u32>(a, 48)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 16)
  x1 = <u64>load<u32>(a, 52)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 20)
  x1 = <u64>load<u32>(a, 56)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 24)
  x1 = <u64>load<u32>(a, 60)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 28)
  x1 = <u64>load<u32>(a, 64)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 32)
  x1 = <u64>load<u32>(a, 68)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36)
  m = (t0 * 268435455) & 536870911
  t0 = (t0 + m * 268435457) >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + m * 521120927 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + m * 240919632
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + m * 131109107
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + m * 361091715
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + m * 47923392
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + m * 10936641
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + m * 240920116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + m * 3171406
  t8 = 0 + 0
  store<u32>(result, <u32>(t0 & 536870911), 0)
  t1 += t0 >> 29
  store<u32>(result, <u32>(t1 & 536870911), 4)
  t2 += t1 >> 29
  store<u32>(result, <u32>(t2 & 536870911), 8)
  t3 += t2 >> 29
  store<u32>(result, <u32>(t3 & 536870911), 12)
  t4 += t3 >> 29
  store<u32>(result, <u32>(t4 & 536870911), 16)
  t5 += t4 >> 29
  store<u32>(result, <u32>(t5 & 536870911), 20)
  t6 += t5 >> 29
  store<u32>(result, <u32>(t6 & 536870911), 24)
  t7 += t6 >> 29
  store<u32>(result, <u32>(t7 & 536870911), 28)
  t8 += t7 >> 29
  store<u32>(result, <u32>(t8), 32)
}

/** result = (a[0] * b[0] + .. + a[2] * b[2]) / R over elements side by side, all below 2p; below 2p. */
export function dot3(result: usize, a: usize, b: usize): void {
  let t0: u64 = 0
  let t1: u64 = 0
  let t2: u64 = 0
  let t3: u64 = 0
  let t4: u64 = 0
  let t5: u64 = 0
  let t6: u64 = 0
  let t7: u64 = 0
  let t8: u64 = 0
  let x0: u64 = 0
  let x1: u64 = 0
  let x2: u64 = 0
  let m: u64 = 0
  x0 = <u64>load<u32>(a, 0)
  x1 = <u64>load<u32>(a, 36)
  x2 = <u64>load<u32>(a, 72)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 4)
  x1 = <u64>load<u32>(a, 40)
  x2 = <u64>load<u32>(a, 76)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 8)
  x1 = <u64>load<u32>(a, 44)
  x2 = <u64>load<u32>(a, 80)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 12)
  x1 = <u64>load<u32>(a, 48)
  x2 = <u64>load<u32>(a, 84)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 16)
  x1 = <u64>load<u32>(a, 52)
  x2 = <u64>load<u32>(a, 88)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 20)
  x1 = <u64>load<u32>(a, 56)
  x2 = <u64>load<u32>(a, 92)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 24)
  x1 = <u64>load<u32>(a, 60)
  x2 = <u64>load<u32>(a, 96)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 28)
  x1 = <u64>load<u32>(a, 64)
  x2 = <u64>load<u32>(a, 100)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 32)
  x1 = <u64>load<u32>(a, 68)
  x2 = <u64>load<u32>(a, 104)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72)
  m = (t0 * 268435455) & 536870911
  t0 = (t0 + m * 268435457) >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + m * 521120927 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + m * 240919632
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + m * 131109107
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + m * 361091715
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + m * 47923392
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + m * 10936641
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + m * 240920116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + m * 3171406
  t8 = 0 + 0
  store<u32>(result, <u32>(t0 & 536870911), 0)
  t1 += t0 >> 29
  store<u32>(result, <u32>(t1 & 536870911), 4)
  t2 += t1 >> 29
  store<u32>(result, <u32>(t2 & 536870911), 8)
  t3 += t2 >> 29
  store<u32>(result, <u32>(t3 & 536870911), 12)
  t4 += t3 >> 29
  store<u32>(result, <u32>(t4 & 536870911), 16)
  t5 += t4 >> 29
  store<u32>(result, <u32>(t5 & 536870911), 20)
  t6 += t5 >> 29
  store<u32>(result, <u32>(t6 & 536870911), 24)
  t7 += t6 >> 29
  store<u32>(result, <u32>(t7 & 536870911), 28)
  t8 += t7 >> 29
  store<u32>(result, <u32>(t8), 32)
}

/** result = (a[0] * b[0] + .. + a[3] * b[3]) / R over elements side by side, all below 2p; below 2p. */
export function dot4(result: usize, a: usize, b: usize): void {
  let t0: u64 = 0
  let t1: u64 = 0
  let t2: u64 = 0
  let t3: u64 = 0
  let t4: u64 = 0
  let t5: u64 = 0
  let t6: u64 = 0
  let t7: u64 = 0
  let t8: u64 = 0
  let x0: u64 = 0
  let x1: u64 = 0
  let x2: u64 = 0
  let x3: u64 = 0
  let m: u64 = 0
  x0 = <u64>load<u32>(a, 0)
  x1 = <u64>load<u32>(a, 36)
  x2 = <u64>load<u32>(a, 72)
  x3 = <u64>load<u32>(a, 108)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 4)
  x1 = <u64>load<u32>(a, 40)
  x2 = <u64>load<u32>(a, 76)
  x3 = <u64>load<u32>(a, 112)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 8)
  x1 = <u64>load<u32>(a, 44)
  x2 = <u64>load<u32>(a, 80)
  x3 = <u64>load<u32>(a, 116)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 12)
  x1 = <u64>load<u32>(a, 48)
  x2 = <u64>load<u32>(a, 84)
  x3 = <u64>load<u32>(a, 120)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 16)
  x1 = <u64>load<u32>(a, 52)
  x2 = <u64>load<u32>(a, 88)
  x3 = <u64>load<u32>(a, 124)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 20)
  x1 = <u64>load<u32>(a, 56)
  x2 = <u64>load<u32>(a, 92)
  x3 = <u64>load<u32>(a, 128)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 24)
  x1 = <u64>load<u32>(a, 60)
  x2 = <u64>load<u32>(a, 96)
  x3 = <u64>load<u32>(a, 132)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 28)
  x1 = <u64>load<u32>(a, 64)
  x2 = <u64>load<u32>(a, 100)
  x3 = <u64>load<u32>(a, 136)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 32)
  x1 = <u64>load<u32>(a, 68)
  x2 = <u64>load<u32>(a, 104)
  x3 = <u64>load<u32>(a, 140)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108)
  m = (t0 * 268435455) & 536870911
  t0 = (t0 + m * 268435457) >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + m * 521120927 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + m * 240919632
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + m * 131109107
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + m * 361091715
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + m * 47923392
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + m * 10936641
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + m * 240920116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + m * 3171406
  t8 = 0 + 0
  store<u32>(result, <u32>(t0 & 536870911), 0)
  t1 += t0 >> 29
  store<u32>(result, <u32>(t1 & 536870911), 4)
  t2 += t1 >> 29
  store<u32>(result, <u32>(t2 & 536870911), 8)
  t3 += t2 >> 29
  store<u32>(result, <u32>(t3 & 536870911), 12)
  t4 += t3 >> 29
  store<u32>(result, <u32>(t4 & 536870911), 16)
  t5 += t4 >> 29
  store<u32>(result, <u32>(t5 & 536870911), 20)
  t6 += t5 >> 29
  store<u32>(result, <u32>(t6 & 536870911), 24)
  t7 += t6 >> 29
  store<u32>(result, <u32>(t7 & 536870911), 28)
  t8 += t7 >> 29
  store<u32>(result, <u32>(t8), 32)
}

/** result = (a[0] * b[0] + .. + a[4] * b[4]) / R over elements side by side, all below 2p; below 2p. */
export function dot5(result: usize, a: usize, b: usize): void {
  let t0: u64 = 0
  let t1: u64 = 0
  let t2: u64 = 0
  let t3: u64 = 0
  let t4: u64 = 0
  let t5: u64 = 0
  let t6: u64 = 0
  let t7: u64 = 0
  let t8: u64 = 0
  let x0: u64 = 0
  let x1: u64 = 0
  let x2: u64 = 0
  let x3: u64 = 0
  let x4: u64 = 0
  let m: u64 = 0
  x0 = <u64>load<u32>(a, 0)
  x1 = <u64>load<u32>(a, 36)
  x2 = <u64>load<u32>(a, 72)
  x3 = <u64>load<u32>(a, 108)
  x4 = <u64>load<u32>(a, 144)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108) + x4 * <u64>load<u32>(b, 144)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + x4 * <u64>load<u32>(b, 148) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + x4 * <u64>load<u32>(b, 152) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + x4 * <u64>load<u32>(b, 156) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + x4 * <u64>load<u32>(b, 160) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + x4 * <u64>load<u32>(b, 164) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + x4 * <u64>load<u32>(b, 168) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + x4 * <u64>load<u32>(b, 172) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + x4 * <u64>load<u32>(b, 176) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 4)
  x1 = <u64>load<u32>(a, 40)
  x2 = <u64>load<u32>(a, 76)
  x3 = <u64>load<u32>(a, 112)
  x4 = <u64>load<u32>(a, 148)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108) + x4 * <u64>load<u32>(b, 144)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + x4 * <u64>load<u32>(b, 148) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + x4 * <u64>load<u32>(b, 152) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + x4 * <u64>load<u32>(b, 156) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + x4 * <u64>load<u32>(b, 160) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + x4 * <u64>load<u32>(b, 164) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + x4 * <u64>load<u32>(b, 168) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + x4 * <u64>load<u32>(b, 172) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + x4 * <u64>load<u32>(b, 176) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 8)
  x1 = <u64>load<u32>(a, 44)
  x2 = <u64>load<u32>(a, 80)
  x3 = <u64>load<u32>(a, 116)
  x4 = <u64>load<u32>(a, 152)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108) + x4 * <u64>load<u32>(b, 144)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + x4 * <u64>load<u32>(b, 148) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + x4 * <u64>load<u32>(b, 152) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + x4 * <u64>load<u32>(b, 156) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + x4 * <u64>load<u32>(b, 160) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + x4 * <u64>load<u32>(b, 164) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + x4 * <u64>load<u32>(b, 168) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + x4 * <u64>load<u32>(b, 172) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + x4 * <u64>load<u32>(b, 176) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 12)
  x1 = <u64>load<u32>(a, 48)
  x2 = <u64>load<u32>(a, 84)
  x3 = <u64>load<u32>(a, 120)
  x4 = <u64>load<u32>(a, 156)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108) + x4 * <u64>load<u32>(b, 144)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + x4 * <u64>load<u32>(b, 148) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + x4 * <u64>load<u32>(b, 152) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + x4 * <u64>load<u32>(b, 156) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + x4 * <u64>load<u32>(b, 160) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + x4 * <u64>load<u32>(b, 164) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + x4 * <u64>load<u32>(b, 168) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + x4 * <u64>load<u32>(b, 172) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + x4 * <u64>load<u32>(b, 176) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 16)
  x1 = <u64>load<u32>(a, 52)
  x2 = <u64>load<u32>(a, 88)
  x3 = <u64>load<u32>(a, 124)
  x4 = <u64>load<u32>(a, 160)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108) + x4 * <u64>load<u32>(b, 144)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + x4 * <u64>load<u32>(b, 148) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + x4 * <u64>load<u32>(b, 152) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + x4 * <u64>load<u32>(b, 156) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + x4 * <u64>load<u32>(b, 160) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + x4 * <u64>load<u32>(b, 164) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + x4 * <u64>load<u32>(b, 168) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + x4 * <u64>load<u32>(b, 172) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + x4 * <u64>load<u32>(b, 176) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 20)
  x1 = <u64>load<u32>(a, 56)
  x2 = <u64>load<u32>(a, 92)
  x3 = <u64>load<u32>(a, 128)
  x4 = <u64>load<u32>(a, 164)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108) + x4 * <u64>load<u32>(b, 144)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + x4 * <u64>load<u32>(b, 148) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + x4 * <u64>load<u32>(b, 152) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + x4 * <u64>load<u32>(b, 156) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + x4 * <u64>load<u32>(b, 160) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + x4 * <u64>load<u32>(b, 164) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + x4 * <u64>load<u32>(b, 168) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + x4 * <u64>load<u32>(b, 172) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + x4 * <u64>load<u32>(b, 176) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 24)
  x1 = <u64>load<u32>(a, 60)
  x2 = <u64>load<u32>(a, 96)
  x3 = <u64>load<u32>(a, 132)
  x4 = <u64>load<u32>(a, 168)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108) + x4 * <u64>load<u32>(b, 144)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + x4 * <u64>load<u32>(b, 148) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + x4 * <u64>load<u32>(b, 152) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + x4 * <u64>load<u32>(b, 156) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + x4 * <u64>load<u32>(b, 160) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + x4 * <u64>load<u32>(b, 164) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + x4 * <u64>load<u32>(b, 168) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + x4 * <u64>load<u32>(b, 172) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + x4 * <u64>load<u32>(b, 176) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 28)
  x1 = <u64>load<u32>(a, 64)
  x2 = <u64>load<u32>(a, 100)
  x3 = <u64>load<u32>(a, 136)
  x4 = <u64>load<u32>(a, 172)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108) + x4 * <u64>load<u32>(b, 144)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + x4 * <u64>load<u32>(b, 148) + m * 418403169 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + x4 * <u64>load<u32>(b, 152) + m * 19640830
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + x4 * <u64>load<u32>(b, 156) + m * 257786165
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + x4 * <u64>load<u32>(b, 160) + m * 509769206
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + x4 * <u64>load<u32>(b, 164) + m * 132622464
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + x4 * <u64>load<u32>(b, 168) + m * 281460511
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + x4 * <u64>load<u32>(b, 172) + m * 301419116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + x4 * <u64>load<u32>(b, 176) + m * 117288651
  t8 = m * 1585703 + 0
  x0 = <u64>load<u32>(a, 32)
  x1 = <u64>load<u32>(a, 68)
  x2 = <u64>load<u32>(a, 104)
  x3 = <u64>load<u32>(a, 140)
  x4 = <u64>load<u32>(a, 176)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108) + x4 * <u64>load<u32>(b, 144)
  m = (t0 * 268435455) & 536870911
  t0 = (t0 + m * 268435457) >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + x4 * <u64>load<u32>(b, 148) + m * 521120927 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + x4 * <u64>load<u32>(b, 152) + m * 240919632
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + x4 * <u64>load<u32>(b, 156) + m * 131109107
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + x4 * <u64>load<u32>(b, 160) + m * 361091715
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + x4 * <u64>load<u32>(b, 164) + m * 47923392
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + x4 * <u64>load<u32>(b, 168) + m * 10936641
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + x4 * <u64>load<u32>(b, 172) + m * 240920116
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + x4 * <u64>load<u32>(b, 176) + m * 3171406
  t8 = 0 + 0
  store<u32>(result, <u32>(t0 & 536870911), 0)
  t1 += t0 >> 29
  store<u32>(result, <u32>(t1 & 536870911), 4)
  t2 += t1 >> 29
  store<u32>(result, <u32>(t2 & 536870911), 8)
  t3 += t2 >> 29
  store<u32>(result, <u32>(t3 & 536870911), 12)
  t4 += t3 >> 29
  store<u32>(result, <u32>(t4 & 536870911), 16)
  t5 += t4 >> 29
  store<u32>(result, <u32>(t5 & 536870911), 20)
  t6 += t5 >> 29
  store<u32>(result, <u32>(t6 & 536870911), 24)
  t7 += t6 >> 29
  store<u32>(result, <u32>(t7 & 536870911), 28)
  t8 += t7 >> 29
  store<u32>(result, <u32>(t8), 32)
}
