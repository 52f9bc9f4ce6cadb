import { bigIntToBytesLE } from '../../foundation/index.ts'
import { FIELD_BYTES, FIELD_MODULUS } from '../field.ts'
import { invalidKey } from '../zkey-header.ts'
import type { ConstraintRows, SparseRows } from './constraint-rows.ts'
import { isEqual } from './scalar-bytes.ts'

const Y_WIRE = 1
const X_WIRE = 4

/** 1 as a `.zkey` stores coefficients. */
const ONE = bigIntToBytesLE(2n ** 512n % FIELD_MODULUS, FIELD_BYTES)

/** The rows in which x and y stand. */
export interface MovedRows {
  readonly xInB: number
  readonly yInA: number
  readonly xInA: number
}

/**
 * Prepared proofs rest on this: x stands in one row of B, x and y in one row of A each, all with the factor 1; and no row
 * has terms in both matrices when one of them moves, but that of x in B, whose A stays.
 * @throws RlnError `key_invalid`
 */
export function movedRowsOf({ a, b }: ConstraintRows): MovedRows {
  const [xInB, yInA, xInA] = [onlyRowOf(b, X_WIRE), onlyRowOf(a, Y_WIRE), onlyRowOf(a, X_WIRE)]
  const isEmpty = (rows: SparseRows, row: number) => rows.starts[row] === rows.starts[row + 1]
  const isFit = !b.wires.includes(Y_WIRE) && isEmpty(b, yInA) && isEmpty(b, xInA)
  if (isFit) return { xInB, yInA, xInA }
  throw invalidKey('x moves its constraints in another way than prepared proofs can follow')
}

function onlyRowOf({ starts, wires, coefficients }: SparseRows, wire: number): number {
  const term = wires.indexOf(wire)
  const isOnly = term !== -1 && wires.lastIndexOf(wire) === term
  if (isOnly && isEqual(coefficients.subarray(term * FIELD_BYTES), ONE, 0)) {
    return starts.findLastIndex((start) => start <= term)
  }
  throw invalidKey(`wire ${wire} is not in exactly one row with the factor 1`)
}
