import type { PointSetName } from './proving-key.ts'

/**
 * Sums of few points times scalars. Scalars are 32 bytes little-endian below r; points are affine, 64 or 128 bytes
 * with canonical coordinates (x | y, of G2 c0 | c1 each), infinity all zeros.
 */
export interface GroupArithmetic {
  combineG1(points: readonly Uint8Array[], scalars: readonly Uint8Array[]): Uint8Array
  combineG2(points: readonly Uint8Array[], scalars: readonly Uint8Array[]): Uint8Array
}

/** The heavy arithmetic of a prover, over one proving key. What an implementation takes in and puts out it does not keep. */
export interface ProvingEngine extends GroupArithmetic {
  /**
   * The sum of a set's points times scalars.
   * @param scalars One for each point of the set.
   * @param indices Which of them count. Default: all.
   */
  sum(set: PointSetName, scalars: Uint8Array, indices?: Uint32Array): Uint8Array
  /** Writes (A * B - C) / Z of a witness, as one scalar for each point of `h`. */
  quotient(witness: Uint8Array, quotient: Uint8Array): void
  /**
   * The same as a polynomial in x: writes its constant and its linear coefficient.
   * @param witness The one for x = 0.
   * @param slope a1, by which y grows with x
   */
  quotientInX(witness: Uint8Array, slope: Uint8Array, constant: Uint8Array, linear: Uint8Array): void
  /** The coefficient of x^2, the same for every witness: `fixed` plus the slope times `perSlope`. */
  quotientCurvature(): { readonly fixed: Uint8Array; readonly perSlope: Uint8Array }
}
