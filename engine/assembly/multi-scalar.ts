/**
 * Sums of multiples of many points, by Pippenger's buckets with signed digits.
 *
 * A scalar is a sum of digits d * 2^(w * bits), -2^(bits-1) <= d < 2^(bits-1). For each window w the points go into
 * buckets by their |d|; then a bucket's weight is split in two halves of bits, and those into single bits, so that what
 * remains is one point for each bit of the scalars. All of this is sums of groups with shared inversions.
 *
 * A table of the points' multiples by powers of two, with which all windows share one set of buckets, was measured: a sixth
 * faster for 8192 points, for 10 MB and a second of preparation. It is not worth that.
 */
import { isInfinity, pointSize } from './affine-point'
import { halves, splitBuckets, splitHalves } from './bucket-bits'
import { setFreeSlot, sumGroups } from './group-sums'
import { addAffine, doubleJacobian, setJacobianInfinity } from './jacobian-point'
import {
  buckets,
  chooseWindows,
  digit,
  prepareOffset,
  SHIFTED_BYTES,
  shiftScalar,
  windowBits,
  windows,
} from './scalar-windows'

const SCALAR_BYTES: usize = 32
/** Operands that are sorted at once: what lies in a processor's second cache with their points. */
const MAX_OPERANDS: usize = 16384

let active: usize = 0
let shiftedScalars: usize = 0
let activePoints: usize = 0
let operands: usize = 0
let counts: usize = 0
let halfOperands: usize = 0
let halfCounts: usize = 0
let bitPoints: usize = 0
let slots: usize = 0

@inline function windowsAtOnce(count: usize): usize {
  return max(1, min(windows, MAX_OPERANDS / max(1, count)))
}

/** Divides the scratch memory. @returns how many bytes it has */
function layOut<Curve>(count: usize, scratch: usize): usize {
  const atOnce = windowsAtOnce(count)
  const mostOperands = max(count, halves() * windowBits) * atOnce
  const mostSums = max(count / 2, 1) + 2 * buckets() + halves() * windowBits
  bitPoints = scratch
  shiftedScalars = bitPoints + windows * windowBits * pointSize<Curve>()
  activePoints = shiftedScalars + count * SHIFTED_BYTES
  operands = activePoints + 4 * count
  counts = operands + 4 * mostOperands
  halfOperands = counts + 4 * atOnce * max(buckets(), halves())
  halfCounts = halfOperands + 4 * atOnce * 2 * buckets()
  slots = (halfCounts + 4 * atOnce * halves() + 7) & ~7
  return slots + mostSums * atOnce * pointSize<Curve>() - scratch
}

/** Bytes of scratch memory that `sumOfMultiples` needs. */
export function scratchBytes<Curve>(count: usize, bits: usize): usize {
  chooseWindows(bits)
  return layOut<Curve>(count, 0) + 8
}

/**
 * Stores in `result`, a Jacobian point, the sum of scalars[i] * points[i] over the i in `indices`, or over all when that is 0.
 * @param points affine
 * @param scalars 32 bytes each, little-endian, canonical
 * @param count of indices, or of points
 * @param bits of a window, 2 to 16
 */
export function sumOfMultiples<Curve>(
  result: usize,
  points: usize,
  indices: usize,
  scalars: usize,
  count: usize,
  bits: usize,
  scratch: usize,
): void {
  chooseWindows(bits)
  layOut<Curve>(count, scratch)
  prepareOffset()
  selectActive<Curve>(points, indices, scalars, count)
  memory.fill(bitPoints, 0, windows * windowBits * pointSize<Curve>())
  const atOnce = windowsAtOnce(count)
  for (let window: usize = 0; window < windows; window += atOnce) {
    sumWindows<Curve>(window, min(atOnce, windows - window))
  }
  joinBits<Curve>(result)
}

