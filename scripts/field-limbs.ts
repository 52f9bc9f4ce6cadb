/** What the texts of the generated field arithmetic have in common: nine limbs of 29 bits, lowest first. */

export const LIMBS = 9
export const LIMB_BITS = 29n
export const MASK = (1n << LIMB_BITS) - 1n
/** Montgomery's R = 2^261. */
export const R_BITS = LIMB_BITS * BigInt(LIMBS)

export const indices = Array.from({ length: LIMBS }, (_, index) => index)

export function limbsOf(value: bigint): bigint[] {
  return indices.map((index) => (value >> (LIMB_BITS * BigInt(index))) & MASK)
}

/** -1 / modulus mod 2^29, by Newton's iteration, which doubles the bits that are right. */
export function negativeInverse(modulus: bigint): bigint {
  let inverse = 1n
  for (let bits = 1; bits < LIMB_BITS; bits *= 2) inverse = (inverse * (2n - modulus * inverse)) & MASK
  return (MASK + 1n - inverse) & MASK
}

export const lines = (...parts: readonly string[]): string => parts.join('\n')

/** Stores columns of a sum as limbs in `result`, each with the carry of the one before. */
export const stores = (column: (index: number) => string): string => {
  return indices
    .map((index) => {
      const carry = index === 0 ? '' : `  ${column(index)} += ${column(index - 1)} >> ${LIMB_BITS}\n`
      const limb = index === LIMBS - 1 ? column(index) : `${column(index)} & ${MASK}`
      return `${carry}  store<u32>(result, <u32>(${limb}), ${4 * index})`
    })
    .join('\n')
}
