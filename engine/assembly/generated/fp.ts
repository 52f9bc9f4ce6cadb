/**
 * The base field of BN254: coordinates of points. Its modulus is the field's q.
 *
 * An element is nine limbs of 29 bits, lowest first, in 36 bytes, in Montgomery form with R = 2^261, below 2p unless it
 * says otherwise. Pointers may be equal. Written by scripts/generate-field-arithmetic.ts.
 */

/** Bytes of an element. */
export const SIZE: usize = 36

/** 0 */
export const ZERO: usize = memory.data<u32>([0, 0, 0, 0, 0, 0, 0, 0, 0])
/** 1 in Montgomery form */
export const ONE: usize = memory.data<u32>([360500257, 337389400, 408039635, 21759001, 178483129, 490881230, 299191303, 86689704, 903222])
/** 1 out of Montgomery form: multiplying by it leaves Montgomery form */
export const PLAIN_ONE: usize = memory.data<u32>([1, 0, 0, 0, 0, 0, 0, 0, 0])
/** R^2: multiplying by it enters Montgomery form */
export const R_SQUARED: usize = memory.data<u32>([94088208, 219480995, 25171640, 279645352, 40052281, 46143135, 379321683, 294034764, 2757030])
/** the modulus, out of Montgomery form */
export const MODULUS: usize = memory.data<u32>([410844487, 17064118, 477274959, 47522512, 361093496, 47923392, 10936641, 240920116, 3171406])
/** multiplying by it turns Montgomery form with R = 2^256, as in a .zkey, into this one */
export const FROM_R256: usize = memory.data<u32>([322215073, 442336424, 171859116, 268585440, 314135016, 244503300, 348886451, 68918589, 360451])

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
  carry0 = (carry0 >> 29) + sum0_0 - quotient0 * 410844487
  store<u32>(result, <u32>carry0 & 536870911, 0)
  carry0 = (carry0 >> 29) + sum0_1 - quotient0 * 17064118
  store<u32>(result, <u32>carry0 & 536870911, 4)
  carry0 = (carry0 >> 29) + sum0_2 - quotient0 * 477274959
  store<u32>(result, <u32>carry0 & 536870911, 8)
  carry0 = (carry0 >> 29) + sum0_3 - quotient0 * 47522512
  store<u32>(result, <u32>carry0 & 536870911, 12)
  carry0 = (carry0 >> 29) + sum0_4 - quotient0 * 361093496
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
  carry0 = (carry0 >> 29) + sum0_0 - quotient0 * 410844487
  store<u32>(result, <u32>carry0 & 536870911, 0)
  carry0 = (carry0 >> 29) + sum0_1 - quotient0 * 17064118
  store<u32>(result, <u32>carry0 & 536870911, 4)
  carry0 = (carry0 >> 29) + sum0_2 - quotient0 * 477274959
  store<u32>(result, <u32>carry0 & 536870911, 8)
  carry0 = (carry0 >> 29) + sum0_3 - quotient0 * 47522512
  store<u32>(result, <u32>carry0 & 536870911, 12)
  carry0 = (carry0 >> 29) + sum0_4 - quotient0 * 361093496
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
  carry0 = (carry0 >> 29) + sum0_0 - quotient0 * 410844487
  store<u32>(result, <u32>carry0 & 536870911, 0)
  carry0 = (carry0 >> 29) + sum0_1 - quotient0 * 17064118
  store<u32>(result, <u32>carry0 & 536870911, 4)
  carry0 = (carry0 >> 29) + sum0_2 - quotient0 * 477274959
  store<u32>(result, <u32>carry0 & 536870911, 8)
  carry0 = (carry0 >> 29) + sum0_3 - quotient0 * 47522512
  store<u32>(result, <u32>carry0 & 536870911, 12)
  carry0 = (carry0 >> 29) + sum0_4 - quotient0 * 361093496
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
  carry0 = (carry0 >> 29) + sum0_0 - quotient0 * 410844487
  store<u32>(result, <u32>carry0 & 536870911, 0)
  carry0 = (carry0 >> 29) + sum0_1 - quotient0 * 17064118
  store<u32>(result, <u32>carry0 & 536870911, 4)
  carry0 = (carry0 >> 29) + sum0_2 - quotient0 * 477274959
  store<u32>(result, <u32>carry0 & 536870911, 8)
  carry0 = (carry0 >> 29) + sum0_3 - quotient0 * 47522512
  store<u32>(result, <u32>carry0 & 536870911, 12)
  carry0 = (carry0 >> 29) + sum0_4 - quotient0 * 361093496
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
  carry0 = (carry0 >> 29) + sum0_0 - quotient0 * 410844487
  store<u32>(result, <u32>carry0 & 536870911, 0)
  carry0 = (carry0 >> 29) + sum0_1 - quotient0 * 17064118
  store<u32>(result, <u32>carry0 & 536870911, 4)
  carry0 = (carry0 >> 29) + sum0_2 - quotient0 * 477274959
  store<u32>(result, <u32>carry0 & 536870911, 8)
  carry0 = (carry0 >> 29) + sum0_3 - quotient0 * 47522512
  store<u32>(result, <u32>carry0 & 536870911, 12)
  carry0 = (carry0 >> 29) + sum0_4 - quotient0 * 361093496
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
  carry0 = (carry0 >> 29) + sum0_0 - quotient0 * 410844487
  store<u32>(result, <u32>carry0 & 536870911, 0)
  carry0 = (carry0 >> 29) + sum0_1 - quotient0 * 17064118
  store<u32>(result, <u32>carry0 & 536870911, 4)
  carry0 = (carry0 >> 29) + sum0_2 - quotient0 * 477274959
  store<u32>(result, <u32>carry0 & 536870911, 8)
  carry0 = (carry0 >> 29) + sum0_3 - quotient0 * 47522512
  store<u32>(result, <u32>carry0 & 536870911, 12)
  carry0 = (carry0 >> 29) + sum0_4 - quotient0 * 361093496
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
  carry0 = (carry0 >> 29) + sum0_0 - quotient0 * 410844487
  store<u32>(result, <u32>carry0 & 536870911, 0)
  carry0 = (carry0 >> 29) + sum0_1 - quotient0 * 17064118
  store<u32>(result, <u32>carry0 & 536870911, 4)
  carry0 = (carry0 >> 29) + sum0_2 - quotient0 * 477274959
  store<u32>(result, <u32>carry0 & 536870911, 8)
  carry0 = (carry0 >> 29) + sum0_3 - quotient0 * 47522512
  store<u32>(result, <u32>carry0 & 536870911, 12)
  carry0 = (carry0 >> 29) + sum0_4 - quotient0 * 361093496
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
  carry0 = (carry0 >> 29) + sum0_0 - quotient0 * 410844487
  store<u32>(result, <u32>carry0 & 536870911, 0)
  carry0 = (carry0 >> 29) + sum0_1 - quotient0 * 17064118
  store<u32>(result, <u32>carry0 & 536870911, 4)
  carry0 = (carry0 >> 29) + sum0_2 - quotient0 * 477274959
  store<u32>(result, <u32>carry0 & 536870911, 8)
  carry0 = (carry0 >> 29) + sum0_3 - quotient0 * 47522512
  store<u32>(result, <u32>carry0 & 536870911, 12)
  carry0 = (carry0 >> 29) + sum0_4 - quotient0 * 361093496
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
  carry = (carry >> 29) + load<i32>(a, 0) - 410844487
  store<u32>(result, carry & 536870911, 0)
  carry = (carry >> 29) + load<i32>(a, 4) - 17064118
  store<u32>(result, carry & 536870911, 4)
  carry = (carry >> 29) + load<i32>(a, 8) - 477274959
  store<u32>(result, carry & 536870911, 8)
  carry = (carry >> 29) + load<i32>(a, 12) - 47522512
  store<u32>(result, carry & 536870911, 12)
  carry = (carry >> 29) + load<i32>(a, 16) - 361093496
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
  carry = (carry >> 29) + load<i32>(result, 0) + (410844487 & borrow)
  store<u32>(result, carry & 536870911, 0)
  carry = (carry >> 29) + load<i32>(result, 4) + (17064118 & borrow)
  store<u32>(result, carry & 536870911, 4)
  carry = (carry >> 29) + load<i32>(result, 8) + (477274959 & borrow)
  store<u32>(result, carry & 536870911, 8)
  carry = (carry >> 29) + load<i32>(result, 12) + (47522512 & borrow)
  store<u32>(result, carry & 536870911, 12)
  carry = (carry >> 29) + load<i32>(result, 16) + (361093496 & borrow)
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
  carry = (carry >> 29) + load<i32>(a, 0) - load<i32>(b, 0) + 32765212
  store<u32>(result, carry & 536870911, 0)
  carry = (carry >> 29) + load<i32>(a, 4) - load<i32>(b, 4) + 68256475
  store<u32>(result, carry & 536870911, 4)
  carry = (carry >> 29) + load<i32>(a, 8) - load<i32>(b, 8) + 298487100
  store<u32>(result, carry & 536870911, 8)
  carry = (carry >> 29) + load<i32>(a, 12) - load<i32>(b, 12) + 190090051
  store<u32>(result, carry & 536870911, 12)
  carry = (carry >> 29) + load<i32>(a, 16) - load<i32>(b, 16) + 370632160
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
  const difference: u32 = (load<u32>(a, 0) ^ 410844487) | (load<u32>(a, 4) ^ 17064118) | (load<u32>(a, 8) ^ 477274959) | (load<u32>(a, 12) ^ 47522512) | (load<u32>(a, 16) ^ 361093496) | (load<u32>(a, 20) ^ 47923392) | (load<u32>(a, 24) ^ 10936641) | (load<u32>(a, 28) ^ 240920116) | (load<u32>(a, 32) ^ 3171406)
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
  t0 = t1 + x0 * b1 + m * 393779871 + t0
  t1 = t2 + x0 * b2 + m * 100647900
  t2 = t3 + x0 * b3 + m * 225173058
  t3 = t4 + x0 * b4 + m * 485577443
  t4 = t5 + x0 * b5 + m * 418055519
  t5 = t6 + x0 * b6 + m * 249042402
  t6 = t7 + x0 * b7 + m * 23471826
  t7 = t8 + x0 * b8 + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 4)
  t0 = t0 + x0 * b0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * b1 + m * 393779871 + t0
  t1 = t2 + x0 * b2 + m * 100647900
  t2 = t3 + x0 * b3 + m * 225173058
  t3 = t4 + x0 * b4 + m * 485577443
  t4 = t5 + x0 * b5 + m * 418055519
  t5 = t6 + x0 * b6 + m * 249042402
  t6 = t7 + x0 * b7 + m * 23471826
  t7 = t8 + x0 * b8 + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 8)
  t0 = t0 + x0 * b0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * b1 + m * 393779871 + t0
  t1 = t2 + x0 * b2 + m * 100647900
  t2 = t3 + x0 * b3 + m * 225173058
  t3 = t4 + x0 * b4 + m * 485577443
  t4 = t5 + x0 * b5 + m * 418055519
  t5 = t6 + x0 * b6 + m * 249042402
  t6 = t7 + x0 * b7 + m * 23471826
  t7 = t8 + x0 * b8 + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 12)
  t0 = t0 + x0 * b0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * b1 + m * 393779871 + t0
  t1 = t2 + x0 * b2 + m * 100647900
  t2 = t3 + x0 * b3 + m * 225173058
  t3 = t4 + x0 * b4 + m * 485577443
  t4 = t5 + x0 * b5 + m * 418055519
  t5 = t6 + x0 * b6 + m * 249042402
  t6 = t7 + x0 * b7 + m * 23471826
  t7 = t8 + x0 * b8 + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 16)
  t0 = t0 + x0 * b0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * b1 + m * 393779871 + t0
  t1 = t2 + x0 * b2 + m * 100647900
  t2 = t3 + x0 * b3 + m * 225173058
  t3 = t4 + x0 * b4 + m * 485577443
  t4 = t5 + x0 * b5 + m * 418055519
  t5 = t6 + x0 * b6 + m * 249042402
  t6 = t7 + x0 * b7 + m * 23471826
  t7 = t8 + x0 * b8 + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 20)
  t0 = t0 + x0 * b0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * b1 + m * 393779871 + t0
  t1 = t2 + x0 * b2 + m * 100647900
  t2 = t3 + x0 * b3 + m * 225173058
  t3 = t4 + x0 * b4 + m * 485577443
  t4 = t5 + x0 * b5 + m * 418055519
  t5 = t6 + x0 * b6 + m * 249042402
  t6 = t7 + x0 * b7 + m * 23471826
  t7 = t8 + x0 * b8 + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 24)
  t0 = t0 + x0 * b0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * b1 + m * 393779871 + t0
  t1 = t2 + x0 * b2 + m * 100647900
  t2 = t3 + x0 * b3 + m * 225173058
  t3 = t4 + x0 * b4 + m * 485577443
  t4 = t5 + x0 * b5 + m * 418055519
  t5 = t6 + x0 * b6 + m * 249042402
  t6 = t7 + x0 * b7 + m * 23471826
  t7 = t8 + x0 * b8 + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 28)
  t0 = t0 + x0 * b0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * b1 + m * 393779871 + t0
  t1 = t2 + x0 * b2 + m * 100647900
  t2 = t3 + x0 * b3 + m * 225173058
  t3 = t4 + x0 * b4 + m * 485577443
  t4 = t5 + x0 * b5 + m * 418055519
  t5 = t6 + x0 * b6 + m * 249042402
  t6 = t7 + x0 * b7 + m * 23471826
  t7 = t8 + x0 * b8 + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 32)
  t0 = t0 + x0 * b0
  m = (t0 * 75916169) & 536870911
  t0 = (t0 + m * 410844487) >> 29
  t0 = t1 + x0 * b1 + m * 17064118 + t0
  t1 = t2 + x0 * b2 + m * 477274959
  t2 = t3 + x0 * b3 + m * 47522512
  t3 = t4 + x0 * b4 + m * 361093496
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
  c1 += m * 393779871 + c0
  c2 += m * 100647900
  c3 += m * 225173058
  c4 += m * 485577443
  c5 += m * 418055519
  c6 += m * 249042402
  c7 += m * 23471826
  c8 += m * 193702671
  c9 += m * 448452
  m = c1 & 536870911
  c1 = c1 >> 29
  c2 += m * 393779871 + c1
  c3 += m * 100647900
  c4 += m * 225173058
  c5 += m * 485577443
  c6 += m * 418055519
  c7 += m * 249042402
  c8 += m * 23471826
  c9 += m * 193702671
  c10 += m * 448452
  m = c2 & 536870911
  c2 = c2 >> 29
  c3 += m * 393779871 + c2
  c4 += m * 100647900
  c5 += m * 225173058
  c6 += m * 485577443
  c7 += m * 418055519
  c8 += m * 249042402
  c9 += m * 23471826
  c10 += m * 193702671
  c11 += m * 448452
  m = c3 & 536870911
  c3 = c3 >> 29
  c4 += m * 393779871 + c3
  c5 += m * 100647900
  c6 += m * 225173058
  c7 += m * 485577443
  c8 += m * 418055519
  c9 += m * 249042402
  c10 += m * 23471826
  c11 += m * 193702671
  c12 += m * 448452
  m = c4 & 536870911
  c4 = c4 >> 29
  c5 += m * 393779871 + c4
  c6 += m * 100647900
  c7 += m * 225173058
  c8 += m * 485577443
  c9 += m * 418055519
  c10 += m * 249042402
  c11 += m * 23471826
  c12 += m * 193702671
  c13 += m * 448452
  m = c5 & 536870911
  c5 = c5 >> 29
  c6 += m * 393779871 + c5
  c7 += m * 100647900
  c8 += m * 225173058
  c9 += m * 485577443
  c10 += m * 418055519
  c11 += m * 249042402
  c12 += m * 23471826
  c13 += m * 193702671
  c14 += m * 448452
  m = c6 & 536870911
  c6 = c6 >> 29
  c7 += m * 393779871 + c6
  c8 += m * 100647900
  c9 += m * 225173058
  c10 += m * 485577443
  c11 += m * 418055519
  c12 += m * 249042402
  c13 += m * 23471826
  c14 += m * 193702671
  c15 += m * 448452
  m = c7 & 536870911
  c7 = c7 >> 29
  c8 += m * 393779871 + c7
  c9 += m * 100647900
  c10 += m * 225173058
  c11 += m * 485577443
  c12 += m * 418055519
  c13 += m * 249042402
  c14 += m * 23471826
  c15 += m * 193702671
  c16 += m * 448452
  m = (c8 * 75916169) & 536870911
  c8 = (c8 + m * 410844487) >> 29
  c9 += m * 17064118 + c8
  c10 += m * 477274959
  c11 += m * 47522512
  c12 += m * 361093496
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
  let t8: i64 = 13785653401616384
  let x0: i64 = 0
  let m: i64 = 0
  x0 = load<i32>(b, 0) - load<i32>(c, 0)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 572576787070976
  x0 = load<i32>(b, 4) - load<i32>(c, 4)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 16014690157068288
  x0 = load<i32>(b, 8) - load<i32>(c, 8)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 1594590897373184
  x0 = load<i32>(b, 12) - load<i32>(c, 12)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 12116287157174272
  x0 = load<i32>(b, 16) - load<i32>(c, 16)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 1608042198073344
  x0 = load<i32>(b, 20) - load<i32>(c, 20)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 366972776742912
  x0 = load<i32>(b, 24) - load<i32>(c, 24)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 8083937649754112
  x0 = load<i32>(b, 28) - load<i32>(c, 28)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 106414726971392
  x0 = load<i32>(b, 32) - load<i32>(c, 32)
  t0 = t0 + x0 * a0
  m = (t0 * 75916169) & 536870911
  t0 = (t0 + m * 410844487) >> 29
  t0 = t1 + x0 * a1 + m * 17064118 + t0
  t1 = t2 + x0 * a2 + m * 477274959
  t2 = t3 + x0 * a3 + m * 47522512
  t3 = t4 + x0 * a4 + m * 361093496
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
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 4)
  x1 = <u64>load<u32>(a, 40)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 8)
  x1 = <u64>load<u32>(a, 44)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 12)
  x1 = <u64>load<u32>(a, 48)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 16)
  x1 = <u64>load<u32>(a, 52)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 20)
  x1 = <u64>load<u32>(a, 56)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 24)
  x1 = <u64>load<u32>(a, 60)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 28)
  x1 = <u64>load<u32>(a, 64)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 32)
  x1 = <u64>load<u32>(a, 68)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36)
  m = (t0 * 75916169) & 536870911
  t0 = (t0 + m * 410844487) >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + m * 17064118 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + m * 477274959
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + m * 47522512
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + m * 361093496
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
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 4)
  x1 = <u64>load<u32>(a, 40)
  x2 = <u64>load<u32>(a, 76)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 8)
  x1 = <u64>load<u32>(a, 44)
  x2 = <u64>load<u32>(a, 80)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 12)
  x1 = <u64>load<u32>(a, 48)
  x2 = <u64>load<u32>(a, 84)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 16)
  x1 = <u64>load<u32>(a, 52)
  x2 = <u64>load<u32>(a, 88)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 20)
  x1 = <u64>load<u32>(a, 56)
  x2 = <u64>load<u32>(a, 92)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 24)
  x1 = <u64>load<u32>(a, 60)
  x2 = <u64>load<u32>(a, 96)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 28)
  x1 = <u64>load<u32>(a, 64)
  x2 = <u64>load<u32>(a, 100)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 32)
  x1 = <u64>load<u32>(a, 68)
  x2 = <u64>load<u32>(a, 104)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72)
  m = (t0 * 75916169) & 536870911
  t0 = (t0 + m * 410844487) >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + m * 17064118 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + m * 477274959
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + m * 47522512
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + m * 361093496
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
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 4)
  x1 = <u64>load<u32>(a, 40)
  x2 = <u64>load<u32>(a, 76)
  x3 = <u64>load<u32>(a, 112)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 8)
  x1 = <u64>load<u32>(a, 44)
  x2 = <u64>load<u32>(a, 80)
  x3 = <u64>load<u32>(a, 116)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 12)
  x1 = <u64>load<u32>(a, 48)
  x2 = <u64>load<u32>(a, 84)
  x3 = <u64>load<u32>(a, 120)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 16)
  x1 = <u64>load<u32>(a, 52)
  x2 = <u64>load<u32>(a, 88)
  x3 = <u64>load<u32>(a, 124)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 20)
  x1 = <u64>load<u32>(a, 56)
  x2 = <u64>load<u32>(a, 92)
  x3 = <u64>load<u32>(a, 128)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 24)
  x1 = <u64>load<u32>(a, 60)
  x2 = <u64>load<u32>(a, 96)
  x3 = <u64>load<u32>(a, 132)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 28)
  x1 = <u64>load<u32>(a, 64)
  x2 = <u64>load<u32>(a, 100)
  x3 = <u64>load<u32>(a, 136)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 32)
  x1 = <u64>load<u32>(a, 68)
  x2 = <u64>load<u32>(a, 104)
  x3 = <u64>load<u32>(a, 140)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108)
  m = (t0 * 75916169) & 536870911
  t0 = (t0 + m * 410844487) >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + m * 17064118 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + m * 477274959
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + m * 47522512
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + m * 361093496
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
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + x4 * <u64>load<u32>(b, 148) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + x4 * <u64>load<u32>(b, 152) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + x4 * <u64>load<u32>(b, 156) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + x4 * <u64>load<u32>(b, 160) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + x4 * <u64>load<u32>(b, 164) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + x4 * <u64>load<u32>(b, 168) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + x4 * <u64>load<u32>(b, 172) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + x4 * <u64>load<u32>(b, 176) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 4)
  x1 = <u64>load<u32>(a, 40)
  x2 = <u64>load<u32>(a, 76)
  x3 = <u64>load<u32>(a, 112)
  x4 = <u64>load<u32>(a, 148)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108) + x4 * <u64>load<u32>(b, 144)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + x4 * <u64>load<u32>(b, 148) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + x4 * <u64>load<u32>(b, 152) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + x4 * <u64>load<u32>(b, 156) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + x4 * <u64>load<u32>(b, 160) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + x4 * <u64>load<u32>(b, 164) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + x4 * <u64>load<u32>(b, 168) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + x4 * <u64>load<u32>(b, 172) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + x4 * <u64>load<u32>(b, 176) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 8)
  x1 = <u64>load<u32>(a, 44)
  x2 = <u64>load<u32>(a, 80)
  x3 = <u64>load<u32>(a, 116)
  x4 = <u64>load<u32>(a, 152)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108) + x4 * <u64>load<u32>(b, 144)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + x4 * <u64>load<u32>(b, 148) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + x4 * <u64>load<u32>(b, 152) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + x4 * <u64>load<u32>(b, 156) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + x4 * <u64>load<u32>(b, 160) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + x4 * <u64>load<u32>(b, 164) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + x4 * <u64>load<u32>(b, 168) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + x4 * <u64>load<u32>(b, 172) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + x4 * <u64>load<u32>(b, 176) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 12)
  x1 = <u64>load<u32>(a, 48)
  x2 = <u64>load<u32>(a, 84)
  x3 = <u64>load<u32>(a, 120)
  x4 = <u64>load<u32>(a, 156)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108) + x4 * <u64>load<u32>(b, 144)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + x4 * <u64>load<u32>(b, 148) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + x4 * <u64>load<u32>(b, 152) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + x4 * <u64>load<u32>(b, 156) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + x4 * <u64>load<u32>(b, 160) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + x4 * <u64>load<u32>(b, 164) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + x4 * <u64>load<u32>(b, 168) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + x4 * <u64>load<u32>(b, 172) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + x4 * <u64>load<u32>(b, 176) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 16)
  x1 = <u64>load<u32>(a, 52)
  x2 = <u64>load<u32>(a, 88)
  x3 = <u64>load<u32>(a, 124)
  x4 = <u64>load<u32>(a, 160)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108) + x4 * <u64>load<u32>(b, 144)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + x4 * <u64>load<u32>(b, 148) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + x4 * <u64>load<u32>(b, 152) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + x4 * <u64>load<u32>(b, 156) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + x4 * <u64>load<u32>(b, 160) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + x4 * <u64>load<u32>(b, 164) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + x4 * <u64>load<u32>(b, 168) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + x4 * <u64>load<u32>(b, 172) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + x4 * <u64>load<u32>(b, 176) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 20)
  x1 = <u64>load<u32>(a, 56)
  x2 = <u64>load<u32>(a, 92)
  x3 = <u64>load<u32>(a, 128)
  x4 = <u64>load<u32>(a, 164)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108) + x4 * <u64>load<u32>(b, 144)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + x4 * <u64>load<u32>(b, 148) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + x4 * <u64>load<u32>(b, 152) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + x4 * <u64>load<u32>(b, 156) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + x4 * <u64>load<u32>(b, 160) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + x4 * <u64>load<u32>(b, 164) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + x4 * <u64>load<u32>(b, 168) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + x4 * <u64>load<u32>(b, 172) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + x4 * <u64>load<u32>(b, 176) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 24)
  x1 = <u64>load<u32>(a, 60)
  x2 = <u64>load<u32>(a, 96)
  x3 = <u64>load<u32>(a, 132)
  x4 = <u64>load<u32>(a, 168)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108) + x4 * <u64>load<u32>(b, 144)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + x4 * <u64>load<u32>(b, 148) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + x4 * <u64>load<u32>(b, 152) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + x4 * <u64>load<u32>(b, 156) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + x4 * <u64>load<u32>(b, 160) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + x4 * <u64>load<u32>(b, 164) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + x4 * <u64>load<u32>(b, 168) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + x4 * <u64>load<u32>(b, 172) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + x4 * <u64>load<u32>(b, 176) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 28)
  x1 = <u64>load<u32>(a, 64)
  x2 = <u64>load<u32>(a, 100)
  x3 = <u64>load<u32>(a, 136)
  x4 = <u64>load<u32>(a, 172)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108) + x4 * <u64>load<u32>(b, 144)
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + x4 * <u64>load<u32>(b, 148) + m * 393779871 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + x4 * <u64>load<u32>(b, 152) + m * 100647900
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + x4 * <u64>load<u32>(b, 156) + m * 225173058
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + x4 * <u64>load<u32>(b, 160) + m * 485577443
  t4 = t5 + x0 * <u64>load<u32>(b, 20) + x1 * <u64>load<u32>(b, 56) + x2 * <u64>load<u32>(b, 92) + x3 * <u64>load<u32>(b, 128) + x4 * <u64>load<u32>(b, 164) + m * 418055519
  t5 = t6 + x0 * <u64>load<u32>(b, 24) + x1 * <u64>load<u32>(b, 60) + x2 * <u64>load<u32>(b, 96) + x3 * <u64>load<u32>(b, 132) + x4 * <u64>load<u32>(b, 168) + m * 249042402
  t6 = t7 + x0 * <u64>load<u32>(b, 28) + x1 * <u64>load<u32>(b, 64) + x2 * <u64>load<u32>(b, 100) + x3 * <u64>load<u32>(b, 136) + x4 * <u64>load<u32>(b, 172) + m * 23471826
  t7 = t8 + x0 * <u64>load<u32>(b, 32) + x1 * <u64>load<u32>(b, 68) + x2 * <u64>load<u32>(b, 104) + x3 * <u64>load<u32>(b, 140) + x4 * <u64>load<u32>(b, 176) + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 32)
  x1 = <u64>load<u32>(a, 68)
  x2 = <u64>load<u32>(a, 104)
  x3 = <u64>load<u32>(a, 140)
  x4 = <u64>load<u32>(a, 176)
  t0 = t0 + x0 * <u64>load<u32>(b, 0) + x1 * <u64>load<u32>(b, 36) + x2 * <u64>load<u32>(b, 72) + x3 * <u64>load<u32>(b, 108) + x4 * <u64>load<u32>(b, 144)
  m = (t0 * 75916169) & 536870911
  t0 = (t0 + m * 410844487) >> 29
  t0 = t1 + x0 * <u64>load<u32>(b, 4) + x1 * <u64>load<u32>(b, 40) + x2 * <u64>load<u32>(b, 76) + x3 * <u64>load<u32>(b, 112) + x4 * <u64>load<u32>(b, 148) + m * 17064118 + t0
  t1 = t2 + x0 * <u64>load<u32>(b, 8) + x1 * <u64>load<u32>(b, 44) + x2 * <u64>load<u32>(b, 80) + x3 * <u64>load<u32>(b, 116) + x4 * <u64>load<u32>(b, 152) + m * 477274959
  t2 = t3 + x0 * <u64>load<u32>(b, 12) + x1 * <u64>load<u32>(b, 48) + x2 * <u64>load<u32>(b, 84) + x3 * <u64>load<u32>(b, 120) + x4 * <u64>load<u32>(b, 156) + m * 47522512
  t3 = t4 + x0 * <u64>load<u32>(b, 16) + x1 * <u64>load<u32>(b, 52) + x2 * <u64>load<u32>(b, 88) + x3 * <u64>load<u32>(b, 124) + x4 * <u64>load<u32>(b, 160) + m * 361093496
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

