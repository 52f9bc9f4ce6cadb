import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes } from '../../foundation/index.ts'
import { CIRCUIT, checkZkeyHeader, invalidKey } from '../zkey-header.ts'
import { type ConstraintRows, readRows, rowsDigestInput } from './constraint-rows.ts'
import { G1_BYTES, G2_BYTES, pointOfZkey } from './point-bytes.ts'

/** What a proof is made with. */
export interface ProvingArtifacts {
  /** The witness calculator that circom compiled. */
  readonly circuitWasm: Uint8Array
  /** A snarkjs `.zkey`. */
  readonly provingKey: Uint8Array
}

/** Names of the key's point sets; all but `h` have one point for each wire, `h` one for each element of the domain. */
export type PointSetName = 'a' | 'b1' | 'b2' | 'l' | 'h'

/** Single points that every proof takes. */
type ConstantName = 'alpha1' | 'beta1' | 'beta2' | 'gamma2' | 'delta1' | 'delta2' | 'aOfY' | 'aOfX' | 'b1OfX' | 'b2OfX'

/** What a Groth16 prover needs of a `.zkey`. */
export interface ProvingKey {
  /** Canonical affine points; those named after a wire are that wire's of the set. */
  readonly constants: Readonly<Record<ConstantName, Uint8Array>>
  /** As the file has them: affine, coordinates times 2^256. b2 is of G2. The public wires' points of l are infinity. */
  readonly points: Readonly<Record<PointSetName, Uint8Array>>
  /** What the public signals are multiplied by, that of 1 first. Canonical. */
  readonly publicPoints: readonly Uint8Array[]
  /** Section 4 as the file has it: the terms of A and B. */
  readonly terms: Uint8Array
  readonly rows: ConstraintRows
}

/**
 * SHA-256 over `rowsDigestInput`: the constraint system of The Waku Network, on which rest the table of wires and all that
 * is computed ahead. A key does not hold the rows of C apart.
 */
const ROWS_SHA256 = 'b060d45db75c68e66cb58a4b82eadf70d732b13bad24227c68264bf15621fadc'

export const Y_WIRE = 1
export const X_WIRE = 4

const FIELD_BYTES = 32
/** In section 2, behind both moduli and the three counts. */
const POINTS_AT = 2 * (4 + FIELD_BYTES) + 3 * 4

/**
 * Reads a snarkjs `.zkey` of this circuit.
 * @throws RlnError `key_invalid`
 */
export function parseProvingKey(zkey: Uint8Array): ProvingKey {
  const sections = checkZkeyHeader(zkey)
  const points = readPoints(sections)
  const terms = sections.get(4) ?? new Uint8Array()
  const rows = readRows(terms, CIRCUIT.wires, CIRCUIT.domainSize)
  const digest = bytesToHex(sha256(concatBytes(...rowsDigestInput(rows))))
  if (digest !== ROWS_SHA256) throw invalidKey('it is of another circuit of the same size')
  return {
    constants: readConstants(sections, points),
    points,
    publicPoints: readPublicPoints(sections),
    terms,
    rows,
  }
}

function readPoints(sections: ReadonlyMap<number, Uint8Array>): ProvingKey['points'] {
  const { wires, publicSignals, domainSize } = CIRCUIT
  const l = new Uint8Array(wires * G1_BYTES)
  l.set(sectionOf(sections, 8, (wires - publicSignals - 1) * G1_BYTES), (publicSignals + 1) * G1_BYTES)
  return {
    a: sectionOf(sections, 5, wires * G1_BYTES),
    b1: sectionOf(sections, 6, wires * G1_BYTES),
    b2: sectionOf(sections, 7, wires * G2_BYTES),
    l,
    h: sectionOf(sections, 9, domainSize * G1_BYTES),
  }
}

/** Section 2 ends with alpha and beta of G1, beta, gamma of G2, delta of G1, delta of G2. */
function readConstants(
  sections: ReadonlyMap<number, Uint8Array>,
  { a, b1, b2 }: ProvingKey['points'],
): ProvingKey['constants'] {
  const header = sectionOf(sections, 2, POINTS_AT + 3 * G1_BYTES + 3 * G2_BYTES).subarray(POINTS_AT)
  const at = (bytes: Uint8Array, offset: number, size: number) => pointOfZkey(bytes.subarray(offset, offset + size))
  return {
    alpha1: at(header, 0, G1_BYTES),
    beta1: at(header, G1_BYTES, G1_BYTES),
    beta2: at(header, 2 * G1_BYTES, G2_BYTES),
    gamma2: at(header, 2 * G1_BYTES + G2_BYTES, G2_BYTES),
    delta1: at(header, 2 * G1_BYTES + 2 * G2_BYTES, G1_BYTES),
    delta2: at(header, 3 * G1_BYTES + 2 * G2_BYTES, G2_BYTES),
    aOfY: at(a, Y_WIRE * G1_BYTES, G1_BYTES),
    aOfX: at(a, X_WIRE * G1_BYTES, G1_BYTES),
    b1OfX: at(b1, X_WIRE * G1_BYTES, G1_BYTES),
    b2OfX: at(b2, X_WIRE * G2_BYTES, G2_BYTES),
  }
}

function readPublicPoints(sections: ReadonlyMap<number, Uint8Array>): Uint8Array[] {
  const count = CIRCUIT.publicSignals + 1
  const section = sectionOf(sections, 3, count * G1_BYTES)
  return Array.from({ length: count }, (_, index) =>
    pointOfZkey(section.subarray(index * G1_BYTES, (index + 1) * G1_BYTES)),
  )
}

function sectionOf(sections: ReadonlyMap<number, Uint8Array>, number: number, bytes: number): Uint8Array {
  const found = sections.get(number)
  if (found?.length !== bytes) throw invalidKey(`section ${number} is not of ${bytes} bytes`)
  return found
}
