import { bigIntToBytesLE, bytesToBigIntLE } from '../../foundation/index.ts'
import { FIELD_BYTES, FIELD_MODULUS } from '../field.ts'
import { RlnError } from '../rln-error.ts'
import { slopeOf } from './closing-steps.ts'
import type { GroupArithmetic } from './proving-engine.ts'
import { evaluateAt } from './slot-coefficients.ts'
import type { Workspace } from './workspace.ts'

/** Whether the points A | B | C prove the five public signals, 32 bytes little-endian each. */
export type PointsVerifier = (points: Uint8Array, signals: Uint8Array) => boolean

const SIGNALS = 5
const X_SIGNAL = 3

/**
 * Evaluates a new slot at a random x and verifies the proof: a polynomial of degree 2 that fits there fits, but for a
 * chance of 2^-252, everywhere. This is a share under the slot's message id, and with the message's own it gives the
 * secret away: it is wiped here, whatever happens.
 * @throws RlnError `circuit_mismatch`
 */
export function requireValidAnywhere(arithmetic: GroupArithmetic, verify: PointsVerifier, work: Workspace): void {
  const x = work.region('checkX')
  const signals = work.region('witness').slice(FIELD_BYTES, (1 + SIGNALS) * FIELD_BYTES)
  const points = evaluateAt(arithmetic, work.region('output'), bytesToBigIntLE(x))
  try {
    signals.set(x, X_SIGNAL * FIELD_BYTES)
    // At x = 0, as the slot's witness has it, y is the secret.
    const y = bytesToBigIntLE(signals.subarray(0, FIELD_BYTES)) + bytesToBigIntLE(slopeOf(work)) * bytesToBigIntLE(x)
    signals.set(bigIntToBytesLE(y % FIELD_MODULUS, FIELD_BYTES))
    if (verify(points, signals)) return
  } finally {
    for (const secret of [signals, points, x]) secret.fill(0)
  }
  throw new RlnError('circuit_mismatch', 'a prepared proof does not verify: circuit and proving key do not fit')
}