/** columns = a * b */
export function wideProduct(columns: usize, a: usize, b: usize): void {
  const b0: i64 = load<i32>(a, 0)
  const b1: i64 = load<i32>(a, 4)
  const b2: i64 = load<i32>(a, 8)
  const b3: i64 = load<i32>(a, 12)
  const b4: i64 = load<i32>(a, 16)
  const b5: i64 = load<i32>(a, 20)
  const b6: i64 = load<i32>(a, 24)
  const b7: i64 = load<i32>(a, 28)
  const b8: i64 = load<i32>(a, 32)
  let t0: i64 = 0
  let t1: i64 = 0
  let t2: i64 = 0
  let t3: i64 = 0
  let t4: i64 = 0
  let t5: i64 = 0
  let t6: i64 = 0
  let t7: i64 = 0
  let t8: i64 = 0
  let x: i64 = 0
  x = load<i32>(b, 0)
  store<i64>(columns, t0 + x * b0, 0)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 4)
  store<i64>(columns, t0 + x * b0, 8)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 8)
  store<i64>(columns, t0 + x * b0, 16)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 12)
  store<i64>(columns, t0 + x * b0, 24)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 16)
  store<i64>(columns, t0 + x * b0, 32)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 20)
  store<i64>(columns, t0 + x * b0, 40)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 24)
  store<i64>(columns, t0 + x * b0, 48)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 28)
  store<i64>(columns, t0 + x * b0, 56)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 32)
  store<i64>(columns, t0 + x * b0, 64)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  store<i64>(columns, t0, 72)
  store<i64>(columns, t1, 80)
  store<i64>(columns, t2, 88)
  store<i64>(columns, t3, 96)
  store<i64>(columns, t4, 104)
  store<i64>(columns, t5, 112)
  store<i64>(columns, t6, 120)
  store<i64>(columns, t7, 128)
}

