/** Sums in Fp2, below 2p, of elements below 2p. Pointers may be equal. Written by scripts/generate-field-arithmetic.ts. */

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
  const sum1_0: i32 = load<i32>(a, 36) + load<i32>(b, 36)
  const sum1_1: i32 = load<i32>(a, 40) + load<i32>(b, 40)
  const sum1_2: i32 = load<i32>(a, 44) + load<i32>(b, 44)
  const sum1_3: i32 = load<i32>(a, 48) + load<i32>(b, 48)
  const sum1_4: i32 = load<i32>(a, 52) + load<i32>(b, 52)
  const sum1_5: i32 = load<i32>(a, 56) + load<i32>(b, 56)
  const sum1_6: i32 = load<i32>(a, 60) + load<i32>(b, 60)
  const sum1_7: i32 = load<i32>(a, 64) + load<i32>(b, 64)
  const sum1_8: i32 = load<i32>(a, 68) + load<i32>(b, 68)
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i32 = <i32>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i32 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
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
  const sum1_0: i32 = load<i32>(a, 36) - load<i32>(b, 36)
  const sum1_1: i32 = load<i32>(a, 40) - load<i32>(b, 40)
  const sum1_2: i32 = load<i32>(a, 44) - load<i32>(b, 44)
  const sum1_3: i32 = load<i32>(a, 48) - load<i32>(b, 48)
  const sum1_4: i32 = load<i32>(a, 52) - load<i32>(b, 52)
  const sum1_5: i32 = load<i32>(a, 56) - load<i32>(b, 56)
  const sum1_6: i32 = load<i32>(a, 60) - load<i32>(b, 60)
  const sum1_7: i32 = load<i32>(a, 64) - load<i32>(b, 64)
  const sum1_8: i32 = load<i32>(a, 68) - load<i32>(b, 68)
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i32 = <i32>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i32 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
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
  const sum1_0: i32 = load<i32>(a, 36) * 2
  const sum1_1: i32 = load<i32>(a, 40) * 2
  const sum1_2: i32 = load<i32>(a, 44) * 2
  const sum1_3: i32 = load<i32>(a, 48) * 2
  const sum1_4: i32 = load<i32>(a, 52) * 2
  const sum1_5: i32 = load<i32>(a, 56) * 2
  const sum1_6: i32 = load<i32>(a, 60) * 2
  const sum1_7: i32 = load<i32>(a, 64) * 2
  const sum1_8: i32 = load<i32>(a, 68) * 2
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i32 = <i32>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i32 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
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
  const sum1_0: i64 = <i64>load<i32>(a, 36) * 3
  const sum1_1: i64 = <i64>load<i32>(a, 40) * 3
  const sum1_2: i64 = <i64>load<i32>(a, 44) * 3
  const sum1_3: i64 = <i64>load<i32>(a, 48) * 3
  const sum1_4: i64 = <i64>load<i32>(a, 52) * 3
  const sum1_5: i64 = <i64>load<i32>(a, 56) * 3
  const sum1_6: i64 = <i64>load<i32>(a, 60) * 3
  const sum1_7: i64 = <i64>load<i32>(a, 64) * 3
  const sum1_8: i64 = <i64>load<i32>(a, 68) * 3
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i64 = <i64>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i64 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
}

/** result = 4 a */
export function quadruple(result: usize, a: usize): void {
  const sum0_0: i64 = <i64>load<i32>(a, 0) * 4
  const sum0_1: i64 = <i64>load<i32>(a, 4) * 4
  const sum0_2: i64 = <i64>load<i32>(a, 8) * 4
  const sum0_3: i64 = <i64>load<i32>(a, 12) * 4
  const sum0_4: i64 = <i64>load<i32>(a, 16) * 4
  const sum0_5: i64 = <i64>load<i32>(a, 20) * 4
  const sum0_6: i64 = <i64>load<i32>(a, 24) * 4
  const sum0_7: i64 = <i64>load<i32>(a, 28) * 4
  const sum0_8: i64 = <i64>load<i32>(a, 32) * 4
  const sum1_0: i64 = <i64>load<i32>(a, 36) * 4
  const sum1_1: i64 = <i64>load<i32>(a, 40) * 4
  const sum1_2: i64 = <i64>load<i32>(a, 44) * 4
  const sum1_3: i64 = <i64>load<i32>(a, 48) * 4
  const sum1_4: i64 = <i64>load<i32>(a, 52) * 4
  const sum1_5: i64 = <i64>load<i32>(a, 56) * 4
  const sum1_6: i64 = <i64>load<i32>(a, 60) * 4
  const sum1_7: i64 = <i64>load<i32>(a, 64) * 4
  const sum1_8: i64 = <i64>load<i32>(a, 68) * 4
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i64 = <i64>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i64 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
}

/** result = -a */
export function negate(result: usize, a: usize): void {
  const sum0_0: i32 = - load<i32>(a, 0)
  const sum0_1: i32 = - load<i32>(a, 4)
  const sum0_2: i32 = - load<i32>(a, 8)
  const sum0_3: i32 = - load<i32>(a, 12)
  const sum0_4: i32 = - load<i32>(a, 16)
  const sum0_5: i32 = - load<i32>(a, 20)
  const sum0_6: i32 = - load<i32>(a, 24)
  const sum0_7: i32 = - load<i32>(a, 28)
  const sum0_8: i32 = - load<i32>(a, 32)
  const sum1_0: i32 = - load<i32>(a, 36)
  const sum1_1: i32 = - load<i32>(a, 40)
  const sum1_2: i32 = - load<i32>(a, 44)
  const sum1_3: i32 = - load<i32>(a, 48)
  const sum1_4: i32 = - load<i32>(a, 52)
  const sum1_5: i32 = - load<i32>(a, 56)
  const sum1_6: i32 = - load<i32>(a, 60)
  const sum1_7: i32 = - load<i32>(a, 64)
  const sum1_8: i32 = - load<i32>(a, 68)
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i32 = <i32>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i32 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
}

