/** Bits of a scalar with the carry of its last signed digit. */
const SCALAR_BITS = 255
const MIN_BITS = 2
const MAX_BITS = 16

/** How many bits a window of the scalars has, and how many copies of the points windows share their buckets by. */
export interface Windows {
  readonly bits: number
  readonly copies: number
}

/** The bits with the fewest additions for a sum of `count` multiples without a table. */
export function windowBitsFor(count: number): number {
  return cheapest(count, () => 1).bits
}

/** The windows with the fewest additions when each has its own copy of the points. */
export function windowsWithTable(count: number): Windows {
  return cheapest(count, (bits) => Math.ceil(SCALAR_BITS / bits))
}

function cheapest(count: number, copiesFor: (bits: number) => number): Windows {
  const choices = Array.from({ length: MAX_BITS - MIN_BITS + 1 }, (_, index) => {
    const bits = MIN_BITS + index
    const copies = copiesFor(bits)
    return { bits, copies, additions: additions(count, bits, copies) }
  })
  return choices.reduce((best, choice) => (choice.additions < best.additions ? choice : best))
}

/** As engine/assembly/multi-scalar.ts makes them: points into buckets, then each bucket into two halves, those into bits. */
function additions(count: number, bits: number, copies: number): number {
  const sets = Math.ceil(Math.ceil(SCALAR_BITS / bits) / copies)
  const buckets = 2 ** (bits - 1)
  const points = count * copies
  const filled = buckets * (1 - Math.exp(-points / buckets))
  const halves = (bits / 4) * 2 ** (bits / 2)
  return sets * (points + filled + halves)
}