/** columns = a * (b - c) */
export function wideProductByDifference(columns: usize, a: usize, b: usize, c: usize): void {
  const b0: i64 = load<i32>(a, 0)
  const b1: i64 = load<i32>(a, 4)
  const b2: i64 = load<i32>(a, 8)
  const b3: i64 = load<i32>(a, 12)
  const b4: i64 = load<i32>(a, 16)
  const b5: i64 = load<i32>(a, 20)
  const b6: i64 = load<i32>(a, 24)
  const b7: i64 = load<i32>(a, 28)
  const b8: i64 = load<i32>(a, 32)
  let t0: i64 = 0
  let t1: i64 = 0
  let t2: i64 = 0
  let t3: i64 = 0
  let t4: i64 = 0
  let t5: i64 = 0
  let t6: i64 = 0
  let t7: i64 = 0
  let t8: i64 = 0
  let x: i64 = 0
  x = load<i32>(b, 0) - load<i32>(c, 0)
  store<i64>(columns, t0 + x * b0, 0)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 4) - load<i32>(c, 4)
  store<i64>(columns, t0 + x * b0, 8)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 8) - load<i32>(c, 8)
  store<i64>(columns, t0 + x * b0, 16)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 12) - load<i32>(c, 12)
  store<i64>(columns, t0 + x * b0, 24)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 16) - load<i32>(c, 16)
  store<i64>(columns, t0 + x * b0, 32)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 20) - load<i32>(c, 20)
  store<i64>(columns, t0 + x * b0, 40)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 24) - load<i32>(c, 24)
  store<i64>(columns, t0 + x * b0, 48)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 28) - load<i32>(c, 28)
  store<i64>(columns, t0 + x * b0, 56)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 32) - load<i32>(c, 32)
  store<i64>(columns, t0 + x * b0, 64)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  store<i64>(columns, t0, 72)
  store<i64>(columns, t1, 80)
  store<i64>(columns, t2, 88)
  store<i64>(columns, t3, 96)
  store<i64>(columns, t4, 104)
  store<i64>(columns, t5, 112)
  store<i64>(columns, t6, 120)
  store<i64>(columns, t7, 128)
}