/** result = xi a */
export function multiplyByXi(result: usize, a: usize): void {
  const sum0_0: i64 = <i64>load<i32>(a, 0) * 9 - <i64>load<i32>(a, 36)
  const sum0_1: i64 = <i64>load<i32>(a, 4) * 9 - <i64>load<i32>(a, 40)
  const sum0_2: i64 = <i64>load<i32>(a, 8) * 9 - <i64>load<i32>(a, 44)
  const sum0_3: i64 = <i64>load<i32>(a, 12) * 9 - <i64>load<i32>(a, 48)
  const sum0_4: i64 = <i64>load<i32>(a, 16) * 9 - <i64>load<i32>(a, 52)
  const sum0_5: i64 = <i64>load<i32>(a, 20) * 9 - <i64>load<i32>(a, 56)
  const sum0_6: i64 = <i64>load<i32>(a, 24) * 9 - <i64>load<i32>(a, 60)
  const sum0_7: i64 = <i64>load<i32>(a, 28) * 9 - <i64>load<i32>(a, 64)
  const sum0_8: i64 = <i64>load<i32>(a, 32) * 9 - <i64>load<i32>(a, 68)
  const sum1_0: i64 = <i64>load<i32>(a, 36) * 9 + <i64>load<i32>(a, 0)
  const sum1_1: i64 = <i64>load<i32>(a, 40) * 9 + <i64>load<i32>(a, 4)
  const sum1_2: i64 = <i64>load<i32>(a, 44) * 9 + <i64>load<i32>(a, 8)
  const sum1_3: i64 = <i64>load<i32>(a, 48) * 9 + <i64>load<i32>(a, 12)
  const sum1_4: i64 = <i64>load<i32>(a, 52) * 9 + <i64>load<i32>(a, 16)
  const sum1_5: i64 = <i64>load<i32>(a, 56) * 9 + <i64>load<i32>(a, 20)
  const sum1_6: i64 = <i64>load<i32>(a, 60) * 9 + <i64>load<i32>(a, 24)
  const sum1_7: i64 = <i64>load<i32>(a, 64) * 9 + <i64>load<i32>(a, 28)
  const sum1_8: i64 = <i64>load<i32>(a, 68) * 9 + <i64>load<i32>(a, 32)
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i64 = <i64>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i64 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
}

/** result = a + xi b */
export function addXi(result: usize, a: usize, b: usize): void {
  const sum0_0: i64 = <i64>load<i32>(a, 0) + <i64>load<i32>(b, 0) * 9 - <i64>load<i32>(b, 36)
  const sum0_1: i64 = <i64>load<i32>(a, 4) + <i64>load<i32>(b, 4) * 9 - <i64>load<i32>(b, 40)
  const sum0_2: i64 = <i64>load<i32>(a, 8) + <i64>load<i32>(b, 8) * 9 - <i64>load<i32>(b, 44)
  const sum0_3: i64 = <i64>load<i32>(a, 12) + <i64>load<i32>(b, 12) * 9 - <i64>load<i32>(b, 48)
  const sum0_4: i64 = <i64>load<i32>(a, 16) + <i64>load<i32>(b, 16) * 9 - <i64>load<i32>(b, 52)
  const sum0_5: i64 = <i64>load<i32>(a, 20) + <i64>load<i32>(b, 20) * 9 - <i64>load<i32>(b, 56)
  const sum0_6: i64 = <i64>load<i32>(a, 24) + <i64>load<i32>(b, 24) * 9 - <i64>load<i32>(b, 60)
  const sum0_7: i64 = <i64>load<i32>(a, 28) + <i64>load<i32>(b, 28) * 9 - <i64>load<i32>(b, 64)
  const sum0_8: i64 = <i64>load<i32>(a, 32) + <i64>load<i32>(b, 32) * 9 - <i64>load<i32>(b, 68)
  const sum1_0: i64 = <i64>load<i32>(a, 36) + <i64>load<i32>(b, 36) * 9 + <i64>load<i32>(b, 0)
  const sum1_1: i64 = <i64>load<i32>(a, 40) + <i64>load<i32>(b, 40) * 9 + <i64>load<i32>(b, 4)
  const sum1_2: i64 = <i64>load<i32>(a, 44) + <i64>load<i32>(b, 44) * 9 + <i64>load<i32>(b, 8)
  const sum1_3: i64 = <i64>load<i32>(a, 48) + <i64>load<i32>(b, 48) * 9 + <i64>load<i32>(b, 12)
  const sum1_4: i64 = <i64>load<i32>(a, 52) + <i64>load<i32>(b, 52) * 9 + <i64>load<i32>(b, 16)
  const sum1_5: i64 = <i64>load<i32>(a, 56) + <i64>load<i32>(b, 56) * 9 + <i64>load<i32>(b, 20)
  const sum1_6: i64 = <i64>load<i32>(a, 60) + <i64>load<i32>(b, 60) * 9 + <i64>load<i32>(b, 24)
  const sum1_7: i64 = <i64>load<i32>(a, 64) + <i64>load<i32>(b, 64) * 9 + <i64>load<i32>(b, 28)
  const sum1_8: i64 = <i64>load<i32>(a, 68) + <i64>load<i32>(b, 68) * 9 + <i64>load<i32>(b, 32)
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i64 = <i64>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i64 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
}

/** result = a + 3 b */
export function addTriple(result: usize, a: usize, b: usize): void {
  const sum0_0: i64 = <i64>load<i32>(a, 0) + <i64>load<i32>(b, 0) * 3
  const sum0_1: i64 = <i64>load<i32>(a, 4) + <i64>load<i32>(b, 4) * 3
  const sum0_2: i64 = <i64>load<i32>(a, 8) + <i64>load<i32>(b, 8) * 3
  const sum0_3: i64 = <i64>load<i32>(a, 12) + <i64>load<i32>(b, 12) * 3
  const sum0_4: i64 = <i64>load<i32>(a, 16) + <i64>load<i32>(b, 16) * 3
  const sum0_5: i64 = <i64>load<i32>(a, 20) + <i64>load<i32>(b, 20) * 3
  const sum0_6: i64 = <i64>load<i32>(a, 24) + <i64>load<i32>(b, 24) * 3
  const sum0_7: i64 = <i64>load<i32>(a, 28) + <i64>load<i32>(b, 28) * 3
  const sum0_8: i64 = <i64>load<i32>(a, 32) + <i64>load<i32>(b, 32) * 3
  const sum1_0: i64 = <i64>load<i32>(a, 36) + <i64>load<i32>(b, 36) * 3
  const sum1_1: i64 = <i64>load<i32>(a, 40) + <i64>load<i32>(b, 40) * 3
  const sum1_2: i64 = <i64>load<i32>(a, 44) + <i64>load<i32>(b, 44) * 3
  const sum1_3: i64 = <i64>load<i32>(a, 48) + <i64>load<i32>(b, 48) * 3
  const sum1_4: i64 = <i64>load<i32>(a, 52) + <i64>load<i32>(b, 52) * 3
  const sum1_5: i64 = <i64>load<i32>(a, 56) + <i64>load<i32>(b, 56) * 3
  const sum1_6: i64 = <i64>load<i32>(a, 60) + <i64>load<i32>(b, 60) * 3
  const sum1_7: i64 = <i64>load<i32>(a, 64) + <i64>load<i32>(b, 64) * 3
  const sum1_8: i64 = <i64>load<i32>(a, 68) + <i64>load<i32>(b, 68) * 3
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i64 = <i64>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i64 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
}

