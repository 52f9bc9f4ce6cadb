/**
 * The field that a curve's coordinates are in, chosen by a type parameter: G1's are in Fp, G2's in Fp2. The compiler
 * resolves every choice, so that what is written over `Curve` costs nothing.
 */
import * as fp2 from './fp2'
import { inverse as inverseFp } from './fp-inverse'
import { inverseFp2 } from './fp-power'
import * as fp from './generated/fp'
import * as fp2Sums from './generated/fp2-sums'

/** y^2 = x^3 + 3 over Fp. */
export class G1 {}
/** y^2 = x^3 + 3 / (9 + u) over Fp2. */
export class G2 {}

/** The bits of a limb. */
const LIMB_MASK: u32 = 0x1fffffff
const difference: usize = memory.data(72)

@inline function inFp<Curve>(): bool {
  return idof<Curve>() == idof<G1>()
}

/** Bytes of a coordinate. */
@inline export function size<Curve>(): usize {
  return inFp<Curve>() ? fp.SIZE : fp2.SIZE
}

@inline export function one<Curve>(result: usize): void {
  fp.copy(result, fp.ONE)
  if (!inFp<Curve>()) fp.copy(result + fp.SIZE, fp.ZERO)
}

@inline export function copy<Curve>(result: usize, a: usize): void {
  fp.copy(result, a)
  if (!inFp<Curve>()) fp.copy(result + fp.SIZE, a + fp.SIZE)
}

@inline export function isZero<Curve>(a: usize): bool {
  return fp.isZero(a) && (inFp<Curve>() || fp.isZero(a + fp.SIZE))
}

@inline export function add<Curve>(result: usize, a: usize, b: usize): void {
  if (inFp<Curve>()) fp.add(result, a, b)
  else fp2Sums.add(result, a, b)
}

@inline export function subtract<Curve>(result: usize, a: usize, b: usize): void {
  if (inFp<Curve>()) fp.subtract(result, a, b)
  else fp2Sums.subtract(result, a, b)
}

@inline export function double<Curve>(result: usize, a: usize): void {
  if (inFp<Curve>()) fp.double(result, a)
  else fp2Sums.double(result, a)
}

/** result = 3 a */
@inline export function triple<Curve>(result: usize, a: usize): void {
  if (inFp<Curve>()) fp.triple(result, a)
  else fp2Sums.triple(result, a)
}

/** result = -a */
@inline export function negate<Curve>(result: usize, a: usize): void {
  if (inFp<Curve>()) fp.subtract(result, fp.ZERO, a)
  else fp2Sums.negate(result, a)
}

/** result = a - b - c */
@inline export function subtractTwo<Curve>(result: usize, a: usize, b: usize, c: usize): void {
  if (inFp<Curve>()) fp.subtractTwo(result, a, b, c)
  else fp2Sums.subtractTwo(result, a, b, c)
}

/** result = 2 (a - b - c) */
@inline export function doubleRest<Curve>(result: usize, a: usize, b: usize, c: usize): void {
  if (inFp<Curve>()) fp.doubleRest(result, a, b, c)
  else fp2Sums.doubleRest(result, a, b, c)
}

/** result = a - 2 b */
@inline export function subtractTwice<Curve>(result: usize, a: usize, b: usize): void {
  if (inFp<Curve>()) fp.subtractTwice(result, a, b)
  else fp2Sums.subtractTwice(result, a, b)
}

/** result = a - 8 b */
@inline export function subtractEightfold<Curve>(result: usize, a: usize, b: usize): void {
  if (inFp<Curve>()) fp.subtractEightfold(result, a, b)
  else fp2Sums.subtractEightfold(result, a, b)
}

@inline export function multiply<Curve>(result: usize, a: usize, b: usize): void {
  if (inFp<Curve>()) fp.multiply(result, a, b)
  else fp2.multiply(result, a, b)
}

/** result = a * (b - c). */
@inline export function multiplyByDifference<Curve>(result: usize, a: usize, b: usize, c: usize): void {
  if (inFp<Curve>()) fp.multiplyByDifference(result, a, b, c)
  else fp2.multiplyByDifference(result, a, b, c)
}

@inline export function square<Curve>(result: usize, a: usize): void {
  if (inFp<Curve>()) fp.square(result, a)
  else fp2.square(result, a)
}

/** Whether a and b are the same, with a look at few of their bits when they are not. */
@inline export function equals<Curve>(a: usize, b: usize): bool {
  const low = (load<u32>(a) - load<u32>(b)) & LIMB_MASK
  const lowOfModulus = load<u32>(fp.MODULUS)
  if (low != 0 && low != lowOfModulus && low != LIMB_MASK + 1 - lowOfModulus) return false
  subtract<Curve>(difference, a, b)
  return isZero<Curve>(difference)
}

/** result = 1 / a, and 0 for 0. */
@inline export function inverse<Curve>(result: usize, a: usize): void {
  if (inFp<Curve>()) inverseFp(result, a)
  else inverseFp2(result, a)
}
