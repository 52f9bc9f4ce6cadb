// The groups, named for each: what is written over `Curve` cannot be exported as it is.
import { readPoints, writePoint } from './affine-point'
import { G1, G2 } from './curve-field'
import { fewScratchBytes, sumOfFewMultiples } from './few-multiples'
import { FROM_R256, R_SQUARED } from './generated/fp'
import { addAffine, toAffine } from './jacobian-point'
import { scratchBytes, sumOfMultiples } from './multi-scalar'

const affine: usize = memory.data(144)

export function g1ReadZkey(result: usize, bytes: usize, count: usize): void {
  readPoints<G1>(result, bytes, count, FROM_R256)
}

export function g2ReadZkey(result: usize, bytes: usize, count: usize): void {
  readPoints<G2>(result, bytes, count, FROM_R256)
}

export function g1Read(result: usize, bytes: usize, count: usize): void {
  readPoints<G1>(result, bytes, count, R_SQUARED)
}

export function g2Read(result: usize, bytes: usize, count: usize): void {
  readPoints<G2>(result, bytes, count, R_SQUARED)
}

/** Writes a Jacobian point as plain canonical affine coordinates. */
export function g1Write(bytes: usize, point: usize): void {
  toAffine<G1>(affine, point)
  writePoint<G1>(bytes, affine)
}

/** Writes a Jacobian point as plain canonical affine coordinates. */
export function g2Write(bytes: usize, point: usize): void {
  toAffine<G2>(affine, point)
  writePoint<G2>(bytes, affine)
}

export function g1AddAffine(result: usize, point: usize, affine: usize, negative: bool): void {
  addAffine<G1>(result, point, affine, negative)
}

export function g2AddAffine(result: usize, point: usize, affine: usize, negative: bool): void {
  addAffine<G2>(result, point, affine, negative)
}

export function g1ScratchBytes(count: usize, bits: usize): usize {
  return scratchBytes<G1>(count, bits)
}

export function g2ScratchBytes(count: usize, bits: usize): usize {
  return scratchBytes<G2>(count, bits)
}

/** For the parameters see `sumOfMultiples`. */
export function g1SumOfMultiples(
  result: usize,
  points: usize,
  indices: usize,
  scalars: usize,
  count: usize,
  bits: usize,
  scratch: usize,
): void {
  sumOfMultiples<G1>(result, points, indices, scalars, count, bits, scratch)
}

export function g2SumOfMultiples(
  result: usize,
  points: usize,
  indices: usize,
  scalars: usize,
  count: usize,
  bits: usize,
  scratch: usize,
): void {
  sumOfMultiples<G2>(result, points, indices, scalars, count, bits, scratch)
}

export function g1FewScratchBytes(count: usize): usize {
  return fewScratchBytes<G1>(count)
}

export function g1SumOfFewMultiples(result: usize, points: usize, scalars: usize, count: usize, scratch: usize): void {
  sumOfFewMultiples<G1>(result, points, scalars, count, scratch)
}

export function g2FewScratchBytes(count: usize): usize {
  return fewScratchBytes<G2>(count)
}

export function g2SumOfFewMultiples(result: usize, points: usize, scalars: usize, count: usize, scratch: usize): void {
  sumOfFewMultiples<G2>(result, points, scalars, count, scratch)
}