/** result = 2 a - 6 b */
export function doubleMinusSix(result: usize, a: usize, b: usize): void {
  const sum0_0: i64 = <i64>load<i32>(a, 0) * 2 - <i64>load<i32>(b, 0) * 6
  const sum0_1: i64 = <i64>load<i32>(a, 4) * 2 - <i64>load<i32>(b, 4) * 6
  const sum0_2: i64 = <i64>load<i32>(a, 8) * 2 - <i64>load<i32>(b, 8) * 6
  const sum0_3: i64 = <i64>load<i32>(a, 12) * 2 - <i64>load<i32>(b, 12) * 6
  const sum0_4: i64 = <i64>load<i32>(a, 16) * 2 - <i64>load<i32>(b, 16) * 6
  const sum0_5: i64 = <i64>load<i32>(a, 20) * 2 - <i64>load<i32>(b, 20) * 6
  const sum0_6: i64 = <i64>load<i32>(a, 24) * 2 - <i64>load<i32>(b, 24) * 6
  const sum0_7: i64 = <i64>load<i32>(a, 28) * 2 - <i64>load<i32>(b, 28) * 6
  const sum0_8: i64 = <i64>load<i32>(a, 32) * 2 - <i64>load<i32>(b, 32) * 6
  const sum1_0: i64 = <i64>load<i32>(a, 36) * 2 - <i64>load<i32>(b, 36) * 6
  const sum1_1: i64 = <i64>load<i32>(a, 40) * 2 - <i64>load<i32>(b, 40) * 6
  const sum1_2: i64 = <i64>load<i32>(a, 44) * 2 - <i64>load<i32>(b, 44) * 6
  const sum1_3: i64 = <i64>load<i32>(a, 48) * 2 - <i64>load<i32>(b, 48) * 6
  const sum1_4: i64 = <i64>load<i32>(a, 52) * 2 - <i64>load<i32>(b, 52) * 6
  const sum1_5: i64 = <i64>load<i32>(a, 56) * 2 - <i64>load<i32>(b, 56) * 6
  const sum1_6: i64 = <i64>load<i32>(a, 60) * 2 - <i64>load<i32>(b, 60) * 6
  const sum1_7: i64 = <i64>load<i32>(a, 64) * 2 - <i64>load<i32>(b, 64) * 6
  const sum1_8: i64 = <i64>load<i32>(a, 68) * 2 - <i64>load<i32>(b, 68) * 6
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i64 = <i64>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i64 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
}

/** result = a - 12 b */
export function subtractTwelve(result: usize, a: usize, b: usize): void {
  const sum0_0: i64 = <i64>load<i32>(a, 0) - <i64>load<i32>(b, 0) * 12
  const sum0_1: i64 = <i64>load<i32>(a, 4) - <i64>load<i32>(b, 4) * 12
  const sum0_2: i64 = <i64>load<i32>(a, 8) - <i64>load<i32>(b, 8) * 12
  const sum0_3: i64 = <i64>load<i32>(a, 12) - <i64>load<i32>(b, 12) * 12
  const sum0_4: i64 = <i64>load<i32>(a, 16) - <i64>load<i32>(b, 16) * 12
  const sum0_5: i64 = <i64>load<i32>(a, 20) - <i64>load<i32>(b, 20) * 12
  const sum0_6: i64 = <i64>load<i32>(a, 24) - <i64>load<i32>(b, 24) * 12
  const sum0_7: i64 = <i64>load<i32>(a, 28) - <i64>load<i32>(b, 28) * 12
  const sum0_8: i64 = <i64>load<i32>(a, 32) - <i64>load<i32>(b, 32) * 12
  const sum1_0: i64 = <i64>load<i32>(a, 36) - <i64>load<i32>(b, 36) * 12
  const sum1_1: i64 = <i64>load<i32>(a, 40) - <i64>load<i32>(b, 40) * 12
  const sum1_2: i64 = <i64>load<i32>(a, 44) - <i64>load<i32>(b, 44) * 12
  const sum1_3: i64 = <i64>load<i32>(a, 48) - <i64>load<i32>(b, 48) * 12
  const sum1_4: i64 = <i64>load<i32>(a, 52) - <i64>load<i32>(b, 52) * 12
  const sum1_5: i64 = <i64>load<i32>(a, 56) - <i64>load<i32>(b, 56) * 12
  const sum1_6: i64 = <i64>load<i32>(a, 60) - <i64>load<i32>(b, 60) * 12
  const sum1_7: i64 = <i64>load<i32>(a, 64) - <i64>load<i32>(b, 64) * 12
  const sum1_8: i64 = <i64>load<i32>(a, 68) - <i64>load<i32>(b, 68) * 12
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i64 = <i64>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i64 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
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
  const sum1_0: i64 = <i64>load<i32>(a, 36) - <i64>load<i32>(b, 36) - <i64>load<i32>(c, 36)
  const sum1_1: i64 = <i64>load<i32>(a, 40) - <i64>load<i32>(b, 40) - <i64>load<i32>(c, 40)
  const sum1_2: i64 = <i64>load<i32>(a, 44) - <i64>load<i32>(b, 44) - <i64>load<i32>(c, 44)
  const sum1_3: i64 = <i64>load<i32>(a, 48) - <i64>load<i32>(b, 48) - <i64>load<i32>(c, 48)
  const sum1_4: i64 = <i64>load<i32>(a, 52) - <i64>load<i32>(b, 52) - <i64>load<i32>(c, 52)
  const sum1_5: i64 = <i64>load<i32>(a, 56) - <i64>load<i32>(b, 56) - <i64>load<i32>(c, 56)
  const sum1_6: i64 = <i64>load<i32>(a, 60) - <i64>load<i32>(b, 60) - <i64>load<i32>(c, 60)
  const sum1_7: i64 = <i64>load<i32>(a, 64) - <i64>load<i32>(b, 64) - <i64>load<i32>(c, 64)
  const sum1_8: i64 = <i64>load<i32>(a, 68) - <i64>load<i32>(b, 68) - <i64>load<i32>(c, 68)
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i64 = <i64>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i64 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
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
  const sum1_0: i64 = <i64>load<i32>(a, 36) * 2 - <i64>load<i32>(b, 36) * 2 - <i64>load<i32>(c, 36) * 2
  const sum1_1: i64 = <i64>load<i32>(a, 40) * 2 - <i64>load<i32>(b, 40) * 2 - <i64>load<i32>(c, 40) * 2
  const sum1_2: i64 = <i64>load<i32>(a, 44) * 2 - <i64>load<i32>(b, 44) * 2 - <i64>load<i32>(c, 44) * 2
  const sum1_3: i64 = <i64>load<i32>(a, 48) * 2 - <i64>load<i32>(b, 48) * 2 - <i64>load<i32>(c, 48) * 2
  const sum1_4: i64 = <i64>load<i32>(a, 52) * 2 - <i64>load<i32>(b, 52) * 2 - <i64>load<i32>(c, 52) * 2
  const sum1_5: i64 = <i64>load<i32>(a, 56) * 2 - <i64>load<i32>(b, 56) * 2 - <i64>load<i32>(c, 56) * 2
  const sum1_6: i64 = <i64>load<i32>(a, 60) * 2 - <i64>load<i32>(b, 60) * 2 - <i64>load<i32>(c, 60) * 2
  const sum1_7: i64 = <i64>load<i32>(a, 64) * 2 - <i64>load<i32>(b, 64) * 2 - <i64>load<i32>(c, 64) * 2
  const sum1_8: i64 = <i64>load<i32>(a, 68) * 2 - <i64>load<i32>(b, 68) * 2 - <i64>load<i32>(c, 68) * 2
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i64 = <i64>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i64 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
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
  const sum1_0: i64 = <i64>load<i32>(a, 36) - <i64>load<i32>(b, 36) * 2
  const sum1_1: i64 = <i64>load<i32>(a, 40) - <i64>load<i32>(b, 40) * 2
  const sum1_2: i64 = <i64>load<i32>(a, 44) - <i64>load<i32>(b, 44) * 2
  const sum1_3: i64 = <i64>load<i32>(a, 48) - <i64>load<i32>(b, 48) * 2
  const sum1_4: i64 = <i64>load<i32>(a, 52) - <i64>load<i32>(b, 52) * 2
  const sum1_5: i64 = <i64>load<i32>(a, 56) - <i64>load<i32>(b, 56) * 2
  const sum1_6: i64 = <i64>load<i32>(a, 60) - <i64>load<i32>(b, 60) * 2
  const sum1_7: i64 = <i64>load<i32>(a, 64) - <i64>load<i32>(b, 64) * 2
  const sum1_8: i64 = <i64>load<i32>(a, 68) - <i64>load<i32>(b, 68) * 2
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i64 = <i64>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i64 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
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
  const sum1_0: i64 = <i64>load<i32>(a, 36) - <i64>load<i32>(b, 36) * 8
  const sum1_1: i64 = <i64>load<i32>(a, 40) - <i64>load<i32>(b, 40) * 8
  const sum1_2: i64 = <i64>load<i32>(a, 44) - <i64>load<i32>(b, 44) * 8
  const sum1_3: i64 = <i64>load<i32>(a, 48) - <i64>load<i32>(b, 48) * 8
  const sum1_4: i64 = <i64>load<i32>(a, 52) - <i64>load<i32>(b, 52) * 8
  const sum1_5: i64 = <i64>load<i32>(a, 56) - <i64>load<i32>(b, 56) * 8
  const sum1_6: i64 = <i64>load<i32>(a, 60) - <i64>load<i32>(b, 60) * 8
  const sum1_7: i64 = <i64>load<i32>(a, 64) - <i64>load<i32>(b, 64) * 8
  const sum1_8: i64 = <i64>load<i32>(a, 68) - <i64>load<i32>(b, 68) * 8
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i64 = <i64>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i64 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
}

