import { bytesToBigIntLE } from '../../foundation/index.ts'
import { Groth16Checker } from '../bn254/groth16-checker.ts'
import { FIELD_BYTES } from '../field.ts'
import type { VerificationKey } from '../verification-key.ts'
import { CIRCUIT } from '../zkey-header.ts'
import { encodeProofPoints, g1FromBytes, g2FromBytes } from './point-bytes.ts'
import type { ProvingKey } from './proving-key.ts'
import type { PointsVerifier } from './slot-check.ts'

/** Verifies what a lane made itself, under the key that it made it with. */
export async function createPairingCheck(key: ProvingKey): Promise<PointsVerifier> {
  const checker = await Groth16Checker.create(verificationKeyOf(key))
  return (points, signals) => {
    if (checker.load(0, encodeProofPoints(points)) !== undefined) return false
    const at = (index: number) => signals.subarray(index * FIELD_BYTES, (index + 1) * FIELD_BYTES)
    return checker.holds(
      0,
      Array.from({ length: CIRCUIT.publicSignals }, (_, index) => bytesToBigIntLE(at(index))),
    )
  }
}

function verificationKeyOf({ constants, publicPoints }: ProvingKey): VerificationKey {
  return {
    protocol: 'groth16',
    curve: 'bn128',
    nPublic: CIRCUIT.publicSignals,
    vk_alpha_1: g1InDecimal(constants.alpha1),
    vk_beta_2: g2InDecimal(constants.beta2),
    vk_gamma_2: g2InDecimal(constants.gamma2),
    vk_delta_2: g2InDecimal(constants.delta2),
    IC: publicPoints.map(g1InDecimal),
  }
}

function g1InDecimal(bytes: Uint8Array): string[] {
  const { x, y } = g1FromBytes(bytes)
  return [`${x}`, `${y}`, '1']
}

function g2InDecimal(bytes: Uint8Array): string[][] {
  const { x, y } = g2FromBytes(bytes)
  return [x.map(String), y.map(String), ['1', '0']]
}
