import { bigIntToBytesLE, bytesToBigIntLE } from '../../foundation/index.ts'
import { BASE_FIELD_MODULUS, FIELD_BYTES, invert } from '../field.ts'
import { encodeProof, type G1Point, type G2Point } from '../proof-codec.ts'

/** Bytes of an affine point of G1: x | y, little-endian, infinity all zeros. */
export const G1_BYTES = 64
/** The same for G2: x.c0 | x.c1 | y.c0 | y.c1. */
export const G2_BYTES = 128

/** 1 / 2^256: leaves the Montgomery form of a `.zkey`. */
const FROM_MONTGOMERY = invert(2n ** 256n, BASE_FIELD_MODULUS)

/** The point, of G1 or G2, of a `.zkey`, whose coordinates are in Montgomery form there. */
export function pointOfZkey(bytes: Uint8Array): Uint8Array {
  const point = new Uint8Array(bytes.length)
  for (let index = 0; index < bytes.length / FIELD_BYTES; index++) {
    const value = (coordinate(bytes, index) * FROM_MONTGOMERY) % BASE_FIELD_MODULUS
    point.set(bigIntToBytesLE(value, FIELD_BYTES), index * FIELD_BYTES)
  }
  return point
}

/** A | B | C as a proof of 128 bytes. */
export function encodeProofPoints(points: Uint8Array): Uint8Array {
  return encodeProof({
    a: g1FromBytes(points.subarray(0, G1_BYTES)),
    b: g2FromBytes(points.subarray(G1_BYTES, G1_BYTES + G2_BYTES)),
    c: g1FromBytes(points.subarray(G1_BYTES + G2_BYTES)),
  })
}

export function g1FromBytes(bytes: Uint8Array): G1Point {
  return { x: coordinate(bytes, 0), y: coordinate(bytes, 1) }
}

export function g2FromBytes(bytes: Uint8Array): G2Point {
  return { x: [coordinate(bytes, 0), coordinate(bytes, 1)], y: [coordinate(bytes, 2), coordinate(bytes, 3)] }
}

function coordinate(bytes: Uint8Array, index: number): bigint {
  return bytesToBigIntLE(bytes.subarray(index * FIELD_BYTES, (index + 1) * FIELD_BYTES))
}