/** result = a - b - xi c */
export function subtractAndXi(result: usize, a: usize, b: usize, c: usize): void {
  const sum0_0: i64 = <i64>load<i32>(a, 0) - <i64>load<i32>(b, 0) - <i64>load<i32>(c, 0) * 9 + <i64>load<i32>(c, 36)
  const sum0_1: i64 = <i64>load<i32>(a, 4) - <i64>load<i32>(b, 4) - <i64>load<i32>(c, 4) * 9 + <i64>load<i32>(c, 40)
  const sum0_2: i64 = <i64>load<i32>(a, 8) - <i64>load<i32>(b, 8) - <i64>load<i32>(c, 8) * 9 + <i64>load<i32>(c, 44)
  const sum0_3: i64 = <i64>load<i32>(a, 12) - <i64>load<i32>(b, 12) - <i64>load<i32>(c, 12) * 9 + <i64>load<i32>(c, 48)
  const sum0_4: i64 = <i64>load<i32>(a, 16) - <i64>load<i32>(b, 16) - <i64>load<i32>(c, 16) * 9 + <i64>load<i32>(c, 52)
  const sum0_5: i64 = <i64>load<i32>(a, 20) - <i64>load<i32>(b, 20) - <i64>load<i32>(c, 20) * 9 + <i64>load<i32>(c, 56)
  const sum0_6: i64 = <i64>load<i32>(a, 24) - <i64>load<i32>(b, 24) - <i64>load<i32>(c, 24) * 9 + <i64>load<i32>(c, 60)
  const sum0_7: i64 = <i64>load<i32>(a, 28) - <i64>load<i32>(b, 28) - <i64>load<i32>(c, 28) * 9 + <i64>load<i32>(c, 64)
  const sum0_8: i64 = <i64>load<i32>(a, 32) - <i64>load<i32>(b, 32) - <i64>load<i32>(c, 32) * 9 + <i64>load<i32>(c, 68)
  const sum1_0: i64 = <i64>load<i32>(a, 36) - <i64>load<i32>(b, 36) - <i64>load<i32>(c, 36) * 9 - <i64>load<i32>(c, 0)
  const sum1_1: i64 = <i64>load<i32>(a, 40) - <i64>load<i32>(b, 40) - <i64>load<i32>(c, 40) * 9 - <i64>load<i32>(c, 4)
  const sum1_2: i64 = <i64>load<i32>(a, 44) - <i64>load<i32>(b, 44) - <i64>load<i32>(c, 44) * 9 - <i64>load<i32>(c, 8)
  const sum1_3: i64 = <i64>load<i32>(a, 48) - <i64>load<i32>(b, 48) - <i64>load<i32>(c, 48) * 9 - <i64>load<i32>(c, 12)
  const sum1_4: i64 = <i64>load<i32>(a, 52) - <i64>load<i32>(b, 52) - <i64>load<i32>(c, 52) * 9 - <i64>load<i32>(c, 16)
  const sum1_5: i64 = <i64>load<i32>(a, 56) - <i64>load<i32>(b, 56) - <i64>load<i32>(c, 56) * 9 - <i64>load<i32>(c, 20)
  const sum1_6: i64 = <i64>load<i32>(a, 60) - <i64>load<i32>(b, 60) - <i64>load<i32>(c, 60) * 9 - <i64>load<i32>(c, 24)
  const sum1_7: i64 = <i64>load<i32>(a, 64) - <i64>load<i32>(b, 64) - <i64>load<i32>(c, 64) * 9 - <i64>load<i32>(c, 28)
  const sum1_8: i64 = <i64>load<i32>(a, 68) - <i64>load<i32>(b, 68) - <i64>load<i32>(c, 68) * 9 - <i64>load<i32>(c, 32)
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i64 = <i64>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i64 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
}