/** columns = (a0 + a1) * (b0 + b1) for a = a0 | a1 and b = b0 | b1 */
export function wideProductOfSums(columns: usize, a: usize, b: usize): void {
  const b0: i64 = load<i32>(a, 0) + load<i32>(a, 36)
  const b1: i64 = load<i32>(a, 4) + load<i32>(a, 40)
  const b2: i64 = load<i32>(a, 8) + load<i32>(a, 44)
  const b3: i64 = load<i32>(a, 12) + load<i32>(a, 48)
  const b4: i64 = load<i32>(a, 16) + load<i32>(a, 52)
  const b5: i64 = load<i32>(a, 20) + load<i32>(a, 56)
  const b6: i64 = load<i32>(a, 24) + load<i32>(a, 60)
  const b7: i64 = load<i32>(a, 28) + load<i32>(a, 64)
  const b8: i64 = load<i32>(a, 32) + load<i32>(a, 68)
  let t0: i64 = 0
  let t1: i64 = 0
  let t2: i64 = 0
  let t3: i64 = 0
  let t4: i64 = 0
  let t5: i64 = 0
  let t6: i64 = 0
  let t7: i64 = 0
  let t8: i64 = 0
  let x: i64 = 0
  x = load<i32>(b, 0) + load<i32>(b, 36)
  store<i64>(columns, t0 + x * b0, 0)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 4) + load<i32>(b, 40)
  store<i64>(columns, t0 + x * b0, 8)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 8) + load<i32>(b, 44)
  store<i64>(columns, t0 + x * b0, 16)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 12) + load<i32>(b, 48)
  store<i64>(columns, t0 + x * b0, 24)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 16) + load<i32>(b, 52)
  store<i64>(columns, t0 + x * b0, 32)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 20) + load<i32>(b, 56)
  store<i64>(columns, t0 + x * b0, 40)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 24) + load<i32>(b, 60)
  store<i64>(columns, t0 + x * b0, 48)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 28) + load<i32>(b, 64)
  store<i64>(columns, t0 + x * b0, 56)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 32) + load<i32>(b, 68)
  store<i64>(columns, t0 + x * b0, 64)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  store<i64>(columns, t0, 72)
  store<i64>(columns, t1, 80)
  store<i64>(columns, t2, 88)
  store<i64>(columns, t3, 96)
  store<i64>(columns, t4, 104)
  store<i64>(columns, t5, 112)
  store<i64>(columns, t6, 120)
  store<i64>(columns, t7, 128)
}

