import { bigIntToBytesLE } from '../../foundation/index.ts'
import { FIELD_BYTES } from '../field.ts'
import { SLOPE_WIRE } from '../generated/circuit-wires.ts'
import { G1_BYTES, G2_BYTES } from './point-bytes.ts'
import type { GroupArithmetic } from './proving-engine.ts'
import type { ProvingKey } from './proving-key.ts'
import { coefficientsIn } from './slot-coefficients.ts'
import { MAX_PARTS, SUM_NAMES, type SumName, sumIn, type Workspace } from './workspace.ts'

const ONE = bigIntToBytesLE(1n, FIELD_BYTES)

/** a1 of a witness. */
export function slopeOf(work: Workspace): Uint8Array {
  return work.part('witness', SLOPE_WIRE, FIELD_BYTES)
}

/** cached + added -> path */
export function foldPath(arithmetic: GroupArithmetic, work: Workspace): void {
  for (const name of SUM_NAMES) {
    const terms = [sumIn(work.region('cached'), name), sumIn(work.region('added'), name)]
    const combine = name === 'b2' ? arithmetic.combineG2 : arithmetic.combineG1
    const sum = combine.call(arithmetic, terms, [ONE, ONE])
    sumIn(work.region('path'), name).set(sum)
    sum.fill(0)
  }
}

/** Puts A | B | C into the output. */
export function closeProof(arithmetic: GroupArithmetic, key: ProvingKey, work: Workspace): void {
  const { a, b, c, b1 } = blinded(arithmetic, key, work)
  const output = work.region('output')
  output.set(a)
  output.set(b, G1_BYTES)
  output.set(c, G1_BYTES + G2_BYTES)
  for (const secret of [a, b, c, b1]) secret.fill(0)
}

/**
 * Puts the coefficients into the output. With x, y = secret + slope x and x itself move, no other wire: A grows by their
 * points of a, B by that of x (y is in no row of B), and both wires are public, so that l has no points for them.
 */
export function closeSlot(arithmetic: GroupArithmetic, key: ProvingKey, work: Workspace): void {
  const [r, s, slope] = [work.region('r'), work.region('s'), slopeOf(work)]
  const { aOfY, aOfX, b1OfX, b2OfX } = key.constants
  const constant = blinded(arithmetic, key, work)
  const target = coefficientsIn(work.region('output'))
  target.a0.set(constant.a)
  target.b0.set(constant.b)
  target.c0.set(constant.c)
  target.a1.set(arithmetic.combineG1([aOfY, aOfX], [slope, ONE]))
  target.b1.set(b2OfX)
  const linear = parts(work, 'linearSums')
  const terms = [...linear, target.a1, b1OfX]
  target.c1.set(arithmetic.combineG1(terms, [...linear.map(() => ONE), s, r]))
  const curvature = [0, 1].map((index) => work.part('curvature', index, G1_BYTES))
  target.c2.set(arithmetic.combineG1(curvature, [ONE, slope]))
  for (const secret of Object.values(constant)) secret.fill(0)
}

/**
 * The proof's points: A = alpha + sum + r delta, B = beta + sum + s delta and, with B1 as B in G1 but for its blinding,
 * C = sum of l + quotient + s A + r B1.
 */
function blinded(
  arithmetic: GroupArithmetic,
  key: ProvingKey,
  work: Workspace,
): Record<'a' | 'b' | 'b1' | 'c', Uint8Array> {
  const { alpha1, beta1, beta2, delta1, delta2 } = key.constants
  const [r, s] = [work.region('r'), work.region('s')]
  const sums = (name: SumName) => [sumIn(work.region('path'), name), sumIn(work.region('message'), name)]
  const a = arithmetic.combineG1([alpha1, ...sums('a'), delta1], [ONE, ONE, ONE, r])
  const b = arithmetic.combineG2([beta2, ...sums('b2'), delta2], [ONE, ONE, ONE, s])
  const b1 = arithmetic.combineG1([beta1, ...sums('b1')], [ONE, ONE, ONE])
  const unblinded = [...sums('l'), ...parts(work, 'quotientSums')]
  const c = arithmetic.combineG1([...unblinded, a, b1], [...unblinded.map(() => ONE), s, r])
  return { a, b, b1, c }
}

/** All parts of a sum; those not in use are zeros, which is infinity. */
function parts(work: Workspace, region: 'quotientSums' | 'linearSums'): Uint8Array[] {
  return Array.from({ length: MAX_PARTS }, (_, index) => work.part(region, index, G1_BYTES))
}