/** result = a - b - c + d */
export function subtractTwoAdd(result: usize, a: usize, b: usize, c: usize, d: usize): void {
  const sum0_0: i64 = <i64>load<i32>(a, 0) - <i64>load<i32>(b, 0) - <i64>load<i32>(c, 0) + <i64>load<i32>(d, 0)
  const sum0_1: i64 = <i64>load<i32>(a, 4) - <i64>load<i32>(b, 4) - <i64>load<i32>(c, 4) + <i64>load<i32>(d, 4)
  const sum0_2: i64 = <i64>load<i32>(a, 8) - <i64>load<i32>(b, 8) - <i64>load<i32>(c, 8) + <i64>load<i32>(d, 8)
  const sum0_3: i64 = <i64>load<i32>(a, 12) - <i64>load<i32>(b, 12) - <i64>load<i32>(c, 12) + <i64>load<i32>(d, 12)
  const sum0_4: i64 = <i64>load<i32>(a, 16) - <i64>load<i32>(b, 16) - <i64>load<i32>(c, 16) + <i64>load<i32>(d, 16)
  const sum0_5: i64 = <i64>load<i32>(a, 20) - <i64>load<i32>(b, 20) - <i64>load<i32>(c, 20) + <i64>load<i32>(d, 20)
  const sum0_6: i64 = <i64>load<i32>(a, 24) - <i64>load<i32>(b, 24) - <i64>load<i32>(c, 24) + <i64>load<i32>(d, 24)
  const sum0_7: i64 = <i64>load<i32>(a, 28) - <i64>load<i32>(b, 28) - <i64>load<i32>(c, 28) + <i64>load<i32>(d, 28)
  const sum0_8: i64 = <i64>load<i32>(a, 32) - <i64>load<i32>(b, 32) - <i64>load<i32>(c, 32) + <i64>load<i32>(d, 32)
  const sum1_0: i64 = <i64>load<i32>(a, 36) - <i64>load<i32>(b, 36) - <i64>load<i32>(c, 36) + <i64>load<i32>(d, 36)
  const sum1_1: i64 = <i64>load<i32>(a, 40) - <i64>load<i32>(b, 40) - <i64>load<i32>(c, 40) + <i64>load<i32>(d, 40)
  const sum1_2: i64 = <i64>load<i32>(a, 44) - <i64>load<i32>(b, 44) - <i64>load<i32>(c, 44) + <i64>load<i32>(d, 44)
  const sum1_3: i64 = <i64>load<i32>(a, 48) - <i64>load<i32>(b, 48) - <i64>load<i32>(c, 48) + <i64>load<i32>(d, 48)
  const sum1_4: i64 = <i64>load<i32>(a, 52) - <i64>load<i32>(b, 52) - <i64>load<i32>(c, 52) + <i64>load<i32>(d, 52)
  const sum1_5: i64 = <i64>load<i32>(a, 56) - <i64>load<i32>(b, 56) - <i64>load<i32>(c, 56) + <i64>load<i32>(d, 56)
  const sum1_6: i64 = <i64>load<i32>(a, 60) - <i64>load<i32>(b, 60) - <i64>load<i32>(c, 60) + <i64>load<i32>(d, 60)
  const sum1_7: i64 = <i64>load<i32>(a, 64) - <i64>load<i32>(b, 64) - <i64>load<i32>(c, 64) + <i64>load<i32>(d, 64)
  const sum1_8: i64 = <i64>load<i32>(a, 68) - <i64>load<i32>(b, 68) - <i64>load<i32>(c, 68) + <i64>load<i32>(d, 68)
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i64 = <i64>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i64 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
}

/** result = a - b - c + xi d */
export function subtractTwoAddXi(result: usize, a: usize, b: usize, c: usize, d: usize): void {
  const sum0_0: i64 = <i64>load<i32>(a, 0) - <i64>load<i32>(b, 0) - <i64>load<i32>(c, 0) + <i64>load<i32>(d, 0) * 9 - <i64>load<i32>(d, 36)
  const sum0_1: i64 = <i64>load<i32>(a, 4) - <i64>load<i32>(b, 4) - <i64>load<i32>(c, 4) + <i64>load<i32>(d, 4) * 9 - <i64>load<i32>(d, 40)
  const sum0_2: i64 = <i64>load<i32>(a, 8) - <i64>load<i32>(b, 8) - <i64>load<i32>(c, 8) + <i64>load<i32>(d, 8) * 9 - <i64>load<i32>(d, 44)
  const sum0_3: i64 = <i64>load<i32>(a, 12) - <i64>load<i32>(b, 12) - <i64>load<i32>(c, 12) + <i64>load<i32>(d, 12) * 9 - <i64>load<i32>(d, 48)
  const sum0_4: i64 = <i64>load<i32>(a, 16) - <i64>load<i32>(b, 16) - <i64>load<i32>(c, 16) + <i64>load<i32>(d, 16) * 9 - <i64>load<i32>(d, 52)
  const sum0_5: i64 = <i64>load<i32>(a, 20) - <i64>load<i32>(b, 20) - <i64>load<i32>(c, 20) + <i64>load<i32>(d, 20) * 9 - <i64>load<i32>(d, 56)
  const sum0_6: i64 = <i64>load<i32>(a, 24) - <i64>load<i32>(b, 24) - <i64>load<i32>(c, 24) + <i64>load<i32>(d, 24) * 9 - <i64>load<i32>(d, 60)
  const sum0_7: i64 = <i64>load<i32>(a, 28) - <i64>load<i32>(b, 28) - <i64>load<i32>(c, 28) + <i64>load<i32>(d, 28) * 9 - <i64>load<i32>(d, 64)
  const sum0_8: i64 = <i64>load<i32>(a, 32) - <i64>load<i32>(b, 32) - <i64>load<i32>(c, 32) + <i64>load<i32>(d, 32) * 9 - <i64>load<i32>(d, 68)
  const sum1_0: i64 = <i64>load<i32>(a, 36) - <i64>load<i32>(b, 36) - <i64>load<i32>(c, 36) + <i64>load<i32>(d, 36) * 9 + <i64>load<i32>(d, 0)
  const sum1_1: i64 = <i64>load<i32>(a, 40) - <i64>load<i32>(b, 40) - <i64>load<i32>(c, 40) + <i64>load<i32>(d, 40) * 9 + <i64>load<i32>(d, 4)
  const sum1_2: i64 = <i64>load<i32>(a, 44) - <i64>load<i32>(b, 44) - <i64>load<i32>(c, 44) + <i64>load<i32>(d, 44) * 9 + <i64>load<i32>(d, 8)
  const sum1_3: i64 = <i64>load<i32>(a, 48) - <i64>load<i32>(b, 48) - <i64>load<i32>(c, 48) + <i64>load<i32>(d, 48) * 9 + <i64>load<i32>(d, 12)
  const sum1_4: i64 = <i64>load<i32>(a, 52) - <i64>load<i32>(b, 52) - <i64>load<i32>(c, 52) + <i64>load<i32>(d, 52) * 9 + <i64>load<i32>(d, 16)
  const sum1_5: i64 = <i64>load<i32>(a, 56) - <i64>load<i32>(b, 56) - <i64>load<i32>(c, 56) + <i64>load<i32>(d, 56) * 9 + <i64>load<i32>(d, 20)
  const sum1_6: i64 = <i64>load<i32>(a, 60) - <i64>load<i32>(b, 60) - <i64>load<i32>(c, 60) + <i64>load<i32>(d, 60) * 9 + <i64>load<i32>(d, 24)
  const sum1_7: i64 = <i64>load<i32>(a, 64) - <i64>load<i32>(b, 64) - <i64>load<i32>(c, 64) + <i64>load<i32>(d, 64) * 9 + <i64>load<i32>(d, 28)
  const sum1_8: i64 = <i64>load<i32>(a, 68) - <i64>load<i32>(b, 68) - <i64>load<i32>(c, 68) + <i64>load<i32>(d, 68) * 9 + <i64>load<i32>(d, 32)
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i64 = <i64>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i64 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
}