/** The same with b - c instead of b. */
export function wideProductOfSumsByDifference(columns: usize, a: usize, b: usize, c: usize): void {
  const b0: i64 = load<i32>(a, 0) + load<i32>(a, 36)
  const b1: i64 = load<i32>(a, 4) + load<i32>(a, 40)
  const b2: i64 = load<i32>(a, 8) + load<i32>(a, 44)
  const b3: i64 = load<i32>(a, 12) + load<i32>(a, 48)
  const b4: i64 = load<i32>(a, 16) + load<i32>(a, 52)
  const b5: i64 = load<i32>(a, 20) + load<i32>(a, 56)
  const b6: i64 = load<i32>(a, 24) + load<i32>(a, 60)
  const b7: i64 = load<i32>(a, 28) + load<i32>(a, 64)
  const b8: i64 = load<i32>(a, 32) + load<i32>(a, 68)
  let t0: i64 = 0
  let t1: i64 = 0
  let t2: i64 = 0
  let t3: i64 = 0
  let t4: i64 = 0
  let t5: i64 = 0
  let t6: i64 = 0
  let t7: i64 = 0
  let t8: i64 = 0
  let x: i64 = 0
  x = load<i32>(b, 0) - load<i32>(c, 0) + load<i32>(b, 36) - load<i32>(c, 36)
  store<i64>(columns, t0 + x * b0, 0)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 4) - load<i32>(c, 4) + load<i32>(b, 40) - load<i32>(c, 40)
  store<i64>(columns, t0 + x * b0, 8)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 8) - load<i32>(c, 8) + load<i32>(b, 44) - load<i32>(c, 44)
  store<i64>(columns, t0 + x * b0, 16)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 12) - load<i32>(c, 12) + load<i32>(b, 48) - load<i32>(c, 48)
  store<i64>(columns, t0 + x * b0, 24)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 16) - load<i32>(c, 16) + load<i32>(b, 52) - load<i32>(c, 52)
  store<i64>(columns, t0 + x * b0, 32)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 20) - load<i32>(c, 20) + load<i32>(b, 56) - load<i32>(c, 56)
  store<i64>(columns, t0 + x * b0, 40)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 24) - load<i32>(c, 24) + load<i32>(b, 60) - load<i32>(c, 60)
  store<i64>(columns, t0 + x * b0, 48)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 28) - load<i32>(c, 28) + load<i32>(b, 64) - load<i32>(c, 64)
  store<i64>(columns, t0 + x * b0, 56)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  x = load<i32>(b, 32) - load<i32>(c, 32) + load<i32>(b, 68) - load<i32>(c, 68)
  store<i64>(columns, t0 + x * b0, 64)
  t0 = t1 + x * b1
  t1 = t2 + x * b2
  t2 = t3 + x * b3
  t3 = t4 + x * b4
  t4 = t5 + x * b5
  t5 = t6 + x * b6
  t6 = t7 + x * b7
  t7 = t8 + x * b8
  t8 = 0
  store<i64>(columns, t0, 72)
  store<i64>(columns, t1, 80)
  store<i64>(columns, t2, 88)
  store<i64>(columns, t3, 96)
  store<i64>(columns, t4, 104)
  store<i64>(columns, t5, 112)
  store<i64>(columns, t6, 120)
  store<i64>(columns, t7, 128)
}

