/**
 * Sums of pairs of affine points with one inversion for many pairs: the inverse of all denominators' product gives each
 * denominator's inverse at three products a pair. An addition costs 5 products and a square in all.
 *
 * An operand is a pointer to a point that is not at infinity; its lowest bit, when set, takes the point's negative.
 */
import * as field from './curve-field'

/** Pairs with one inversion: what is kept for more of them would not fit into a processor's nearest caches. */
const MAX_PAIRS: i32 = 1024
/** Bytes of a pair: two operands, and where the sum goes, with the lowest bit set for a doubling. */
const PAIR_BYTES: usize = 12

const pairs: usize = memory.data(12288)
/** For each pair the product of the denominators before it, then the product of all. Sized for the larger field. */
const products: usize = memory.data(73800)
let waiting: i32 = 0

const inverse: usize = memory.data(72)
const slope: usize = memory.data(72)
const x3: usize = memory.data(72)
const t0: usize = memory.data(72)

@inline function pointerOf(operand: u32): usize {
  return <usize>(operand & ~1)
}

/**
 * Notes that `result` becomes a + b, after `finishPairs` at the latest: until then neither operand may change. `result` may
 * be where a or b is.
 * @returns whether there is a sum to store: false for opposite points, whose sum is infinity
 */
export function addPair<Curve>(result: usize, a: u32, b: u32): bool {
  const size = field.size<Curve>()
  if (waiting == MAX_PAIRS) finishPairs<Curve>()
  if (waiting == 0) field.one<Curve>(products)
  const before = products + <usize>waiting * size
  let doubling: u32 = 0
  if (!field.equals<Curve>(pointerOf(b), pointerOf(a))) {
    field.multiplyByDifference<Curve>(before + size, before, pointerOf(b), pointerOf(a))
  } else {
    // y is never 0, as the groups' orders are odd: same and opposite points differ.
    const sameStored = field.equals<Curve>(pointerOf(b) + size, pointerOf(a) + size)
    if (sameStored != ((a & 1) == (b & 1))) return false
    doubling = 1
    field.double<Curve>(t0, pointerOf(a) + size)
    field.multiply<Curve>(before + size, before, t0)
  }
  const pair = pairs + <usize>waiting * PAIR_BYTES
  store<u32>(pair, a)
  store<u32>(pair, b, 4)
  store<u32>(pair, <u32>result | doubling, 8)
  waiting++
  return true
}

/** Stores the sums of all pairs noted. */
export function finishPairs<Curve>(): void {
  const size = field.size<Curve>()
  if (waiting == 0) return
  field.inverse<Curve>(inverse, products + <usize>waiting * size)
  while (waiting > 0) {
    waiting--
    const pair = pairs + <usize>waiting * PAIR_BYTES
    const target = load<u32>(pair, 8)
    field.multiply<Curve>(slope, inverse, products + <usize>waiting * size)
    if ((target & 1) != 0) doubleInto<Curve>(pointerOf(target), load<u32>(pair))
    else addInto<Curve>(<usize>target, load<u32>(pair), load<u32>(pair, 4))
  }
}

/** The sum of points with different x. `slope` holds 1 / (xb - xa), `inverse` gets what the pair before needs. */
@inline function addInto<Curve>(result: usize, a: u32, b: u32): void {
  const size = field.size<Curve>()
  const xa = pointerOf(a)
  const xb = pointerOf(b)
  field.multiplyByDifference<Curve>(inverse, inverse, xb, xa)
  // The numerator is the slope's or, when only b is negative, its negative's.
  if ((a & 1) != (b & 1)) {
    field.add<Curve>(t0, xb + size, xa + size)
    field.multiply<Curve>(slope, slope, t0)
  } else if ((a & 1) != 0) {
    field.multiplyByDifference<Curve>(slope, slope, xa + size, xb + size)
  } else {
    field.multiplyByDifference<Curve>(slope, slope, xb + size, xa + size)
  }
  finishSum<Curve>(result, a, xb, (a & 1) == 0 && (b & 1) != 0)
}

/** The double of a point. `slope` holds 1 / 2y of the stored y. */
function doubleInto<Curve>(result: usize, a: u32): void {
  const x = pointerOf(a)
  field.double<Curve>(t0, x + field.size<Curve>())
  field.multiply<Curve>(inverse, inverse, t0)
  field.square<Curve>(t0, x)
  field.multiply<Curve>(slope, slope, t0)
  field.triple<Curve>(slope, slope)
  finishSum<Curve>(result, a, x, (a & 1) != 0)
}

/** x3 = slope^2 - xa - xb, y3 = slope (xa - x3) - ya, with the slope or, when `flipped`, its negative in `slope`. */
@inline function finishSum<Curve>(result: usize, a: u32, xb: usize, flipped: bool): void {
  const size = field.size<Curve>()
  const xa = pointerOf(a)
  field.square<Curve>(x3, slope)
  field.subtractTwo<Curve>(x3, x3, xa, xb)
  if (flipped) field.multiplyByDifference<Curve>(t0, slope, x3, xa)
  else field.multiplyByDifference<Curve>(t0, slope, xa, x3)
  if ((a & 1) != 0) field.add<Curve>(result + size, t0, xa + size)
  else field.subtract<Curve>(result + size, t0, xa + size)
  field.copy<Curve>(result, x3)
}