/** result = a + xi (b - c - d) */
export function addXiOfRest(result: usize, a: usize, b: usize, c: usize, d: usize): void {
  const sum0_0: i64 = <i64>load<i32>(a, 0) + <i64>load<i32>(b, 0) * 9 - <i64>load<i32>(b, 36) - <i64>load<i32>(c, 0) * 9 + <i64>load<i32>(c, 36) - <i64>load<i32>(d, 0) * 9 + <i64>load<i32>(d, 36)
  const sum0_1: i64 = <i64>load<i32>(a, 4) + <i64>load<i32>(b, 4) * 9 - <i64>load<i32>(b, 40) - <i64>load<i32>(c, 4) * 9 + <i64>load<i32>(c, 40) - <i64>load<i32>(d, 4) * 9 + <i64>load<i32>(d, 40)
  const sum0_2: i64 = <i64>load<i32>(a, 8) + <i64>load<i32>(b, 8) * 9 - <i64>load<i32>(b, 44) - <i64>load<i32>(c, 8) * 9 + <i64>load<i32>(c, 44) - <i64>load<i32>(d, 8) * 9 + <i64>load<i32>(d, 44)
  const sum0_3: i64 = <i64>load<i32>(a, 12) + <i64>load<i32>(b, 12) * 9 - <i64>load<i32>(b, 48) - <i64>load<i32>(c, 12) * 9 + <i64>load<i32>(c, 48) - <i64>load<i32>(d, 12) * 9 + <i64>load<i32>(d, 48)
  const sum0_4: i64 = <i64>load<i32>(a, 16) + <i64>load<i32>(b, 16) * 9 - <i64>load<i32>(b, 52) - <i64>load<i32>(c, 16) * 9 + <i64>load<i32>(c, 52) - <i64>load<i32>(d, 16) * 9 + <i64>load<i32>(d, 52)
  const sum0_5: i64 = <i64>load<i32>(a, 20) + <i64>load<i32>(b, 20) * 9 - <i64>load<i32>(b, 56) - <i64>load<i32>(c, 20) * 9 + <i64>load<i32>(c, 56) - <i64>load<i32>(d, 20) * 9 + <i64>load<i32>(d, 56)
  const sum0_6: i64 = <i64>load<i32>(a, 24) + <i64>load<i32>(b, 24) * 9 - <i64>load<i32>(b, 60) - <i64>load<i32>(c, 24) * 9 + <i64>load<i32>(c, 60) - <i64>load<i32>(d, 24) * 9 + <i64>load<i32>(d, 60)
  const sum0_7: i64 = <i64>load<i32>(a, 28) + <i64>load<i32>(b, 28) * 9 - <i64>load<i32>(b, 64) - <i64>load<i32>(c, 28) * 9 + <i64>load<i32>(c, 64) - <i64>load<i32>(d, 28) * 9 + <i64>load<i32>(d, 64)
  const sum0_8: i64 = <i64>load<i32>(a, 32) + <i64>load<i32>(b, 32) * 9 - <i64>load<i32>(b, 68) - <i64>load<i32>(c, 32) * 9 + <i64>load<i32>(c, 68) - <i64>load<i32>(d, 32) * 9 + <i64>load<i32>(d, 68)
  const sum1_0: i64 = <i64>load<i32>(a, 36) + <i64>load<i32>(b, 36) * 9 + <i64>load<i32>(b, 0) - <i64>load<i32>(c, 36) * 9 - <i64>load<i32>(c, 0) - <i64>load<i32>(d, 36) * 9 - <i64>load<i32>(d, 0)
  const sum1_1: i64 = <i64>load<i32>(a, 40) + <i64>load<i32>(b, 40) * 9 + <i64>load<i32>(b, 4) - <i64>load<i32>(c, 40) * 9 - <i64>load<i32>(c, 4) - <i64>load<i32>(d, 40) * 9 - <i64>load<i32>(d, 4)
  const sum1_2: i64 = <i64>load<i32>(a, 44) + <i64>load<i32>(b, 44) * 9 + <i64>load<i32>(b, 8) - <i64>load<i32>(c, 44) * 9 - <i64>load<i32>(c, 8) - <i64>load<i32>(d, 44) * 9 - <i64>load<i32>(d, 8)
  const sum1_3: i64 = <i64>load<i32>(a, 48) + <i64>load<i32>(b, 48) * 9 + <i64>load<i32>(b, 12) - <i64>load<i32>(c, 48) * 9 - <i64>load<i32>(c, 12) - <i64>load<i32>(d, 48) * 9 - <i64>load<i32>(d, 12)
  const sum1_4: i64 = <i64>load<i32>(a, 52) + <i64>load<i32>(b, 52) * 9 + <i64>load<i32>(b, 16) - <i64>load<i32>(c, 52) * 9 - <i64>load<i32>(c, 16) - <i64>load<i32>(d, 52) * 9 - <i64>load<i32>(d, 16)
  const sum1_5: i64 = <i64>load<i32>(a, 56) + <i64>load<i32>(b, 56) * 9 + <i64>load<i32>(b, 20) - <i64>load<i32>(c, 56) * 9 - <i64>load<i32>(c, 20) - <i64>load<i32>(d, 56) * 9 - <i64>load<i32>(d, 20)
  const sum1_6: i64 = <i64>load<i32>(a, 60) + <i64>load<i32>(b, 60) * 9 + <i64>load<i32>(b, 24) - <i64>load<i32>(c, 60) * 9 - <i64>load<i32>(c, 24) - <i64>load<i32>(d, 60) * 9 - <i64>load<i32>(d, 24)
  const sum1_7: i64 = <i64>load<i32>(a, 64) + <i64>load<i32>(b, 64) * 9 + <i64>load<i32>(b, 28) - <i64>load<i32>(c, 64) * 9 - <i64>load<i32>(c, 28) - <i64>load<i32>(d, 64) * 9 - <i64>load<i32>(d, 28)
  const sum1_8: i64 = <i64>load<i32>(a, 68) + <i64>load<i32>(b, 68) * 9 + <i64>load<i32>(b, 32) - <i64>load<i32>(c, 68) * 9 - <i64>load<i32>(c, 32) - <i64>load<i32>(d, 68) * 9 - <i64>load<i32>(d, 32)
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i64 = <i64>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i64 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
}

