import fc from 'fast-check'
import { bytesEqual, concatBytes } from '../../src/foundation/index.ts'

/**
 * Sealed payloads with a bit flipped, cut at either end, with a part overwritten or something appended, two of them spliced,
 * or invented altogether behind a plausible beginning. Never one of the genuine ones.
 */
export function damagedPayloads(genuine: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const one = fc.constantFrom(...genuine)
  const extra = fc.uint8Array({ minLength: 1, maxLength: 300 })
  const at = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  return fc
    .oneof(
      fc.tuple(one, at, fc.nat(7)).map(([bytes, where, bit]) => flipped(bytes, Math.floor(where * bytes.length), bit)),
      fc.tuple(one, at).map(([bytes, where]) => bytes.slice(0, Math.floor(where * bytes.length))),
      fc.tuple(one, at).map(([bytes, where]) => bytes.slice(1 + Math.floor(where * bytes.length))),
      fc.tuple(one, extra).map(([bytes, added]) => concatBytes(bytes, added)),
      fc.tuple(one, extra, at).map(([bytes, written, where]) => overwritten(bytes, written, where)),
      fc.tuple(one, one, at).map(([a, b, where]) => spliced(a, b, where)),
      fc
        .tuple(one, fc.nat(80), fc.uint8Array({ maxLength: 800 }))
        .map(([b, kept, r]) => concatBytes(b.slice(0, kept), r)),
    )
    .filter((bytes) => !genuine.some((original) => bytesEqual(original, bytes)))
}

function flipped(bytes: Uint8Array, index: number, bit: number): Uint8Array {
  const changed = bytes.slice()
  changed[index]! ^= 1 << bit
  return changed
}

function overwritten(bytes: Uint8Array, written: Uint8Array, where: number): Uint8Array {
  const changed = bytes.slice()
  changed.set(written.subarray(0, bytes.length), Math.floor(where * Math.max(0, bytes.length - written.length)))
  return changed
}

function spliced(a: Uint8Array, b: Uint8Array, where: number): Uint8Array {
  return concatBytes(a.slice(0, Math.floor(where * a.length)), b.slice(Math.floor(where * b.length)))
}
