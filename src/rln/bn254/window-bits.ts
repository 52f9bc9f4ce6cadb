/** Bits of a scalar with the carry of its last signed digit. */
const SCALAR_BITS = 255
const MIN_BITS = 2
const MAX_BITS = 16

/** The bits of a window with which a sum of `count` multiples takes the fewest additions. */
export function windowBitsFor(count: number): number {
  let best = MIN_BITS
  for (let bits = MIN_BITS + 1; bits <= MAX_BITS; bits++)
    if (additions(count, bits) < additions(count, best)) best = bits
  return best
}

/** As engine/assembly/multi-scalar.ts makes them: points into buckets, then each bucket into two halves, those into bits. */
function additions(count: number, bits: number): number {
  const buckets = 2 ** (bits - 1)
  const filled = buckets * (1 - Math.exp(-count / buckets))
  const halves = (bits / 4) * 2 ** (bits / 2)
  return Math.ceil(SCALAR_BITS / bits) * (count + filled + halves)
}
