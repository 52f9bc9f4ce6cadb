/**
 * Sums of multiples of many points, by Pippenger's buckets with signed digits.
 *
 * A scalar is a sum of digits d * 2^(w * bits), -2^(bits-1) <= d < 2^(bits-1). For each window w the points go into
 * buckets by their |d|; then a bucket's weight is split in two halves of bits, and those into single bits, so that what
 * remains is one point for each bit of the scalars. All of this is sums of groups with shared inversions.
 *
 * A table may hold copies of the points, multiplied by powers of two, as `makeTable` writes them: then windows share
 * buckets, which are as many sets as there are windows to a copy.
 */
import { isInfinity, pointSize } from './affine-point'
import { halves, splitBuckets, splitHalves } from './bucket-bits'
import { setFreeSlot, sumGroups } from './group-sums'
import { addAffine, doubleJacobian, setJacobianInfinity } from './jacobian-point'
import { addPair, finishPairs } from './point-pairs'
import {
  buckets,
  chooseWindows,
  copies,
  digit,
  prepareOffset,
  SHIFTED_BYTES,
  shiftScalar,
  windowBits,
  windows,
  windowsPerCopy,
} from './scalar-windows'

const SCALAR_BYTES: usize = 32
/** Operands that are sorted at once: what lies in a processor's second cache with their points. */
const MAX_OPERANDS: usize = 16384

let copyBytes: usize = 0

let active: usize = 0
let shiftedScalars: usize = 0
let activePoints: usize = 0
let operands: usize = 0
let counts: usize = 0
let halfOperands: usize = 0
let halfCounts: usize = 0
let bitPoints: usize = 0
let slots: usize = 0

@inline function setsAtOnce(count: usize): usize {
  const fitting = MAX_OPERANDS / max(1, count * copies)
  return max(1, min(windowsPerCopy, fitting))
}

/** Divides the scratch memory. @returns how many bytes it has */
function layOut<Curve>(count: usize, scratch: usize): usize {
  const sets = setsAtOnce(count)
  const mostOperands = max(count * copies, halves() * windowBits) * sets
  const perSet = max(count * copies / 2, 1) + 2 * buckets() + halves() * windowBits
  bitPoints = scratch
  shiftedScalars = bitPoints + windowsPerCopy * windowBits * pointSize<Curve>()
  activePoints = shiftedScalars + count * SHIFTED_BYTES
  operands = activePoints + 4 * count
  counts = operands + 4 * mostOperands
  halfOperands = counts + 4 * (sets * max(buckets(), halves()) + 1)
  halfCounts = halfOperands + 4 * (sets * 2 * buckets())
  slots = (halfCounts + 4 * (sets * halves() + 1) + 7) & ~7
  return slots + perSet * sets * pointSize<Curve>() - scratch
}

/** Bytes of scratch memory that `sumOfMultiples` needs. */
export function scratchBytes<Curve>(count: usize, bits: usize, copiesOfPoints: usize): usize {
  chooseWindows(bits, copiesOfPoints)
  return layOut<Curve>(count, 0) + 8
}

/**
 * Stores in `result`, a Jacobian point, the sum of scalars[i] * points[i] over the i in `indices`, or over all when that is 0.
 * @param scalars 32 bytes each, little-endian, canonical
 * @param count of indices, or of points
 * @param points affine; `copiesOfPoints` tables of them, `tableBytes` apart
 * @param bits of a window, 2 to 16
 */
