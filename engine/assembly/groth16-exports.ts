// What a Groth16 verifier calls besides the pairing.
export { normalize, toNegatedUnitPoints } from './affine-batch'
export { decompressProof } from './compressed-proof'
export { fixedBaseSum, fixedTableBytes, makeFixedTable } from './fixed-base'
export { multiply as multiplyFp12 } from './fp12'
export { weightedSum, weightedSumScratchBytes } from './weighted-sum'

import { G1 } from './curve-field'
import { fromAffine } from './jacobian-point'

export function toJacobian(result: usize, point: usize): void {
  fromAffine<G1>(result, point)
}