/** Leaves out zero scalars and points at infinity. */
function selectActive<Curve>(points: usize, indices: usize, scalars: usize, count: usize): void {
  active = 0
  for (let i: usize = 0; i < count; i++) {
    const index = indices == 0 ? i : load<u32>(indices + 4 * i)
    const scalar = scalars + <usize>index * SCALAR_BYTES
    if ((load<u64>(scalar) | load<u64>(scalar, 8) | load<u64>(scalar, 16) | load<u64>(scalar, 24)) == 0) continue
    const point = points + <usize>index * pointSize<Curve>()
    if (isInfinity<Curve>(point)) continue
    shiftScalar(shiftedScalars + <usize>active * SHIFTED_BYTES, scalar)
    store<u32>(activePoints + 4 * active, point)
    active++
  }
}

/** Stores the points for the bits of some windows. */
function sumWindows<Curve>(first: usize, windowCount: usize): void {
  setFreeSlot(slots)
  sortIntoBuckets(first, windowCount)
  sumGroups<Curve>(operands, counts, windowCount * buckets())
  splitBuckets(windowCount, operands, counts, halfOperands, halfCounts)
  sumGroups<Curve>(halfOperands, halfCounts, windowCount * halves())
  splitHalves(windowCount, halfOperands, halfCounts, operands, counts)
  sumGroups<Curve>(operands, counts, windowCount * windowBits)
  let from = operands
  for (let bit: usize = 0; bit < windowCount * windowBits; bit++) {
    if (load<u32>(counts + 4 * bit) == 0) continue
    copyOperand<Curve>(bitPoints + (first * windowBits + bit) * pointSize<Curve>(), load<u32>(from))
    from += 4
  }
}

/** A counting sort: how many points each bucket gets, where each begins, and the points. */
function sortIntoBuckets(first: usize, windowCount: usize): void {
  const end = counts + 4 * windowCount * buckets()
  memory.fill(counts, 0, end - counts)
  placeDigits(first, windowCount, false)
  let place = <u32>operands
  for (let counter = counts; counter < end; counter += 4) {
    const count = load<u32>(counter)
    store<u32>(counter, place)
    place += count << 2
  }
  placeDigits(first, windowCount, true)
  // Each counter is now where its bucket ends.
  let start = <u32>operands
  for (let counter = counts; counter < end; counter += 4) {
    const bucketEnd = load<u32>(counter)
    store<u32>(counter, (bucketEnd - start) >> 2)
    start = bucketEnd
  }
}

/** Goes through all digits of some windows: counts them, or stores their points where the counters point to. */
function placeDigits(first: usize, windowCount: usize, storing: bool): void {
  for (let window: usize = 0; window < windowCount; window++) {
    // Of a digit of size 1, which has the first bucket, four bytes further on.
    const beforeCounts = counts + 4 * window * buckets() - 4
    for (let i: usize = 0; i < active; i++) {
      const value = digit(shiftedScalars + i * SHIFTED_BYTES, first + window)
      if (value == 0) continue
      const counter = beforeCounts + 4 * <usize>abs(value)
      const at = load<u32>(counter)
      if (storing) {
        store<u32>(<usize>at, load<u32>(activePoints + 4 * i) | (value < 0 ? 1 : 0))
        store<u32>(counter, at + 4)
      } else {
        store<u32>(counter, at + 1)
      }
    }
  }
}

function copyOperand<Curve>(result: usize, operand: u32): void {
  setJacobianInfinity<Curve>(joined)
  addAffine<Curve>(joined, joined, <usize>(operand & ~1), (operand & 1) != 0)
  memory.copy(result, joined, pointSize<Curve>())
}

const joined: usize = memory.data(216)

/** The sum of 2^i times the point for bit i. */
function joinBits<Curve>(result: usize): void {
  setJacobianInfinity<Curve>(result)
  for (let bit = <i32>(windows * windowBits) - 1; bit >= 0; bit--) {
    doubleJacobian<Curve>(result, result)
    addAffine<Curve>(result, result, bitPoints + <usize>bit * pointSize<Curve>(), false)
  }
}
