import { bn254 } from '@noble/curves/bn254.js'
import { BASE_FIELD_MODULUS } from './field.ts'
import { g1FromBytes, g2FromBytes } from './proving/point-bytes.ts'
import { parseProvingKey } from './proving/proving-key.ts'
import { RlnError } from './rln-error.ts'

/** y, root, nullifier, x, externalNullifier. */
export const PUBLIC_SIGNAL_COUNT = 5

/** A Groth16 verification key in snarkjs' form: coordinates in decimal, points with a third coordinate of 1. */
export interface VerificationKey {
  readonly protocol: 'groth16'
  readonly curve: 'bn128'
  readonly nPublic: number
  readonly vk_alpha_1: readonly string[]
  readonly vk_beta_2: readonly (readonly string[])[]
  readonly vk_gamma_2: readonly (readonly string[])[]
  readonly vk_delta_2: readonly (readonly string[])[]
  readonly IC: readonly (readonly string[])[]
}

/**
 * Reads snarkjs' JSON and checks the key: Groth16 over BN254, five public signals, every point on its curve and in its
 * group, delta other than gamma (else anybody can forge). Whether whoever made the key can forge, no check can tell.
 * @throws RlnError `key_invalid`
 */
export function parseVerificationKey(json: string): VerificationKey {
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch (cause) {
    throw new RlnError('key_invalid', 'the verification key is not JSON', { cause })
  }
  return checkVerificationKey(parsed)
}

/**
 * The verification key inside a snarkjs `.zkey` of this circuit, checked like {@link parseVerificationKey} does.
 * @throws RlnError `key_invalid`
 */
export function verificationKeyFromZkey(zkey: Uint8Array): VerificationKey {
  const { constants, publicPoints } = parseProvingKey(zkey)
  return checkVerificationKey({
    protocol: 'groth16',
    curve: 'bn128',
    nPublic: PUBLIC_SIGNAL_COUNT,
    vk_alpha_1: decimalsOfG1(constants.alpha1),
    vk_beta_2: decimalsOfG2(constants.beta2),
    vk_gamma_2: decimalsOfG2(constants.gamma2),
    vk_delta_2: decimalsOfG2(constants.delta2),
    IC: publicPoints.map(decimalsOfG1),
  })
}

function decimalsOfG1(bytes: Uint8Array): string[] {
  const { x, y } = g1FromBytes(bytes)
  return [`${x}`, `${y}`, '1']
}

function decimalsOfG2(bytes: Uint8Array): string[][] {
  const { x, y } = g2FromBytes(bytes)
  return [x.map(String), y.map(String), ['1', '0']]
}

/** @throws RlnError `key_invalid` */
export function checkVerificationKey(candidate: unknown): VerificationKey {
  const key = (candidate ?? {}) as Partial<VerificationKey>
  if (key.protocol !== 'groth16' || key.curve !== 'bn128') throw invalid('it is not a Groth16 key over bn128')
  if (key.nPublic !== PUBLIC_SIGNAL_COUNT || key.IC?.length !== PUBLIC_SIGNAL_COUNT + 1) {
    throw invalid(`it is not for ${PUBLIC_SIGNAL_COUNT} public signals`)
  }
  const points = { alpha: key.vk_alpha_1, ...Object.fromEntries(key.IC.map((point, index) => [`IC[${index}]`, point])) }
  for (const [name, point] of Object.entries(points)) requireG1(name, point)
  requireG2('beta', key.vk_beta_2)
  const gamma = requireG2('gamma', key.vk_gamma_2)
  const delta = requireG2('delta', key.vk_delta_2)
  if (delta.equals(gamma)) throw invalid('delta equals gamma: with such a key anybody can forge proofs')
  return key as VerificationKey
}

const { Fp2 } = bn254.fields

function requireG1(name: string, point: unknown): void {
  const [x, y, z] = listOf3(name, point)
  if (z !== '1') throw invalid(`${name} is not in affine form`)
  requireValid(name, () => bn254.G1.Point.fromAffine({ x: coordinate(name, x), y: coordinate(name, y) }))
}

function requireG2(name: string, point: unknown): InstanceType<typeof bn254.G2.Point> {
  const [x, y, z] = listOf3(name, point)
  if (JSON.stringify(z) !== '["1","0"]') throw invalid(`${name} is not in affine form`)
  return requireValid(name, () => bn254.G2.Point.fromAffine({ x: fq2(name, x), y: fq2(name, y) }))
}

/** On the curve, in the group of order r, not infinity. */
function requireValid<Point extends { assertValidity(): void; is0(): boolean }>(
  name: string,
  make: () => Point,
): Point {
  try {
    const point = make()
    point.assertValidity()
    if (!point.is0()) return point
  } catch (cause) {
    throw invalid(`${name} is not a point of its group`, cause)
  }
  throw invalid(`${name} is the point at infinity`)
}

function fq2(name: string, value: unknown): ReturnType<typeof Fp2.fromBigTuple> {
  const [c0, c1] = Array.isArray(value) ? value : []
  return Fp2.fromBigTuple([coordinate(name, c0), coordinate(name, c1)])
}

function listOf3(name: string, point: unknown): unknown[] {
  if (Array.isArray(point) && point.length === 3) return point
  throw invalid(`${name} is not a point`)
}

/** Plain decimal only: snarkjs would also take hexadecimal and what is not below q. */
function coordinate(name: string, value: unknown): bigint {
  if (typeof value === 'string' && /^(0|[1-9][0-9]{0,76})$/.test(value)) {
    const number = BigInt(value)
    if (number < BASE_FIELD_MODULUS) return number
  }
  throw invalid(`a coordinate of ${name} is not a decimal number below q`)
}

function invalid(why: string, cause?: unknown): RlnError {
  return new RlnError('key_invalid', `the verification key is not usable: ${why}`, { cause })
}
