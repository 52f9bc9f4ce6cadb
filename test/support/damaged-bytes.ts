import fc from 'fast-check'

/** What a decoder of strangers' bytes must bear: random bytes, and proper ones cut short or with some bytes changed. */
export function damagedBytes(proper: fc.Arbitrary<Uint8Array>, maxLength = 2_048): fc.Arbitrary<Uint8Array> {
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat(0xff)), { minLength: 1, maxLength: 4 })
  const damaged = fc.tuple(proper, changes, fc.nat()).map(([bytes, places, end]) => {
    const copy = bytes.slice(0, end % 3 === 0 ? end % (bytes.length + 1) : bytes.length)
    for (const [place, byte] of places) if (copy.length > 0) copy[place % copy.length] = byte
    return copy
  })
  return fc.oneof(fc.uint8Array({ maxLength }), damaged)
}
