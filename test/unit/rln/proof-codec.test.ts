import { expect } from 'chai'
import fc from 'fast-check'
import { bigIntToBytesLE, bytesToBigIntLE, hexToBytes } from '../../../src/foundation/index.ts'
import { BASE_FIELD_MODULUS, checkProofEncoding, decodeProof, encodeProof } from '../../../src/rln/index.ts'
import { rlnVectors } from '../../support/rln-vectors.ts'

const proof = hexToBytes(rlnVectors[0]!.snarkjs.compressed128)
/** The last byte of A, B and C, which carries the flags. */
const FLAG_BYTES = [31, 95, 127]
/** The first byte of A.x, B.x.c0, B.x.c1 and C.x. */
const COORDINATES = [0, 32, 64, 96]

function withByte(index: number, change: (byte: number) => number): Uint8Array {
  const changed = proof.slice()
  changed[index] = change(changed[index]!)
  return changed
}

function defectOf(bytes: Uint8Array): string | undefined {
  const decoded = decodeProof(bytes)
  return decoded.ok ? undefined : decoded.defect
}

describe('the proof codec', () => {
  it('takes 128 bytes only', () => {
    for (const length of [0, 127, 129, 288]) {
      expect(checkProofEncoding(new Uint8Array(length))).to.equal('proof_length')
      expect(defectOf(new Uint8Array(length))).to.equal('proof_length')
    }
  })

  it('refuses the infinity flag on every point', () => {
    for (const index of FLAG_BYTES) {
      const infinity = withByte(index, (byte) => (byte & 0x3f) | 0x40)
      expect(checkProofEncoding(infinity)).to.equal('point_at_infinity')
      expect(defectOf(infinity)).to.equal('point_at_infinity')
    }
  })

  it('refuses both flags on one point', () => {
    for (const index of FLAG_BYTES) {
      expect(checkProofEncoding(withByte(index, (byte) => byte | 0xc0))).to.equal('coordinate_not_canonical')
    }
  })

  it('refuses flags where there are none: in the last byte of c0', () => {
    for (const flag of [0x40, 0x80, 0xc0]) {
      expect(checkProofEncoding(withByte(63, (byte) => byte | flag))).to.equal('coordinate_not_canonical')
    }
  })

  it('refuses every coordinate at or above q', () => {
    for (const offset of COORDINATES) {
      for (const value of [BASE_FIELD_MODULUS, BASE_FIELD_MODULUS + 1n, 2n ** 254n - 1n]) {
        const changed = proof.slice()
        changed.set(bigIntToBytesLE(value, 32), offset)
        expect(checkProofEncoding(changed)).to.equal('coordinate_not_canonical')
        expect(defectOf(changed)).to.equal('coordinate_not_canonical')
      }
    }
  })

  it('negates a point when its sign flag changes', () => {
    const original = decodeProof(proof)
    const flipped = decodeProof(withByte(31, (byte) => byte ^ 0x80))
    if (!original.ok || !flipped.ok) throw new Error('both must decode')
    expect(flipped.proof.a).to.deep.equal({ x: original.proof.a.x, y: BASE_FIELD_MODULUS - original.proof.a.y })
    expect(flipped.proof.b).to.deep.equal(original.proof.b)
  })

  it('says when there is no point with a coordinate', () => {
    // x = 4: 67 is not a square modulo q. For B about every second c0 has no point.
    const offCurve = proof.slice()
    offCurve.set(bigIntToBytesLE(4n, 32), 0)
    expect(checkProofEncoding(offCurve)).to.equal(undefined)
    expect(defectOf(offCurve)).to.equal('point_not_on_curve')
  })

  it('gives every proof one form only: what decodes encodes to the same bytes', () => {
    let decodedCount = 0
    const bytes = fc.tuple(fc.constantFrom(...COORDINATES), fc.uint8Array({ minLength: 32, maxLength: 32 }))
    fc.assert(
      fc.property(bytes, ([offset, coordinate]) => {
        const changed = proof.slice()
        changed.set(coordinate, offset)
        const decoded = decodeProof(changed)
        if (!decoded.ok) return
        decodedCount++
        expect(encodeProof(decoded.proof)).to.deep.equal(changed)
      }),
      { numRuns: 300 },
    )
    expect(decodedCount).to.be.greaterThan(10)
  })

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 260 }), (bytes) => {
        const early = checkProofEncoding(bytes)
        const defect = defectOf(bytes)
        return early === undefined || early === defect
      }),
    )
  })

  it('decodes points that are on the curve', () => {
    for (const vector of rlnVectors) {
      const decoded = decodeProof(hexToBytes(vector.zerokit.proofBytesLE).subarray(0, 128))
      if (!decoded.ok) throw new Error(decoded.defect)
      for (const { x, y } of [decoded.proof.a, decoded.proof.c]) {
        expect((y * y) % BASE_FIELD_MODULUS).to.equal((x ** 3n + 3n) % BASE_FIELD_MODULUS)
      }
      expect(bytesToBigIntLE(proof.subarray(32, 64)) < BASE_FIELD_MODULUS).to.equal(true)
    }
  })
})
