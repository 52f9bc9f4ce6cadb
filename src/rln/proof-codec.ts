import { bigIntToBytesLE, bytesToBigIntLE, concatBytes } from '../foundation/index.ts'
import {
  addFq2,
  type Fq2,
  isLargerRootFq,
  isLargerRootFq2,
  multiplyFq2,
  negateFq2,
  squareRootFq,
  squareRootFq2,
} from './base-field.ts'
import { BASE_FIELD_MODULUS, FIELD_BYTES, invert } from './field.ts'
import type { ProofDefect } from './proof.ts'

/** A(32) | B(64) | C(32). */
export const PROOF_BYTES = 128

export interface G1Point {
  readonly x: bigint
  readonly y: bigint
}

export interface G2Point {
  readonly x: Fq2
  readonly y: Fq2
}

/** The three points of a Groth16 proof, affine. */
export interface Groth16Proof {
  readonly a: G1Point
  readonly b: G2Point
  readonly c: G1Point
}

/** The flags arkworks puts into the two bits of a point's last byte that coordinates leave free. */
const LARGER_ROOT = 0x80
const INFINITY = 0x40
const FLAGS = LARGER_ROOT | INFINITY

/** y^2 = x^3 + 3. */
const G1_COEFFICIENT = 3n
/** y^2 = x^3 + 3 / (9 + u): 1 / (9 + u) = (9 - u) / 82. */
const G2_COEFFICIENT: Fq2 = multiplyFq2([27n, BASE_FIELD_MODULUS - 3n], [invert(82n, BASE_FIELD_MODULUS), 0n])

/** Where A, B and C lie. */
const POINTS = { a: [0, 32], b: [32, 96], c: [96, 128] } as const
const MODULUS_BYTES = bigIntToBytesLE(BASE_FIELD_MODULUS, FIELD_BYTES)

/** The free checks: length, coordinates below q, no infinity, no stray flags. Says nothing of the curve. */
export function checkProofEncoding(proofBytes: Uint8Array): ProofDefect | undefined {
  if (proofBytes.length !== PROOF_BYTES) return 'proof_length'
  for (const [start, end] of [POINTS.a, POINTS.b, POINTS.c]) {
    const defect = checkPointEncoding(proofBytes.subarray(start, end))
    if (defect) return defect
  }
  return undefined
}

function checkPointEncoding(bytes: Uint8Array): ProofDefect | undefined {
  const flags = bytes.at(-1)! & FLAGS
  if (flags === FLAGS) return 'coordinate_not_canonical'
  if (flags === INFINITY) return 'point_at_infinity'
  for (let end = bytes.length; end > 0; end -= FIELD_BYTES) {
    // Only the point's last byte has flags.
    if (!isBelowModulus(bytes, end, end === bytes.length ? ~FLAGS : ~0)) return 'coordinate_not_canonical'
  }
  return undefined
}

/** Whether the 32 bytes before `end`, the last one masked, are below q. In bytes: it stands before every queue. */
function isBelowModulus(bytes: Uint8Array, end: number, mask: number): boolean {
  for (let index = FIELD_BYTES - 1; index >= 0; index--) {
    const byte = bytes[end - FIELD_BYTES + index]! & (index === FIELD_BYTES - 1 ? mask : ~0)
    if (byte !== MODULUS_BYTES[index]!) return byte < MODULUS_BYTES[index]!
  }
  return false
}

/**
 * The points of 128 bytes as arkworks compresses them: x little-endian (Fq2 as c0 | c1), flags in the last byte. Every
 * proof has one form only; any other is refused. Whether B lies in the subgroup is for the verifier.
 */
export function decodeProof(
  proofBytes: Uint8Array,
): { readonly ok: true; readonly proof: Groth16Proof } | { readonly ok: false; readonly defect: ProofDefect } {
  const defect = checkProofEncoding(proofBytes)
  if (defect) return { ok: false, defect }
  const read = (range: readonly [number, number]): CompressedPoint => readPoint(proofBytes.subarray(...range))
  const [a, b, c] = [decompressG1(read(POINTS.a)), decompressG2(read(POINTS.b)), decompressG1(read(POINTS.c))]
  return a && b && c ? { ok: true, proof: { a, b, c } } : { ok: false, defect: 'point_not_on_curve' }
}

/** 128 bytes as {@link decodeProof} reads them. The points are taken as valid. */
export function encodeProof(proof: Groth16Proof): Uint8Array {
  return concatBytes(
    compress([proof.a.x], isLargerRootFq(proof.a.y)),
    compress(proof.b.x, isLargerRootFq2(proof.b.y)),
    compress([proof.c.x], isLargerRootFq(proof.c.y)),
  )
}

interface CompressedPoint {
  /** One coordinate for G1, c0 and c1 for G2. */
  readonly x: readonly bigint[]
  readonly larger: boolean
}

/** Of bytes that passed the free checks. */
function readPoint(bytes: Uint8Array): CompressedPoint {
  const unflagged = bytes.slice()
  unflagged[unflagged.length - 1]! &= ~FLAGS
  const x: bigint[] = []
  for (let offset = 0; offset < unflagged.length; offset += FIELD_BYTES) {
    x.push(bytesToBigIntLE(unflagged.subarray(offset, offset + FIELD_BYTES)))
  }
  return { x, larger: (bytes.at(-1)! & LARGER_ROOT) !== 0 }
}

function decompressG1({ x: [x], larger }: CompressedPoint): G1Point | undefined {
  const root = squareRootFq(x! ** 3n + G1_COEFFICIENT)
  if (root === undefined) return undefined
  return { x: x!, y: isLargerRootFq(root) === larger ? root : BASE_FIELD_MODULUS - root }
}

function decompressG2({ x: [c0, c1], larger }: CompressedPoint): G2Point | undefined {
  const x: Fq2 = [c0!, c1!]
  const root = squareRootFq2(addFq2(multiplyFq2(multiplyFq2(x, x), x), G2_COEFFICIENT))
  if (root === undefined) return undefined
  return { x, y: isLargerRootFq2(root) === larger ? root : negateFq2(root) }
}

function compress(x: readonly bigint[], larger: boolean): Uint8Array {
  const bytes = concatBytes(...x.map((coordinate) => bigIntToBytesLE(coordinate, FIELD_BYTES)))
  if (larger) bytes[bytes.length - 1]! |= LARGER_ROOT
  return bytes
}
