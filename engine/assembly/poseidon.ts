/**
 * Poseidon with circomlib's parameters: x^5, 8 full rounds, capacity element 0 first, output the first element of the
 * state. Partial rounds use sparse matrices, which is the same function with fewer products (eprint 2019/458, appendix B).
 */
import * as fr from './generated/fr'
import { WIDTH_2, WIDTH_3, WIDTH_4, WIDTH_5 } from './generated/poseidon-constants'
import { pack, unpack } from './limb-packing'

const FIELD_BYTES: usize = 32
const MAX_WIDTH: i32 = 5
/** Full rounds before and after the partial ones. */
const HALF_OF_FULL_ROUNDS: i32 = 4

const state: usize = memory.data(180)
const mixed: usize = memory.data(180)
const power: usize = memory.data(36)

function partialRoundsOf(width: i32): i32 {
  return width === 3 ? 57 : width === 5 ? 60 : 56
}

function constantsOf(width: i32): usize {
  return width === 2 ? WIDTH_2 : width === 3 ? WIDTH_3 : width === 4 ? WIDTH_4 : WIDTH_5
}

/** element = element^5 */
function raise(element: usize): void {
  fr.square(power, element)
  fr.square(power, power)
  fr.multiply(element, element, power)
}

/** result = the row of a matrix times the state */
function dotState(result: usize, row: usize, width: i32): void {
  if (width === 2) fr.dot2(result, state, row)
  else if (width === 3) fr.dot3(result, state, row)
  else if (width === 4) fr.dot4(result, state, row)
  else fr.dot5(result, state, row)
}

/** state = matrix * state, rows side by side */
function mix(matrix: usize, width: i32): void {
  const rowBytes: usize = <usize>width * fr.SIZE
  for (let i = 0; i < width; i++) dotState(mixed + <usize>i * fr.SIZE, matrix + <usize>i * rowBytes, width)
  memory.copy(state, mixed, rowBytes)
}

function addConstants(constants: usize, width: i32): void {
  for (let i = 0; i < width; i++) {
    const offset = <usize>i * fr.SIZE
    fr.add(state + offset, state + offset, constants + offset)
  }
}

function raiseAll(width: i32): void {
  for (let i = 0; i < width; i++) raise(state + <usize>i * fr.SIZE)
}

/** One partial round: only the first element is raised, and the matrix touches only its row and column. */
function partialRound(constant: usize, sparse: usize, width: i32): void {
  raise(state)
  fr.add(state, state, constant)
  dotState(mixed, sparse, width)
  for (let i = 1; i < width; i++) {
    const element = state + <usize>i * fr.SIZE
    fr.multiply(power, state, sparse + <usize>(width + i - 1) * fr.SIZE)
    fr.add(element, element, power)
  }
  fr.copy(state, mixed)
}

function permute(width: i32): void {
  const rowBytes: usize = <usize>width * fr.SIZE
  const partialRounds = partialRoundsOf(width)
  let constant = constantsOf(width)
  const matrix = constant + <usize>(2 * HALF_OF_FULL_ROUNDS * width + partialRounds) * fr.SIZE
  const firstSparse = matrix + 2 * <usize>width * rowBytes

  addConstants(constant, width)
  constant += rowBytes
  for (let round = 0; round < HALF_OF_FULL_ROUNDS; round++) {
    raiseAll(width)
    addConstants(constant, width)
    constant += rowBytes
    mix(round < HALF_OF_FULL_ROUNDS - 1 ? matrix : matrix + <usize>width * rowBytes, width)
  }
  for (let round = 0; round < partialRounds; round++) {
    partialRound(constant, firstSparse + <usize>(round * (2 * width - 1)) * fr.SIZE, width)
    constant += fr.SIZE
  }
  for (let round = 0; round < HALF_OF_FULL_ROUNDS - 1; round++) {
    raiseAll(width)
    addConstants(constant, width)
    constant += rowBytes
    mix(matrix, width)
  }
  raiseAll(width)
  // Of the last product only the first element is asked for.
  dotState(state, matrix, width)
}

/**
 * Hashes `count` groups of `width - 1` field elements, side by side.
 *
 * @param result 32 bytes for each group: canonical, little-endian
 * @param inputs canonical field elements, 32 bytes little-endian each
 * @param width 2 to 5: one more than the inputs of a group
 */
export function poseidon(result: usize, inputs: usize, width: i32, count: i32): void {
  if (width < 2 || width > MAX_WIDTH) unreachable()
  for (let group = 0; group < count; group++) {
    fr.copy(state, fr.ZERO)
    for (let i = 1; i < width; i++) {
      const element = state + <usize>i * fr.SIZE
      unpack(element, inputs)
      fr.multiply(element, element, fr.R_SQUARED)
      inputs += FIELD_BYTES
    }
    permute(width)
    fr.multiply(state, state, fr.PLAIN_ONE)
    fr.reduce(state, state)
    pack(result, state)
    result += FIELD_BYTES
  }
  // Inputs may be secrets.
  memory.fill(state, 0, <usize>MAX_WIDTH * fr.SIZE)
  memory.fill(mixed, 0, <usize>MAX_WIDTH * fr.SIZE)
  memory.fill(power, 0, fr.SIZE)
}