/** result = a + b - 2 c */
export function addMinusTwice(result: usize, a: usize, b: usize, c: usize): void {
  const sum0_0: i64 = <i64>load<i32>(a, 0) + <i64>load<i32>(b, 0) - <i64>load<i32>(c, 0) * 2
  const sum0_1: i64 = <i64>load<i32>(a, 4) + <i64>load<i32>(b, 4) - <i64>load<i32>(c, 4) * 2
  const sum0_2: i64 = <i64>load<i32>(a, 8) + <i64>load<i32>(b, 8) - <i64>load<i32>(c, 8) * 2
  const sum0_3: i64 = <i64>load<i32>(a, 12) + <i64>load<i32>(b, 12) - <i64>load<i32>(c, 12) * 2
  const sum0_4: i64 = <i64>load<i32>(a, 16) + <i64>load<i32>(b, 16) - <i64>load<i32>(c, 16) * 2
  const sum0_5: i64 = <i64>load<i32>(a, 20) + <i64>load<i32>(b, 20) - <i64>load<i32>(c, 20) * 2
  const sum0_6: i64 = <i64>load<i32>(a, 24) + <i64>load<i32>(b, 24) - <i64>load<i32>(c, 24) * 2
  const sum0_7: i64 = <i64>load<i32>(a, 28) + <i64>load<i32>(b, 28) - <i64>load<i32>(c, 28) * 2
  const sum0_8: i64 = <i64>load<i32>(a, 32) + <i64>load<i32>(b, 32) - <i64>load<i32>(c, 32) * 2
  const sum1_0: i64 = <i64>load<i32>(a, 36) + <i64>load<i32>(b, 36) - <i64>load<i32>(c, 36) * 2
  const sum1_1: i64 = <i64>load<i32>(a, 40) + <i64>load<i32>(b, 40) - <i64>load<i32>(c, 40) * 2
  const sum1_2: i64 = <i64>load<i32>(a, 44) + <i64>load<i32>(b, 44) - <i64>load<i32>(c, 44) * 2
  const sum1_3: i64 = <i64>load<i32>(a, 48) + <i64>load<i32>(b, 48) - <i64>load<i32>(c, 48) * 2
  const sum1_4: i64 = <i64>load<i32>(a, 52) + <i64>load<i32>(b, 52) - <i64>load<i32>(c, 52) * 2
  const sum1_5: i64 = <i64>load<i32>(a, 56) + <i64>load<i32>(b, 56) - <i64>load<i32>(c, 56) * 2
  const sum1_6: i64 = <i64>load<i32>(a, 60) + <i64>load<i32>(b, 60) - <i64>load<i32>(c, 60) * 2
  const sum1_7: i64 = <i64>load<i32>(a, 64) + <i64>load<i32>(b, 64) - <i64>load<i32>(c, 64) * 2
  const sum1_8: i64 = <i64>load<i32>(a, 68) + <i64>load<i32>(b, 68) - <i64>load<i32>(c, 68) * 2
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i64 = <i64>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i64 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
}

/** result = 3 (a - b - xi b) - 2 c */
export function tripleRestMinusTwice(result: usize, a: usize, b: usize, c: usize): void {
  const sum0_0: i64 = <i64>load<i32>(a, 0) * 3 - <i64>load<i32>(b, 0) * 30 + <i64>load<i32>(b, 36) * 3 - <i64>load<i32>(c, 0) * 2
  const sum0_1: i64 = <i64>load<i32>(a, 4) * 3 - <i64>load<i32>(b, 4) * 30 + <i64>load<i32>(b, 40) * 3 - <i64>load<i32>(c, 4) * 2
  const sum0_2: i64 = <i64>load<i32>(a, 8) * 3 - <i64>load<i32>(b, 8) * 30 + <i64>load<i32>(b, 44) * 3 - <i64>load<i32>(c, 8) * 2
  const sum0_3: i64 = <i64>load<i32>(a, 12) * 3 - <i64>load<i32>(b, 12) * 30 + <i64>load<i32>(b, 48) * 3 - <i64>load<i32>(c, 12) * 2
  const sum0_4: i64 = <i64>load<i32>(a, 16) * 3 - <i64>load<i32>(b, 16) * 30 + <i64>load<i32>(b, 52) * 3 - <i64>load<i32>(c, 16) * 2
  const sum0_5: i64 = <i64>load<i32>(a, 20) * 3 - <i64>load<i32>(b, 20) * 30 + <i64>load<i32>(b, 56) * 3 - <i64>load<i32>(c, 20) * 2
  const sum0_6: i64 = <i64>load<i32>(a, 24) * 3 - <i64>load<i32>(b, 24) * 30 + <i64>load<i32>(b, 60) * 3 - <i64>load<i32>(c, 24) * 2
  const sum0_7: i64 = <i64>load<i32>(a, 28) * 3 - <i64>load<i32>(b, 28) * 30 + <i64>load<i32>(b, 64) * 3 - <i64>load<i32>(c, 28) * 2
  const sum0_8: i64 = <i64>load<i32>(a, 32) * 3 - <i64>load<i32>(b, 32) * 30 + <i64>load<i32>(b, 68) * 3 - <i64>load<i32>(c, 32) * 2
  const sum1_0: i64 = <i64>load<i32>(a, 36) * 3 - <i64>load<i32>(b, 36) * 30 - <i64>load<i32>(b, 0) * 3 - <i64>load<i32>(c, 36) * 2
  const sum1_1: i64 = <i64>load<i32>(a, 40) * 3 - <i64>load<i32>(b, 40) * 30 - <i64>load<i32>(b, 4) * 3 - <i64>load<i32>(c, 40) * 2
  const sum1_2: i64 = <i64>load<i32>(a, 44) * 3 - <i64>load<i32>(b, 44) * 30 - <i64>load<i32>(b, 8) * 3 - <i64>load<i32>(c, 44) * 2
  const sum1_3: i64 = <i64>load<i32>(a, 48) * 3 - <i64>load<i32>(b, 48) * 30 - <i64>load<i32>(b, 12) * 3 - <i64>load<i32>(c, 48) * 2
  const sum1_4: i64 = <i64>load<i32>(a, 52) * 3 - <i64>load<i32>(b, 52) * 30 - <i64>load<i32>(b, 16) * 3 - <i64>load<i32>(c, 52) * 2
  const sum1_5: i64 = <i64>load<i32>(a, 56) * 3 - <i64>load<i32>(b, 56) * 30 - <i64>load<i32>(b, 20) * 3 - <i64>load<i32>(c, 56) * 2
  const sum1_6: i64 = <i64>load<i32>(a, 60) * 3 - <i64>load<i32>(b, 60) * 30 - <i64>load<i32>(b, 24) * 3 - <i64>load<i32>(c, 60) * 2
  const sum1_7: i64 = <i64>load<i32>(a, 64) * 3 - <i64>load<i32>(b, 64) * 30 - <i64>load<i32>(b, 28) * 3 - <i64>load<i32>(c, 64) * 2
  const sum1_8: i64 = <i64>load<i32>(a, 68) * 3 - <i64>load<i32>(b, 68) * 30 - <i64>load<i32>(b, 32) * 3 - <i64>load<i32>(c, 68) * 2
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i64 = <i64>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i64 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
}

