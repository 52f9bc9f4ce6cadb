import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes } from '../../foundation/index.ts'
import { CIRCUIT, checkZkeyHeader, invalidKey } from '../zkey-header.ts'
import { type ConstraintRows, readRows, rowsDigestInput } from './constraint-rows.ts'

/** Bytes of an affine point of G1 as a `.zkey` stores it: x | y, little-endian, Montgomery form with R = 2^256. */
export const G1_BYTES = 64
/** The same for G2: x.c0 | x.c1 | y.c0 | y.c1. */
export const G2_BYTES = 128

/** Names of the key's point sets; all but `h` have one point for each wire, `h` one for each element of the domain. */
export type PointSetName = 'a' | 'b1' | 'b2' | 'l' | 'h'

/** What a Groth16 prover needs of a `.zkey`. Points are affine as the file has them; infinity is all zeros. */
export interface ProvingKey {
  readonly alpha1: Uint8Array
  readonly beta1: Uint8Array
  readonly beta2: Uint8Array
  readonly delta1: Uint8Array
  readonly delta2: Uint8Array
  /** b2 is of G2, the others of G1. The public wires' points of l are infinity. */
  readonly points: Readonly<Record<PointSetName, Uint8Array>>
  readonly rows: ConstraintRows
}

/**
 * SHA-256 of the rows of A and B, see `rowsDigestInput`: the constraint system of The Waku Network, on which the table of wires
 * and everything that is computed ahead rest. Rows of C are not in a key apart.
 */
const ROWS_SHA256 = 'b060d45db75c68e66cb58a4b82eadf70d732b13bad24227c68264bf15621fadc'

const FIELD_BYTES = 32
/** In section 2, after both moduli and the three counts. */
const POINTS_AT = 2 * (4 + FIELD_BYTES) + 3 * 4

/**
 * Reads a snarkjs `.zkey` of this circuit.
 * @throws RlnError `key_invalid`
 */
export function parseProvingKey(zkey: Uint8Array): ProvingKey {
  const sections = checkZkeyHeader(zkey)
  const section = (number: number, bytes: number): Uint8Array => {
    const found = sections.get(number)
    if (found?.length !== bytes) throw invalidKey(`section ${number} is not of ${bytes} bytes`)
    return found
  }
  const { wires, publicSignals, domainSize } = CIRCUIT
  const header = section(2, POINTS_AT + 3 * G1_BYTES + 3 * G2_BYTES)
  const at = (offset: number, bytes: number) => header.subarray(POINTS_AT + offset, POINTS_AT + offset + bytes)
  const rows = readRows(sections.get(4) ?? new Uint8Array(), wires, domainSize)
  const digest = bytesToHex(sha256(concatBytes(...rowsDigestInput(rows))))
  if (digest !== ROWS_SHA256) throw invalidKey('it is of another circuit of the same size')
  const l = new Uint8Array(wires * G1_BYTES)
  l.set(section(8, (wires - publicSignals - 1) * G1_BYTES), (publicSignals + 1) * G1_BYTES)
  return {
    alpha1: at(0, G1_BYTES),
    beta1: at(G1_BYTES, G1_BYTES),
    beta2: at(2 * G1_BYTES, G2_BYTES),
    // gamma2, which only verifiers use, stands between.
    delta1: at(2 * G1_BYTES + 2 * G2_BYTES, G1_BYTES),
    delta2: at(3 * G1_BYTES + 2 * G2_BYTES, G2_BYTES),
    points: {
      a: section(5, wires * G1_BYTES),
      b1: section(6, wires * G1_BYTES),
      b2: section(7, wires * G2_BYTES),
      l,
      h: section(9, domainSize * G1_BYTES),
    },
    rows,
  }
}
