/**
 * From sums of buckets to sums for the bits of their weights: first by the low and by the high half of the weight's bits,
 * then by the single bits. Lists of operands lie side by side, the counts of groups (u32) beside them, as `sumGroups` takes
 * and leaves them: with 0 or 1 operand in a group.
 */
import { buckets, windowBits } from './scalar-windows'

/** Low bits of a bucket's weight that the first half of its split takes. */
@inline function lowBits(): usize {
  return windowBits >> 1
}

/** Groups of a window after the split: one for each value of the low half and of the high half but 0. */
@inline export function halves(): usize {
  return (<usize>1 << lowBits()) - 1 + (buckets() >> lowBits())
}

/** Bucket sums grouped by the low half of their weight's bits, then by the high half. */
export function splitBuckets(
  windowCount: usize,
  operands: usize,
  counts: usize,
  halfOperands: usize,
  halfCounts: usize,
): void {
  const lows: usize = 1 << lowBits()
  const highs = buckets() >> lowBits()
  let to = halfOperands
  let toCount = halfCounts
  let windowStart = operands
  memory.fill(halfCounts, 0, 4 * windowCount * halves())
  for (let window: usize = 0; window < windowCount; window++) {
    const windowCounts = counts + 4 * window * buckets() - 4
    indexBuckets(windowCounts, windowStart)
    windowStart = nextOperand
    for (let low: usize = 1; low < lows; low++, toCount += 4) {
      for (let weight = low; weight <= buckets(); weight += lows) to = takeBucket(windowCounts, weight, to, toCount)
    }
    for (let high: usize = 1; high <= highs; high++, toCount += 4) {
      for (let low: usize = 0; low < lows; low++) {
        const weight = high * lows + low
        if (weight <= buckets()) to = takeBucket(windowCounts, weight, to, toCount)
      }
    }
  }
}

let nextOperand: usize = 0

/** Turns the counts of a window's buckets, 0 or 1 each, into pointers to their operands, or 0. */
function indexBuckets(windowCounts: usize, first: usize): void {
  nextOperand = first
  for (let weight: usize = 1; weight <= buckets(); weight++) {
    const counter = windowCounts + 4 * weight
    if (load<u32>(counter) == 0) continue
    store<u32>(counter, <u32>nextOperand)
    nextOperand += 4
  }
}

@inline function takeBucket(windowCounts: usize, weight: usize, to: usize, toCount: usize): usize {
  const operand = load<u32>(windowCounts + 4 * weight)
  if (operand == 0) return to
  store<u32>(to, load<u32>(<usize>operand))
  store<u32>(toCount, load<u32>(toCount) + 1)
  return to + 4
}

/** Sums of the halves grouped by the bits of their weight: one group for each bit of a window. */
export function splitHalves(
  windowCount: usize,
  halfOperands: usize,
  halfCounts: usize,
  operands: usize,
  counts: usize,
): void {
  const lows: usize = (1 << lowBits()) - 1
  const highs = buckets() >> lowBits()
  let to = operands
  let toCount = counts
  let from = halfOperands
  let fromCount = halfCounts
  for (let window: usize = 0; window < windowCount; window++) {
    to = splitHalf(from, fromCount, lows, lowBits(), to, toCount)
    from = nextOperand
    toCount += 4 * lowBits()
    fromCount += 4 * lows
    to = splitHalf(from, fromCount, highs, windowBits - lowBits(), to, toCount)
    from = nextOperand
    toCount += 4 * (windowBits - lowBits())
    fromCount += 4 * highs
  }
}

/** The groups of one half, of weights 1 to `weights`, by bit. Leaves in `nextOperand` where the half ends. */
function splitHalf(from: usize, fromCount: usize, weights: usize, bits: usize, to: usize, toCount: usize): usize {
  for (let bit: usize = 0; bit < bits; bit++) {
    const first = to
    nextOperand = from
    for (let weight: usize = 1; weight <= weights; weight++) {
      if (load<u32>(fromCount + 4 * (weight - 1)) == 0) continue
      if (((weight >> bit) & 1) != 0) {
        store<u32>(to, load<u32>(nextOperand))
        to += 4
      }
      nextOperand += 4
    }
    store<u32>(toCount + 4 * bit, <u32>((to - first) >> 2))
  }
  return to
}
