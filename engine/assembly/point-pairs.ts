/**
 * Sums of pairs of affine points with one inversion for many pairs: the inverse of all denominators' product gives each
 * denominator's inverse at three products a pair. An addition costs 5 products and a square in all.
 *
 * An operand is a pointer to a point that is not at infinity; its lowest bit, when set, takes the point's negative.
 */
import { pointSize } from './affine-point'
import * as field from './curve-field'

/** Pairs with one inversion: more of them would not fit into a processor's nearest caches. */
export const MAX_PAIRS: i32 = 512
/** Bytes of a pair: two operands, and where the sum goes, with the lowest bit set for a doubling. */
const PAIR_BYTES: usize = 12

const pairs: usize = memory.data(6144)
/** For each pair its denominator and the product of those before it, then the product of all. Sized for the larger field. */
const steps: usize = memory.data(73872)
let waiting: i32 = 0

const inverse: usize = memory.data(72)
const slope: usize = memory.data(72)
const x3: usize = memory.data(72)
const t0: usize = memory.data(72)

/** What became of a pair. */
export const SUM_IS_INFINITY: i32 = 0
export const SUM_WILL_BE_STORED: i32 = 1

@inline function stepSize<Curve>(): usize {
  return 2 * field.size<Curve>()
}

@inline function pointerOf(operand: u32): usize {
  return <usize>(operand & ~1)
}

/**
 * Notes that `result` becomes a + b, after `finishPairs` at the latest: until then neither operand may change. `result` may
 * be where a or b is. Nothing is stored when the points are opposite.
 */
export function addPair<Curve>(result: usize, a: u32, b: u32): i32 {
  const size = field.size<Curve>()
  if (waiting == MAX_PAIRS) finishPairs<Curve>()
  if (waiting == 0) field.one<Curve>(steps + size)
  const step = steps + <usize>waiting * stepSize<Curve>()
  field.subtract<Curve>(step, pointerOf(b), pointerOf(a))
  let doubling: u32 = 0
  if (field.isZero<Curve>(step)) {
    if (!sameY<Curve>(a, b)) return SUM_IS_INFINITY
    doubling = 1
    field.double<Curve>(step, pointerOf(a) + size)
  }
  field.multiply<Curve>(step + stepSize<Curve>() + size, step + size, step)
  const pair = pairs + <usize>waiting * PAIR_BYTES
  store<u32>(pair, a)
  store<u32>(pair, b, 4)
  store<u32>(pair, <u32>result | doubling, 8)
  waiting++
  return SUM_WILL_BE_STORED
}

/** Whether the signed y of two points with one x is one, too: y is never 0, as the groups' orders are odd. */
function sameY<Curve>(a: u32, b: u32): bool {
  const size = field.size<Curve>()
  field.subtract<Curve>(t0, pointerOf(b) + size, pointerOf(a) + size)
  const sameStored = field.isZero<Curve>(t0)
  return sameStored == ((a & 1) == (b & 1))
}

/** Stores the sums of all pairs noted. */
export function finishPairs<Curve>(): void {
  const size = field.size<Curve>()
  if (waiting == 0) return
  field.inverse<Curve>(inverse, steps + <usize>waiting * stepSize<Curve>() + size)
  while (waiting > 0) {
    waiting--
    const step = steps + <usize>waiting * stepSize<Curve>()
    field.multiply<Curve>(slope, inverse, step + size)
    field.multiply<Curve>(inverse, inverse, step)
    const pair = pairs + <usize>waiting * PAIR_BYTES
    const target = load<u32>(pair, 8)
    if ((target & 1) != 0) doubleInto<Curve>(pointerOf(target), load<u32>(pair))
    else addInto<Curve>(<usize>target, load<u32>(pair), load<u32>(pair, 4))
  }
}

/** The sum of points with different x. `slope` holds 1 / (xb - xa) of the stored coordinates. */
@inline function addInto<Curve>(result: usize, a: u32, b: u32): void {
  const size = field.size<Curve>()
  const ya = pointerOf(a) + size
  const yb = pointerOf(b) + size
  // The numerator is the slope's or, when only b is negative, its negative's.
  if ((a & 1) != (b & 1)) field.addLazy<Curve>(t0, yb, ya)
  else if ((a & 1) != 0) field.subtractLazy<Curve>(t0, ya, yb)
  else field.subtractLazy<Curve>(t0, yb, ya)
  field.multiply<Curve>(slope, slope, t0)
  finishSum<Curve>(result, a, pointerOf(b), (a & 1) == 0 && (b & 1) != 0)
}

/** The double of a point. `slope` holds 1 / 2y of the stored y. */
function doubleInto<Curve>(result: usize, a: u32): void {
  const x = pointerOf(a)
  field.square<Curve>(t0, x)
  field.multiply<Curve>(slope, slope, t0)
  field.double<Curve>(t0, slope)
  field.add<Curve>(slope, slope, t0)
  finishSum<Curve>(result, a, x, (a & 1) != 0)
}

/** x3 = slope^2 - xa - xb, y3 = slope (xa - x3) - ya, with the slope or, when `flipped`, its negative in `slope`. */
@inline function finishSum<Curve>(result: usize, a: u32, xb: usize, flipped: bool): void {
  const size = field.size<Curve>()
  const xa = pointerOf(a)
  field.square<Curve>(x3, slope)
  field.subtract<Curve>(x3, x3, xa)
  field.subtract<Curve>(x3, x3, xb)
  if (flipped) field.subtractLazy<Curve>(t0, x3, xa)
  else field.subtractLazy<Curve>(t0, xa, x3)
  field.multiply<Curve>(t0, t0, slope)
  if ((a & 1) != 0) field.add<Curve>(result + size, t0, xa + size)
  else field.subtract<Curve>(result + size, t0, xa + size)
  field.copy<Curve>(result, x3)
}
