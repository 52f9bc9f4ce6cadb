import { expect } from 'chai'
import fc from 'fast-check'
import { bigIntToBytesLE, concatBytes } from '../../../../src/foundation/index.ts'
import { createCurveEngine } from '../../../../src/rln/bn254/curve-engine.ts'
import { FIELD_MODULUS } from '../../../../src/rln/field.ts'

const { vectors } = await createCurveEngine()
const bytesOf = (values: readonly bigint[]): Uint8Array =>
  concatBytes(...values.map((value) => bigIntToBytesLE(value, 32)))
const modulo = (value: bigint): bigint => ((value % FIELD_MODULUS) + FIELD_MODULUS) % FIELD_MODULUS
const scalar = fc.oneof(fc.constantFrom(0n, 1n, FIELD_MODULUS - 1n), fc.bigInt({ min: 0n, max: FIELD_MODULUS - 1n }))

interface Term {
  readonly matrix: number
  readonly row: number
  readonly wire: number
  readonly coefficient: bigint
}

/** The fourth section of a .zkey. */
function sectionOf(terms: readonly Term[]): Uint8Array {
  const numbers = (...values: readonly number[]): Uint8Array => new Uint8Array(Uint32Array.from(values).buffer)
  const encoded = terms.map(({ matrix, row, wire, coefficient }) =>
    concatBytes(numbers(matrix, row, wire), bytesOf([modulo(coefficient << 512n)])),
  )
  return concatBytes(numbers(terms.length), ...encoded)
}

describe('vectors of scalars in the engine', () => {
  it('are added, subtracted, multiplied term by term, and scaled', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(scalar, scalar)), scalar, (pairs, factor) => {
        const [a, b] = [0, 1].map((side) => bytesOf(pairs.map((pair) => pair[side]!))) as [Uint8Array, Uint8Array]
        const expected = (operation: (left: bigint, right: bigint) => bigint): Uint8Array =>
          bytesOf(pairs.map(([left, right]) => modulo(operation(left, right))))
        expect(vectors.add(a, b)).to.deep.equal(expected((left, right) => left + right))
        expect(vectors.subtract(a, b)).to.deep.equal(expected((left, right) => left - right))
        expect(vectors.multiply(a, b)).to.deep.equal(expected((left, right) => left * right))
        expect(vectors.scale(a, bytesOf([factor]))).to.deep.equal(expected((left) => left * factor))
      }),
    )
  })

  it('are the rows of a constraint system for a witness', () => {
    const [rows, wires] = [4, 3]
    const term = fc.record({
      matrix: fc.nat({ max: 1 }),
      row: fc.nat({ max: rows - 1 }),
      wire: fc.nat({ max: wires - 1 }),
      coefficient: scalar,
    })
    fc.assert(
      fc.property(fc.array(term), fc.array(scalar, { minLength: wires, maxLength: wires }), (terms, witness) => {
        const { a, b } = vectors.evaluate(vectors.loadTerms(sectionOf(terms), rows, wires), bytesOf(witness))
        const expected = [0, 1].map((matrix) => {
          const sums = Array.from({ length: rows }, () => 0n)
          for (const each of terms) {
            if (each.matrix === matrix)
              sums[each.row] = modulo(sums[each.row]! + each.coefficient * witness[each.wire]!)
          }
          return bytesOf(sums)
        })
        expect([a, b]).to.deep.equal(expected)
      }),
    )
  })

  it('refuse what does not fit', () => {
    expect(() => vectors.add(new Uint8Array(32), new Uint8Array(64))).to.throw(RangeError)
    expect(() => vectors.scale(new Uint8Array(33), new Uint8Array(32))).to.throw(RangeError)
    const section = sectionOf([{ matrix: 0, row: 1, wire: 1, coefficient: 1n }])
    expect(() => vectors.loadTerms(section, 1, 2)).to.throw(RangeError)
    expect(() => vectors.loadTerms(section, 2, 1)).to.throw(RangeError)
    expect(() => vectors.loadTerms(section.subarray(1), 2, 2)).to.throw(RangeError)
    expect(() => vectors.evaluate(vectors.loadTerms(section, 2, 2), new Uint8Array(32))).to.throw(RangeError)
  })
})
