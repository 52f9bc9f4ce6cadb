/** The points of a Groth16 proof out of their 128 bytes, as arkworks compresses them. */

import { squareRoot, squareRootFp2 } from './fp-power'
import * as fp2 from './fp2'
import * as fp from './generated/fp'
import { G1_B, G2_B, HALF_OF_P } from './generated/pairing-constants'
import { unpack } from './limb-packing'

const COORDINATE_BYTES: usize = 32
/** In the last byte of a point: y is the larger of (y, -y). */
const LARGER_ROOT: u8 = 0x80
/** The bits of a coordinate's last byte that are its own. */
const COORDINATE_BITS: u8 = 0x3f

const bytes: usize = memory.data(32)
const cube: usize = memory.data(72)
const plain: usize = memory.data(36)

/**
 * points = A | B | C, affine, 288 bytes. False when one of them is not on its curve. That coordinates are below q and no
 * point is at infinity the caller has checked.
 */
export function decompressProof(points: usize, proof: usize): bool {
  return (
    decompressG1(points, proof) &&
    decompressG2(points + 2 * fp.SIZE, proof + COORDINATE_BYTES) &&
    decompressG1(points + 2 * fp.SIZE + 2 * fp2.SIZE, proof + 3 * COORDINATE_BYTES)
  )
}

function decompressG1(point: usize, source: usize): bool {
  const y = point + fp.SIZE
  const flags = readCoordinate(point, source)
  fp.square(cube, point)
  fp.multiply(cube, cube, point)
  fp.add(cube, cube, G1_B)
  if (!squareRoot(y, cube)) return false
  if (isLarger(y) != isLargerAsked(flags)) fp.subtract(y, fp.ZERO, y)
  return true
}

function decompressG2(point: usize, source: usize): bool {
  const y = point + fp2.SIZE
  readCoordinate(point, source)
  const flags = readCoordinate(point + fp.SIZE, source + COORDINATE_BYTES)
  fp2.square(cube, point)
  fp2.multiply(cube, cube, point)
  fp2.add(cube, cube, G2_B)
  if (!squareRootFp2(y, cube)) return false
  const isLargerRoot = fp.isZero(y + fp.SIZE) ? isLarger(y) : isLarger(y + fp.SIZE)
  if (isLargerRoot != isLargerAsked(flags)) fp2.negate(y, y)
  return true
}

/** Reads 32 bytes but for the flags, which it returns. */
function readCoordinate(result: usize, source: usize): u8 {
  memory.copy(bytes, source, COORDINATE_BYTES)
  const last = load<u8>(bytes, 31)
  store<u8>(bytes, last & COORDINATE_BITS, 31)
  unpack(result, bytes)
  fp.multiply(result, result, fp.R_SQUARED)
  return last & ~COORDINATE_BITS
}

function isLargerAsked(flags: u8): bool {
  return (flags & LARGER_ROOT) != 0
}

/** Whether a > -a, as integers below p. */
function isLarger(a: usize): bool {
  fp.multiply(plain, a, fp.PLAIN_ONE)
  fp.reduce(plain, plain)
  for (let offset: i32 = 32; offset >= 0; offset -= 4) {
    const limb = load<u32>(plain + offset)
    const limit = load<u32>(HALF_OF_P + offset)
    if (limb != limit) return limb > limit
  }
  return false
}