export function sumOfMultiples<Curve>(
  result: usize,
  points: usize,
  indices: usize,
  scalars: usize,
  count: usize,
  bits: usize,
  copiesOfPoints: usize,
  tableBytes: usize,
  scratch: usize,
): void {
  chooseWindows(bits, copiesOfPoints)
  copyBytes = tableBytes
  layOut<Curve>(count, scratch)
  prepareOffset()
  selectActive<Curve>(points, indices, scalars, count)
  memory.fill(bitPoints, 0, windowsPerCopy * windowBits * pointSize<Curve>())
  const atOnce = setsAtOnce(count)
  for (let set: usize = 0; set < windowsPerCopy; set += atOnce) {
    sumSets<Curve>(set, min(atOnce, windowsPerCopy - set))
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

/** Stores the points for the bits of some sets of buckets. */
function sumSets<Curve>(firstSet: usize, sets: usize): void {
  setFreeSlot(slots)
  sortIntoBuckets<Curve>(firstSet, sets)
  sumGroups<Curve>(operands, counts, sets * buckets())
  splitBuckets(sets, operands, counts, halfOperands, halfCounts)
  sumGroups<Curve>(halfOperands, halfCounts, sets * halves())
  splitHalves(sets, halfOperands, halfCounts, operands, counts)
  sumGroups<Curve>(operands, counts, sets * windowBits)
  let from = operands
  for (let bit: usize = 0; bit < sets * windowBits; bit++) {
    if (load<u32>(counts + 4 * bit) == 0) continue
    const target = bitPoints + (firstSet * windowBits + bit) * pointSize<Curve>()
    copyOperand<Curve>(target, load<u32>(from))
    from += 4
  }
}

/** A counting sort: how many points each bucket gets, where each begins, and the points. */
function sortIntoBuckets<Curve>(firstSet: usize, sets: usize): void {
  const groups = sets * buckets()
  memory.fill(counts, 0, 4 * groups)
  placeDigits<Curve>(firstSet, sets, false)
  let place = <u32>operands
  for (let counter = counts; counter < counts + 4 * groups; counter += 4) {
    const count = load<u32>(counter)
    store<u32>(counter, place)
    place += count << 2
  }
  placeDigits<Curve>(firstSet, sets, true)
  // Each counter is now where its bucket ends.
  let start = <u32>operands
  for (let counter = counts; counter < counts + 4 * groups; counter += 4) {
    const end = load<u32>(counter)
    store<u32>(counter, (end - start) >> 2)
    start = end
  }
}

/** Goes through all digits of some sets: counts them, or stores their points where the counters point to. */
function placeDigits<Curve>(firstSet: usize, sets: usize, storing: bool): void {
  for (let set: usize = 0; set < sets; set++) {
    const setCounts = counts + 4 * set * buckets() - 4
    for (let copy: usize = 0; copy < copies; copy++) {
      const window = copy * windowsPerCopy + firstSet + set
      if (window >= windows) break
      const copyOffset = copy * copyBytes
      for (let i: usize = 0; i < active; i++) {
        const value = digit(shiftedScalars + <usize>i * SHIFTED_BYTES, window)
        if (value == 0) continue
        const counter = setCounts + 4 * <usize>abs(value)
        const at = load<u32>(counter)
        if (storing) {
          const point = load<u32>(activePoints + 4 * i) + <u32>copyOffset
          store<u32>(<usize>at, point | (value < 0 ? 1 : 0))
          store<u32>(counter, at + 4)
        } else {
          store<u32>(counter, at + 1)
        }
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
  for (let bit = <i32>(windowsPerCopy * windowBits) - 1; bit >= 0; bit--) {
    doubleJacobian<Curve>(result, result)
    addAffine<Curve>(result, result, bitPoints + <usize>bit * pointSize<Curve>(), false)
  }
}

/**
 * Completes a table whose first `count` points are given: copies multiplied by 2^(windowsPerCopy * bits), its square, ...,
 * each behind the one before.
 */
export function makeTable<Curve>(table: usize, count: usize, bits: usize, copiesOfPoints: usize): void {
  chooseWindows(bits, copiesOfPoints)
  const bytes = <usize>count * pointSize<Curve>()
  for (let copy: usize = 1; copy < copies; copy++, table += bytes) {
    memory.copy(table + bytes, table, bytes)
    for (let doubling: usize = 0; doubling < windowsPerCopy * bits; doubling++) {
      for (let point = table + bytes; point < table + 2 * bytes; point += pointSize<Curve>()) {
        if (!isInfinity<Curve>(point)) addPair<Curve>(point, <u32>point, <u32>point)
      }
      finishPairs<Curve>()
    }
  }
}