/** result = (v - w) / R for columns of products of elements below 2p, and below 2p itself. */
export function reduceDifference(result: usize, v: usize, w: usize): void {
  let t0: i64 = load<i64>(v, 0) - load<i64>(w, 0) + 0
  let t1: i64 = load<i64>(v, 8) - load<i64>(w, 8) + 0
  let t2: i64 = load<i64>(v, 16) - load<i64>(w, 16) + 0
  let t3: i64 = load<i64>(v, 24) - load<i64>(w, 24) + 0
  let t4: i64 = load<i64>(v, 32) - load<i64>(w, 32) + 0
  let t5: i64 = load<i64>(v, 40) - load<i64>(w, 40) + 0
  let t6: i64 = load<i64>(v, 48) - load<i64>(w, 48) + 0
  let t7: i64 = load<i64>(v, 56) - load<i64>(w, 56) + 0
  let t8: i64 = load<i64>(v, 64) - load<i64>(w, 64) + 13785653401616384
  let m: i64 = 0
  t0 = t0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + m * 393779871 + t0
  t1 = t2 + m * 100647900
  t2 = t3 + m * 225173058
  t3 = t4 + m * 485577443
  t4 = t5 + m * 418055519
  t5 = t6 + m * 249042402
  t6 = t7 + m * 23471826
  t7 = t8 + m * 193702671
  t8 = m * 448452 + load<i64>(v, 72) - load<i64>(w, 72) + 572576787070976
  t0 = t0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + m * 393779871 + t0
  t1 = t2 + m * 100647900
  t2 = t3 + m * 225173058
  t3 = t4 + m * 485577443
  t4 = t5 + m * 418055519
  t5 = t6 + m * 249042402
  t6 = t7 + m * 23471826
  t7 = t8 + m * 193702671
  t8 = m * 448452 + load<i64>(v, 80) - load<i64>(w, 80) + 16014690157068288
  t0 = t0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + m * 393779871 + t0
  t1 = t2 + m * 100647900
  t2 = t3 + m * 225173058
  t3 = t4 + m * 485577443
  t4 = t5 + m * 418055519
  t5 = t6 + m * 249042402
  t6 = t7 + m * 23471826
  t7 = t8 + m * 193702671
  t8 = m * 448452 + load<i64>(v, 88) - load<i64>(w, 88) + 1594590897373184
  t0 = t0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + m * 393779871 + t0
  t1 = t2 + m * 100647900
  t2 = t3 + m * 225173058
  t3 = t4 + m * 485577443
  t4 = t5 + m * 418055519
  t5 = t6 + m * 249042402
  t6 = t7 + m * 23471826
  t7 = t8 + m * 193702671
  t8 = m * 448452 + load<i64>(v, 96) - load<i64>(w, 96) + 12116287157174272
  t0 = t0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + m * 393779871 + t0
  t1 = t2 + m * 100647900
  t2 = t3 + m * 225173058
  t3 = t4 + m * 485577443
  t4 = t5 + m * 418055519
  t5 = t6 + m * 249042402
  t6 = t7 + m * 23471826
  t7 = t8 + m * 193702671
  t8 = m * 448452 + load<i64>(v, 104) - load<i64>(w, 104) + 1608042198073344
  t0 = t0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + m * 393779871 + t0
  t1 = t2 + m * 100647900
  t2 = t3 + m * 225173058
  t3 = t4 + m * 485577443
  t4 = t5 + m * 418055519
  t5 = t6 + m * 249042402
  t6 = t7 + m * 23471826
  t7 = t8 + m * 193702671
  t8 = m * 448452 + load<i64>(v, 112) - load<i64>(w, 112) + 366972776742912
  t0 = t0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + m * 393779871 + t0
  t1 = t2 + m * 100647900
  t2 = t3 + m * 225173058
  t3 = t4 + m * 485577443
  t4 = t5 + m * 418055519
  t5 = t6 + m * 249042402
  t6 = t7 + m * 23471826
  t7 = t8 + m * 193702671
  t8 = m * 448452 + load<i64>(v, 120) - load<i64>(w, 120) + 8083937649754112
  t0 = t0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + m * 393779871 + t0
  t1 = t2 + m * 100647900
  t2 = t3 + m * 225173058
  t3 = t4 + m * 485577443
  t4 = t5 + m * 418055519
  t5 = t6 + m * 249042402
  t6 = t7 + m * 23471826
  t7 = t8 + m * 193702671
  t8 = m * 448452 + load<i64>(v, 128) - load<i64>(w, 128) + 106414726971392
  t0 = t0
  m = (t0 * 75916169) & 536870911
  t0 = (t0 + m * 410844487) >> 29
  t0 = t1 + m * 17064118 + t0
  t1 = t2 + m * 477274959
  t2 = t3 + m * 47522512
  t3 = t4 + m * 361093496
  t4 = t5 + m * 47923392
  t5 = t6 + m * 10936641
  t6 = t7 + m * 240920116
  t7 = t8 + m * 3171406
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

/** result = (u - v - w) / R for columns of what is two products of elements below 2p in the end, and below 2p itself. */
export function reduceRest(result: usize, u: usize, v: usize, w: usize): void {
  let t0: i64 = load<i64>(u, 0) - load<i64>(v, 0) - load<i64>(w, 0) + 0
  let t1: i64 = load<i64>(u, 8) - load<i64>(v, 8) - load<i64>(w, 8) + 0
  let t2: i64 = load<i64>(u, 16) - load<i64>(v, 16) - load<i64>(w, 16) + 0
  let t3: i64 = load<i64>(u, 24) - load<i64>(v, 24) - load<i64>(w, 24) + 0
  let t4: i64 = load<i64>(u, 32) - load<i64>(v, 32) - load<i64>(w, 32) + 0
  let t5: i64 = load<i64>(u, 40) - load<i64>(v, 40) - load<i64>(w, 40) + 0
  let t6: i64 = load<i64>(u, 48) - load<i64>(v, 48) - load<i64>(w, 48) + 0
  let t7: i64 = load<i64>(u, 56) - load<i64>(v, 56) - load<i64>(w, 56) + 0
  let t8: i64 = load<i64>(u, 64) - load<i64>(v, 64) - load<i64>(w, 64) + 13785653401616384
  let m: i64 = 0
  t0 = t0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + m * 393779871 + t0
  t1 = t2 + m * 100647900
  t2 = t3 + m * 225173058
  t3 = t4 + m * 485577443
  t4 = t5 + m * 418055519
  t5 = t6 + m * 249042402
  t6 = t7 + m * 23471826
  t7 = t8 + m * 193702671
  t8 = m * 448452 + load<i64>(u, 72) - load<i64>(v, 72) - load<i64>(w, 72) + 572576787070976
  t0 = t0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + m * 393779871 + t0
  t1 = t2 + m * 100647900
  t2 = t3 + m * 225173058
  t3 = t4 + m * 485577443
  t4 = t5 + m * 418055519
  t5 = t6 + m * 249042402
  t6 = t7 + m * 23471826
  t7 = t8 + m * 193702671
  t8 = m * 448452 + load<i64>(u, 80) - load<i64>(v, 80) - load<i64>(w, 80) + 16014690157068288
  t0 = t0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + m * 393779871 + t0
  t1 = t2 + m * 100647900
  t2 = t3 + m * 225173058
  t3 = t4 + m * 485577443
  t4 = t5 + m * 418055519
  t5 = t6 + m * 249042402
  t6 = t7 + m * 23471826
  t7 = t8 + m * 193702671
  t8 = m * 448452 + load<i64>(u, 88) - load<i64>(v, 88) - load<i64>(w, 88) + 1594590897373184
  t0 = t0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + m * 393779871 + t0
  t1 = t2 + m * 100647900
  t2 = t3 + m * 225173058
  t3 = t4 + m * 485577443
  t4 = t5 + m * 418055519
  t5 = t6 + m * 249042402
  t6 = t7 + m * 23471826
  t7 = t8 + m * 193702671
  t8 = m * 448452 + load<i64>(u, 96) - load<i64>(v, 96) - load<i64>(w, 96) + 12116287157174272
  t0 = t0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + m * 393779871 + t0
  t1 = t2 + m * 100647900
  t2 = t3 + m * 225173058
  t3 = t4 + m * 485577443
  t4 = t5 + m * 418055519
  t5 = t6 + m * 249042402
  t6 = t7 + m * 23471826
  t7 = t8 + m * 193702671
  t8 = m * 448452 + load<i64>(u, 104) - load<i64>(v, 104) - load<i64>(w, 104) + 1608042198073344
  t0 = t0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + m * 393779871 + t0
  t1 = t2 + m * 100647900
  t2 = t3 + m * 225173058
  t3 = t4 + m * 485577443
  t4 = t5 + m * 418055519
  t5 = t6 + m * 249042402
  t6 = t7 + m * 23471826
  t7 = t8 + m * 193702671
  t8 = m * 448452 + load<i64>(u, 112) - load<i64>(v, 112) - load<i64>(w, 112) + 366972776742912
  t0 = t0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + m * 393779871 + t0
  t1 = t2 + m * 100647900
  t2 = t3 + m * 225173058
  t3 = t4 + m * 485577443
  t4 = t5 + m * 418055519
  t5 = t6 + m * 249042402
  t6 = t7 + m * 23471826
  t7 = t8 + m * 193702671
  t8 = m * 448452 + load<i64>(u, 120) - load<i64>(v, 120) - load<i64>(w, 120) + 8083937649754112
  t0 = t0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + m * 393779871 + t0
  t1 = t2 + m * 100647900
  t2 = t3 + m * 225173058
  t3 = t4 + m * 485577443
  t4 = t5 + m * 418055519
  t5 = t6 + m * 249042402
  t6 = t7 + m * 23471826
  t7 = t8 + m * 193702671
  t8 = m * 448452 + load<i64>(u, 128) - load<i64>(v, 128) - load<i64>(w, 128) + 106414726971392
  t0 = t0
  m = (t0 * 75916169) & 536870911
  t0 = (t0 + m * 410844487) >> 29
  t0 = t1 + m * 17064118 + t0
  t1 = t2 + m * 477274959
  t2 = t3 + m * 47522512
  t3 = t4 + m * 361093496
  t4 = t5 + m * 47923392
  t5 = t6 + m * 10936641
  t6 = t7 + m * 240920116
  t7 = t8 + m * 3171406
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

/** result = (c0 + c1) * (c0 - c1) / R for a = c0 | c1, below 2p. */
export function realPartOfSquare(result: usize, a: usize): void {
  const a0: i64 = load<i32>(a, 0) + load<i32>(a, 36)
  const a1: i64 = load<i32>(a, 4) + load<i32>(a, 40)
  const a2: i64 = load<i32>(a, 8) + load<i32>(a, 44)
  const a3: i64 = load<i32>(a, 12) + load<i32>(a, 48)
  const a4: i64 = load<i32>(a, 16) + load<i32>(a, 52)
  const a5: i64 = load<i32>(a, 20) + load<i32>(a, 56)
  const a6: i64 = load<i32>(a, 24) + load<i32>(a, 60)
  const a7: i64 = load<i32>(a, 28) + load<i32>(a, 64)
  const a8: i64 = load<i32>(a, 32) + load<i32>(a, 68)
  let t0: i64 = 0
  let t1: i64 = 0
  let t2: i64 = 0
  let t3: i64 = 0
  let t4: i64 = 0
  let t5: i64 = 0
  let t6: i64 = 0
  let t7: i64 = 0
  let t8: i64 = 13785653401616384
  let x0: i64 = 0
  let m: i64 = 0
  x0 = load<i32>(a, 0) - load<i32>(a, 36)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 572576787070976
  x0 = load<i32>(a, 4) - load<i32>(a, 40)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 16014690157068288
  x0 = load<i32>(a, 8) - load<i32>(a, 44)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 1594590897373184
  x0 = load<i32>(a, 12) - load<i32>(a, 48)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 12116287157174272
  x0 = load<i32>(a, 16) - load<i32>(a, 52)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 1608042198073344
  x0 = load<i32>(a, 20) - load<i32>(a, 56)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 366972776742912
  x0 = load<i32>(a, 24) - load<i32>(a, 60)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 8083937649754112
  x0 = load<i32>(a, 28) - load<i32>(a, 64)
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 106414726971392
  x0 = load<i32>(a, 32) - load<i32>(a, 68)
  t0 = t0 + x0 * a0
  m = (t0 * 75916169) & 536870911
  t0 = (t0 + m * 410844487) >> 29
  t0 = t1 + x0 * a1 + m * 17064118 + t0
  t1 = t2 + x0 * a2 + m * 477274959
  t2 = t3 + x0 * a3 + m * 47522512
  t3 = t4 + x0 * a4 + m * 361093496
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

/** result = 2 * c0 * c1 / R for a = c0 | c1, below 2p. */
export function imaginaryPartOfSquare(result: usize, a: usize): void {
  const a0: u64 = <u64>load<u32>(a, 36)
  const a1: u64 = <u64>load<u32>(a, 40)
  const a2: u64 = <u64>load<u32>(a, 44)
  const a3: u64 = <u64>load<u32>(a, 48)
  const a4: u64 = <u64>load<u32>(a, 52)
  const a5: u64 = <u64>load<u32>(a, 56)
  const a6: u64 = <u64>load<u32>(a, 60)
  const a7: u64 = <u64>load<u32>(a, 64)
  const a8: u64 = <u64>load<u32>(a, 68)
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
  x0 = <u64>load<u32>(a, 0) << 1
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 4) << 1
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 8) << 1
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 12) << 1
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 16) << 1
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 20) << 1
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 24) << 1
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 28) << 1
  t0 = t0 + x0 * a0
  m = t0 & 536870911
  t0 = t0 >> 29
  t0 = t1 + x0 * a1 + m * 393779871 + t0
  t1 = t2 + x0 * a2 + m * 100647900
  t2 = t3 + x0 * a3 + m * 225173058
  t3 = t4 + x0 * a4 + m * 485577443
  t4 = t5 + x0 * a5 + m * 418055519
  t5 = t6 + x0 * a6 + m * 249042402
  t6 = t7 + x0 * a7 + m * 23471826
  t7 = t8 + x0 * a8 + m * 193702671
  t8 = m * 448452 + 0
  x0 = <u64>load<u32>(a, 32) << 1
  t0 = t0 + x0 * a0
  m = (t0 * 75916169) & 536870911
  t0 = (t0 + m * 410844487) >> 29
  t0 = t1 + x0 * a1 + m * 17064118 + t0
  t1 = t2 + x0 * a2 + m * 477274959
  t2 = t3 + x0 * a3 + m * 47522512
  t3 = t4 + x0 * a4 + m * 361093496
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
