/**
 * The field that a curve's coordinates are in, chosen by a type parameter: G1's are in Fp, G2's in Fp2. The compiler
 * resolves every choice, so that what is written over `Curve` costs nothing.
 */
import * as fp2 from './fp2'
import * as fieldPower from './fp-power'
import * as fp from './generated/fp'

/** y^2 = x^3 + 3 over Fp. */
export class G1 {}
/** y^2 = x^3 + 3 / (9 + u) over Fp2. */
export class G2 {}

/** Bytes of the larger of the two kinds of coordinate: what a temporary needs. */
export const LARGEST: i32 = 72

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
  fp.add(result, a, b)
  if (!inFp<Curve>()) fp.add(result + fp.SIZE, a + fp.SIZE, b + fp.SIZE)
}

@inline export function double<Curve>(result: usize, a: usize): void {
  fp.double(result, a)
  if (!inFp<Curve>()) fp.double(result + fp.SIZE, a + fp.SIZE)
}

@inline export function subtract<Curve>(result: usize, a: usize, b: usize): void {
  fp.subtract(result, a, b)
  if (!inFp<Curve>()) fp.subtract(result + fp.SIZE, a + fp.SIZE, b + fp.SIZE)
}

/** result = -a. */
@inline export function negate<Curve>(result: usize, a: usize): void {
  fp.subtract(result, fp.ZERO, a)
  if (!inFp<Curve>()) fp.subtract(result + fp.SIZE, fp.ZERO, a + fp.SIZE)
}

/** a + b, below 4p: for a factor of `multiply`. */
@inline export function addLazy<Curve>(result: usize, a: usize, b: usize): void {
  fp.addLazy(result, a, b)
  if (!inFp<Curve>()) fp.addLazy(result + fp.SIZE, a + fp.SIZE, b + fp.SIZE)
}

/** a - b + 4p, below 6p: for a factor of `multiply`. */
@inline export function subtractLazy<Curve>(result: usize, a: usize, b: usize): void {
  fp.subtractLazy(result, a, b)
  if (!inFp<Curve>()) fp.subtractLazy(result + fp.SIZE, a + fp.SIZE, b + fp.SIZE)
}

/** Factors below 6p. */
@inline export function multiply<Curve>(result: usize, a: usize, b: usize): void {
  if (inFp<Curve>()) fp.multiply(result, a, b)
  else fp2.multiply(result, a, b)
}

/** Of a below 2p. */
@inline export function square<Curve>(result: usize, a: usize): void {
  if (inFp<Curve>()) fp.square(result, a)
  else fp2.square(result, a)
}

/** result = 1 / a, and 0 for 0. */
@inline export function inverse<Curve>(result: usize, a: usize): void {
  if (inFp<Curve>()) fieldPower.inverse(result, a)
  else fieldPower.inverseFp2(result, a)
}