/** result = 6 a + 2 b */
export function sixfoldPlusTwice(result: usize, a: usize, b: usize): void {
  const sum0_0: i64 = <i64>load<i32>(a, 0) * 6 + <i64>load<i32>(b, 0) * 2
  const sum0_1: i64 = <i64>load<i32>(a, 4) * 6 + <i64>load<i32>(b, 4) * 2
  const sum0_2: i64 = <i64>load<i32>(a, 8) * 6 + <i64>load<i32>(b, 8) * 2
  const sum0_3: i64 = <i64>load<i32>(a, 12) * 6 + <i64>load<i32>(b, 12) * 2
  const sum0_4: i64 = <i64>load<i32>(a, 16) * 6 + <i64>load<i32>(b, 16) * 2
  const sum0_5: i64 = <i64>load<i32>(a, 20) * 6 + <i64>load<i32>(b, 20) * 2
  const sum0_6: i64 = <i64>load<i32>(a, 24) * 6 + <i64>load<i32>(b, 24) * 2
  const sum0_7: i64 = <i64>load<i32>(a, 28) * 6 + <i64>load<i32>(b, 28) * 2
  const sum0_8: i64 = <i64>load<i32>(a, 32) * 6 + <i64>load<i32>(b, 32) * 2
  const sum1_0: i64 = <i64>load<i32>(a, 36) * 6 + <i64>load<i32>(b, 36) * 2
  const sum1_1: i64 = <i64>load<i32>(a, 40) * 6 + <i64>load<i32>(b, 40) * 2
  const sum1_2: i64 = <i64>load<i32>(a, 44) * 6 + <i64>load<i32>(b, 44) * 2
  const sum1_3: i64 = <i64>load<i32>(a, 48) * 6 + <i64>load<i32>(b, 48) * 2
  const sum1_4: i64 = <i64>load<i32>(a, 52) * 6 + <i64>load<i32>(b, 52) * 2
  const sum1_5: i64 = <i64>load<i32>(a, 56) * 6 + <i64>load<i32>(b, 56) * 2
  const sum1_6: i64 = <i64>load<i32>(a, 60) * 6 + <i64>load<i32>(b, 60) * 2
  const sum1_7: i64 = <i64>load<i32>(a, 64) * 6 + <i64>load<i32>(b, 64) * 2
  const sum1_8: i64 = <i64>load<i32>(a, 68) * 6 + <i64>load<i32>(b, 68) * 2
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i64 = <i64>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i64 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
}

/** result = 6 xi a + 2 b */
export function sixfoldXiPlusTwice(result: usize, a: usize, b: usize): void {
  const sum0_0: i64 = <i64>load<i32>(a, 0) * 54 - <i64>load<i32>(a, 36) * 6 + <i64>load<i32>(b, 0) * 2
  const sum0_1: i64 = <i64>load<i32>(a, 4) * 54 - <i64>load<i32>(a, 40) * 6 + <i64>load<i32>(b, 4) * 2
  const sum0_2: i64 = <i64>load<i32>(a, 8) * 54 - <i64>load<i32>(a, 44) * 6 + <i64>load<i32>(b, 8) * 2
  const sum0_3: i64 = <i64>load<i32>(a, 12) * 54 - <i64>load<i32>(a, 48) * 6 + <i64>load<i32>(b, 12) * 2
  const sum0_4: i64 = <i64>load<i32>(a, 16) * 54 - <i64>load<i32>(a, 52) * 6 + <i64>load<i32>(b, 16) * 2
  const sum0_5: i64 = <i64>load<i32>(a, 20) * 54 - <i64>load<i32>(a, 56) * 6 + <i64>load<i32>(b, 20) * 2
  const sum0_6: i64 = <i64>load<i32>(a, 24) * 54 - <i64>load<i32>(a, 60) * 6 + <i64>load<i32>(b, 24) * 2
  const sum0_7: i64 = <i64>load<i32>(a, 28) * 54 - <i64>load<i32>(a, 64) * 6 + <i64>load<i32>(b, 28) * 2
  const sum0_8: i64 = <i64>load<i32>(a, 32) * 54 - <i64>load<i32>(a, 68) * 6 + <i64>load<i32>(b, 32) * 2
  const sum1_0: i64 = <i64>load<i32>(a, 36) * 54 + <i64>load<i32>(a, 0) * 6 + <i64>load<i32>(b, 36) * 2
  const sum1_1: i64 = <i64>load<i32>(a, 40) * 54 + <i64>load<i32>(a, 4) * 6 + <i64>load<i32>(b, 40) * 2
  const sum1_2: i64 = <i64>load<i32>(a, 44) * 54 + <i64>load<i32>(a, 8) * 6 + <i64>load<i32>(b, 44) * 2
  const sum1_3: i64 = <i64>load<i32>(a, 48) * 54 + <i64>load<i32>(a, 12) * 6 + <i64>load<i32>(b, 48) * 2
  const sum1_4: i64 = <i64>load<i32>(a, 52) * 54 + <i64>load<i32>(a, 16) * 6 + <i64>load<i32>(b, 52) * 2
  const sum1_5: i64 = <i64>load<i32>(a, 56) * 54 + <i64>load<i32>(a, 20) * 6 + <i64>load<i32>(b, 56) * 2
  const sum1_6: i64 = <i64>load<i32>(a, 60) * 54 + <i64>load<i32>(a, 24) * 6 + <i64>load<i32>(b, 60) * 2
  const sum1_7: i64 = <i64>load<i32>(a, 64) * 54 + <i64>load<i32>(a, 28) * 6 + <i64>load<i32>(b, 64) * 2
  const sum1_8: i64 = <i64>load<i32>(a, 68) * 54 + <i64>load<i32>(a, 32) * 6 + <i64>load<i32>(b, 68) * 2
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
  const highest1: i64 = <i64>sum1_8 + <i64>(sum1_7 >> 29)
  const quotient1: i64 = <i64>((highest1 * 355015960 - 4294967296) >> 50)
  let carry1: i64 = 0
  carry1 = (carry1 >> 29) + sum1_0 - quotient1 * 410844487
  store<u32>(result, <u32>carry1 & 536870911, 36)
  carry1 = (carry1 >> 29) + sum1_1 - quotient1 * 17064118
  store<u32>(result, <u32>carry1 & 536870911, 40)
  carry1 = (carry1 >> 29) + sum1_2 - quotient1 * 477274959
  store<u32>(result, <u32>carry1 & 536870911, 44)
  carry1 = (carry1 >> 29) + sum1_3 - quotient1 * 47522512
  store<u32>(result, <u32>carry1 & 536870911, 48)
  carry1 = (carry1 >> 29) + sum1_4 - quotient1 * 361093496
  store<u32>(result, <u32>carry1 & 536870911, 52)
  carry1 = (carry1 >> 29) + sum1_5 - quotient1 * 47923392
  store<u32>(result, <u32>carry1 & 536870911, 56)
  carry1 = (carry1 >> 29) + sum1_6 - quotient1 * 10936641
  store<u32>(result, <u32>carry1 & 536870911, 60)
  carry1 = (carry1 >> 29) + sum1_7 - quotient1 * 240920116
  store<u32>(result, <u32>carry1 & 536870911, 64)
  carry1 = (carry1 >> 29) + sum1_8 - quotient1 * 3171406
  store<u32>(result, <u32>carry1, 68)
}
