/**
 * Affine points: x | y, 72 bytes in G1 and 144 in G2. The point at infinity is all zeros, which is not on either curve.
 */
import * as field from './curve-field'
import * as fp from './generated/fp'
import { pack, unpack } from './limb-packing'

/** Bytes of a part of a coordinate outside of the engine. */
const PART_BYTES: usize = 32

const canonical: usize = memory.data(36)

/** Bytes of a point. */
@inline export function pointSize<Curve>(): usize {
  return 2 * field.size<Curve>()
}

/** The parts of a point: an element of Fp each. */
@inline function parts<Curve>(): usize {
  return pointSize<Curve>() / fp.SIZE
}

export function isInfinity<Curve>(point: usize): bool {
  if (load<u64>(point) != 0) return false
  for (let offset: usize = 8; offset < pointSize<Curve>(); offset += 8) {
    if (load<u64>(point + offset) != 0) return false
  }
  return true
}

@inline export function setInfinity<Curve>(point: usize): void {
  memory.fill(point, 0, pointSize<Curve>())
}

/**
 * Reads points of 2 or 4 parts of 32 bytes. `factor` brings a part into Montgomery form: R_SQUARED for plain ones,
 * FROM_R256 for those of a .zkey.
 */
export function readPoints<Curve>(result: usize, bytes: usize, count: usize, factor: usize): void {
  for (let part: usize = 0; part < count * parts<Curve>(); part++) {
    unpack(result, bytes)
    fp.multiply(result, result, factor)
    result += fp.SIZE
    bytes += PART_BYTES
  }
}

/** Writes a point as 2 or 4 plain canonical parts of 32 bytes. */
export function writePoint<Curve>(bytes: usize, point: usize): void {
  for (let part: usize = 0; part < parts<Curve>(); part++) {
    fp.multiply(canonical, point + part * fp.SIZE, fp.PLAIN_ONE)
    fp.reduce(canonical, canonical)
    pack(bytes + part * PART_BYTES, canonical)
  }
}
