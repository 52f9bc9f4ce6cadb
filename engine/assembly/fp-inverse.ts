/**
 * Inverses in Fp by Bernstein and Yang's division steps, 29 at a time as what they do to the lowest limbs tells, in the
 * variant of eta that takes a run of zeros in one step (https://eprint.iacr.org/2019/266, and the description in the
 * documentation of libsecp256k1). Five times as fast as a power. Not constant-time.
 */
import * as fp from './generated/fp'

const LIMBS: usize = 9
const LIMB_BITS: i32 = 29
const LIMB_MASK: i32 = 0x1fffffff
/** 1 / p modulo 2^29. */
const INVERSE_OF_MODULUS: i32 = 460954743

// Nine limbs of 29 bits, the highest with the sign.
const f: usize = memory.data(36)
const g: usize = memory.data(36)
/** At any time f = d * a and g = e * a modulo p, but for the factor that `inverse` asks for. */
const d: usize = memory.data(36)
const e: usize = memory.data(36)

// What 29 steps do: 2^29 f' = u f + v g and 2^29 g' = q f + r g.
let u: i32 = 0
let v: i32 = 0
let q: i32 = 0
let r: i32 = 0

/** result = 1 / a, and 0 for 0. */
export function inverse(result: usize, a: usize): void {
  fp.copy(f, fp.MODULUS)
  fp.reduce(g, a)
  fp.copy(d, fp.ZERO)
  // The inverse of a * R, times this, is R / a.
  fp.copy(e, fp.R_SQUARED)
  let eta = -1
  while (!isNothing(g)) {
    eta = divisionSteps(eta, load<u32>(f), load<u32>(g))
    updateFactors()
    updateRemainders()
  }
  normalise(result, load<i32>(f, 32) < 0)
}

@inline function isNothing(limbs: usize): bool {
  let bits: u32 = 0
  for (let i: usize = 0; i < 4 * LIMBS; i += 4) bits |= load<u32>(limbs + i)
  return bits == 0
}

/** Sets the matrix for 29 steps from the lowest limbs of f and g. @returns the new eta */
function divisionSteps(eta: i32, lowF: u32, lowG: u32): i32 {
  let a: u32 = 1
  let b: u32 = 0
  let c: u32 = 0
  let s: u32 = 1
  let left = LIMB_BITS
  while (true) {
    const zeros = <i32>ctz(lowG | (<u32>0xffffffff << left))
    lowG >>= zeros
    a <<= zeros
    b <<= zeros
    eta -= zeros
    left -= zeros
    if (left == 0) break
    if (eta < 0) {
      eta = -eta
      const oldF = lowF
      lowF = lowG
      lowG = 0 - oldF
      const oldA = a
      a = c
      c = 0 - oldA
      const oldB = b
      b = s
      s = 0 - oldB
    }
    // As many low bits of g as eta allows, at most 6, become 0 by adding a multiple of f.
    const limit = min(min(eta + 1, left), 6)
    const multiple = (lowF * lowG * (lowF * lowF - 2)) & ((1 << limit) - 1)
    lowG += lowF * multiple
    c += a * multiple
    s += b * multiple
  }
  u = a
  v = b
  q = c
  r = s
  return eta
}

/** d and e by the matrix, over 2^29 modulo p: both stay between -2p and p. */
function updateFactors(): void {
  const signOfD = load<i32>(d, 32) >> 31
  const signOfE = load<i32>(e, 32) >> 31
  // Multiples of p that are added: first what keeps the range, then what clears the lowest limb.
  let toD = (u & signOfD) + (v & signOfE)
  let toE = (q & signOfD) + (r & signOfE)
  const d0 = <i64>load<i32>(d)
  const e0 = <i64>load<i32>(e)
  let nextD = <i64>u * d0 + <i64>v * e0
  let nextE = <i64>q * d0 + <i64>r * e0
  toD -= (INVERSE_OF_MODULUS * <i32>nextD + toD) & LIMB_MASK
  toE -= (INVERSE_OF_MODULUS * <i32>nextE + toE) & LIMB_MASK
  nextD = (nextD + <i64>load<i32>(fp.MODULUS) * toD) >> LIMB_BITS
  nextE = (nextE + <i64>load<i32>(fp.MODULUS) * toE) >> LIMB_BITS
  for (let i: usize = 4; i < 4 * LIMBS; i += 4) {
    const limbD = <i64>load<i32>(d + i)
    const limbE = <i64>load<i32>(e + i)
    const limbP = <i64>load<i32>(fp.MODULUS + i)
    nextD += <i64>u * limbD + <i64>v * limbE + limbP * toD
    nextE += <i64>q * limbD + <i64>r * limbE + limbP * toE
    store<i32>(d + i - 4, <i32>nextD & LIMB_MASK)
    store<i32>(e + i - 4, <i32>nextE & LIMB_MASK)
    nextD >>= LIMB_BITS
    nextE >>= LIMB_BITS
  }
  store<i32>(d, <i32>nextD, 32)
  store<i32>(e, <i32>nextE, 32)
}

/** f and g by the matrix, over 2^29, which divides them. */
function updateRemainders(): void {
  let nextF: i64 = 0
  let nextG: i64 = 0
  for (let i: usize = 0; i < 4 * LIMBS; i += 4) {
    const limbF = <i64>load<i32>(f + i)
    const limbG = <i64>load<i32>(g + i)
    nextF += <i64>u * limbF + <i64>v * limbG
    nextG += <i64>q * limbF + <i64>r * limbG
    if (i != 0) {
      store<i32>(f + i - 4, <i32>nextF & LIMB_MASK)
      store<i32>(g + i - 4, <i32>nextG & LIMB_MASK)
    }
    nextF >>= LIMB_BITS
    nextG >>= LIMB_BITS
  }
  store<i32>(f, <i32>nextF, 32)
  store<i32>(g, <i32>nextG, 32)
}

/** result = d, or -d when `negative`, below 2p. */
function normalise(result: usize, negative: bool): void {
  // Of d between -2p and p, -d is between -p and 2p; one multiple of p more for either makes it positive.
  const sign: i32 = negative ? -1 : 1
  let multiples: i32 = 0
  if (load<i32>(d, 32) < 0) multiples = negative ? 0 : 2
  else multiples = negative ? 1 : 0
  let carry: i32 = 0
  for (let i: usize = 0; i < 4 * LIMBS; i += 4) {
    carry = (carry >> LIMB_BITS) + sign * load<i32>(d + i) + multiples * load<i32>(fp.MODULUS + i)
    store<i32>(result + i, i < 4 * LIMBS - 4 ? carry & LIMB_MASK : carry)
  }
}
